// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/soci.hpp>

#include <doctest/doctest.h>

#include "../support/databases.hpp"

namespace soci_test {

#if LINNET_HAS_SOCI

TEST_CASE("sessions of each database answer") {
    linnet_test::with_each_database([](soci::session& session) {
        int answer = 0;
        session << "SELECT 42", soci::into(answer);
        CHECK(answer == 42);
    });
}

#else
TEST_CASE("soci") { MESSAGE("SKIPPED: SOCI is not installed, or Boost for it (libsoci-dev, libboost-dev)"); }
#endif

} // namespace soci_test
