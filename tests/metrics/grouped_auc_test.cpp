// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/metric.hpp>
#include <linnet/core/random.hpp>
#include <linnet/metrics/grouped_auc.hpp>

#include "../support/naive_metrics.hpp"

namespace grouped_auc_test {

using linnet::GroupedAuc;
using linnet_test::view;

static_assert(linnet::Metric<GroupedAuc>);

namespace {

std::vector<std::uint32_t> random_groups(std::size_t count, std::uint32_t groups) {
    const linnet::Random random{count, groups};
    std::vector<std::uint32_t> result(count);
    for (std::size_t i = 0; i < count; ++i) {
        result[i] = 1000000007U * static_cast<std::uint32_t>(random.below(groups, i)); // far apart, out of order
    }
    return result;
}

} // namespace

TEST_CASE_TEMPLATE("grouped auc agrees with each group's pairs, ties, weights and NaN included", T, float, double) {
    for (std::size_t count = 20; count < 400; count += 19) {
        linnet_test::MetricSamples<T> samples{count, count};
        for (std::size_t i = 0; count % 2 == 0 && i < count; i += 9) {
            samples.predictions[i] = std::numeric_limits<T>::quiet_NaN();
        }
        for (const std::uint32_t groups : {1U, 3U, 20U}) {
            const std::vector<std::uint32_t> ids = random_groups(count, groups);
            for (const auto& weights : {std::vector<T>{}, samples.weights}) {
                const double expected = linnet_test::naive_grouped_auc<T>(ids, view(samples.predictions),
                                                                          view(samples.labels), view(weights));
                const double got =
                    GroupedAuc{.groups = ids}(view(samples.predictions), view(samples.labels), view(weights));
                CHECK(std::abs(got - expected) <= 1e-12);
            }
        }
    }
}

TEST_CASE("grouped auc is the mean by impressions, without groups of one class") {
    //                            user 7: 1          user 2: 0.5     user 9: one class
    const std::vector<std::uint32_t> users{7, 7, 7, 7, 2, 2, 9, 9};
    const std::vector<double> p{0.9, 0.1, 0.2, 0.3, 0.5, 0.5, 0.1, 0.9};
    const std::vector<double> y{1, 0, 0, 0, 1, 0, 1, 1};
    CHECK(GroupedAuc{.groups = users}(view(p), view(y)) == doctest::Approx(5.0 / 6).epsilon(1e-15));
    CHECK(GroupedAuc{.groups = users}(view(p), view(y), view(std::vector<double>{1, 1, 1, 1, 2, 2, 5, 5})) == 0.75);
}

TEST_CASE("a model that is constant for each user scores one half") {
    const linnet_test::MetricSamples<float> samples{200, 1};
    const std::vector<std::uint32_t> users = random_groups(200, 10);
    std::vector<float> p(200);
    for (std::size_t i = 0; i < p.size(); ++i) {
        p[i] = static_cast<float>(users[i]);
    }
    CHECK(GroupedAuc{.groups = users}(view(p), view(samples.labels)) == 0.5);
}

TEST_CASE("grouped auc needs a group of two classes, labels that are numbers and a group for each sample") {
    const std::vector<double> none;
    const std::vector<double> p{0.25, 0.75};
    const std::vector<std::uint32_t> same{3, 3};
    const std::vector<std::uint32_t> different{3, 4};
    CHECK(std::isnan(GroupedAuc{}(view(none), view(none))));
    CHECK(GroupedAuc{.groups = same}(view(p), view(std::vector<double>{0, 1})) == 1.0);
    CHECK(std::isnan(GroupedAuc{.groups = different}(view(p), view(std::vector<double>{0, 1}))));
    CHECK(std::isnan(GroupedAuc{.groups = same}(view(p), view(std::vector<double>{0, std::nan("")}))));
    CHECK_THROWS_WITH_AS(static_cast<void>(GroupedAuc{}(view(p), view(p))),
                         "metric 'grouped_auc' got 2 predictions and 0 groups", linnet::SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(GroupedAuc{.groups = same}(view(p), view(none))),
                         "metric 'grouped_auc' got 2 predictions, 0 labels and 0 weights", linnet::SettingError);
}

} // namespace grouped_auc_test
