// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/field_vectors.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/core/type_list.hpp>

#include "../support/lines_of.hpp"

namespace field_vectors_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using C = MultiCategorical<"c", 6>;
using N = Numeric<"n", 3>;

} // namespace

TEST_CASE("FieldVectors is these layers") {
    using Network = FieldVectors<4, A, C, N>;
    CHECK(lines_of<Network>() == "Concat 12(Embedding<a> 4 EmbeddingBag<c> 4 Input<n> 3 Dense<4> 4)");
    static_assert(std::is_same_v<Network::features, TypeList<A, C, N>>);
}

TEST_CASE("LinearTerms is these layers") {
    using Network = LinearTerms<A, C, N>;
    CHECK(lines_of<Network>() == "Add 1(Embedding<a> 1 EmbeddingBag<c> 1 Input<n> 3 Dense<1> 1)");
    static_assert(std::is_same_v<Network::features, TypeList<A, C, N>>);
}

TEST_CASE("the vector of a list is the mean of its ids, and its linear term the sum") {
    static_assert(std::is_same_v<FieldVector<C, 4>, EmbeddingBag<C, 4, Mean>>);
    static_assert(std::is_same_v<FieldVector<C, 1, Zeros>, EmbeddingBag<C, 1, Sum, Zeros>>);
    static_assert(std::is_same_v<FieldVector<A, 4, Zeros>, Embedding<A, 4, Zeros>>);
}

} // namespace field_vectors_test
