// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: GaussianSample reads a mean and a log variance of each column of its output
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Network = ln::Sequential<ln::Embedding<User, 7>, ln::GaussianSample, ln::Dense<1>>;

int main() { return static_cast<int>(ln::Model<Network>{}.parameters().size()); }
