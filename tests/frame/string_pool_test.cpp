// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>
#include <linnet/frame/string_pool.hpp>

#include "support/eager_pool.hpp"

namespace string_pool_test {

using linnet::detail::StringPool;

TEST_CASE("a pool numbers distinct strings in order of first appearance") {
    StringPool pool;
    CHECK(pool.find("a") == StringPool::none);
    CHECK(pool.add("a") == 0);
    CHECK(pool.add("") == 1);
    CHECK(pool.add("a") == 0);
    CHECK(pool.add(std::string_view{"\0b", 2}) == 2);
    CHECK(pool.size() == 3);
    CHECK(pool[0] == "a");
    CHECK(pool[1] == "");
    CHECK(pool[2] == std::string_view{"\0b", 2});
    CHECK(pool.find("") == 1);
    CHECK(pool.find("b") == StringPool::none);
}

TEST_CASE("many strings at once get the numbers that they get one by one") {
    for (const std::size_t count : {0U, 1U, 31U, 32U, 33U, 200U, 3000U}) {
        std::vector<std::string> strings;
        for (std::size_t i = 0; i < count; ++i) {
            strings.push_back(std::to_string(linnet::Random{count, 0}.below(count / 2 + 1, i)));
        }
        const std::vector<std::string_view> views(strings.begin(), strings.end());
        StringPool one_by_one;
        StringPool at_once;
        CHECK(at_once.add("first") == one_by_one.add("first"));
        std::vector<std::uint32_t> expected, numbers(count);
        for (const std::string& string : strings) {
            expected.push_back(one_by_one.add(string));
        }
        at_once.add(views.data(), count, numbers.data());
        CAPTURE(count);
        CHECK(numbers == expected);
        CHECK(at_once == one_by_one);
        CHECK(at_once.find("first") == 0);
    }
}

TEST_CASE("a pool of strings of another knows them, and takes more") {
    StringPool all;
    for (std::size_t i = 0; i < 1000; ++i) {
        all.add("string " + std::to_string(i));
    }
    all.add("");
    const std::vector<std::uint32_t> numbers{900, 3, 1000, 17};
    StringPool some = StringPool::of(all, numbers, nullptr);
    REQUIRE(some.size() == 4);
    CHECK(some[0] == "string 900");
    CHECK(some[2].empty());
    CHECK(some[3] == "string 17");
    StringPool copy = some;
    CHECK(some.add("string 17") == 3);
    CHECK(some.add("new") == 4);
    CHECK(some.add("") == 2);
    CHECK(some.find("string 3") == 1);
    const std::string_view view = "string 3";
    std::uint32_t number = 7;
    copy.add(&view, 1, &number);
    CHECK(number == 1);
    StringPool none = StringPool::of(all, {}, nullptr);
    CHECK(none.find("") == StringPool::none);
    CHECK(none.add("x") == 0);
    std::vector<std::uint32_t> backwards;
    for (std::uint32_t i = 1000; i > 0; --i) {
        backwards.push_back(i);
    }
    CHECK(StringPool::of(all, backwards, &linnet_test::three_threads()) == StringPool::of(all, backwards, nullptr));
}

TEST_CASE("a pool agrees with a map over many strings") {
    const linnet::Random random{7, 0};
    StringPool pool;
    std::map<std::string, std::uint32_t> map;
    std::vector<std::string> strings;
    for (std::size_t i = 0; i < 30000; ++i) {
        const std::string string = std::to_string(random.below(9000, i));
        const auto [entry, fresh] = map.try_emplace(string, static_cast<std::uint32_t>(map.size()));
        CHECK(pool.find(string) == (fresh ? StringPool::none : entry->second));
        CHECK(pool.add(string) == entry->second);
    }
    CHECK(pool.size() == map.size());
    for (const auto& [string, number] : map) {
        CHECK(pool.find(string) == number);
        CHECK(pool[number] == string);
    }
}

TEST_CASE("strings whose hashes agree in 32 bits are kept apart") {
    StringPool pool;
    bool fresh = true;
    for (std::uint32_t i = 0; i < 300000; ++i) { // some ten pairs are expected to collide
        fresh = fresh && pool.add(std::to_string(i)) == i;
    }
    CHECK(fresh);
}

TEST_CASE("a pool takes strings that lie in itself") {
    StringPool pool;
    pool.add("0123456789abcdefghij0123456789abcdefghij");
    for (std::size_t i = 1; i < 40; ++i) {
        const std::string expected{pool[0].substr(i)};
        CHECK(pool[pool.add(pool[0].substr(i))] == expected);
    }
}

TEST_CASE("copies of a pool are independent") {
    StringPool pool;
    pool.add("a");
    StringPool copy = pool;
    CHECK(copy == pool);
    copy.add("b");
    CHECK(copy != pool);
    CHECK(pool.find("b") == StringPool::none);
    const StringPool moved = std::move(copy);
    CHECK(moved.find("b") == 1);
    StringPool other;
    other.add("b");
    other.add("a");
    CHECK(other != moved);
}

TEST_CASE("the same bytes cut elsewhere are another pool") {
    StringPool one;
    one.add("ab");
    one.add("c");
    StringPool two;
    two.add("a");
    two.add("bc");
    CHECK(one != two);
}

} // namespace string_pool_test
