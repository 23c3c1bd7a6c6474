// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/matrix_factorization.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/type_list.hpp>

#include "../support/lines_of.hpp"

namespace matrix_factorization_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using B = Categorical<"b", 5>;

} // namespace

TEST_CASE("MF is the layers of its paper") {
    using Network = MF<4, A, B>;
    CHECK(lines_of<Network>() == "Dot 1(Embedding<a> 4 Embedding<b> 4)");
    static_assert(std::is_same_v<Network::features, TypeList<A, B>>);
}

TEST_CASE("SVD is the layers of its paper") {
    using Network = SVD<4, A, B>;
    CHECK(lines_of<Network>() == "Add 1(Dot 1(Embedding<a> 4 Embedding<b> 4) Embedding<a> 1 Embedding<b> 1)");
    static_assert(std::is_same_v<Network::features, TypeList<A, B>>);
}

TEST_CASE("BiasedMF is the layers of its paper") {
    using Network = BiasedMF<4, A, B>;
    CHECK(lines_of<Network>() == "Add 1(Dot 1(Embedding<a> 4 Embedding<b> 4) Embedding<a> 1 Embedding<b> 1) Sigmoid 1");
    static_assert(std::is_same_v<Network::features, TypeList<A, B>>);
}

} // namespace matrix_factorization_test
