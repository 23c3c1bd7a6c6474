// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// Compiled once for each instruction set.
#include "unit.hpp"

#include <bit>

#include <linnet/linnet.hpp>

namespace ln = linnet;

namespace {

using User = ln::Categorical<"user", 20>;
using Item = ln::Categorical<"item", 30>;
using Network = ln::Sequential<ln::Concat<ln::Embedding<User, 7>, ln::Embedding<Item, 9>>, ln::Dense<40>, ln::ReLU,
                               ln::Dense<1>, ln::Sigmoid>;

} // namespace

Trained LINNET_UNIT::train() {
    ln::Dataset<ln::TypeList<User, Item>> data;
    for (ln::row_id i = 0; i < 300; ++i) {
        data.add(i % 3 == 0 ? 1.0F : 0.0F, i % 20, i * 7 % 30);
    }
    ln::Model<Network> model{42};
    ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.01}, data, {.epochs = 3, .batch_size = 13});
    const auto predictions = ln::predict(model, data);
    Trained result{0xCBF29CE484222325U, predictions[0]};
    for (const float prediction : predictions) {
        result.hash = (result.hash ^ std::bit_cast<std::uint32_t>(prediction)) * 0x100000001B3U;
    }
    return result;
}
