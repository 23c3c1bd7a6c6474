// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/propagate.hpp>

#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/executor.hpp>
#include <linnet/core/interaction_graph.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace propagate_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// Lists of random neighbours. The second node and the last one have none.
NeighbourLists random_lists(std::size_t nodes, std::size_t neighbours, std::size_t edges) {
    std::vector<row_id> from;
    std::vector<row_id> to;
    const Random random{8, 1};
    for (std::size_t i = 0; i < edges; ++i) {
        const auto node = static_cast<row_id>(random.below(nodes - 1, 2 * i));
        if (node != 1) {
            from.push_back(node);
            to.push_back(static_cast<row_id>(random.below(neighbours, 2 * i + 1)));
        }
    }
    return InteractionGraph{from, to, nodes, neighbours}.items_of_users();
}

/// The naive twin of an element: its bits and its value.
template <class T>
NaiveSum<T> naive_element(const kernels::Hop<T>& hop, const kernels::HopMarks* marks, std::size_t r, std::size_t c) {
    NaiveSum<T> sum{T{0}};
    for (const row_id n : hop.lists.of(r)) {
        if (marks == nullptr || marks->from[n] != 0) {
            sum.multiply_add(hop.neighbour_scales[n], hop.from(n, c));
        }
    }
    const T base = marks == nullptr || marks->base[r] != 0 ? hop.base(r, c) : T{0};
    const auto factor = static_cast<double>(hop.factor);
    const auto scale = static_cast<double>(hop.row_scales[r]);
    const T bits = hop.factor * naive_multiply_add(hop.row_scales[r], sum.bits, base);
    const double magnitude = factor * (scale * sum.magnitude + std::abs(static_cast<double>(base)));
    return {bits, factor * (scale * sum.value + static_cast<double>(base)), magnitude, sum.terms + 2};
}

template <class L>
void check_hop(const NeighbourLists& lists, std::size_t neighbours, std::size_t columns, bool marked,
               Executor* executor) {
    using T = typename L::T;
    CAPTURE(columns);
    CAPTURE(marked);
    auto base = random_matrix<T>(lists.size(), columns, 1);
    auto from = random_matrix<T>(neighbours, columns, 2);
    GuardedMatrix<T> to{lists.size(), columns};
    to.fill(T{77});
    const auto row_scales = random_values<T>(lists.size(), T{0.1F}, T{1}, 3);
    const auto neighbour_scales = random_values<T>(neighbours, T{0.1F}, T{1}, 4);
    std::vector<char> base_marks(lists.size(), 0);
    std::vector<char> from_marks(neighbours, 0);
    std::vector<char> to_marks(lists.size(), 9);
    if (marked) {
        for (std::size_t r = 0; r < lists.size(); ++r) {
            base_marks[r] = r % 4 == 1 ? 1 : 0;
        }
        for (std::size_t n = 0; n < neighbours; ++n) {
            from_marks[n] = n % 3 == 1 ? 1 : 0;
        }
        const auto poison = [columns](GuardedMatrix<T>& matrix, const std::vector<char>& marks) {
            for (std::size_t r = 0; r < marks.size(); ++r) {
                for (std::size_t c = 0; c < columns && marks[r] == 0; ++c) {
                    matrix.view()(r, c) = std::numeric_limits<T>::quiet_NaN();
                }
            }
        };
        poison(base, base_marks);
        poison(from, from_marks);
    }
    const kernels::Hop<T> hop{lists,       row_scales.data(), neighbour_scales.data(), base.view(),
                              from.view(), to.view(),         static_cast<T>(0.3F)};
    const kernels::HopMarks marks{base_marks.data(), from_marks.data(), to_marks.data()};
    if (marked) {
        kernels::propagate<T, L::W>(executor, hop, marks);
    } else {
        kernels::propagate<T, L::W>(executor, hop);
    }
    CHECK(to.intact());
    std::size_t mistakes = 0;
    for (std::size_t r = 0; r < lists.size(); ++r) {
        bool reached = !marked || base_marks[r] != 0;
        for (const row_id n : lists.of(r)) {
            reached = reached || from_marks[n] != 0;
        }
        mistakes += !marked || to_marks[r] == (reached ? 1 : 0) ? 0U : 1U;
        for (std::size_t c = 0; c < columns; ++c) {
            if (!reached) {
                mistakes += same(to.view()(r, c), T{77}) ? 0U : 1U;
                continue;
            }
            const auto want = naive_element(hop, marked ? &marks : nullptr, r, c);
            mistakes += same(to.view()(r, c), want.bits) && want.plausible() ? 0U : 1U;
        }
    }
    const auto in_place = [&] { // adds to the base itself, and to its marks
        const kernels::Hop<T> sum{lists,       row_scales.data(), neighbour_scales.data(), base.view(),
                                  from.view(), base.view(),       static_cast<T>(0.3F)};
        if (marked) {
            kernels::propagate<T, L::W>(executor, sum, {base_marks.data(), from_marks.data(), base_marks.data()});
        } else {
            kernels::propagate<T, L::W>(executor, sum);
        }
    };
    in_place();
    CHECK(base.intact());
    mistakes += marked && base_marks != to_marks ? 1 : 0;
    for (std::size_t r = 0; r < lists.size(); ++r) {
        for (std::size_t c = 0; c < columns && (!marked || to_marks[r] != 0); ++c) {
            mistakes += same(base.view()(r, c), to.view()(r, c)) ? 0U : 1U;
        }
    }
    CHECK(mistakes == 0);
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("a hop sums the rows of neighbours in rising order, at every width and with threads", L,
                          all) {
    const NeighbourLists lists = random_lists(23, 13, 90);
    CHECK(lists.of(1).empty());
    for (const std::size_t columns : lengths_around_packs<L::W>()) {
        for (Executor* executor : {static_cast<Executor*>(nullptr), static_cast<Executor*>(&three_threads())}) {
            check_hop<L>(lists, 13, columns, false, executor);
            check_hop<L>(lists, 13, columns, true, executor);
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(all, EveryUserWidth);

TEST_CASE("a hop through rows that lie too far apart for the cache has the same bits") {
    const NeighbourLists lists = random_lists(300, 20000, 5000);
    check_hop<Lanes<float, 16>>(lists, 20000, 20, false, nullptr);
    check_hop<Lanes<float, 16>>(lists, 20000, 20, true, &three_threads());
}

TEST_CASE("a hop of no nodes") {
    check_hop<Lanes<float, 4>>(InteractionGraph{{}, {}, 0, 3}.items_of_users(), 3, 5, false, &three_threads());
}

} // namespace propagate_test
