// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/quantised_table.hpp>
#include <linnet/kernels/inner_products.hpp>
#include <linnet/kernels/quantised_products.hpp>
#include <linnet/kernels/quantised_rows.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/network/quantisation.hpp>
#include <linnet/network/quantised.hpp>
#include <linnet/recommend/factor_scorer.hpp>
#include <linnet/recommend/model_factors.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// Rows of numbers, or of fewer bits, or nothing.
template <class T>
class RowsOfAnyFormat {
public:
    RowsOfAnyFormat() = default;
    explicit RowsOfAnyFormat(const ConstMatrixView<T>& values) : values_{values} {}
    explicit RowsOfAnyFormat(std::shared_ptr<const QuantisedTable<T>> table) : table_{std::move(table)} {}
    /// Those of a block, which must outlive them.
    explicit RowsOfAnyFormat(const ParameterBlock<T>& block) : values_{block.values.view()} {
        if (!block.quantised.empty()) {
            table_ = {std::shared_ptr<const void>{}, &block.quantised};
        }
    }

    [[nodiscard]] bool empty() const { return table_ == nullptr && values_.data == nullptr; }
    [[nodiscard]] std::size_t rows() const { return table_ == nullptr ? values_.rows : table_->rows(); }
    [[nodiscard]] std::size_t columns() const { return table_ == nullptr ? values_.columns : table_->columns(); }
    [[nodiscard]] std::size_t bytes() const {
        return table_ == nullptr ? values_.rows * values_.stride * sizeof(T) : table_->bytes();
    }

    /// The rows `row_of(0)`, ..., `row_of(n - 1)`, in `scratch`.
    template <std::size_t W, class RowOf>
    ConstMatrixView<T> some(std::size_t n, const RowOf& row_of, Matrix<T>& scratch) const {
        scratch.reserve(n, columns());
        const MatrixView<T> to = scratch.top(n);
        if (table_ != nullptr) {
            kernels::dequantise_rows<T, W>(*table_, row_of, to);
        } else {
            for (std::size_t i = 0; i < n; ++i) {
                kernels::copy_row<T, W>(values_.row(row_of(i)), to.row(i), columns());
            }
        }
        return to;
    }
    /// Rows `first`, `first + 1`, ...: where they lie, if they are numbers.
    template <std::size_t W>
    ConstMatrixView<T> range(std::size_t first, std::size_t n, Matrix<T>& scratch) const {
        return table_ == nullptr ? values_.middle(first, n)
                                 : some<W>(n, [first](std::size_t i) { return first + i; }, scratch);
    }

    /// out(u, j) = the inner product of row u of `left` and row `first + j` of these.
    template <std::size_t W>
    void multiply(const ConstMatrixView<T>& left, std::size_t first, const MatrixView<T>& out, Matrix<T>& block,
                  Matrix<T>& scratch) const {
        if (table_ != nullptr) {
            kernels::inner_products<T, W>(left, *table_, first, out, block, scratch);
        } else {
            kernels::inner_products<T, W>(left, values_.middle(first, out.columns), out, scratch);
        }
    }

private:
    ConstMatrixView<T> values_;
    std::shared_ptr<const QuantisedTable<T>> table_;
};

/// The Factors of a model whose tables may take fewer bits.
template <class T>
struct FactorsOfAnyFormat {
    RowsOfAnyFormat<T> users;
    RowsOfAnyFormat<T> items;
    RowsOfAnyFormat<T> user_bias;
    RowsOfAnyFormat<T> item_bias;
    typename Factors<T>::Term last = Factors<T>::Term::item_bias;
};

} // namespace detail

/// Exact search over items in int8 or bfloat16: the scores of a FactorScorer of the dequantised items, with the same
/// bits. A Scorer, which goes into `top_items` and `evaluate_ranking`. Where a search is limited by reading the items,
/// as that for one user is, it takes as much less time as they take fewer bytes.
///
/// Parameters: as those of FactorScorer.
/// Made from Factors, it keeps the items by itself, and only the other views must stay valid; from a QuantisedModel, by
/// `factor_scorer(model)`, all is read in the model, which must outlive it.
/// Throws NumberError for an item whose numbers are not finite.
/// Cost: 2 n flops for each score, at the speed of reading the codes for one user.
template <class T, std::size_t W = native_width<T>, class Closing = detail::NoClosing>
class QuantisedItems {
public:
    using scalar = T;
    struct Workspace {
        Matrix<T> vectors;   ///< of the users asked for
        Matrix<T> user_bias; ///< of one user
        Matrix<T> items;     ///< a block of them
        Matrix<T> item_bias;
        Matrix<T> products; ///< what `inner_products` keeps
    };

    explicit QuantisedItems(const Factors<T>& factors, TableFormat format = TableFormat::int8)
        : QuantisedItems{{detail::RowsOfAnyFormat<T>{factors.users},
                          detail::RowsOfAnyFormat<T>{std::make_shared<const QuantisedTable<T>>(
                              detail::quantised_table<T>("items", factors.items, format))},
                          detail::RowsOfAnyFormat<T>{factors.user_bias}, detail::RowsOfAnyFormat<T>{factors.item_bias},
                          factors.last}} {}
    explicit QuantisedItems(detail::FactorsOfAnyFormat<T> factors) : factors_{std::move(factors)} {}

    [[nodiscard]] std::size_t users() const { return factors_.users.rows(); }
    [[nodiscard]] std::size_t items() const { return factors_.items.rows(); }
    /// The memory of the items' vectors.
    [[nodiscard]] std::size_t item_bytes() const { return factors_.items.bytes(); }

    LINNET_HOT void score(std::span<const row_id> users, std::size_t first, MatrixView<T> out,
                          Workspace& workspace) const {
        const ConstMatrixView<T> vectors = factors_.users.template some<W>(
            users.size(), [users](std::size_t i) { return std::size_t{users[i]}; }, workspace.vectors);
        factors_.items.template multiply<W>(vectors, first, out, workspace.items, workspace.products);
        const ConstMatrixView<T> of_items =
            factors_.item_bias.empty() ? ConstMatrixView<T>{}
                                       : factors_.item_bias.template range<W>(first, out.columns, workspace.item_bias);
        for (std::size_t u = 0; u < users.size(); ++u) {
            finish(users[u], of_items, out.row(u), out.columns, workspace);
        }
    }
    LINNET_HOT void score_items(row_id user, std::span<const row_id> items, std::span<T> out,
                                Workspace& workspace) const {
        const auto item = [items](std::size_t i) { return std::size_t{items[i]}; };
        const ConstMatrixView<T> vector = factors_.users.template range<W>(user, 1, workspace.vectors);
        constexpr std::size_t block = 64; // so that what is turned into T stays near
        for (std::size_t begin = 0; begin < items.size(); begin += block) {
            const std::size_t count = std::min(block, items.size() - begin);
            const ConstMatrixView<T> some =
                factors_.items.template some<W>(count, [&](std::size_t i) { return item(begin + i); }, workspace.items);
            for (std::size_t i = 0; i < count; ++i) {
                out[begin + i] = kernels::dot<T, W>(vector.row(0), some.row(i), some.columns);
            }
        }
        const ConstMatrixView<T> of_items =
            factors_.item_bias.empty() ? ConstMatrixView<T>{}
                                       : factors_.item_bias.template some<W>(items.size(), item, workspace.item_bias);
        finish(user, of_items, out.data(), items.size(), workspace);
    }

private:
    /// Turns the products of one user with items, whose biases are given, into scores.
    LINNET_INLINE void finish(row_id user, const ConstMatrixView<T>& item_bias, T* scores, std::size_t n,
                              Workspace& workspace) const {
        const T* const user_bias = factors_.user_bias.empty()
                                       ? nullptr
                                       : factors_.user_bias.template range<W>(user, 1, workspace.user_bias).data;
        detail::FactorSum<T, W, Closing>::finish(
            user_bias, item_bias, factors_.last, [](std::size_t i) { return i; }, scores, n);
    }

    detail::FactorsOfAnyFormat<T> factors_;
};

/// A quantised dot-product model as a scorer that has the bits of its `predict`. The model must outlive it.
template <class ModelType>
    requires(has_factors<ModelType>)
[[nodiscard]] LINNET_COLD auto factor_scorer(const QuantisedModel<ModelType>& model) {
    using T = typename ModelType::scalar;
    using network = detail::without_names<typename ModelType::network>;
    const detail::FactorBlocks<T> blocks = detail::factor_blocks(model);
    const auto rows = [&](std::size_t block) {
        return block == Parameters<T>::none ? detail::RowsOfAnyFormat<T>{}
                                            : detail::RowsOfAnyFormat<T>{model.parameters()[block]};
    };
    return QuantisedItems<T, ModelType::width, typename detail::network_factors<network>::closing>(
        detail::FactorsOfAnyFormat<T>{rows(blocks.users), rows(blocks.items), rows(blocks.user_bias),
                                      rows(blocks.item_bias), blocks.last});
}
template <class ModelType>
    requires(has_factors<ModelType>)
auto factor_scorer(const QuantisedModel<ModelType>&& model) = delete;

} // namespace linnet::inline LINNET_ISA
