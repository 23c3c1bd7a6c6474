// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/kernels/inner_products.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

/// What a dot-product model knows: a vector for each user and each item, and a bias for each user and each item if it
/// has them.
template <class T>
struct Factors {
    enum class Term { product, user_bias, item_bias };

    ConstMatrixView<T> users;          ///< rows of users x n
    ConstMatrixView<T> items;          ///< rows of items x n
    ConstMatrixView<T> user_bias = {}; ///< rows of users x 1, or nothing
    ConstMatrixView<T> item_bias = {}; ///< rows of items x 1, or nothing
    Term last = Term::item_bias; ///< of three terms, the one that is added last; the sum of the others is rounded first
};

namespace detail {

struct NoClosing {};

/// Turns the products of one user with n items into scores, in the order of the model's sum.
template <class T, std::size_t W, class Closing>
class FactorSum {
    using P = pack<T, W>;
    using Term = typename Factors<T>::Term;

public:
    /// Score i is that of item `item(i)` of `item_bias`, which is a view of nothing if the model has none. So is
    /// `user_bias` null.
    template <class ItemOf>
    LINNET_INLINE static void finish(const T* user_bias, const ConstMatrixView<T>& item_bias, Term last,
                                     const ItemOf& item, T* scores, std::size_t n) {
        const bool of_user = user_bias != nullptr;
        if (item_bias.data == nullptr) {
            if (of_user) {
                map(scores, n, [&](std::size_t, P x) LINNET_INLINE_LAMBDA { return x + P(*user_bias); });
            } else if constexpr (!std::is_same_v<Closing, NoClosing>) {
                close(scores, n);
            }
            return;
        }
        for (std::size_t i = 0; i < n; ++i) {
            const T bias = *item_bias.row(item(i));
            if (!of_user) {
                scores[i] += bias;
            } else if (last == Term::product) {
                scores[i] += *user_bias + bias;
            } else if (last == Term::user_bias) {
                scores[i] = (scores[i] + bias) + *user_bias;
            } else {
                scores[i] = (scores[i] + *user_bias) + bias;
            }
        }
        if constexpr (!std::is_same_v<Closing, NoClosing>) {
            close(scores, n);
        }
    }

private:
    /// scores[i] = f(scores[i])
    LINNET_INLINE static void close(T* scores, std::size_t n) {
        map(scores, n, [](std::size_t, P x) LINNET_INLINE_LAMBDA { return x; });
    }
    /// scores[i] = f(before(i, scores[i]))
    template <class Before>
    LINNET_INLINE static void map(T* scores, std::size_t n, const Before& before) {
        for_each_pack<W>(n, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
            const P x = before(i, P::load(scores + i, lanes));
            if constexpr (std::is_same_v<Closing, NoClosing>) {
                x.store(scores + i, lanes);
            } else {
                Closing::value(x).store(scores + i, lanes);
            }
        });
    }
};

} // namespace detail

/// Scores of a dot-product model: f(users(u, :) . items(i, :) + user_bias(u) + item_bias(i)). The product has the bits
/// of `dot`, so the scores have the bits of the model's `predict`. A Scorer; the views must stay valid.
///
/// Parameters: Closing, if given, has a static function `value` of packs, which is f. Lists are ranked by the result of
/// f: if f rounds different sums to one number, the lower row comes first, as in a list made from predictions.
/// Cost: 2 n flops for each score, at the speed of memory for one user.
template <class T, std::size_t W = native_width<T>, class Closing = detail::NoClosing>
class FactorScorer {
public:
    using scalar = T;
    struct Workspace {
        Matrix<T> vectors;  ///< of the users asked for
        Matrix<T> products; ///< what `inner_products` keeps
    };

    explicit FactorScorer(const Factors<T>& factors) : factors_{factors} {}

    [[nodiscard]] std::size_t users() const { return factors_.users.rows; }
    [[nodiscard]] std::size_t items() const { return factors_.items.rows; }
    [[nodiscard]] const Factors<T>& factors() const { return factors_; }

    LINNET_HOT void score(std::span<const row_id> users, std::size_t first, MatrixView<T> out,
                          Workspace& workspace) const {
        const std::size_t columns = factors_.users.columns;
        workspace.vectors.reserve(users.size(), columns);
        const MatrixView<T> vectors = workspace.vectors.top(users.size());
        for (std::size_t u = 0; u < users.size(); ++u) {
            kernels::copy_row<T, W>(factors_.users.row(users[u]), vectors.row(u), columns);
        }
        kernels::inner_products<T, W>(vectors, factors_.items.middle(first, out.columns), out, workspace.products);
        for (std::size_t u = 0; u < users.size(); ++u) {
            sum::finish(
                bias_of(users[u]), factors_.item_bias, factors_.last, [first](std::size_t i) { return first + i; },
                out.row(u), out.columns);
        }
    }
    LINNET_HOT void score_items(row_id user, std::span<const row_id> items, std::span<T> out, Workspace&) const {
        for (std::size_t i = 0; i < items.size(); ++i) {
            out[i] = kernels::dot<T, W>(factors_.users.row(user), factors_.items.row(items[i]), factors_.users.columns);
        }
        sum::finish(
            bias_of(user), factors_.item_bias, factors_.last, [items](std::size_t i) { return std::size_t{items[i]}; },
            out.data(), items.size());
    }

private:
    using sum = detail::FactorSum<T, W, Closing>;

    [[nodiscard]] const T* bias_of(row_id user) const {
        return factors_.user_bias.data != nullptr ? factors_.user_bias.row(user) : nullptr;
    }

    Factors<T> factors_;
};

} // namespace linnet::inline LINNET_ISA
