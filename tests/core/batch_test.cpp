// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/batch.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/numeric.hpp>

namespace batch_test {

using namespace linnet;

TEST_CASE("a batch has a column per feature, found by the feature") {
    using User = Categorical<"user", 3>;
    using Friend = Categorical<"friend", 3>;
    using Price = Numeric<"price", 2>;
    static_assert(std::is_same_v<BatchOf<float, TypeList<User, Price>>, Batch<float, User, Price>>);
    const row_id users[] = {1, 2};
    const row_id friends[] = {0, 1};
    const double prices[] = {1, 2, 3, 4};
    Batch<double, User, Friend, Price> batch{2, {users, friends, ConstMatrixView<double>{prices, 2, 2, 2}}};
    CHECK(batch.column<User>().data() == users);
    CHECK(batch.column<Friend>().data() == friends);
    CHECK(batch.column<Price>()(1, 0) == 3.0);
    batch.column<User>() = friends;
    const auto& constant = batch;
    CHECK(constant.column<User>().data() == friends);
    CHECK(Batch<double>{}.rows == 0);
    Batch<double, User, Friend> named{.rows = 2}; // without a warning
    CHECK(named.rows == 2);
    CHECK(named.column<User>().empty());
}

} // namespace batch_test
