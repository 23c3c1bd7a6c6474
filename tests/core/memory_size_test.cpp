// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/memory_size.hpp>

#include <cstddef>
#include <limits>

#include <doctest/doctest.h>

namespace memory_size_test {

using namespace linnet;

namespace {
constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
}

TEST_CASE("the bytes of a buffer are counted, or there cannot be so many") {
    CHECK(detail::bytes_of<float>(0) == 0);
    CHECK(detail::bytes_of<double>(3) == 24);
    CHECK(detail::bytes_of<float>(most / 8) == most / 8 * 4);
    CHECK_THROWS_WITH_AS(static_cast<void>(detail::bytes_of<double>(most)),
                         "a buffer of 18446744073709551615 x 8 bytes asks for more memory than there can be",
                         SettingError);
    for (const std::size_t wraps : {most / 8 + 1, most / 4 + 1, most / 4 + 2, most / 2 + 1, most - 1}) {
        CHECK_THROWS_AS(static_cast<void>(detail::bytes_of<float>(wraps)), SettingError);
    }
}

TEST_CASE_TEMPLATE("the elements of a padded matrix are counted, or there cannot be so many", T, float, double) {
    CHECK(detail::padded_elements<T>(3, 100) == 3 * padded_stride<T>(100));
    CHECK(detail::padded_elements<T>(0, 100) == 0);
    CHECK(detail::padded_elements<T>(most, 0) == 0);
    CHECK(detail::padded_elements<T>(0, most) == 0);
    CHECK(detail::padded_elements<T>(most / 2 / sizeof(T), 1) == most / 2 / sizeof(T));
    const auto refused = [](std::size_t rows, std::size_t columns) {
        CAPTURE(rows);
        CAPTURE(columns);
        CHECK_THROWS_AS(static_cast<void>(detail::padded_elements<T>(rows, columns)), SettingError);
    };
    for (const std::size_t large : {most, most - 1, most - 15, most - 63, most / 2 + 1, most / sizeof(T) + 1}) {
        refused(large, 1);
        refused(1, large);
        refused(large, 16);
        refused(large, large);
    }
    refused(std::size_t{1} << 32, std::size_t{1} << 32); // wraps to 0
    refused((std::size_t{1} << 60) + 1, 16);             // wraps to 16
    refused(most / 2 / sizeof(T) + 1, 1);
    CHECK_THROWS_WITH_AS(static_cast<void>(detail::padded_elements<T>(most, 16, "table 'user'")),
                         "table 'user' of 18446744073709551615 rows and 16 columns asks for more memory than there can "
                         "be",
                         SettingError);
}

} // namespace memory_size_test
