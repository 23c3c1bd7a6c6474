// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/trees/boosted_trees_settings.hpp>

#include <cmath>
#include <string>

#include <doctest/doctest.h>

namespace boosted_trees_settings_test {

using namespace linnet;

namespace {

std::string problem_of(const BoostedTreesSettings& settings) {
    try {
        settings.check();
    } catch (const SettingError& error) {
        return error.what();
    }
    return "";
}

} // namespace

TEST_CASE("each setting out of range is named, with its range") {
    CHECK(problem_of({}).empty());
    CHECK(problem_of({.trees = 1, .depth = 12, .bins = 2, .min_child_samples = 0}).empty());
    CHECK(problem_of({.trees = 0}) == "BoostedTrees: trees must be from 1 to 1000000, not 0");
    CHECK(problem_of({.depth = 0}) == "BoostedTrees: depth must be from 1 to 12, not 0");
    CHECK(problem_of({.depth = 13}) == "BoostedTrees: depth must be from 1 to 12, not 13");
    CHECK(problem_of({.bins = 1}) == "BoostedTrees: bins must be from 2 to 255, not 1");
    CHECK(problem_of({.bins = 256}) == "BoostedTrees: bins must be from 2 to 255, not 256");
    CHECK(problem_of({.learning_rate = 0.0}).starts_with("BoostedTrees: learning_rate must be above 0, and finite"));
    CHECK(problem_of({.learning_rate = NAN}).starts_with("BoostedTrees: learning_rate must be above 0, and finite"));
    CHECK(problem_of({.l2 = -1.0}).starts_with("BoostedTrees: l2 must be 0 or more, and finite"));
    CHECK(problem_of({.min_child_weight = -1.0}).starts_with("BoostedTrees: min_child_weight must be 0 or more"));
    CHECK(problem_of({.min_split_gain = NAN}).starts_with("BoostedTrees: min_split_gain must be 0 or more"));
    CHECK(problem_of({.l2 = 0.0, .min_child_weight = 0.0})
              .starts_with("BoostedTrees: l2 + min_child_weight must be above 0"));
    CHECK(problem_of({.subsample = 0.0}).starts_with("BoostedTrees: subsample must be above 0 and at most 1"));
    CHECK(problem_of({.feature_fraction = 1.5})
              .starts_with("BoostedTrees: feature_fraction must be above 0 and at most 1"));
}

} // namespace boosted_trees_settings_test
