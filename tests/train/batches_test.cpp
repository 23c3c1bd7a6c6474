// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/batches.hpp>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/data/dataset.hpp>

namespace {

using User = linnet::Categorical<"user">;
using Item = linnet::Categorical<"item">;
using Both = linnet::Dataset<linnet::TypeList<User, Item>>;

static_assert(linnet::detail::has_features<Both, linnet::TypeList<Item>>);
static_assert(linnet::detail::has_features<Both, linnet::TypeList<Item, User>>);
static_assert(!linnet::detail::has_features<linnet::Dataset<linnet::TypeList<User>>, linnet::TypeList<Item, User>>);

} // namespace

TEST_CASE("a data set may have more features than a network reads, not fewer") {
    CHECK(linnet::detail::has_features<Both, linnet::TypeList<>>);
}
