// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: ClozeMask needs a sequence
#include <linnet/linnet.hpp>

namespace ln = linnet;

using Item = ln::Categorical<"item", 10>;

int main() {
    const ln::Model<ln::Sequential<ln::Embedding<Item, 8>, ln::ClozeMask<ln::percent<20>>, ln::Dense<1>>> model{1};
    return static_cast<int>(model.parameters().size());
}
