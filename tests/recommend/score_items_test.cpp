// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/score_items.hpp>

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace score_items_test {

using namespace linnet;

namespace {

/// Writes down the blocks that it was asked for.
struct Asked {
    using scalar = double;
    struct Workspace {
        std::vector<std::pair<std::size_t, std::size_t>> blocks;
    };
    static std::size_t users() { return 3; }
    static std::size_t items() { return 100; }
    static void score(std::span<const row_id> of, std::size_t first, MatrixView<double> out, Workspace& workspace) {
        workspace.blocks.emplace_back(first, out.columns);
        for (std::size_t u = 0; u < of.size(); ++u) {
            for (std::size_t j = 0; j < out.columns; ++j) {
                out(u, j) = static_cast<double>(1000 * of[u] + first + j);
            }
        }
    }
};

} // namespace

TEST_CASE("without a way of its own a scorer is asked for runs of rows, and for no other item") {
    const std::vector<row_id> items{0, 1, 5, 8, 9, 10, 99};
    std::vector<double> out(items.size());
    Asked::Workspace workspace;
    detail::score_items(Asked{}, 2, std::span<const row_id>(items), std::span(out), workspace);
    CHECK(out == std::vector<double>{2000, 2001, 2005, 2008, 2009, 2010, 2099});
    CHECK(workspace.blocks == std::vector<std::pair<std::size_t, std::size_t>>{{0, 2}, {5, 1}, {8, 3}, {99, 1}});
    detail::score_items(Asked{}, 2, std::span<const row_id>{}, std::span<double>{}, workspace);
    CHECK(workspace.blocks.size() == 4);
}

} // namespace score_items_test
