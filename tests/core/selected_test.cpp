// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/selected.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <doctest/doctest.h>

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

} // namespace selected_test
