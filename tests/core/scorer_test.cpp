// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/matrix.hpp>
#include <linnet/core/scorer.hpp>

namespace scorer_test {

using namespace linnet;

/// The least that is a scorer.
struct Row {
    using scalar = float;
    struct Workspace {};
    static std::size_t users() { return 2; }
    static std::size_t items() { return 3; }
    static void score(std::span<const row_id> of, std::size_t first, MatrixView<float> out, Workspace&) {
        for (std::size_t u = 0; u < of.size(); ++u) {
            for (std::size_t j = 0; j < out.columns; ++j) {
                out(u, j) = static_cast<float>(10 * of[u] + first + j);
            }
        }
    }
};
struct NoItems : Row {
    static void items();
};
struct NoScore : Row {
    void score(std::span<const row_id>, MatrixView<float>, Workspace&) const;
};
struct Mutable : Row {
    void score(std::span<const row_id>, std::size_t, MatrixView<float>, Workspace&);
};
struct NoWorkspace {
    using scalar = float;
};

static_assert(Scorer<Row>);
static_assert(!Scorer<NoItems>);
static_assert(!Scorer<NoScore>);
static_assert(!Scorer<Mutable>);
static_assert(!Scorer<NoWorkspace>);
static_assert(!Scorer<int>);

TEST_CASE("a scorer fills a block") {
    const std::vector<row_id> users{1, 0};
    Matrix<float> out(2, 2);
    Row::Workspace workspace;
    Row::score(users, 1, out.view(), workspace);
    CHECK(out.view()(0, 1) == 12.0F);
    CHECK(out.view()(1, 0) == 1.0F);
}

} // namespace scorer_test
