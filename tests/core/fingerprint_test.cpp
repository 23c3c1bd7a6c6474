// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/fingerprint.hpp>

#include <doctest/doctest.h>

namespace fingerprint_test {

using linnet::Fingerprint;

TEST_CASE("a fingerprint is there or not, and equal if rows and hash are") {
    CHECK_FALSE(Fingerprint{});
    CHECK(Fingerprint{3, 0});
    CHECK(Fingerprint{3, 5} == Fingerprint{3, 5});
    CHECK_FALSE(Fingerprint{3, 5} == Fingerprint{3, 6});
    CHECK_FALSE(Fingerprint{3, 5} == Fingerprint{4, 5});
}

} // namespace fingerprint_test
