// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/step_weights.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

namespace step_weights_test {

using namespace linnet;

namespace {

/// Two steps of two columns in sequence 0, none in 1, and one in 2, with scores 0, log 3 and 5.
template <bool Normalised>
struct Example {
    double numbers[6] = {1, 2, 5, 10, 7, 8};
    double d_numbers[6] = {100, 100, 100, 100, 100, 100};
    double sums[6] = {};
    double d_sums[6] = {1, 0, 1, 1, 2, 1};
    std::vector<std::uint64_t> offsets{4, 6, 6, 7};
    linnet::detail::StepWeights<double, 4, 2, Normalised> weights;

    Example() {
        weights.reserve(3);
        weights.reserve_backward(3);
        double* const scores = weights.scores(offsets).values.data;
        scores[0] = 0.0;
        scores[1] = std::log(3.0);
        scores[2] = 5.0;
        weights.normalise(nullptr, offsets);
        weights.sum(nullptr, steps(), out());
        weights.write_d_weights(nullptr, steps(), d_out());
        weights.write_d_scores(nullptr, offsets);
    }
    [[nodiscard]] ConstStepsView<double> steps() { return {{numbers, 3, 2, 2}, offsets}; }
    [[nodiscard]] StepsView<double> d_steps() { return {{d_numbers, 3, 2, 2}, offsets}; }
    [[nodiscard]] MatrixView<double> out() { return {sums, 3, 2, 2}; }
    [[nodiscard]] ConstMatrixView<double> d_out() { return {d_sums, 3, 2, 2}; }
    void check(double first, double second, double third) {
        CHECK(sums[0] == doctest::Approx(first * 1 + second * 5));
        CHECK(sums[1] == doctest::Approx(first * 2 + second * 10));
        CHECK(sums[2] == 0.0);
        CHECK(sums[3] == 0.0);
        CHECK(sums[4] == doctest::Approx(third * 7));
        weights.write_d_steps(nullptr, d_out(), d_steps());
        CHECK(d_numbers[0] == doctest::Approx(first));
        CHECK(d_numbers[1] == 0.0);
        weights.add_d_steps(nullptr, d_out(), d_steps());
        CHECK(d_numbers[2] == doctest::Approx(2 * second));
        CHECK(d_numbers[4] == doctest::Approx(4 * third));
        CHECK(d_numbers[5] == doctest::Approx(2 * third));
    }
};

} // namespace

TEST_CASE("steps are summed by their scores") {
    Example<false> example;
    example.check(0.0, std::log(3.0), 5.0);
    const double* const d_scores = example.weights.d_scores(example.offsets).values.data;
    CHECK(d_scores[0] == 1.0);
    CHECK(d_scores[1] == 5.0);
    CHECK(d_scores[2] == 22.0);
}

TEST_CASE("steps are summed by the softmax of their scores, sequence by sequence") {
    Example<true> example;
    example.check(0.25, 0.75, 1.0);
    const double* const d_scores = example.weights.d_scores(example.offsets).values.data;
    CHECK(d_scores[0] == doctest::Approx(0.25 * (1 - 4.0)));
    CHECK(d_scores[1] == doctest::Approx(0.75 * (5 - 4.0)));
    CHECK(d_scores[2] == doctest::Approx(0.0));
}

} // namespace step_weights_test
