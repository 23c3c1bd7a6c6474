// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: the network of a Pipeline reads a feature that no encoder makes
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user">;
using Town = ln::Categorical<"town">;
using Network = ln::Sequential<ln::Concat<ln::Embedding<User, 8>, ln::Embedding<Town, 2>>, ln::Dense<1>>;

int main() {
    auto model = ln::pipeline<Network>({}, ln::category<User>());
    model.fit(ln::Frame{}, ln::MeanSquaredError{}, ln::Adam{}, {.epochs = 2});
    return static_cast<int>(model.predict(ln::Frame{}).size());
}
