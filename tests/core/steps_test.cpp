// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/steps.hpp>

#include <array>
#include <cstdint>
#include <type_traits>

#include <doctest/doctest.h>

namespace steps_test {

using linnet::ConstStepsView;
using linnet::StepsView;

namespace {

/// Sequences of 2, 0 and 3 steps of 2 columns, rows 3 apart; offsets that do not start at 0.
struct Sequences {
    std::array<float, 15> data{0, 1, -1, 10, 11, -1, 20, 21, -1, 30, 31, -1, 40, 41, -1};
    std::array<std::uint64_t, 4> offsets{7, 9, 9, 12};
    StepsView<float> view{{data.data(), 5, 2, 3}, offsets};
};

} // namespace

TEST_CASE("a view of sequences finds the steps of each") {
    const Sequences x;
    CHECK(x.view.rows() == 3);
    CHECK(x.view.steps() == 5);
    CHECK(x.view.length(0) == 2);
    CHECK(x.view.length(1) == 0);
    CHECK(x.view.length(2) == 3);
    CHECK(x.view.first_step(0) == 0);
    CHECK(x.view.first_step(2) == 2);
    CHECK(x.view.sequence(0)(1, 1) == 11);
    CHECK(x.view.sequence(1).rows == 0);
    CHECK(x.view.sequence(2)(0, 0) == 20);
    CHECK(x.view.sequence(2)(2, 1) == 41);
}

TEST_CASE("a view of nothing has no sequences, and a mutable one reads as a const one") {
    CHECK(StepsView<float>{}.rows() == 0);
    CHECK(StepsView<float>{}.steps() == 0);
    const Sequences x;
    const ConstStepsView<float> constant = x.view;
    CHECK(constant.sequence(2)(0, 0) == 20);
    static_assert(std::is_convertible_v<StepsView<float>, ConstStepsView<float>>);
    static_assert(!std::is_convertible_v<ConstStepsView<float>, StepsView<float>>);
}

} // namespace steps_test
