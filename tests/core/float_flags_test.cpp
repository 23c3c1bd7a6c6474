// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/float_flags.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <thread>

#include <doctest/doctest.h>

#include <linnet/core/executor.hpp>

namespace float_flags_test {

using namespace linnet;

namespace {

template <class T>
[[gnu::noinline]] T product(T a, T b) {
    return a * b;
}
template <class T>
[[gnu::noinline]] T quotient(T a, T b) {
    return a / b;
}

} // namespace

TEST_CASE_TEMPLATE("what makes an infinity or a NaN of numbers raises flags, and nothing else does", T, float, double) {
    const T most = std::numeric_limits<T>::max();
    volatile T result = 0;
    FloatFlags flags;
    result = product(most, T{1});
    result = product(std::numeric_limits<T>::min(), T{0.5}); // a denormal
    result = product(std::numeric_limits<T>::infinity(), T{2});
    result = product(std::numeric_limits<T>::quiet_NaN(), T{2});
    result = quotient(T{1}, T{3});
    CHECK_FALSE(flags.raised());
    {
        FloatFlags inner;
        result = product(most, T{2});
        CHECK(inner.raised());
    }
    CHECK(flags.raised());
    {
        FloatFlags inner;
        CHECK_FALSE(inner.raised());
        result = quotient(T{0}, static_cast<T>(result) * T{0} + T{0});
    }
    CHECK(flags.raised()); // those of before came back
    {
        FloatFlags inner;
        result = quotient(T{0}, product(T{0}, T{1}));
        CHECK(inner.raised());
    }
    {
        FloatFlags inner;
        result = quotient(T{1}, product(T{0}, T{1}));
        CHECK(inner.raised());
    }
}

TEST_CASE("what another thread raises in a part is raised in the caller") {
    struct OtherThreads : Executor { // the caller runs no part
        [[nodiscard]] std::size_t threads() const override { return 3; }
        void run(std::size_t parts, Task task) override {
            for (std::size_t part = 0; part < parts; ++part) {
                std::thread{[&] { task(part); }}.join();
            }
        }
    } pool;
    volatile float results[300] = {};
    const auto run = [&](std::size_t bad) {
        const FloatFlags flags;
        for_each_share(&pool, 300, 1, 1'000'000, [&](std::size_t first, std::size_t count) {
            for (std::size_t i = first; i < first + count; ++i) {
                results[i] = product(std::numeric_limits<float>::max(), i == bad ? 2.0F : 1.0F);
            }
        });
        return flags.raised();
    };
    for (int round = 0; round < 20; ++round) {
        CHECK_FALSE(run(300));
        CHECK(run(0));
        CHECK(run(150));
        CHECK(run(299));
    }
}

} // namespace float_flags_test
