// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/metric_values.hpp>

#include <concepts>
#include <cstddef>
#include <string>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>

namespace metric_values_test {

using linnet::MetricValues;

namespace {

/// A place in the list says nothing: the next metric asked for may move it.
template <class Key>
concept Reads = requires(const MetricValues& values, Key key) { values[key]; };
static_assert(Reads<const char*>);
static_assert(Reads<std::string>);
static_assert(!Reads<int>);
static_assert(!Reads<std::size_t>);

} // namespace

TEST_CASE("a value is read by the name of its metric") {
    const MetricValues values{{"accuracy", 0.75}, {"auc", 0.5}};
    CHECK(values["auc"] == 0.5);
    CHECK(values.at("accuracy") == 0.75);
    CHECK(values.contains("auc"));
    CHECK(!values.contains("AUC"));
    CHECK(values.size() == 2);
    CHECK(values == MetricValues{{"accuracy", 0.75}, {"auc", 0.5}});
    CHECK(values != MetricValues{{"auc", 0.5}, {"accuracy", 0.75}});
    CHECK(values != MetricValues{{"accuracy", 0.75}, {"auc", 0.25}});
}

TEST_CASE("values come in the order in which they were asked for") {
    MetricValues values{{"auc", 0.5}};
    values.emplace_back("accuracy", 0.25);
    std::string text;
    for (const auto& [name, value] : values) {
        text += name + " " + std::to_string(value) + "; ";
    }
    CHECK(text == "auc 0.500000; accuracy 0.250000; ");
    values.clear();
    CHECK(values.empty());
}

TEST_CASE("a metric that was not computed gets a sentence that names those that were") {
    const MetricValues values{{"accuracy", 0.75}, {"auc", 0.5}};
    CHECK_THROWS_WITH_AS((void)values["ndcg@10"], "there is no metric 'ndcg@10'; there are 'accuracy', 'auc'",
                         linnet::SettingError);
    CHECK_THROWS_WITH_AS((void)values.at(""), "there is no metric ''; there are 'accuracy', 'auc'",
                         linnet::SettingError);
    CHECK_THROWS_WITH_AS((void)MetricValues{}["auc"], "there is no metric 'auc'; none was asked for",
                         linnet::SettingError);
}

} // namespace metric_values_test
