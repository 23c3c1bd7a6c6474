// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/factor_scorer.hpp>

#include <cstddef>
#include <numeric>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/scorer.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/simd/reduce.hpp>
#include <linnet/testing/guarded_matrix.hpp>

#include "../support/lanes.hpp"
#include "../support/scores.hpp"

namespace factor_scorer_test {

using namespace linnet;
using namespace linnet_test;

static_assert(Scorer<FactorScorer<float>>);
static_assert(Scorer<FactorScorer<double, 2, detail::SigmoidFunction>>);

namespace {

constexpr std::size_t users = 40;
constexpr std::size_t items = 150;

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

template <class T>
T naive_score(const Factors<T>& factors, std::size_t user, std::size_t item) {
    using Term = typename Factors<T>::Term;
    const T product = kernels::dot<T, 1>(factors.users.row(user), factors.items.row(item), factors.users.columns);
    if (factors.item_bias.data == nullptr) {
        return factors.user_bias.data == nullptr ? product : product + factors.user_bias(user, 0);
    }
    const T of_item = factors.item_bias(item, 0);
    if (factors.user_bias.data == nullptr) {
        return product + of_item;
    }
    const T of_user = factors.user_bias(user, 0);
    return factors.last == Term::product     ? (of_user + of_item) + product
           : factors.last == Term::user_bias ? (product + of_item) + of_user
                                             : (of_user + product) + of_item;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("scores have the bits of a product and two sums, in blocks of any size", L, scores) {
    using T = typename L::T;
    using Term = typename Factors<T>::Term;
    const Tables<T> tables;
    std::vector<row_id> some{3, 39, 0, 3};
    std::vector<row_id> all(users);
    std::iota(all.begin(), all.end(), row_id{0});
    for (const auto& of : {some, all}) {
        for (const int biases : {0, 1, 2, 3}) {
            for (const Term last : {Term::product, Term::user_bias, Term::item_bias}) {
                const Factors<T> factors = tables.factors(biases % 2 == 1, biases >= 2, last);
                const FactorScorer<T, L::W> scorer(factors);
                const FactorScorer<T, L::W, detail::SigmoidFunction> closed(factors);
                CHECK(scorer.users() == users);
                CHECK(scorer.items() == items);
                CHECK(same_in_blocks(scorer));
                CHECK(same_in_blocks(closed));
                typename FactorScorer<T, L::W>::Workspace workspace;
                typename FactorScorer<T, L::W, detail::SigmoidFunction>::Workspace other;
                for (const auto& [first, count] : {std::pair{0, 150}, std::pair{7, 33}, std::pair{149, 1}}) {
                    GuardedMatrix<T> out{of.size(), static_cast<std::size_t>(count)};
                    GuardedMatrix<T> after{of.size(), static_cast<std::size_t>(count)};
                    scorer.score(of, static_cast<std::size_t>(first), out.view(), workspace);
                    closed.score(of, static_cast<std::size_t>(first), after.view(), other);
                    CHECK(out.intact());
                    std::size_t mistakes = 0;
                    for (std::size_t u = 0; u < of.size(); ++u) {
                        for (std::size_t j = 0; j < out.view().columns; ++j) {
                            const T want = naive_score(factors, of[u], static_cast<std::size_t>(first) + j);
                            const pack<T, 1> probability = sigmoid(pack<T, 1>(want));
                            mistakes += same(out.view()(u, j), want) ? 0U : 1U;
                            mistakes += same(after.view()(u, j), probability.value()) ? 0U : 1U;
                        }
                    }
                    CHECK(mistakes == 0);
                }
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(scores, TestedWidths);

} // namespace factor_scorer_test
