// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/batches.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/losses/binary_cross_entropy.hpp>

#include "../support/reference_network.hpp"

namespace batches_test {

using namespace linnet_test;

namespace {

using Model = ln::Model<Reference, double, 2>;
using Data = ln::Dataset<ln::TypeList<Item, User, Numbers>>;

// The batches carry what the network reads, in its order, and nothing else.
static_assert(std::is_same_v<ln::detail::BatchesOf<Model, Data>, ln::BatchBuffer<double, ln::TypeList<User, Item>, 1>>);

} // namespace

TEST_CASE("a batch has at least one row") {
    CHECK(ln::detail::checked_batch_size(9, 4, "fit") == 4);
    CHECK_THROWS_WITH_AS(static_cast<void>(ln::detail::checked_batch_size(0, 4, "fit")),
                         "fit: the batch size must not be 0", ln::SettingError);
}

TEST_CASE("labels must be there where they are needed") {
    Data data;
    CHECK_NOTHROW(ln::detail::check_labelled<Model, ln::BinaryCrossEntropy>(data, "fit"));
    data.add(1.0F, 1, 2, {1, 2, 3, 4, 5});
    CHECK_NOTHROW(ln::detail::check_labelled<Model, ln::BinaryCrossEntropy>(data, "fit"));
    data.labels.clear();
    CHECK_THROWS_WITH_AS((ln::detail::check_labelled<Model, ln::BinaryCrossEntropy>(data, "fit")),
                         "fit needs labels, and the data set has none", ln::SettingError);
}

} // namespace batches_test
