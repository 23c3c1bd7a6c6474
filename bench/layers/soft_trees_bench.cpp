// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>

#include <linnet/layers/soft_trees.hpp>

#include "support/layer_case.hpp"

namespace linnet::bench {

const Cases cases{[] {
    constexpr std::size_t batch = 256;
    constexpr std::size_t inputs = 64;
    constexpr std::size_t trees = 64;
    constexpr std::size_t depth = 4;
    constexpr std::size_t leaves = 16;
    const LayerCost cost{.forward_flops = 2.0 * trees * (inputs * depth + leaves),
                         .backward_flops = 6.0 * trees * (inputs * depth + leaves),
                         .footprint = static_cast<double>(batch * (inputs + 3 * trees * depth + trees) +
                                                          3 * trees * depth * inputs + leaves * trees)};
    add_layer<SoftTrees<trees, depth>, Shape<inputs>>(
        "SoftTrees, 64 -> 64, depth 4", batch, cost, [](const auto& layer, Check& check) {
            for (std::size_t t = 0; t < trees; ++t) {
                double leaf_gradient = 0; // of the leaf where all answers are yes
                for (std::size_t r = 0; r < batch; ++r) {
                    double answers[depth];
                    double all = layer.d_out(r, t);
                    for (std::size_t d = 0; d < depth; ++d) {
                        double mixture = 0;
                        double total = 0;
                        for (std::size_t i = 0; i < inputs; ++i) {
                            const double e = std::exp(layer.parameter(0, d * trees + t, i));
                            mixture += e * layer.in(r, i);
                            total += e;
                        }
                        const double above = mixture / total - layer.parameter(1, 0, d * trees + t);
                        answers[d] = 1 / (1 + std::exp(-above * std::exp(-layer.parameter(2, 0, d * trees + t))));
                        all *= answers[d];
                    }
                    leaf_gradient += all;
                    double response = 0;
                    for (std::size_t leaf = 0; leaf < leaves; ++leaf) {
                        double chance = layer.parameter(3, leaf, t);
                        for (std::size_t d = 0; d < depth; ++d) {
                            chance *= (leaf >> d) % 2 == 1 ? answers[d] : 1 - answers[d];
                        }
                        response += chance;
                    }
                    check.number("out", layer.out(r, t), response, 1e-5);
                }
                check.number("the gradient of a leaf", layer.gradients[3].dense.view()(leaves - 1, t), leaf_gradient,
                             1e-5);
            }
        });
}};

} // namespace linnet::bench
