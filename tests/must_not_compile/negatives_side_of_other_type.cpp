// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: NegativesOptions::item_side is the address of a data set, whose type is named
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Network = ln::Sequential<ln::Concat<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>, ln::Dense<1>, ln::Sigmoid>;

int main() {
    ln::Dataset<ln::TypeList<User, Item>> data;
    const ln::UserItems known;
    ln::Dataset<ln::TypeList<ln::Numeric<"year">>> side;
    const auto negatives = ln::with_negatives<User, Item>(data, known, ln::UniformNegatives{}, {.item_side = &side});
    return static_cast<int>(negatives.size());
}
