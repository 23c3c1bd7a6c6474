// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/multinomial.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/shape.hpp>

#include "../support/loss_checks.hpp"
#include "../support/torch_autoencoders_golden.hpp"
#include "../support/torch_layers.hpp"

namespace multinomial_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using Had = MultiCategorical<"had", 40>;
using Open = MultiCategorical<"open", 40, UnknownId::use_row_0>;

/// Lists of a batch, and what they and the samples count.
template <class T>
struct Lists {
    std::vector<std::uint64_t> offsets;
    std::vector<row_id> ids;
    std::vector<T> weights = {};
    std::vector<T> of_samples = {};

    [[nodiscard]] JaggedColumn<T> column() const { return {offsets, ids, weights}; }
};

/// The value of the loss, then its gradient.
template <class L, class List>
std::vector<typename L::T> loss_of_lists(GuardedMatrix<typename L::T>& z, const Lists<typename L::T>& lists) {
    using T = typename L::T;
    const std::size_t rows = z.view().rows;
    const std::size_t columns = z.view().columns;
    GuardedMatrix<T> gradient{rows, columns, 2};
    GuardedMatrix<T> scratch{1, rows * columns};
    const Targets<T> targets{ConstMatrixView<T>{nullptr, rows, 0, 0}, std::span<const T>{lists.of_samples}};
    std::vector<T> result{Multinomial<List>{}.template value_and_gradient<T, L::W>(
        z.view(), lists.column(), targets, gradient.view(), scratch.view().data)};
    CHECK(gradient.intact());
    CHECK(scratch.intact());
    CHECK(z.intact());
    for (std::size_t r = 0; r < rows; ++r) {
        result.insert(result.end(), gradient.view().row(r), gradient.view().row(r) + columns);
    }
    return result;
}

/// The loss of a batch in which one logit is changed.
template <class T>
double naive(ConstMatrixView<T> z, const Lists<T>& lists, std::size_t row, std::size_t column, double change) {
    double mean = 0;
    for (std::size_t r = 0; r < z.rows; ++r) {
        const auto at = [&](std::size_t c) {
            return static_cast<double>(z(r, c)) + (r == row && c == column ? change : 0.0);
        };
        double total = 0;
        for (std::size_t c = 0; c < z.columns; ++c) {
            total += std::exp(at(c));
        }
        for (std::uint64_t i = lists.offsets[r]; i < lists.offsets[r + 1]; ++i) {
            const double y = lists.weights.empty() ? 1.0 : static_cast<double>(lists.weights[i]);
            const double w = lists.of_samples.empty() ? 1.0 : static_cast<double>(lists.of_samples[r]);
            mean += w * y * (std::log(total) - at(lists.ids[i])) / static_cast<double>(z.rows);
        }
    }
    return mean;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("the multinomial loss and its gradient are those of the formula, in the same bits at every "
                          "width",
                          L, likelihoods) {
    using T = typename L::T;
    constexpr double epsilon = std::numeric_limits<T>::epsilon();
    for (const std::size_t rows : {std::size_t{1}, L::W + 1}) {
        for (const std::size_t columns : {std::size_t{1}, L::W, L::W + 1, 2 * L::W + 3}) {
            for (const bool weighted : {false, true}) {
                auto z = random_matrix<T>(rows, columns, 1, 3);
                Lists<T> lists{{2}, {77, 78}}; // what is before the first offset is never read
                for (std::size_t r = 0; r < rows; ++r) {
                    for (std::size_t i = 0; i < r % 4; ++i) {
                        lists.ids.push_back(static_cast<row_id>(Random{3, columns}.below(columns, 4 * r + i)));
                    }
                    lists.offsets.push_back(lists.ids.size());
                }
                for (std::size_t i = 0; weighted && i < lists.ids.size(); ++i) {
                    lists.weights.push_back(static_cast<T>(2 * Random{4, 0}.uniform(i)));
                }
                for (std::size_t r = 0; weighted && r < rows; ++r) {
                    lists.of_samples.push_back(static_cast<T>(2 * Random{4, 1}.uniform(r)));
                }
                const auto got = loss_of_lists<L, Had>(z, lists);
                const auto scalar = loss_of_lists<Lanes<T, 1>, Had>(z, lists);
                CHECK(std::equal(got.begin(), got.end(), scalar.begin(), scalar.end(), same<T>));
                const auto value = [&](std::size_t i, double change) {
                    return naive<T>(z.view(), lists, i / columns, i % columns, change);
                };
                CHECK(std::abs(static_cast<double>(got[0]) - value(0, 0)) <= 64 * epsilon * std::max(1.0, value(0, 0)));
                for (std::size_t i = 0; i < rows * columns; ++i) {
                    CHECK(std::abs(static_cast<double>(got[1 + i]) - (value(i, 1e-4) - value(i, -1e-4)) / 2e-4) <=
                          64 * epsilon + 1e-7);
                }
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(likelihoods, TestedWidths);

TEST_CASE_TEMPLATE("the multinomial loss and its gradient are PyTorch's", T, float, double) {
    GuardedMatrix<T> z{4, 5, 2};
    fill_golden(z.view(), 0);
    for (std::size_t i = 0; i < 20; ++i) {
        z.view()(i / 5, i % 5) *= T{4};
    }
    Lists<T> lists{{0, 4, 4, 5, 7}, {0, 2, 2, 4, 3, 1, 0}};
    const auto plain = loss_of_lists<Lanes<T, 4>, Had>(z, lists);
    check_golden<T>(ConstMatrixView<T>{plain.data(), 1, 21, 21}, torch_golden::multinomial);
    for (std::size_t i = 0; i < 7; ++i) {
        lists.weights.push_back(static_cast<T>(golden_input(3, i) + 1));
    }
    for (std::size_t r = 0; r < 4; ++r) {
        lists.of_samples.push_back(static_cast<T>(golden_input(2, r) + 1));
    }
    const auto weighted = loss_of_lists<Lanes<T, 4>, Had>(z, lists);
    check_golden<T>(ConstMatrixView<T>{weighted.data(), 1, 21, 21}, torch_golden::weighted_multinomial);
}

TEST_CASE("the multinomial loss of an empty list is 0, and so is its gradient") {
    auto z = random_matrix<double>(1, 5, 1);
    CHECK(loss_of_lists<Lanes<double, 4>, Had>(z, {{0, 0}, {}}) == std::vector<double>(6, 0.0));
}

TEST_CASE("the multinomial loss refuses ids that have no logit, unless row 0 stands for them") {
    auto z = random_matrix<double>(2, 5, 1);
    CHECK_THROWS_WITH_AS((loss_of_lists<Lanes<double, 4>, Had>(z, {{0, 1, 2}, {4, 5}})),
                         "feature 'had', row 1: id 5 is not below 5", IdError);
    CHECK(loss_of_lists<Lanes<double, 4>, Open>(z, {{0, 1, 2}, {4, 5}}) ==
          loss_of_lists<Lanes<double, 4>, Open>(z, {{0, 1, 2}, {4, 0}}));
}

TEST_CASE("the multinomial loss refuses lists and weights that do not fit") {
    auto z = random_matrix<double>(2, 5, 1);
    const auto with = [&](const Lists<double>& lists) { return loss_of_lists<Lanes<double, 4>, Had>(z, lists); };
    CHECK_THROWS_AS(with({{0, 1}, {4}}), SettingError);
    CHECK_THROWS_WITH_AS(with({{0, 1, 2}, {4, 1}, {1.0, -1.0}}),
                         "multinomial, row 1: the weight -1.000000 of id 1 of the lists is not 0 or more, and finite",
                         LabelError);
    CHECK_THROWS_AS(with({{0, 1, 2}, {4, 1}, {1.0, std::numeric_limits<double>::quiet_NaN()}}), LabelError);
    CHECK_THROWS_WITH_AS(with({{0, 1, 2}, {4, 1}, {}, {1.0, -1.0}}),
                         "multinomial, row 1: the weight -1.000000 is not 0 or more, and finite", LabelError);
}

TEST_CASE("the multinomial loss reads the input of a closing Softmax and the lists, and no labels") {
    static_assert(Loss<Multinomial<Had>> && ListLoss<Multinomial<Had>> && !PredictionLoss<Multinomial<Had>>);
    static_assert(std::is_same_v<Multinomial<Had>::fuses, Softmax>);
    static_assert(detail::label_columns<Multinomial<Had>, Shape<7>>() == 0);
}

} // namespace multinomial_test
