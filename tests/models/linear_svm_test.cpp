// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/linear_svm.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/type_list.hpp>

#include "../support/lines_of.hpp"

namespace linear_svm_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using A = Categorical<"a", 4>;
using B = Categorical<"b", 5>;

} // namespace

TEST_CASE("LinearSvm is the layers of its paper") {
    using Network = LinearSvm<A, B>;
    CHECK(lines_of<Network>() == "Add 1(Embedding<a> 1 Embedding<b> 1)");
    static_assert(std::is_same_v<Network::features, TypeList<A, B>>);
}

} // namespace linear_svm_test
