// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/function.hpp>

#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace function_test {

using linnet::Function;

int twice(int x) { return 2 * x; }

TEST_CASE("a function calls what it holds: functions, lambdas, objects with state") {
    CHECK(Function<int(int)>{twice}(4) == 8);
    int calls = 0;
    const Function<void()> count = [&calls] { ++calls; };
    count();
    count();
    CHECK(calls == 2);
    Function<int()> next = [n = 0]() mutable { return ++n; };
    CHECK(next() == 1);
    CHECK(next() == 2);
    const Function<double(int)> converts = twice;
    CHECK(converts(3) == 6.0);
    const Function<std::size_t(std::unique_ptr<int>, const std::string&)> moves = [](auto p, const std::string& s) {
        return static_cast<std::size_t>(*p) + s.size();
    };
    CHECK(moves(std::make_unique<int>(3), "ab") == 5);
}

TEST_CASE("copies are apart, what was moved from is empty, and nothing is lost") {
    const auto alive = std::make_shared<int>(0);
    {
        Function<long()> first = [alive] { return alive.use_count(); };
        CHECK(alive.use_count() == 2);
        Function<long()> second = first;
        CHECK(alive.use_count() == 3);
        Function<long()> third = std::move(first);
        CHECK(!first);
        CHECK(third);
        CHECK(alive.use_count() == 3);
        second = third;
        CHECK(alive.use_count() == 3);
        first = std::move(second);
        CHECK(first() == 3);
        third = {};
        CHECK(!third);
        CHECK(alive.use_count() == 2);
    }
    CHECK(alive.use_count() == 1);
}

TEST_CASE("only what can be called so is taken") {
    static_assert(std::is_convertible_v<int (*)(int), Function<int(int)>>);
    static_assert(!std::is_convertible_v<int (*)(int), Function<int(std::string)>>);
    static_assert(!std::is_convertible_v<int, Function<int(int)>>);
    CHECK(!Function<int(int)>{});
}

} // namespace function_test
