// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/text.hpp>
#include <linnet/testing/gradient_report.hpp>
#include <linnet/testing/guarded_matrix.hpp>

namespace linnet::inline LINNET_ISA {

/// How `check_loss_gradients` checks.
struct LossGradientCheckSettings {
    std::size_t batch = 7;
    std::size_t columns = 3;
    double largest_prediction = 5.0; ///< predictions are drawn between minus this and this
    double smallest_label = 0.0;
    double largest_label = 1.0;
    std::uint64_t seed = 1;
    double tolerance = 1e-6; ///< of |computed - expected| / max(1, |expected|)
    double step = 0x1p-17;   ///< a prediction x is moved to x + step and to x - step
};

namespace detail {

template <PredictionLoss L, std::size_t W, class Naive>
class LossGradientChecker {
public:
    LossGradientChecker(const L& loss, const Naive& naive, const LossGradientCheckSettings& settings)
        : loss_{loss}, naive_{naive}, settings_{settings}, scratch_{1, settings.batch * settings.columns} {}

    LINNET_COLD GradientReport run() {
        std::vector<double> weights;
        check(3, weights, "without weights");
        check(0, weights, "with rows that touch, without weights");
        const Random random{settings_.seed, 2};
        for (std::size_t b = 0; b < settings_.batch; ++b) {
            weights.push_back(b == 1 ? 0.0 : 2.0 * random.uniform(b));
        }
        check(3, weights, "with weights");
        check(0, weights, "with rows that touch, with weights");
        return report_;
    }

private:
    void check(std::size_t gap, std::span<const double> weights, std::string_view where) {
        GuardedMatrix<double> predictions{settings_.batch, settings_.columns, gap, 0};
        GuardedMatrix<double> labels{settings_.batch, settings_.columns, gap, 1};
        GuardedMatrix<double> gradient{settings_.batch, settings_.columns, gap, 2};
        draw(predictions.view(), 0, -settings_.largest_prediction, settings_.largest_prediction);
        draw(labels.view(), 1, settings_.smallest_label, settings_.largest_label);
        const ConstMatrixView<double> from = predictions.view();
        const ConstMatrixView<double> to = labels.view();
        const auto value = [&] {
            return loss_.template value_and_gradient<double, W>(from, {to, weights}, gradient.view(),
                                                                scratch_.view().data);
        };
        gradient.fill(std::numeric_limits<double>::quiet_NaN());
        const double computed = value();
        if (!gradient.intact() || !predictions.intact() || !labels.intact() || !scratch_.intact()) {
            report_failure(report_, text({where, ": the loss wrote outside of what it was given"}));
        }
        report_comparison(report_, settings_.tolerance, "the value", 0, 0, computed, naive_value(from, to, weights),
                          where);
        const GuardedMatrix<double> slopes = gradient;
        if constexpr (SampleLoss<L>) {
            check_samples(from, to, weights, slopes, where);
        }
        for (std::size_t b = 0; b < settings_.batch; ++b) {
            for (std::size_t c = 0; c < settings_.columns; ++c) {
                double& x = predictions.view()(b, c);
                const double middle = x;
                x = middle + settings_.step;
                double width = x;
                const double higher = value();
                x = middle - settings_.step;
                width -= x;
                const double lower = value();
                x = middle;
                report_comparison(report_, settings_.tolerance, "the gradient", b, c, slopes.view()(b, c),
                                  (higher - lower) / width, where);
            }
        }
    }

    /// The losses of samples are those of the formula, and their slopes the gradient times the batch.
    void check_samples(ConstMatrixView<double> predictions, ConstMatrixView<double> labels,
                       std::span<const double> weights, const GuardedMatrix<double>& gradient, std::string_view where) {
        constexpr double unwritten = std::numeric_limits<double>::quiet_NaN();
        GuardedMatrix<double> losses{1, settings_.batch, 0};
        GuardedMatrix<double> slopes = gradient;
        losses.fill(unwritten);
        slopes.fill(unwritten);
        loss_.template sample_losses<double, W>(predictions, {labels, weights}, losses.view().data, slopes.view(),
                                                scratch_.view().data);
        if (!losses.intact() || !slopes.intact() || !scratch_.intact()) {
            report_failure(report_, text({where, ": sample_losses wrote outside of what it was given"}));
        }
        const double batch = static_cast<double>(settings_.batch);
        for (std::size_t b = 0; b < settings_.batch; ++b) {
            report_comparison(report_, settings_.tolerance, "the loss of sample", b, 0, losses.view()(0, b),
                              weight(weights, b) * naive_(predictions.row_span(b), labels.row_span(b)), where);
            for (std::size_t c = 0; c < settings_.columns; ++c) {
                report_comparison(report_, settings_.tolerance, "the slope of sample", b, c, slopes.view()(b, c),
                                  batch * gradient.view()(b, c), where);
            }
        }
    }

    static double weight(std::span<const double> weights, std::size_t b) { return weights.empty() ? 1.0 : weights[b]; }

    void draw(MatrixView<double> matrix, std::uint64_t stream, double low, double high) const {
        const Random random{settings_.seed, stream};
        for (std::size_t b = 0; b < matrix.rows; ++b) {
            for (std::size_t c = 0; c < matrix.columns; ++c) {
                matrix(b, c) = low + (high - low) * random.uniform(b * matrix.columns + c);
            }
        }
    }

    double naive_value(ConstMatrixView<double> predictions, ConstMatrixView<double> labels,
                       std::span<const double> weights) const {
        double total = 0.0;
        for (std::size_t b = 0; b < predictions.rows; ++b) {
            total += weight(weights, b) * naive_(predictions.row_span(b), labels.row_span(b));
        }
        return total / static_cast<double>(predictions.rows);
    }

    const L& loss_;
    const Naive& naive_;
    LossGradientCheckSettings settings_;
    GuardedMatrix<double> scratch_;
    GradientReport report_;
};

} // namespace detail

/// Checks a loss, in double at width W, on random predictions and labels, with and without weights, in unaligned views
/// whose rows lie apart or touch:
/// - its value equals the mean over the batch of weight times `naive(predictions, labels)`, which takes one
/// `std::span<const double>` of a sample for each;
/// - its gradient is written in every element and nothing else is written, and it equals central differences of the
/// value: |computed - expected| <= tolerance * max(1, |expected|);
/// - of a SampleLoss, the loss of each sample is weight times `naive`, and its slopes are the gradient times the batch.
///
/// Never throws for a loss that fails; what the loss itself throws becomes the message of the report.
template <std::size_t W = native_width<double>, PredictionLoss L, class Naive>
[[nodiscard]] LINNET_COLD GradientReport check_loss_gradients(const L& loss, const Naive& naive,
                                                              const LossGradientCheckSettings& settings = {}) {
    try {
        return detail::LossGradientChecker<L, W, Naive>{loss, naive, settings}.run();
    } catch (const std::exception& error) {
        return {0.0, {}, error.what()};
    }
}

} // namespace linnet::inline LINNET_ISA
