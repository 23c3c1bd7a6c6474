// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: Sequence needs room for at least one id
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Seen = ln::Sequence<"seen", 10, 0>;
using Network = ln::Sequential<ln::Concat<ln::Embedding<User, 8>, ln::EmbeddingBag<Seen, 8>>, ln::Dense<1>>;

int main() {
    ln::Model<Network> model{1};
    ln::Dataset<ln::TypeList<User, Seen>> data;
    ln::fit(model, ln::MeanSquaredError{}, ln::Adam{}, data, {.epochs = 2, .metrics = {ln::Auc{}}});
    return static_cast<int>(ln::predict(model, data).size());
}
