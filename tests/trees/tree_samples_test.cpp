// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/trees/tree_samples.hpp>

#include <vector>

#include <doctest/doctest.h>

namespace tree_samples_test {

using namespace linnet;

TEST_CASE("samples say which of their columns does not fit") {
    const std::vector<float> numbers(6);
    const std::vector<float> two(2);
    const std::vector<row_id> groups(3);
    const ConstMatrixView<float> features{numbers.data(), 3, 2, 2};
    const std::vector<float> three(3);
    TreeSamples<float>{features, three}.check();
    TreeSamples<float>{features, three, three, groups}.check();
    CHECK_THROWS_WITH_AS((TreeSamples<float>{features, two}.check()), "trees: 3 rows of features have 2 labels",
                         SettingError);
    CHECK_THROWS_WITH_AS((TreeSamples<float>{features, {}}.check()), "trees: 3 rows of features have 0 labels",
                         SettingError);
    CHECK_THROWS_WITH_AS((TreeSamples<float>{features, three, two}.check()), "trees: 3 rows of features have 2 weights",
                         SettingError);
    CHECK_THROWS_WITH_AS((TreeSamples<float>{features, three, {}, std::span{groups}.first(1)}.check()),
                         "trees: 3 rows of features have 1 groups", SettingError);
}

} // namespace tree_samples_test
