// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/random.hpp>
#include <linnet/metrics/ranks.hpp>

#include "../support/naive_ranking.hpp"

namespace ranks_test {

using linnet::ranks_of;
using linnet::RanksWorkspace;
using linnet::row_id;

namespace {

template <class T>
std::vector<std::size_t> ranks(const std::vector<T>& scores, const std::vector<char>& excluded,
                               const std::vector<row_id>& relevant) {
    RanksWorkspace<T> workspace;
    const auto result = ranks_of<T>(scores, excluded, relevant, workspace);
    return {result.begin(), result.end()};
}

using Ranks = std::vector<std::size_t>;

} // namespace

TEST_CASE_TEMPLATE("ranks agree with those of sorting all candidates", T, float, double) {
    RanksWorkspace<T> workspace; // one for all, as a caller has it
    for (const std::size_t items : {1U, 2U, 7U, 64U, 333U, 1000U}) {
        for (const std::uint64_t grid : {1U, 3U, 50U, 100000U}) { // how many scores there are: many ties, or few
            for (std::uint64_t seed = 0; seed < 8; ++seed) {
                const linnet::Random random{seed, grid};
                std::vector<T> scores(items);
                std::vector<char> excluded(seed % 2 == 0 ? 0 : items);
                std::vector<row_id> relevant;
                for (std::size_t i = 0; i < items; ++i) {
                    scores[i] = static_cast<T>(static_cast<double>(random.below(grid, 3 * i)) - 1);
                    if (seed % 4 >= 2 && random.below(5, 3 * i + 1) == 0) {
                        scores[i] = std::numeric_limits<T>::quiet_NaN();
                    }
                    if (!excluded.empty()) {
                        excluded[i] = random.below(3, 3 * i + 2) == 0 ? 1 : 0;
                    }
                }
                for (const std::size_t count : {0U, 1U, 2U, 5U, 31U, 40U, 500U}) { // the last are too many for passes
                    relevant.clear();
                    for (std::size_t i = 0; i < count; ++i) { // in any order, with repetitions
                        relevant.push_back(static_cast<row_id>(random.below(items, 10000 + i)));
                    }
                    const auto got = ranks_of<T>(scores, excluded, relevant, workspace);
                    CHECK(Ranks(got.begin(), got.end()) == linnet_test::naive_ranks(scores, excluded, relevant));
                }
            }
        }
    }
}

TEST_CASE_TEMPLATE("the positive loses ties, so a constant model ranks it last", T, float, double) {
    const T nan = std::numeric_limits<T>::quiet_NaN();
    for (const T constant : {T{0}, T(0.5), std::numeric_limits<T>::infinity(), nan}) {
        const std::vector<T> scores(100, constant);
        CHECK(ranks(scores, {}, {0}) == Ranks{100});
        CHECK(ranks(scores, {}, {99}) == Ranks{100});
        CHECK(ranks(scores, {}, {50, 3, 7}) == Ranks{98, 99, 100});
    }
    CHECK(ranks<T>({3, 5, 5, 1}, {}, {1}) == Ranks{2});
    CHECK(ranks<T>({3, 5, 5, 1}, {}, {1, 2}) == Ranks{1, 2});
    CHECK(ranks<T>({3, 5, 5, 1}, {}, {0, 1}) == Ranks{2, 3});
    CHECK(ranks<T>({0, -T{0}}, {}, {0}) == Ranks{2});
}

TEST_CASE_TEMPLATE("NaN stands behind every number, and a relevant NaN behind every NaN", T, float, double) {
    const T nan = std::numeric_limits<T>::quiet_NaN();
    const T infinity = std::numeric_limits<T>::infinity();
    CHECK(ranks<T>({nan, -infinity, nan, 1}, {}, {0}) == Ranks{4});
    CHECK(ranks<T>({nan, -infinity, nan, 1}, {}, {1}) == Ranks{2});
    CHECK(ranks<T>({nan, -infinity, nan, 1}, {}, {0, 2, 3}) == Ranks{1, 3, 4});
    CHECK(ranks<T>({nan, -infinity, nan, 1}, {0, 0, 1, 0}, {0}) == Ranks{3});
}

TEST_CASE("excluded positions are no candidates, relevant or not") {
    CHECK(ranks<float>({5, 4, 3, 2}, {1, 0, 0, 0}, {2}) == Ranks{2});
    CHECK(ranks<float>({5, 4, 3, 2}, {0, 0, 1, 0}, {2}) == Ranks{});
    CHECK(ranks<float>({5, 4, 3, 2}, {0, 0, 1, 0}, {2, 3}) == Ranks{3});
    CHECK(ranks<float>({5, 4, 3, 2}, {1, 1, 1, 1}, {0, 1}) == Ranks{});
    CHECK(ranks<float>({}, {}, {}) == Ranks{});
}

TEST_CASE("a second call allocates nothing") {
    RanksWorkspace<float> workspace;
    const std::vector<float> scores{1, 2, 3};
    const std::vector<row_id> relevant{0, 1, 2};
    const std::size_t* const first = ranks_of<float>(scores, {}, relevant, workspace).data();
    CHECK(ranks_of<float>(scores, {}, relevant, workspace).data() == first);
}

TEST_CASE("masks and positions must fit the scores") {
    RanksWorkspace<float> workspace;
    const std::vector<float> scores{1, 2, 3};
    const std::vector<char> mask{0, 0};
    const std::vector<row_id> beyond{1, 3};
    CHECK_THROWS_WITH_AS(static_cast<void>(ranks_of<float>(scores, mask, {}, workspace)),
                         "ranks_of got 3 scores and a mask of 2", linnet::SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(ranks_of<float>(scores, {}, beyond, workspace)),
                         "ranks_of: the relevant position 3 is not below 3", linnet::IdError);
}

} // namespace ranks_test
