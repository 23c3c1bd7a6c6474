// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: the tables of a quantised model are no views of numbers; its factor_scorer reads them as they are.
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Network = ln::Dot<ln::Embedding<User, 8>, ln::Embedding<Item, 8>>;

int main() {
    const ln::QuantisedModel small = ln::quantised(ln::Model<Network>{1});
    return ln::model_factors(small).items.rows == 0 ? 1 : 0;
}
