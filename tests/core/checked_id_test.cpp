// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/checked_id.hpp>

#include <cstdint>
#include <limits>

#include <doctest/doctest.h>

namespace checked_id_test {

using namespace linnet;

TEST_CASE_TEMPLATE("an id of any integer type is a row", I, std::uint8_t, std::int16_t, int, unsigned, long,
                   unsigned long, long long, unsigned long long) {
    CHECK(detail::checked_id("user", I{0}) == 0);
    CHECK(detail::checked_id("user", I{100}) == 100);
}

TEST_CASE("an id that a row cannot hold is refused with its true value") {
    const auto refused = [](auto id, const char* sentence) {
        CHECK_THROWS_WITH_AS(static_cast<void>(detail::checked_id("user", id)), sentence, IdError);
    };
    CHECK(detail::checked_id("user", std::int64_t{4'294'967'295}) == std::numeric_limits<row_id>::max());
    refused(std::int64_t{4'294'967'296}, "feature 'user': id 4294967296 is not from 0 to 4294967295");
    refused(std::uint64_t{4'294'967'297}, "feature 'user': id 4294967297 is not from 0 to 4294967295");
    refused(std::numeric_limits<std::uint64_t>::max(),
            "feature 'user': id 18446744073709551615 is not from 0 to 4294967295");
    refused(-1, "feature 'user': id -1 is not from 0 to 4294967295");
    refused(std::int8_t{-7}, "feature 'user': id -7 is not from 0 to 4294967295");
    refused(std::numeric_limits<std::int64_t>::min(),
            "feature 'user': id -9223372036854775808 is not from 0 to 4294967295");
}

} // namespace checked_id_test
