// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/selected.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include "support/eager_pool.hpp"

namespace selected_test {

using linnet::detail::selected;

TEST_CASE("elements come in the order of the places, as often as they are named") {
    const std::vector<float> column{0.5F, 1.5F, 2.5F};
    const std::vector<std::size_t> places{2, 0, 2, 1};
    CHECK(selected(column, places) == std::vector<float>{2.5F, 0.5F, 2.5F, 1.5F});
    const std::vector<std::uint32_t> few{1};
    CHECK(selected(column, std::span<const std::uint32_t>(few)) == std::vector<float>{1.5F});
}

TEST_CASE("no places select nothing, of an empty column too") {
    const std::vector<std::size_t> none;
    CHECK(selected(std::vector<int>{1, 2}, none).empty());
    CHECK(selected(std::vector<int>{}, none).empty());
}

TEST_CASE("threads select what one does") {
    std::vector<std::int64_t> column(1000);
    std::vector<std::size_t> places(777);
    for (std::size_t i = 0; i < column.size(); ++i) {
        column[i] = static_cast<std::int64_t>(3 * i) - 500;
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
        places[i] = i * 7919 % column.size();
    }
    CHECK(selected(column, places, &linnet_test::three_threads()) == selected(column, places));
    CHECK(selected(column, places, nullptr) == selected(column, places));
    CHECK(selected(column, {}, &linnet_test::three_threads()).empty());
}

} // namespace selected_test
