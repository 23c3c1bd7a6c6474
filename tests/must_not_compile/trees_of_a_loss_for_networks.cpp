// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: BoostedTrees lower BinaryCrossEntropy, MeanSquaredError, LambdaRank or another BoostingLoss, and this
#include <vector>

#include <linnet/linnet.hpp>

namespace ln = linnet;

int main() {
    const ln::Matrix<float> features{10, 3};
    const std::vector<float> labels(10);
    ln::BoostedTrees<float> trees{{.trees = 10}};
    trees.fit({.features = features.view(), .labels = labels}, ln::SoftmaxCrossEntropy{});
    return static_cast<int>(trees.predict(features.view()).size());
}
