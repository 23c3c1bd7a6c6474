// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// hnswlib fetches ahead by a number that it reads behind a list (its issue 107). That does no harm, but it stops the
// address sanitizer, so there it is tested without its intrinsics.
#if defined(__SANITIZE_ADDRESS__)
#define NO_MANUAL_VECTORIZATION
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define NO_MANUAL_VECTORIZATION
#endif
#endif

#include <linnet/recommend/hnswlib.hpp>

#include <algorithm>
#include <cstddef>
#include <set>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/recommend/factor_scorer.hpp>
#include <linnet/recommend/top_items.hpp>
#include <linnet/testing/guarded_matrix.hpp>

namespace hnswlib_test {

using namespace linnet;

#if __has_include(<hnswlib/hnswlib.h>)

TEST_CASE("most of the exact list is found, best first") {
    constexpr std::size_t items = 2000;
    GuardedMatrix<float> vectors{items, 16};
    GuardedMatrix<float> users{20, 16};
    vectors.draw({1, 0});
    users.draw({1, 1});
    HnswItems index(vectors.view());
    std::vector<row_id> rows;
    for (row_id u = 0; u < 20; ++u) {
        rows.push_back(u);
    }
    const auto exact = top_items(FactorScorer<float>({users.view(), vectors.view()}), rows, {.unknown_row_0 = false});
    std::size_t found = 0;
    for (std::size_t u = 0; u < 20; ++u) {
        const auto list = index.search(ConstMatrixView<float>(users.view()).row_span(u), 10);
        REQUIRE(list.size() == 10);
        std::set<row_id> wanted;
        for (const auto& item : exact[u]) {
            wanted.insert(item.row);
        }
        for (std::size_t i = 0; i < 10; ++i) {
            found += wanted.count(list[i].row);
            CHECK((i == 0 || list[i - 1].score >= list[i].score));
        }
        CHECK(list[0].score <= exact[u][0].score + 1e-4F);
    }
    CHECK(found >= 180); // of 200
}

TEST_CASE("few items, none, and what does not fit") {
    GuardedMatrix<float> vectors{3, 4};
    vectors.draw({1, 0});
    HnswItems index(vectors.view());
    const std::vector<float> vector{1, 0, 0, 0};
    CHECK(index.search(vector, 10).size() == 3);
    CHECK(index.search(vector, 0).empty());
    CHECK(HnswItems(ConstMatrixView<float>{vectors.view().data, 0, 4, 4}).search(vector, 5).empty());
    CHECK_THROWS_WITH_AS(static_cast<void>(index.search({vector.data(), 3}, 1)),
                         "HnswItems: a vector of 3 numbers, not 4", SettingError);
    CHECK_THROWS_WITH_AS(HnswItems(vectors.view(), {.links = 1}),
                         "HnswItems: 4 columns and 1 links, which must be at least 1 and 2", SettingError);
}

#else

TEST_CASE("hnswlib") { MESSAGE("SKIPPED: hnswlib is not installed (libhnswlib-dev)"); }

#endif

} // namespace hnswlib_test
