// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/state_entries.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/matrix.hpp>

namespace state_entries_test {

using namespace linnet;

namespace {

struct State {
    Matrix<double> moments;
    std::vector<std::uint64_t> since;

    State(std::size_t rows, std::size_t columns, double start, std::uint64_t step)
        : moments(rows, columns), since(rows, step) {
        for (std::size_t r = 0; r < rows; ++r) {
            for (std::size_t c = 0; c < columns; ++c) {
                moments.view()(r, c) = start;
            }
        }
    }
    template <class Visitor>
    void visit(Visitor&& visitor) {
        visitor("moments", moments.view());
        visitor("since", std::span{since});
    }
};

} // namespace

TEST_CASE("the parts of a state are views of what it visits, in that order") {
    State state(3, 9, 0.5, 7);
    const auto parts = state_entries<double>(state);
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].name == "moments");
    CHECK(parts[0].matrix.data == state.moments.view().data);
    CHECK(parts[0].numbers.empty());
    CHECK(parts[0].bytes() == state.moments.bytes());
    CHECK(parts[1].name == "since");
    CHECK(parts[1].matrix.rows == 0);
    CHECK(parts[1].numbers.data() == state.since.data());
    CHECK(parts[1].bytes() == 3 * 8);
}

TEST_CASE("a state takes over what both have, and keeps the rest") {
    State before(2, 5, 0.5, 7);
    State grown(3, 5, 0.25, 1);
    detail::take_over_state(state_entries<double>(grown), state_entries<double>(before));
    for (std::size_t c = 0; c < 5; ++c) {
        CHECK(grown.moments.view()(1, c) == 0.5);
        CHECK(grown.moments.view()(2, c) == 0.25);
    }
    CHECK(grown.moments.view().row(1)[5] == 0.0); // padding
    CHECK(grown.since == std::vector<std::uint64_t>{7, 7, 1});

    State smaller(1, 5, 0.0, 0);
    detail::take_over_state(state_entries<double>(smaller), state_entries<double>(before));
    CHECK(smaller.moments.view()(0, 4) == 0.5);
    CHECK(smaller.since == std::vector<std::uint64_t>{7});
}

} // namespace state_entries_test
