// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/metrics/exposure.hpp>

#include "../support/naive_diversity.hpp"

namespace exposure_test {

using linnet::detail::exposures;

TEST_CASE("exposures are counted over all lists, those of none left out") {
    const auto lists = linnet_test::lists_of({{5, 1}, {5, 2}, {}, {2, 5}});
    CHECK(exposures("m", lists, {.items = 3}) == std::vector<std::uint64_t>{1, 2, 3});
    CHECK(exposures("m", {}, {}).empty());
    CHECK_THROWS_WITH_AS(static_cast<void>(exposures("m", lists, {.items = 2})),
                         "metric 'm' got lists of 3 distinct items and a catalogue of 2", linnet::SettingError);
}

} // namespace exposure_test
