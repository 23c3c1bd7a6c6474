// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/kernel_svm.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/numeric.hpp>
#include <linnet/core/type_list.hpp>

#include "../support/lines_of.hpp"

namespace kernel_svm_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

namespace {

using N = Numeric<"n", 3>;

} // namespace

TEST_CASE("KernelSvm is the layers of its paper") {
    using Network = KernelSvm<N, RandomFourierFeatures<16>>;
    CHECK(lines_of<Network>() == "Input<n> 3 RandomFourierFeatures<16> 16 Dense<1> 1");
    static_assert(std::is_same_v<Network::features, TypeList<N>>);
}

} // namespace kernel_svm_test
