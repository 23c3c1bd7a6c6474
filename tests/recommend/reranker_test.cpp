// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/reranker.hpp>

#include <limits>
#include <vector>

#include <doctest/doctest.h>

namespace reranker_test {

using namespace linnet;
using Numbers = std::vector<double>;

namespace {

Numbers relevance(const Numbers& scores) {
    std::vector<Scored<double>> candidates;
    for (const double score : scores) {
        candidates.push_back({static_cast<row_id>(candidates.size()), score});
    }
    return detail::relevance_of(candidates);
}

} // namespace

TEST_CASE("scores are brought to 0 ... 1") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(relevance({3, 2, 1.5, 1}) == Numbers{1, 0.5, 0.25, 0});
    CHECK(relevance({2, 2}) == Numbers{1, 1});
    CHECK(relevance({}).empty());
    CHECK(relevance({infinity, 4, 2, -infinity, nan}) == Numbers{1, 1, 0, 0, 0});
    CHECK(relevance({infinity, 4, nan}) == Numbers{1, 1, 0});
    CHECK(relevance({nan, nan}) == Numbers{0, 0});
}

} // namespace reranker_test
