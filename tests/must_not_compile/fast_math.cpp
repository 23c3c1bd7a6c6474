// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: -ffast-math and -ffinite-math-only change results between widths and hide NaN
// flags: -ffast-math
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Network = ln::Sequential<ln::Embedding<User, 8>, ln::Dense<1>>;

int main() {
    ln::Model<Network> model{1};
    ln::Dataset<ln::TypeList<User>> data;
    ln::fit(model, ln::MeanSquaredError{}, ln::Adam{}, data, {.epochs = 2});
    return static_cast<int>(ln::predict(model, data).size());
}
