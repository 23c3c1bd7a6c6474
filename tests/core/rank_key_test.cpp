// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/rank_key.hpp>

namespace rank_key_test {

using linnet::detail::rank_key;

TEST_CASE("keys order numbers as the numbers are ordered, with NaN first and both zeros alike") {
    const double infinity = std::numeric_limits<double>::infinity();
    const double denormal = std::numeric_limits<double>::denorm_min();
    const std::vector<double> rising{std::nan(""), -infinity, -1e300, -1.0,  -denormal, 0.0,
                                     denormal,     0.5,       1.0,    1e300, infinity};
    for (std::size_t i = 1; i < rising.size(); ++i) {
        CHECK(rank_key(rising[i - 1]) < rank_key(rising[i]));
    }
    CHECK(rank_key(-0.0) == rank_key(0.0));
    CHECK(rank_key(-std::nan("")) == rank_key(std::nan("")));
}

} // namespace rank_key_test
