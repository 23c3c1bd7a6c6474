// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstring>

#include <doctest/doctest.h>

namespace linnet_test {

/// Two models of any widths have the same blocks with the same bits, padding aside.
template <class A, class B>
void check_same_parameters(const A& a, const B& b) {
    REQUIRE(a.parameters().size() == b.parameters().size());
    for (std::size_t i = 0; i < a.parameters().size(); ++i) {
        CAPTURE(a.parameters()[i].name);
        CHECK(a.parameters()[i].name == b.parameters()[i].name);
        const auto x = a.parameters()[i].values.view();
        const auto y = b.parameters()[i].values.view();
        REQUIRE(x.rows == y.rows);
        REQUIRE(x.columns == y.columns);
        for (std::size_t r = 0; r < x.rows; ++r) {
            CHECK(std::memcmp(x.row(r), y.row(r), x.columns * sizeof(x(0, 0))) == 0);
        }
    }
}

} // namespace linnet_test
