// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: Losses is for a network that ends in Outputs
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;

int main() {
    ln::Model<ln::Sequential<ln::Embedding<User, 8>, ln::Dense<2>, ln::Sigmoid>> model{1};
    ln::Dataset<ln::TypeList<User>, 2> data;
    return static_cast<int>(
        ln::fit(model, ln::Losses<ln::BinaryCrossEntropy, ln::MeanSquaredError>{}, ln::Adam{}, data).epochs.size());
}
