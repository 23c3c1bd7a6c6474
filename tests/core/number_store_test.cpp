// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/number_store.hpp>

#include <array>
#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/numeric.hpp>

namespace number_store_test {

using namespace linnet;
using Store = Numeric<"price", 2>::store;

TEST_CASE("numbers are gathered row by row and converted") {
    Store store;
    for (const float x : {1.0F, 2.0F, 3.0F}) {
        store.add(std::vector<float>{x, -x});
    }
    Store::Buffer<double> buffer;
    const std::array<std::size_t, 3> order{2, 0, 2};
    const auto numbers = buffer.gather(store, 3, [&](std::size_t i) { return order[i]; });
    CHECK(numbers(0, 0) == 3.0);
    CHECK(numbers(1, 1) == -1.0);
    CHECK(numbers(2, 1) == -3.0);
}

TEST_CASE("a row of another store can be appended") {
    Store from;
    from.numbers = {1.0F, 2.0F, 3.0F, 4.0F};
    Store store;
    store.add_row(from, 1);
    CHECK(store.numbers == std::vector<float>{3.0F, 4.0F});
}

TEST_CASE("rows of another size are refused with the feature's name") {
    Store store;
    CHECK_THROWS_WITH_AS(store.add(std::vector<float>{1.0F}), "feature 'price' has 2 columns, not 1", SettingError);
    CHECK_THROWS_AS(Store::check_value(std::vector<float>(3)), SettingError);
    CHECK(store.size() == 0);
    store.numbers = {1.0F, 2.0F, 3.0F};
    CHECK_THROWS_WITH_AS(store.check(), "feature 'price' has 3 numbers, not a multiple of its 2 columns", SettingError);
}

} // namespace number_store_test
