// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/frame/target_encoder.hpp>

#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>

namespace target_encoder_test {

using namespace linnet;

namespace {

StringColumn column(std::initializer_list<const char*> values) {
    StringColumn result;
    for (const char* value : values) {
        result.push_back(value);
    }
    return result;
}

} // namespace

TEST_CASE("TargetEncoder gives new rows the smoothed rate of their value") {
    TargetEncoder encoder{{.smoothing = 2.0, .folds = 2}};
    static_cast<void>(encoder.fit_transform(column({"a", "a", "b", "a"}), std::vector<float>{1, 1, 0, 0}));
    const std::vector<float> rates = encoder.transform(column({"b", "new", "a"}));
    CHECK(rates[0] == doctest::Approx((0 + 2 * 0.5) / (1 + 2)));
    CHECK(rates[1] == doctest::Approx(0.5));
    CHECK(rates[2] == doctest::Approx((2 + 2 * 0.5) / (3 + 2)));
    CHECK(encoder.counts(column({"b", "new", "a"})) == std::vector<float>{1, 0, 3});
    CHECK(encoder.transform(StringColumn{}).empty());
}

TEST_CASE("TargetEncoder shows no row its own label") {
    const StringColumn values = column({"a", "a", "a", "a", "b", "b", "b", "c"});
    const std::vector<float> labels{1, 0, 1, 1, 0, 0, 1, 1};
    TargetEncoder encoder{{.smoothing = 1.0, .folds = 8}}; // each row is a fold
    const std::vector<float> rates = encoder.fit_transform(values, labels);
    for (std::size_t row = 0; row < labels.size(); ++row) {
        double sum = 0.0, rows = 0.0, all = 0.0;
        for (std::size_t other = 0; other < labels.size(); ++other) {
            if (other != row) {
                all += static_cast<double>(labels[other]) / 7.0;
                sum += values[other] == values[row] ? static_cast<double>(labels[other]) : 0.0;
                rows += values[other] == values[row] ? 1.0 : 0.0;
            }
        }
        CHECK(rates[row] == doctest::Approx((sum + all) / (rows + 1.0)));
    }
}

TEST_CASE("TargetEncoder divides rows into folds by its seed") {
    StringColumn values;
    std::vector<float> labels;
    for (std::size_t row = 0; row < 100; ++row) {
        values.push_back("one");
        labels.push_back(row % 3 == 0 ? 1.0F : 0.0F);
    }
    const auto rates = [&](std::uint64_t seed) { return TargetEncoder{{.seed = seed}}.fit_transform(values, labels); };
    CHECK(rates(1) == rates(1));
    CHECK(rates(1) != rates(2));
    const std::vector<float> of_one = rates(1);
    CHECK(std::set<float>(of_one.begin(), of_one.end()).size() <= 5); // as many rates as folds
    TargetEncoder plain{{.smoothing = 0.0, .folds = 200}};            // more folds than rows, and nothing to divide by
    const std::vector<float> alone = plain.fit_transform(column({"x"}), std::vector<float>{1});
    CHECK(alone == std::vector<float>{0});
}

TEST_CASE("TargetEncoder says what is wrong, and stays as it was") {
    CHECK_THROWS_WITH_AS(TargetEncoder({.folds = 1}), "TargetEncoder needs at least 2 folds, not 1", SettingError);
    CHECK_THROWS_AS(TargetEncoder({.smoothing = -1.0}), SettingError);
    CHECK_THROWS_AS(TargetEncoder({.smoothing = NAN}), SettingError);
    TargetEncoder encoder;
    CHECK_THROWS_WITH_AS(static_cast<void>(encoder.transform(column({"a"}))),
                         "TargetEncoder knows nothing before fit_transform", SettingError);
    static_cast<void>(encoder.fit_transform(column({"a", "b"}), std::vector<float>{1, 0}));
    const std::vector<float> before = encoder.transform(column({"a", "b"}));
    CHECK_THROWS_AS(static_cast<void>(encoder.fit_transform(column({"a"}), std::vector<float>{})), SettingError);
    CHECK_THROWS_WITH_AS(
        static_cast<void>(encoder.fit_transform(column({"c", "c"}), std::vector<float>{1.0F, INFINITY})),
        "TargetEncoder: row 1: the label is not finite", DataError);
    CHECK(encoder.transform(column({"a", "b"})) == before);
}

} // namespace target_encoder_test
