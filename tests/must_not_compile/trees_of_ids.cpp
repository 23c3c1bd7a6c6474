// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: trees read numbers, and the data set has a feature that is none, such as an id
#include <linnet/linnet.hpp>

namespace ln = linnet;

int main() {
    ln::Dataset<ln::TypeList<ln::Numeric<"price">, ln::Categorical<"shop", 10>>> data;
    const ln::FeatureTable<> table{data};
    ln::BoostedTrees<> trees;
    trees.fit(table.samples(), ln::BinaryCrossEntropy{});
}
