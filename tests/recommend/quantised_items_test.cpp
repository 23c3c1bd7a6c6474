// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/quantised_items.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <memory>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/scorer.hpp>
#include <linnet/layers.hpp>
#include <linnet/recommend/model_scorer.hpp>
#include <linnet/recommend/recommend.hpp>
#include <linnet/recommend/top_items.hpp>
#include <linnet/testing/guarded_matrix.hpp>
#include <linnet/train/predict.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"
#include "../support/scores.hpp"

namespace quantised_items_test {

using namespace linnet;
using namespace linnet_test;

static_assert(Scorer<QuantisedItems<float>>);
static_assert(Scorer<QuantisedItems<double, 2, detail::SigmoidFunction>>);

namespace {

constexpr std::array formats{TableFormat::int8, TableFormat::bfloat16};
constexpr std::size_t users = 40;
constexpr std::size_t items = 450; // more than a block of 16 KB

template <class T>
struct Tables {
    GuardedMatrix<T> of_users{users, 20};
    GuardedMatrix<T> of_items{items, 20};
    GuardedMatrix<T> user_bias{users, 1};
    GuardedMatrix<T> item_bias{items, 1};

    Tables() {
        of_users.draw({1, 0});
        of_items.draw({1, 1});
        user_bias.draw({1, 2});
        item_bias.draw({1, 3});
    }
    [[nodiscard]] Factors<T> factors(bool of_user, bool of_item, typename Factors<T>::Term last) const {
        return {of_users.view(), of_items.view(), of_user ? user_bias.view() : ConstMatrixView<T>{},
                of_item ? item_bias.view() : ConstMatrixView<T>{}, last};
    }
};

/// The numbers that quantised rows stand for.
template <class T>
Matrix<T> dequantised(const ConstMatrixView<T>& values, TableFormat format) {
    const auto table = detail::quantised_table<T>("items", values, format);
    Matrix<T> result(values.rows, values.columns);
    kernels::dequantise_rows<T, 1>(table, [](std::size_t r) { return r; }, result.view());
    return result;
}

using User = Categorical<"user", 30>;
using Item = Categorical<"item", 90>;
using Users = Embedding<User, 20>;
using Items = Embedding<Item, 20>;
using Product = Dot<Users, Items>;
using UserBias = Embedding<User, 1>;
using ItemBias = Embedding<Item, 1>;

/// How many scores of a quantised model have not the bits of its predictions.
template <class Network, class T, std::size_t W>
std::size_t mistakes(TableFormat format) {
    using Small = QuantisedModel<Model<Network, T, W>>;
    const Small model = quantised(Model<Network, T, W>{7}, {.format = format});
    const auto fast = factor_scorer(model);
    const ModelScorer<Small, User, Item> slow(model);
    const std::vector<row_id> of{0, 29, 4, 4, 17};
    Matrix<T> got(of.size(), 90);
    Matrix<T> want(of.size(), 90);
    typename decltype(fast)::Workspace a;
    typename ModelScorer<Small, User, Item>::Workspace b;
    fast.score(of, 0, got.view(), a);
    slow.score(of, 0, want.view(), b);
    std::size_t count = fast.users() == 30 && fast.items() == 90 ? 0 : 1;
    for (std::size_t u = 0; u < of.size(); ++u) {
        for (std::size_t j = 0; j < 90; ++j) {
            count += same(got.view()(u, j), want.view()(u, j)) ? 0U : 1U;
        }
    }
    return count;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("scores have the bits of a FactorScorer of the dequantised items", L, scores) {
    using T = typename L::T;
    using Term = typename Factors<T>::Term;
    const Tables<T> tables;
    std::vector<row_id> some{3, 39, 0, 3};
    std::vector<row_id> all(users);
    std::iota(all.begin(), all.end(), row_id{0});
    for (const TableFormat format : formats) {
        const Matrix<T> rounded = dequantised<T>(tables.of_items.view(), format);
        for (const auto& [biases, last] : {std::pair{0, Term::item_bias}, std::pair{1, Term::item_bias},
                                           std::pair{2, Term::product}, std::pair{3, Term::user_bias}}) {
            const Factors<T> factors = tables.factors(biases % 2 == 1, biases >= 2, last);
            Factors<T> of_rounded = factors;
            of_rounded.items = rounded.view();
            const QuantisedItems<T, L::W, detail::SigmoidFunction> scorer(factors, format);
            const FactorScorer<T, L::W, detail::SigmoidFunction> exact(of_rounded);
            CHECK(scorer.users() == users);
            CHECK(scorer.items() == items);
            CHECK(same_in_blocks(scorer));
            typename QuantisedItems<T, L::W, detail::SigmoidFunction>::Workspace workspace;
            typename FactorScorer<T, L::W, detail::SigmoidFunction>::Workspace other;
            for (const auto& of : {some, all}) {
                for (const auto& [first, count] : {std::pair{0, 450}, std::pair{7, 33}, std::pair{449, 1}}) {
                    GuardedMatrix<T> out{of.size(), static_cast<std::size_t>(count)};
                    GuardedMatrix<T> want{of.size(), static_cast<std::size_t>(count)};
                    scorer.score(of, static_cast<std::size_t>(first), out.view(), workspace);
                    exact.score(of, static_cast<std::size_t>(first), want.view(), other);
                    CHECK(out.intact());
                    std::size_t mistakes = 0;
                    for (std::size_t u = 0; u < of.size(); ++u) {
                        for (std::size_t j = 0; j < out.view().columns; ++j) {
                            mistakes += same(out.view()(u, j), want.view()(u, j)) ? 0U : 1U;
                        }
                    }
                    CHECK(mistakes == 0);
                }
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(scores, TestedWidths);

TEST_CASE("a list is that of a search in double precision over the dequantised items") {
    GuardedMatrix<float> of_users{3, 64};
    GuardedMatrix<float> of_items{5000, 64};
    of_users.draw({1, 0});
    of_items.draw({1, 1});
    for (const TableFormat format : formats) {
        const Matrix<float> rounded = dequantised<float>(of_items.view(), format);
        const QuantisedItems<float> scorer({of_users.view(), of_items.view()}, format);
        CHECK(scorer.item_bytes() == 5000 * (format == TableFormat::int8 ? 64 + 8 : 128));
        const std::vector<row_id> all{0, 1, 2};
        const auto lists = top_items(scorer, all, {.k = 10, .unknown_row_0 = false, .executor = &three_threads()});
        for (std::size_t u = 0; u < 3; ++u) {
            std::vector<std::pair<double, row_id>> naive;
            for (row_id item = 0; item < 5000; ++item) {
                double sum = 0.0;
                for (std::size_t k = 0; k < 64; ++k) {
                    sum += static_cast<double>(of_users.view()(u, k)) * static_cast<double>(rounded.view()(item, k));
                }
                naive.emplace_back(-sum, item);
            }
            std::sort(naive.begin(), naive.end());
            REQUIRE(lists[u].size() == 10);
            for (std::size_t i = 0; i < 10; ++i) {
                CHECK(lists[u][i].row == naive[i].second);
                CHECK(static_cast<double>(lists[u][i].score) == doctest::Approx(-naive[i].first).epsilon(1e-5));
            }
        }
    }
}

TEST_CASE_TEMPLATE("the scores of a quantised model have the bits of its predictions", L, Lanes<float, 1>,
                   Lanes<float, 16>, Lanes<double, 4>) {
    using T = typename L::T;
    constexpr std::size_t W = L::W;
    for (const TableFormat format : formats) {
        CHECK(mistakes<Product, T, W>(format) == 0);
        CHECK(mistakes<Sequential<Add<Product, ItemBias>, Sigmoid>, T, W>(format) == 0);
        CHECK(mistakes<Add<UserBias, ItemBias, Product>, T, W>(format) == 0);
        CHECK(mistakes<Add<UserBias, Dot<Items, Users>>, T, W>(format) == 0);
    }
}

TEST_CASE("recommend of a quantised model gives the list of its predictions") {
    Model<Product> model{3};
    const QuantisedModel small = quantised(model);
    Dataset<TypeList<User, Item>> all;
    for (row_id item = 0; item < 90; ++item) {
        all.add(0.0F, 2, item);
    }
    const auto predictions = predict(small, all);
    std::vector<row_id> order(90);
    std::iota(order.begin(), order.end(), row_id{0});
    std::sort(order.begin(), order.end(), [&](row_id a, row_id b) {
        return predictions[a] != predictions[b] ? predictions[a] > predictions[b] : a < b;
    });
    const auto list = recommend(small, 2, {.k = 7});
    REQUIRE(list.size() == 7);
    for (std::size_t i = 0; i < 7; ++i) {
        CHECK(list[i].row == order[i]);
        CHECK(same(list[i].score, predictions[order[i]]));
    }
    // Towers and other networks, by the scorers that a model has.
    using Towers = Dot<Sequential<Users, Dense<4>>, Sequential<Items, Dense<4>>>;
    const QuantisedModel towers = quantised(Model<Towers>{3});
    const auto of_towers = predict(towers, all);
    CHECK(same(recommend(towers, 2, {.k = 1})[0].score, *std::max_element(of_towers.begin(), of_towers.end())));
}

TEST_CASE("an item whose numbers are not finite is refused, and no items give no list") {
    Tables<float> tables;
    tables.of_items.view()(7, 3) = std::numeric_limits<float>::infinity();
    const Factors<float> factors = tables.factors(false, false, Factors<float>::Term::item_bias);
    CHECK_THROWS_WITH_AS(QuantisedItems<float>{factors}, "quantised: table 'items', row 7, column 3: inf is not finite",
                         NumberError);
    const QuantisedItems<float> none(Factors<float>{tables.of_users.view(), tables.of_items.view().top(0)});
    const std::vector<row_id> one{1};
    CHECK(top_items(none, one)[0].empty());
}

TEST_CASE("a copy of a scorer outlives it") {
    const Tables<float> tables;
    auto scorer = std::make_unique<QuantisedItems<float>>(tables.factors(true, true, Factors<float>::Term::product));
    const std::vector<row_id> one{1};
    const auto want = top_items(*scorer, one);
    const QuantisedItems<float> copy = *scorer;
    scorer.reset();
    CHECK(top_items(copy, one)[0][0].row == want[0][0].row);
}

} // namespace quantised_items_test
