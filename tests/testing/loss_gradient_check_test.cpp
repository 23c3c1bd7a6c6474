// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/testing/loss_gradient_check.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>

namespace loss_gradient_check_test {

using namespace linnet;

namespace {

enum class Fault {
    none,
    wrong_value,
    wrong_gradient,
    forgotten_gradient,
    gradient_beyond_columns,
    scratch_beyond_end,
    sum_of_weights,
    ignored_weights,
    wrong_where_rows_touch,
    throws
};

/// Mean of w (p - y)^2 / 2, with one thing wrong.
template <Fault F>
struct Squares {
    static constexpr std::string_view name = "squares";
    using fuses = void;

    template <class T, std::size_t W>
    T value_and_gradient(ConstMatrixView<T> predictions, const Targets<T>& targets, MatrixView<T> gradient,
                         T* scratch) const {
        const auto& [labels, weights, log_q] = targets;
        if (F == Fault::throws) {
            throw SettingError("no such setting");
        }
        const std::size_t columns = predictions.columns;
        T count = static_cast<T>(predictions.rows * columns);
        if (F == Fault::sum_of_weights && !weights.empty()) {
            count = 0;
            for (const T weight : weights) {
                count += weight * static_cast<T>(columns);
            }
        }
        T total = 0;
        for (std::size_t b = 0; b < predictions.rows; ++b) {
            const T weight = weights.empty() || F == Fault::ignored_weights ? T{1} : weights[b];
            for (std::size_t c = 0; c < columns; ++c) {
                const T difference = predictions(b, c) - labels(b, c);
                total += weight * difference * difference / 2;
                scratch[b * columns + c] = difference;
                const bool wrong = F == Fault::wrong_where_rows_touch && predictions.stride == columns;
                if (F != Fault::forgotten_gradient || b != 1 || c != 1) {
                    gradient(b, c) = weight * difference / count + (F == Fault::wrong_gradient || wrong ? T{1} : T{0});
                }
            }
        }
        if (F == Fault::gradient_beyond_columns) {
            gradient(0, columns) = 0;
        }
        if (F == Fault::scratch_beyond_end) {
            scratch[predictions.rows * columns] = 0;
        }
        return total / count + (F == Fault::wrong_value ? T{1} : T{0});
    }
};

double naive(std::span<const double> predictions, std::span<const double> labels) {
    double total = 0;
    for (std::size_t c = 0; c < predictions.size(); ++c) {
        total += (predictions[c] - labels[c]) * (predictions[c] - labels[c]) / 2;
    }
    return total / static_cast<double>(predictions.size());
}

enum class SampleFault { none, weight_ignored, divided_by_batch, losses_beyond_end };

/// The same with the losses of samples, with one thing wrong in them.
template <SampleFault F>
struct SampledSquares : Squares<Fault::none> {
    template <class T, std::size_t W>
    void sample_losses(ConstMatrixView<T> predictions, const Targets<T>& targets, T* losses, MatrixView<T> slopes,
                       T*) const {
        const T count = static_cast<T>(predictions.columns);
        for (std::size_t b = 0; b < predictions.rows; ++b) {
            const T weight = targets.weights.empty() ? T{1} : targets.weights[b];
            losses[b] = 0;
            for (std::size_t c = 0; c < predictions.columns; ++c) {
                const T difference = predictions(b, c) - targets.labels(b, c);
                losses[b] += (F == SampleFault::weight_ignored ? T{1} : weight) * difference * difference / 2 / count;
                const T divisor = F == SampleFault::divided_by_batch ? static_cast<T>(predictions.rows) : T{1};
                slopes(b, c) = weight * difference / count / divisor;
            }
        }
        if (F == SampleFault::losses_beyond_end) {
            losses[predictions.rows] = 0;
        }
    }
};

template <SampleFault F>
std::string message_of_samples() {
    return check_loss_gradients(SampledSquares<F>{}, naive).message;
}

template <Fault F>
std::string message() {
    const GradientReport report = check_loss_gradients(Squares<F>{}, naive);
    CHECK(static_cast<bool>(report) == report.message.empty());
    return report.message;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("the loss check passes a right loss") {
    const GradientReport report = check_loss_gradients<1>(Squares<Fault::none>{}, naive);
    CHECK(report);
    CHECK(report.largest_error < 1e-8);
    CHECK(check_loss_gradients<4>(Squares<Fault::none>{}, naive,
                                  {.batch = 2, .columns = 1, .largest_prediction = 50, .largest_label = 9}));
}

TEST_CASE("the loss check sees a wrong value and a wrong gradient") {
    CHECK(contains(message<Fault::wrong_value>(), "the value (0, 0): without weights"));
    CHECK(contains(message<Fault::wrong_gradient>(), "the gradient (0, 0): without weights"));
    CHECK(contains(message<Fault::wrong_where_rows_touch>(), "the gradient (0, 0): with rows that touch"));
}

TEST_CASE("the loss check sees a gradient that is never written") {
    CHECK(contains(message<Fault::forgotten_gradient>(), "the gradient (1, 1): without weights"));
}

TEST_CASE("the loss check sees what is written where nothing should be") {
    CHECK(contains(message<Fault::gradient_beyond_columns>(), "wrote outside"));
    CHECK(contains(message<Fault::scratch_beyond_end>(), "wrote outside"));
}

TEST_CASE("the loss check sees weights that are ignored or divided by") {
    CHECK(contains(message<Fault::ignored_weights>(), "the value (0, 0): with weights"));
    CHECK(contains(message<Fault::sum_of_weights>(), "the value (0, 0): with weights"));
}

TEST_CASE("the loss check sees losses and slopes of samples that are not those of the mean") {
    CHECK(message_of_samples<SampleFault::none>().empty());
    CHECK(contains(message_of_samples<SampleFault::weight_ignored>(), "the loss of sample (0, 0): with weights"));
    CHECK(contains(message_of_samples<SampleFault::divided_by_batch>(), "the slope of sample (0, 0): without weights"));
    CHECK(contains(message_of_samples<SampleFault::losses_beyond_end>(), "sample_losses wrote outside"));
}

TEST_CASE("what a loss throws becomes the message of the loss check") {
    CHECK(message<Fault::throws>() == "no such setting");
}

} // namespace loss_gradient_check_test
