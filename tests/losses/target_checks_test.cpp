// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/target_checks.hpp>

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>

#include <doctest/doctest.h>

#include <linnet/config.hpp>
#include <linnet/losses.hpp>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace target_checks_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// A batch of good targets, but for one number in the last column of a row.
struct Bad {
    std::size_t rows;
    std::size_t columns;
    std::size_t gap;
    std::size_t row;
};

enum class Where { label, weight, log_q };

/// What a loss throws for it.
template <class L, class Loss>
std::string thrown(const Loss& loss, const Bad& bad, Where where, double value) {
    using T = typename L::T;
    auto predictions = random_matrix<T>(bad.rows, bad.columns, 1, bad.gap);
    GuardedMatrix<T> labels{bad.rows, bad.columns, bad.gap};
    GuardedMatrix<T> gradient{bad.rows, bad.columns, bad.gap};
    GuardedMatrix<T> scratch{1, bad.rows * bad.columns};
    GuardedMatrix<T> weights{1, bad.rows};
    GuardedMatrix<T> log_q{1, bad.rows};
    labels.fill(T{0});
    weights.fill(T{1});
    log_q.fill(T{-1});
    // Groups of a positive and a negative, and one of two negatives at the end of an odd batch.
    for (std::size_t r = 0; r + 1 < bad.rows; r += 2) {
        labels.view()(r, bad.columns - 1) = T{1};
    }
    T& number = where == Where::label    ? labels.view()(bad.row, bad.columns - 1)
                : where == Where::weight ? weights.view()(0, bad.row)
                                         : log_q.view()(0, bad.row);
    number = static_cast<T>(value);
    try {
        static_cast<void>(loss.template value_and_gradient<T, L::W>(
            predictions.view(), {labels.view(), weights.view().row_span(0), log_q.view().row_span(0)}, gradient.view(),
            scratch.view().data));
    } catch (const LabelError& error) {
        CHECK(error.row() == bad.row);
        return error.what();
    }
    return {};
}

/// Wherever a bad number stands, it is found and named; a good one is not.
template <class L, class Loss>
void check_bad(const Loss& loss, std::size_t columns, Where where, double bad, std::optional<double> good,
               const std::string& shown) {
    constexpr std::size_t W = native_width<typename L::T>;
    for (const std::size_t rows : {std::size_t{2}, W - 1, W, W + 1, 3 * W + 3}) {
        for (const std::size_t gap : {std::size_t{0}, std::size_t{3}}) {
            for (const std::size_t row : {std::size_t{0}, rows / 2, rows - 1}) {
                if (rows < 2) {
                    continue;
                }
                CAPTURE(rows);
                CAPTURE(gap);
                CAPTURE(row);
                const std::string sentence =
                    std::string{Loss::name} + ", row " + std::to_string(row) + ": the " + shown;
                CHECK(thrown<L>(loss, {rows, columns, gap, row}, where, bad) == sentence);
                if (good) {
                    CHECK(thrown<L>(loss, {rows, columns, gap, row}, where, *good).empty());
                }
            }
        }
    }
}

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

} // namespace

TEST_CASE_TEMPLATE_DEFINE("a label that the loss has no meaning for is refused, with its row and value", L, labels) {
    for (const std::size_t columns : {1U, 2U, 19U}) {
        const BinaryCrossEntropy binary;
        check_bad<L>(binary, columns, Where::label, 1.5, 1.0, "label 1.500000 is not from 0 to 1");
        check_bad<L>(binary, columns, Where::label, -1.0, 0.0, "label -1.000000 is not from 0 to 1");
        check_bad<L>(binary, columns, Where::label, 5e7, 0.5, "label 50000000.000000 is not from 0 to 1");
        check_bad<L>(binary, columns, Where::label, nan, 1e-30, "label nan is not from 0 to 1");
        check_bad<L>(binary, columns, Where::label, infinity, 1.0, "label inf is not from 0 to 1");
        const MeanSquaredError squared;
        check_bad<L>(squared, columns, Where::label, nan, -1e10, "label nan is not a finite number");
        check_bad<L>(squared, columns, Where::label, infinity, 1e10, "label inf is not a finite number");
        check_bad<L>(squared, columns, Where::label, -infinity, 0.0, "label -inf is not a finite number");
    }
    for (const std::size_t columns : {1U, 2U, 19U}) {
        check_bad<L>(Hinge{}, columns, Where::label, 0.5, -1.0, "label 0.500000 is not -1, 0 or 1");
        check_bad<L>(SquaredHinge{}, columns, Where::label, -2.0, 0.0, "label -2.000000 is not -1, 0 or 1");
        check_bad<L>(Hinge{}, columns, Where::label, nan, 1.0, "label nan is not -1, 0 or 1");
        check_bad<L>(FocalLoss{}, columns, Where::label, -1.0, 0.0, "label -1.000000 is not 0 or 1");
        check_bad<L>(FocalLoss{}, columns, Where::label, infinity, 1.0, "label inf is not 0 or 1");
        check_bad<L>(Poisson{}, columns, Where::label, -1.0, 1e9, "label -1.000000 is not 0 or more, and finite");
        check_bad<L>(Huber{}, columns, Where::label, nan, -1e10, "label nan is not a finite number");
    }
    // Any other label would begin a group, or end one.
    check_bad<L>(Bpr{}, 1, Where::label, infinity, {}, "label inf is not a finite number");
    check_bad<L>(MarginRanking{}, 1, Where::label, infinity, {}, "label inf is not a finite number");
    check_bad<L>(Warp{}, 1, Where::label, infinity, {}, "label inf is not a finite number");
    check_bad<L>(SampledSoftmaxCrossEntropy{}, 1, Where::label, infinity, {}, "label inf is not a finite number");
}
TEST_CASE_TEMPLATE_APPLY(labels, TestedWidths);

TEST_CASE_TEMPLATE_DEFINE("a weight is a finite number of 0 or more", L, weights) {
    const auto check = [](const auto& loss, std::size_t columns) {
        check_bad<L>(loss, columns, Where::weight, -1.0, 0.0, "weight -1.000000 is not 0 or more, and finite");
        check_bad<L>(loss, columns, Where::weight, nan, 7.0, "weight nan is not 0 or more, and finite");
        check_bad<L>(loss, columns, Where::weight, infinity, 1e-30, "weight inf is not 0 or more, and finite");
    };
    check(BinaryCrossEntropy{}, 1);
    check(BinaryCrossEntropy{}, 3);
    check(Hinge{}, 3);
    check(SquaredHinge{}, 3);
    check(Huber{}, 3);
    check(Poisson{}, 3);
    check(FocalLoss{}, 3);
    check(MeanSquaredError{}, 1);
    check(MeanSquaredError{}, 3);
    check(Bpr{}, 1);
    check(MarginRanking{}, 1);
    check(Warp{}, 1);
    check(SampledSoftmaxCrossEntropy{}, 1);
}
TEST_CASE_TEMPLATE_APPLY(weights, TestedWidths);

TEST_CASE_TEMPLATE_DEFINE("the log of a probability is finite", L, logs) {
    check_bad<L>(SampledSoftmaxCrossEntropy{}, 1, Where::log_q, -infinity, -80.0, "log q -inf is not a finite number");
    check_bad<L>(SampledSoftmaxCrossEntropy{}, 1, Where::log_q, nan, 0.0, "log q nan is not a finite number");
}
TEST_CASE_TEMPLATE_APPLY(logs, TestedWidths);

TEST_CASE("the first of several bad rows is named, and a batch of no rows has none") {
    const float labels[4] = {0, 2, 3, 1};
    const ConstMatrixView<float> view{labels, 4, 1, 1};
    CHECK_THROWS_WITH_AS(check_inside<float>("loss", "label", view, 0, 1, "from 0 to 1"),
                         "loss, row 1: the label 2.000000 is not from 0 to 1", LabelError);
    CHECK_NOTHROW(check_inside<float>("loss", "label", view.top(0), 0, 1, "from 0 to 1"));
    CHECK_NOTHROW(check_inside<float>("loss", "label", view.top(1), 0, 1, "from 0 to 1"));
}

} // namespace target_checks_test
