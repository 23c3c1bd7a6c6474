// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/parts.hpp>

#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "support/eager_pool.hpp"

namespace parts_test {

using linnet::detail::Parts;

TEST_CASE("parts follow each other, differ by at most one item and are visited once each") {
    for (const std::size_t n : {0U, 1U, 3U, 4U, 5U, 8U, 9U, 100U}) {
        const Parts parts{&linnet_test::three_threads(), n, 3};
        CAPTURE(n);
        CHECK(parts.size() == (n < 6 ? 1 : n < 9 ? 2 : 3));
        CHECK(parts.begin(0) == 0);
        CHECK(parts.begin(parts.size()) == n);
        std::vector<int> visits(n);
        std::vector<int> part_visits(parts.size());
        parts.run(1, [&](std::size_t part, std::size_t begin, std::size_t end) {
            CHECK(begin == parts.begin(part));
            CHECK(end == parts.begin(part + 1));
            CHECK(end - begin >= n / parts.size());
            CHECK(end - begin <= n / parts.size() + 1);
            ++part_visits[part];
            for (std::size_t i = begin; i < end; ++i) {
                ++visits[i];
            }
        });
        CHECK(visits == std::vector<int>(n, 1));
        CHECK(part_visits == std::vector<int>(parts.size(), 1));
    }
}

TEST_CASE("without an executor there is one part, and items without end can be cut") {
    CHECK(Parts{nullptr, 1000, 1}.size() == 1);
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
    const Parts parts{&linnet_test::three_threads(), most, 1};
    CHECK(parts.begin(1) == most / 3);
    CHECK(parts.begin(3) == most);
}

} // namespace parts_test
