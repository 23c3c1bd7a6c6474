// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// A whole training agrees with PyTorch's: losses step by step, and every parameter after the last. One width speaks for
// all: tests of losses and of trained bits say that they are equal.

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>
#include <linnet/losses.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/train/trainer.hpp>

#include "../support/torch_golden.hpp"

namespace torch_steps_test {

namespace ln = linnet;
using namespace linnet_test;

namespace {

using User = ln::Categorical<"user", 4>;
using Item = ln::Categorical<"item", 3>;
using Network = ln::Sequential<ln::Concat<ln::Embedding<User, 2>, ln::Embedding<Item, 2>>, ln::Dense<1>, ln::Sigmoid>;

const std::vector<std::vector<double>> start{
    {0.1, -0.2, 0.3, 0.4, -0.5, 0.6, 0.7, -0.8}, {-0.3, 0.2, 0.9, -0.1, 0.05, 0.45}, {0.25, -0.5, 0.75, 1.0}, {0.125}};
const std::array<ln::row_id, 4> users{1, 3, 1, 0};
const std::array<ln::row_id, 4> items{2, 0, 1, 2};

template <class T>
bool close(T got, double want, double roundings) {
    return std::abs(static_cast<double>(got) - want) <=
           roundings * static_cast<double>(std::numeric_limits<T>::epsilon()) * std::max(1.0, std::abs(want));
}

} // namespace

TEST_CASE_TEMPLATE("binary cross-entropy and its gradient are PyTorch's, for logits of every size", T, float, double) {
    const std::array<T, 7> logits{0, T(1.5), T(-2.5), 40, -40, 800, -800};
    const std::array<T, 7> labels{1, 0, T(0.25), 1, 1, 0, 0};
    const std::array<T, 7> weights{1, 2, T(0.5), 3, T(0.25), T(0.125), 1};
    std::array<T, 7> gradient{}, scratch{};
    const T loss = ln::BinaryCrossEntropy{}.value_and_gradient<T, 4>(
        {logits.data(), 7, 1, 1}, {{labels.data(), 7, 1, 1}, weights}, {gradient.data(), 7, 1, 1}, scratch.data());
    CHECK(close(loss, torch_golden::bce_loss[0], 8));
    for (std::size_t i = 0; i < 7; ++i) {
        CHECK(close(gradient[i], torch_golden::bce_gradient[i], 2));
    }
}

TEST_CASE_TEMPLATE("five steps of the reference network are PyTorch's", T, float, double) {
    ln::Model<Network, T, 4> model;
    REQUIRE(model.parameters().size() == start.size());
    for (std::size_t i = 0; i < start.size(); ++i) {
        const auto values = model.parameters()[i].values.view();
        REQUIRE(values.rows * values.columns == start[i].size());
        for (std::size_t at = 0; at < start[i].size(); ++at) {
            values(at / values.columns, at % values.columns) = static_cast<T>(start[i][at]);
        }
    }
    ln::Trainer trainer{model, ln::BinaryCrossEntropy{}, ln::Adam::pytorch(0.05)};
    const std::array<T, 4> labels{1, 0, 0, 1};
    for (const double want : torch_golden::network_losses) {
        CHECK(close(trainer.step({4, {users, items}}, {{labels.data(), 4, 1, 1}}), want, 32));
    }
    std::size_t at = 0;
    for (const auto& block : model.parameters()) {
        const auto values = block.values.view();
        for (std::size_t r = 0; r < values.rows; ++r) {
            for (std::size_t c = 0; c < values.columns; ++c) {
                CHECK(close(values(r, c), torch_golden::network_parameters[at++], 64));
            }
        }
    }
    CHECK(at == torch_golden::network_parameters.size());
}

} // namespace torch_steps_test
