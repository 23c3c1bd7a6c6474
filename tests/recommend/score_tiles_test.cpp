// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/score_tiles.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include <doctest/doctest.h>

namespace score_tiles_test {

using namespace linnet;

namespace {

/// The score says whose it is.
struct Names {
    using scalar = double;
    struct Workspace {};
    static std::size_t users() { return 1000; }
    static std::size_t items() { return 10000; }
    static void score(std::span<const row_id> of, std::size_t first, MatrixView<double> out, Workspace&) {
        for (std::size_t u = 0; u < of.size(); ++u) {
            for (std::size_t j = 0; j < out.columns; ++j) {
                out(u, j) = static_cast<double>(10000 * of[u] + first + j);
            }
        }
    }
};

/// And makes a scorer of some users.
struct ByPlace : Names {
    [[nodiscard]] static Names of_users(std::span<const row_id>) { return {}; }
};

} // namespace

TEST_CASE("tiles cover each pair once, block of items after block of items, but what is to be skipped") {
    for (const std::size_t n : {0U, 1U, 5U, 256U, 600U}) {
        for (const std::size_t items : {0U, 1U, 127U, 4097U}) {
            for (const bool skips : {false, true}) {
                CAPTURE(n);
                CAPTURE(items);
                std::vector<row_id> users(n);
                for (std::size_t u = 0; u < n; ++u) {
                    users[u] = static_cast<row_id>((7 * u + 3) % 1000);
                }
                std::vector<char> left_out(items);
                std::vector<char> seen(n * items);
                std::size_t wrong = 0;
                std::size_t before = 0;
                detail::score_tiles(
                    Names{}, users, items,
                    [&](std::size_t first, std::size_t count) {
                        wrong += first + count <= items ? 0 : 1;
                        const bool skip = skips && first == 0;
                        std::fill_n(left_out.begin() + static_cast<std::ptrdiff_t>(first), skip ? count : 0, char{1});
                        return skip;
                    },
                    [&](std::size_t first, std::size_t item, const MatrixView<double>& tile) {
                        wrong += item >= before && tile.rows * tile.columns <= 32768 ? 0 : 1;
                        before = item;
                        for (std::size_t u = 0; u < tile.rows; ++u) {
                            for (std::size_t j = 0; j < tile.columns; ++j) {
                                ++seen[(first + u) * items + item + j];
                                wrong += tile(u, j) == static_cast<double>(10000 * users[first + u] + item + j) ? 0 : 1;
                            }
                        }
                    });
                CHECK(wrong == 0);
                for (std::size_t i = 0; i < seen.size(); ++i) {
                    wrong += seen[i] == 1 - left_out[i % items] ? 0 : 1;
                }
                CHECK(wrong == 0);
                CHECK((std::count(left_out.begin(), left_out.end(), 1) != 0) == (skips && items != 0));
            }
        }
    }
}

TEST_CASE("a scorer of some users knows them by their places") {
    const std::vector<row_id> users{7, 3, 7};
    static_assert(detail::has_of_users<ByPlace> && !detail::has_of_users<Names>);
    const Names names;
    CHECK(&detail::scorer_of_users(names, users) == &names);
    const detail::RowsOfUsers places{users, true};
    CHECK(std::vector<row_id>(places.rows().begin(), places.rows().end()) == std::vector<row_id>{0, 1, 2});
    const detail::RowsOfUsers rows{users, false};
    CHECK(std::vector<row_id>(rows.rows().begin(), rows.rows().end()) == users);
}

} // namespace score_tiles_test
