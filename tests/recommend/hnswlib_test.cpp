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
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <set>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>
#include <linnet/network/model.hpp>
#include <linnet/recommend/factor_scorer.hpp>
#include <linnet/recommend/model_factors.hpp>
#include <linnet/recommend/top_items.hpp>
#include <linnet/recommend/tower_scorer.hpp>
#include <linnet/testing/guarded_matrix.hpp>

namespace hnswlib_test {

using namespace linnet;

using User = Categorical<"user">;
using Item = Categorical<"item">;

#if __has_include(<hnswlib/hnswlib.h>)

TEST_CASE("most of the exact list is found, best first") {
    constexpr std::size_t items = 2000;
    GuardedMatrix<float> vectors{items, 16};
    GuardedMatrix<float> users{20, 16};
    vectors.draw({1, 0});
    users.draw({1, 1});
    HnswItems index(ConstMatrixView<float>(vectors.view()), {.unknown_row_0 = false});
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
    CHECK(found >= 190); // of 200
}

namespace {

/// The share of the exact lists of 10 that is found, of networks whose tables are drawn and then shaped.
template <class Network>
double recall(double spread, float bias) {
    constexpr std::size_t users = 60;
    using M = Model<Network>;
    M model{1, Rows<User>{users}, Rows<Item>{3000}};
    Factors<float> factors = model_factors(model);
    const auto mutable_row = [](ConstMatrixView<float> view, std::size_t r) { return const_cast<float*>(view.row(r)); };
    for (std::size_t r = 0; r < factors.items.rows; ++r) { // norms of all sizes, and biases that matter
        const auto scale = static_cast<float>(std::exp(spread * Random{3, 0}.uniform(r)));
        for (std::size_t k = 0; k < factors.items.columns; ++k) {
            mutable_row(factors.items, r)[k] *= scale;
        }
        if (factors.item_bias.data != nullptr) {
            *mutable_row(factors.item_bias, r) = bias * static_cast<float>(Random{4, 0}.uniform(r) - 0.5);
        }
    }
    for (std::size_t k = 0; k < factors.items.columns; ++k) {
        mutable_row(factors.items, 0)[k] = 100.0F; // what must not be listed
    }
    if (factors.item_bias.data != nullptr) {
        *mutable_row(factors.item_bias, 0) = 100.0F;
    }
    HnswItems index(factors);
    std::vector<row_id> rows(users);
    std::iota(rows.begin(), rows.end(), row_id{0});
    const auto exact = top_items(factor_scorer(model), rows, {.exclude = std::array{row_id{0}}});
    double found = 0;
    for (std::size_t u = 0; u < users; ++u) {
        std::set<row_id> wanted;
        for (const auto& item : exact[u]) {
            wanted.insert(item.row);
        }
        for (const auto& item : index.search(factors.users.row_span(u), 10)) {
            found += static_cast<double>(wanted.count(item.row));
            CHECK(item.row != 0);
        }
    }
    return found / (10.0 * users);
}

} // namespace

TEST_CASE("of every network with factors 95 % of the exact list is found, biases and norms of all sizes included") {
    using Product = Dot<Embedding<User, 16>, Embedding<Item, 16>>;
    using Turned = Sequential<Dot<Embedding<Item, 16>, Embedding<User, 16>>, Sigmoid>;
    using OfItems = Add<Product, Embedding<Item, 1>>;
    using Biased = Sequential<Add<Embedding<User, 1>, Product, Embedding<Item, 1>>, Sigmoid>;
    for (const double spread : {0.0, 2.0}) {
        for (const float bias : {0.001F, 0.01F, 1.0F}) {
            CAPTURE(spread);
            CAPTURE(bias);
            CHECK(recall<Product>(spread, bias) >= 0.95);
            CHECK(recall<Turned>(spread, bias) >= 0.95);
            CHECK(recall<OfItems>(spread, bias) >= 0.95);
            CHECK(recall<Biased>(spread, bias) >= 0.95);
        }
    }
}

TEST_CASE("few items, none, and what does not fit") {
    GuardedMatrix<float> vectors{3, 4};
    vectors.draw({1, 0});
    HnswItems index(ConstMatrixView<float>(vectors.view()));
    const std::vector<float> vector{1, 0, 0, 0};
    CHECK(index.search(vector, 10).size() == 2); // row 0 is no item
    CHECK(index.search(vector, std::numeric_limits<std::size_t>::max()).size() == 2);
    CHECK(HnswItems(vectors.view().top(1)).search(vector, 5).empty());
    CHECK(index.search(vector, 0).empty());
    CHECK(HnswItems(ConstMatrixView<float>{vectors.view().data, 0, 4, 4}).search(vector, 5).empty());
    CHECK_THROWS_WITH_AS(static_cast<void>(index.search({vector.data(), 3}, 1)),
                         "HnswItems: a vector of 3 numbers, not 4", SettingError);
    CHECK_THROWS_WITH_AS(HnswItems(ConstMatrixView<float>(vectors.view()), {.links = 1}),
                         "HnswItems: 4 columns and 1 links, which must be at least 1 and 2", SettingError);
}

TEST_CASE("an index of neighbours takes the vectors of towers") {
    using Reader = Categorical<"reader", 300>;
    using Book = Categorical<"book", 90>;
    const Model<Dot<Sequential<Embedding<Reader, 6>, Dense<12>>, Sequential<Embedding<Book, 9>, Dense<12>>>> model{7};
    const auto scorer = factor_scorer(model);
    HnswItems index(scorer.item_vectors());
    const std::vector<row_id> reader{3};
    const TowerVectors<float> vectors = scorer.user_vectors(reader);
    const auto found = index.search(vectors.vectors.view().row_span(0), 5);
    REQUIRE(found.size() == 5);
    CHECK(found[0].row == top_items(scorer, reader, {.k = 5})[0][0].row);
}

#else

TEST_CASE("hnswlib") { MESSAGE("SKIPPED: hnswlib is not installed (libhnswlib-dev)"); }

#endif

} // namespace hnswlib_test
