// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: this loss compares what the network puts out with a list that the network does not read
#include <linnet/linnet.hpp>

namespace ln = linnet;

using Had = ln::MultiCategorical<"had", 10>;
using Liked = ln::MultiCategorical<"liked", 10>;
using Network = ln::models::MultDAE<10, Had, 4>;

int main() {
    ln::Model<Network> model{1};
    ln::Dataset<ln::TypeList<Had, Liked>, 0> data;
    ln::fit(model, ln::Multinomial<Liked>{}, ln::Adam{}, data, {.epochs = 2});
    return static_cast<int>(ln::predict(model, data).size());
}
