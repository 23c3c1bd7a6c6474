// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/metrics/popularity.hpp>

namespace popularity_test {

namespace detail = linnet::detail;

TEST_CASE("popular items come in order of their counts, of equal ones the lower row, without those of none") {
    const std::vector<std::uint32_t> counts{0, 2, 7, 2, 0, std::numeric_limits<std::uint32_t>::max()};
    CHECK(detail::most_popular(counts) == std::vector<std::size_t>{5, 2, 1, 3});
    constexpr std::size_t none = detail::unpopular;
    CHECK(detail::popularity_places(counts) == std::vector<std::size_t>{none, 2, 1, 3, none, 0});
    CHECK(detail::most_popular({}).empty());
    CHECK(detail::popularity_places({}).empty());
}

} // namespace popularity_test
