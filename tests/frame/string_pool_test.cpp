// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>
#include <linnet/frame/string_pool.hpp>

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
