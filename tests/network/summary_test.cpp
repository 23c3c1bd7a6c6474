// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/network/summary.hpp>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>
#include <linnet/network/model.hpp>

namespace summary_test {

namespace ln = linnet;

TEST_CASE("the summary lists layers, names, shapes, parameters and bytes; a shared table counts once") {
    using Target = ln::Categorical<"target", 10>;
    using Seen = ln::MultiCategorical<"seen", 10>;
    using Network = ln::Sequential<ln::Concat<ln::Embedding<Target, 20, ln::Table<"items">>,
                                              ln::EmbeddingBag<Seen, 20, ln::Table<"items">, ln::Mean>>,
                                   ln::Named<"deep", ln::Sequential<ln::Dense<8>, ln::ReLU>>,
                                   ln::Dropout<ln::percent<25>>, ln::Dense<1, ln::NoBias>>;
    const ln::Model<Network, float, 4> model;
    CHECK(ln::summary(model) == "layer                 name    shape       parameters  bytes\n"
                                "-----------------------------------------------------------\n"
                                "Concat                        batch x 40           0      0\n"
                                "  Embedding<target>   items   batch x 20         200   1280\n"
                                "  EmbeddingBag<seen>  items   batch x 20      shared      0\n"
                                "Dense<8>              deep.0  batch x 8          328   1312\n"
                                "ReLU                          batch x 8            0      0\n"
                                "Dropout<1/4>                  batch x 8            0      0\n"
                                "Dense<1>              3       batch x 1            8     32\n"
                                "-----------------------------------------------------------\n"
                                "total                                            536   2624\n");
}

} // namespace summary_test
