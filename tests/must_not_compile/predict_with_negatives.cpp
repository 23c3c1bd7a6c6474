// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: predict gives a row for each sample of a data set, and with_negatives draws others besides
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Network = ln::Dot<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>;

void predict_drawn(const ln::Model<Network>& model, const ln::Dataset<Network::features>& data,
                   const ln::UserItems& log) {
    const auto pairs = ln::with_negatives<User, Item>(data, log, ln::UniformNegatives{});
    static_cast<void>(ln::predict(model, pairs));
}
