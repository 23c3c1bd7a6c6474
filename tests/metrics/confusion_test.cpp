// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/metrics/confusion.hpp>

#include "../support/naive_metrics.hpp"

namespace confusion_test {

using linnet::detail::confusion;
using linnet_test::view;

TEST_CASE_TEMPLATE("the cells agree with those counted one by one, NaN and weights included", T, float, double) {
    for (std::size_t count = 1; count < 300; count += 23) {
        linnet_test::MetricSamples<T> samples{count, count};
        for (std::size_t i = 0; count % 2 == 0 && i < count; i += 9) {
            samples.predictions[i] = std::numeric_limits<T>::quiet_NaN();
        }
        for (const auto& weights : {std::vector<T>{}, samples.weights}) {
            for (const double threshold : {0.0, 0.25, 0.5, 0.9}) {
                const auto cells =
                    linnet_test::naive_cells(view(samples.predictions), view(samples.labels), view(weights), threshold);
                const auto got =
                    confusion("m", view(samples.predictions), view(samples.labels), view(weights), threshold);
                CHECK(std::abs(got.hits - static_cast<double>(cells.cells[1][1])) <= 1e-12 * 3.0 * double(count));
                CHECK(std::abs(got.misses - static_cast<double>(cells.cells[0][1])) <= 1e-12 * 3.0 * double(count));
                CHECK(std::abs(got.false_alarms - static_cast<double>(cells.cells[1][0])) <=
                      1e-12 * 3.0 * double(count));
            }
        }
    }
}

TEST_CASE("the threshold itself is negative, and so is a label of one half") {
    const std::vector<float> p{0.1F, 0.9F};
    CHECK(confusion("m", view(p), view(std::vector<float>{1, 1}), {}, 0.1).misses == 1.0);
    CHECK(confusion("m", view(p), view(std::vector<float>{0.5F, 0.5F}), {}, 0.1).false_alarms == 1.0);
}

TEST_CASE("a NaN label that has weight makes everything NaN") {
    const std::vector<double> p{1, 1};
    const std::vector<double> y{std::nan(""), 1};
    const auto sums = confusion("m", view(p), view(y), {}, 0.5);
    CHECK(std::isnan(sums.hits));
    CHECK(std::isnan(sums.false_alarms));
    CHECK(std::isnan(sums.misses));
    CHECK(confusion("m", view(p), view(y), view(std::vector<double>{0, 2}), 0.5).hits == 2.0);
}

TEST_CASE("sizes that differ are refused") {
    const std::vector<double> two{1, 2};
    CHECK_THROWS_WITH_AS(static_cast<void>(confusion("m", view(two), view(std::vector<double>{1}), {}, 0.5)),
                         "metric 'm' got 2 predictions, 1 labels and 0 weights", linnet::SettingError);
}

TEST_CASE("a ratio to nothing is 0") {
    CHECK(linnet::detail::ratio_or_zero(1.0, 4.0) == 0.25);
    CHECK(linnet::detail::ratio_or_zero(0.0, 0.0) == 0.0);
    CHECK(std::isnan(linnet::detail::ratio_or_zero(std::nan(""), std::nan(""))));
}

} // namespace confusion_test
