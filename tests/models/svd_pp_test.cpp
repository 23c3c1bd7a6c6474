// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/svd_pp.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/core/type_list.hpp>

#include "../support/lines_of.hpp"

namespace svd_pp_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using B = Categorical<"b", 5>;
using C = Sequence<"c", 5>;

} // namespace

TEST_CASE("SVDpp is the layers of its paper") {
    using Network = SVDpp<4, A, B, C>;
    CHECK(lines_of<Network>() == "Add 1(Dot 1(Add 4(Embedding<a> 4 EmbeddingBag<c> 4) Embedding<b> 4) Embedding<a> 1 "
                                 "Embedding<b> 1)");
    static_assert(std::is_same_v<Network::features, TypeList<A, C, B>>);
}

TEST_CASE("the bias of a user with nothing rated, and what is rated, are terms of SVDpp") {
    BoundLayer<SVDpp<2, A, B, C>, NoInput, double, 1> layer{{.batch = 2}};
    const double values[] = {1.0, 1.0, 1.0, 10.0, 100.0}; // p, y, q and the biases of users and items
    for (std::size_t block = 0; block < 5; ++block) {
        const auto table = layer.parameters[block].values.view();
        for (std::size_t row = 0; row < table.rows; ++row) {
            std::fill_n(table.row(row), table.columns, values[block]);
        }
    }
    const row_id users[] = {0, 1};
    const row_id items[] = {2, 3};
    const std::uint64_t offsets[] = {0, 4, 4};
    const row_id rated[] = {0, 1, 2, 3};
    layer.forward({2, {users, JaggedColumn<double>{offsets, rated, {}}, items}});
    CHECK(layer.out.view()(0, 0) == 110.0 + 2.0 * (1.0 + 4.0 / 2.0)); // two columns of p and four y over root 4
    CHECK(layer.out.view()(1, 0) == 110.0 + 2.0);
}

} // namespace svd_pp_test
