// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: PLE takes a TypeList of at least one Extraction
#include <linnet/linnet.hpp>

namespace ln = linnet;

using User = ln::Categorical<"user", 10>;
using Item = ln::Categorical<"item", 10>;
using Click = ln::Sequential<ln::Dense<1>, ln::Sigmoid>;
using Network = ln::models::PLE<8, ln::models::Extraction<2, 1, ln::Dense<4>>, ln::Outputs<Click, Click>, User, Item>;

int main() {
    ln::Model<Network> model{1};
    return static_cast<int>(model.parameters().count());
}
