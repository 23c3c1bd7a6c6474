// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: each branch of JointProbability puts out one column, a logit
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Network = ln::Sequential<ln::Embedding<User, 8>, ln::JointProbability<ln::Dense<1>, ln::Dense<2>>,
                               ln::Outputs<ln::Sigmoid, ln::Sigmoid>>;

int main() { return static_cast<int>(ln::Model<Network>{}.parameters().size()); }
