// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/jagged_column.hpp>
#include <linnet/core/known_rows.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/option.hpp>
#include <linnet/core/row_segments.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/max_rows.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/looked_up_rows.hpp>
#include <linnet/layers/max.hpp>
#include <linnet/layers/mean.hpp>
#include <linnet/layers/sqrt_n.hpp>
#include <linnet/layers/sum.hpp>
#include <linnet/layers/table_options.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Option>
struct is_pooling : std::bool_constant<is_one_of<Option, Sum, Mean, SqrtN, Max>> {};

template <class F>
struct EmbeddingBagFeature {
    static_assert(never<F>, "linnet: EmbeddingBag needs a MultiCategorical feature; a single id takes Embedding, "
                            "numbers take Input.");
};

/// `Seen` are the options that were read before, without the pooling.
template <std::size_t Columns, class Seen, class... Options>
struct bag_options;
template <std::size_t Columns, class... Seen>
struct bag_options<Columns, TypeList<Seen...>> {
    using output = lookup_output<Columns, Seen...>;
};
template <std::size_t Columns, class... Seen, class First, class... Rest>
struct bag_options<Columns, TypeList<Seen...>, First, Rest...>
    : bag_options<Columns, std::conditional_t<is_pooling<First>::value, TypeList<Seen...>, TypeList<Seen..., First>>,
                  Rest...> {};

} // namespace detail

/// A trainable vector for each id, pooled over a list of ids: `out(b, :)` is the weighted sum, the weighted mean, the
/// weighted sum over the root of the sum of squared weights, or the maximum of the rows that sample b lists. An empty
/// list gives zeros.
///
/// Shapes: ids jagged, `batch` lists -> out `batch x Columns`; table `Feature::rows x Columns`.
/// Options, in any order: Sum (default), Mean, SqrtN or Max; an initializer (default RandomUniform, +-0.05);
/// `Table<"name">`. Backward: each listed row gets d_out times its weight (Sum), d_out times weight / sum of weights
/// (Mean), d_out times weight / root of the sum of squared weights (SqrtN), or the columns of d_out in which it has the
/// maximum (Max; ties go to the first in the list). Throws IdError as Embedding does, and SettingError for offsets that
/// do not fit, or for weights with Max. Source: PyTorch `nn.EmbeddingBag`; weights of the mean and SqrtN as in
/// TensorFlow `embedding_lookup_sparse`.
template <class Feature, std::size_t Columns, class... Options>
struct EmbeddingBag {
    static constexpr std::string_view name = "EmbeddingBag";
    static constexpr bool reads_input = false;
    using features = TypeList<Feature>;
    using tables = detail::table_uses<Feature, Columns, Options...>;
    using pooling = detail::option<detail::is_pooling, Sum, Options...>;

    template <class In>
    using output =
        std::conditional_t<!IdListFeature<Feature>, ShapeError<detail::EmbeddingBagFeature<Feature>>,
                           std::conditional_t<(detail::count_options<detail::is_pooling, Options...> > 1),
                                              ShapeError<detail::LookupOptionTwice<TypeList<Options...>>>,
                                              typename detail::bag_options<Columns, TypeList<>, Options...>::output>>;

    template <class T, std::size_t W, class In>
    class Node {
    public:
        static constexpr bool trainable = true;

        struct Workspace {
            std::vector<row_id> storage;
            std::span<const row_id> rows;
            std::uint64_t first = 0; ///< the offset of the first list of the batch
            Matrix<T> winners;       ///< for Max, the gradient of each listed row
            Matrix<T> looked_up;     ///< the listed rows of a quantised table

            void reserve(std::size_t) {}
        };

        explicit Node(Builder<T>& builder)
            : rows_{builder.template rows_of<Feature>()},
              table_{detail::add_table<Feature, Columns, Options...>(builder)} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T>, MatrixView<T> out, Workspace& workspace) const {
            const JaggedColumn<T>& column = context.batch.template column<Feature>();
            check_jagged(Feature::name, column, out.rows);
            if (std::is_same_v<pooling, Max> && !column.weights.empty()) {
                detail::fail<SettingError>({"feature '", Feature::name, "': EmbeddingBag with Max takes no weights"});
            }
            workspace.first = column.offsets[0];
            const std::size_t listed = column.offsets[out.rows] - workspace.first;
            const auto sample_of = [&](std::size_t at) { return detail::sample_at(column, workspace.first + at); };
            workspace.rows =
                known_rows<Feature>(column.ids.subspan(workspace.first, listed), rows_, workspace.storage, sample_of);
            const RowSegment<T> table =
                looked_up_rows<T, W>(context.executor, context.parameters[table_], workspace.rows, workspace.looked_up);
            const std::size_t cost = 4 * Columns * (1 + listed / (out.rows + 1));
            for_each_share(context.executor, out.rows, 1, cost, [&](std::size_t first, std::size_t count) {
                for (std::size_t b = first; b < first + count; ++b) {
                    pool(table, workspace, column, b, out.row(b));
                }
            });
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T>, ConstMatrixView<T> out, ConstMatrixView<T> d_out,
                      MatrixView<T>, Workspace& workspace) const {
            auto& gradients = context.gradients[table_].rows;
            for_each_gradient(context, out, d_out, workspace,
                              [&](std::size_t, row_id row, const T* gradient, T scale)
                                  LINNET_INLINE_LAMBDA { gradients.add(row, gradient, scale); });
        }

        template <class Context>
        void add_sample_norms(Context& context, const ConstMatrixView<T>&, const ConstMatrixView<T>& out,
                              const ConstMatrixView<T>& d_out, const MatrixView<T>&, Workspace& workspace) const {
            for_each_gradient(context, out, d_out, workspace,
                              [&](std::size_t b, row_id row, const T* gradient, T scale) {
                                  context.norms.add_lookup(table_, b, row, gradient, scale);
                              });
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({"EmbeddingBag<", Feature::name, ">"}), Columns, {table_});
        }

    private:
        /// Calls `add(sample, row, gradient, scale)` for each listed row, in the order of the lists.
        template <class Context, class Add>
        LINNET_INLINE void for_each_gradient(const Context& context, const ConstMatrixView<T>& out,
                                             const ConstMatrixView<T>& d_out, Workspace& workspace,
                                             const Add& add) const {
            const JaggedColumn<T>& column = context.batch.template column<Feature>();
            if constexpr (std::is_same_v<pooling, Max>) {
                workspace.winners.reserve(workspace.rows.size(), Columns);
            }
            for (std::size_t b = 0; b < out.rows; ++b) {
                if constexpr (std::is_same_v<pooling, Max>) {
                    share_out(context.parameters[table_].values.view(), column, b, out, d_out, workspace);
                }
                const T divisor = this->divisor(column, b);
                for (std::uint64_t i = column.offsets[b]; i < column.offsets[b + 1]; ++i) {
                    const std::size_t at = i - workspace.first;
                    if constexpr (std::is_same_v<pooling, Max>) {
                        add(b, workspace.rows[at], workspace.winners.view().row(at), T{1});
                    } else if (divisor != T{0}) {
                        add(b, workspace.rows[at], d_out.row(b), weight(column, i) / divisor);
                    }
                }
            }
        }

        static T weight(const JaggedColumn<T>& column, std::uint64_t i) {
            return column.weights.empty() ? T{1} : column.weights[i];
        }

        /// What the weighted sum of list b is divided by: 1, the sum of its weights, or the root of the sum of their
        /// squares. A divisor of 0 pools to zeros.
        static T divisor(const JaggedColumn<T>& column, std::size_t b) {
            constexpr bool of_squares = std::is_same_v<pooling, SqrtN>;
            if constexpr (of_squares || std::is_same_v<pooling, Mean>) {
                T total = 0;
                for (std::uint64_t i = column.offsets[b]; i < column.offsets[b + 1]; ++i) {
                    total += of_squares ? weight(column, i) * weight(column, i) : weight(column, i);
                }
                return of_squares ? std::sqrt(total) : total;
            } else {
                return T{1};
            }
        }

        static void pool(const RowSegment<T>& table, const Workspace& workspace, const JaggedColumn<T>& column,
                         std::size_t b, T* to) {
            const std::uint64_t begin = column.offsets[b];
            const std::uint64_t end = column.offsets[b + 1];
            const T divisor = Node::divisor(column, b);
            if (begin == end || divisor == T{0}) {
                std::fill_n(to, Columns, T{0});
                return;
            }
            const auto row = [&](std::uint64_t i) { return table.row(i - workspace.first); };
            if constexpr (std::is_same_v<pooling, Max>) {
                const auto listed = [&](std::size_t i) { return row(begin + i); };
                kernels::max_rows<T, W>(end - begin, listed, to, Columns);
            } else {
                kernels::scale_row<T, W>(weight(column, begin) / divisor, row(begin), to, Columns);
                for (std::uint64_t i = begin + 1; i < end; ++i) {
                    kernels::add_scaled_row<T, W>(weight(column, i) / divisor, row(i), to, Columns);
                }
            }
        }

        /// Gives each column of d_out(b) to the first row of the list that has the maximum.
        static void share_out(ConstMatrixView<T> table, const JaggedColumn<T>& column, std::size_t b,
                              ConstMatrixView<T> out, ConstMatrixView<T> d_out, Workspace& workspace) {
            const std::size_t first = column.offsets[b] - workspace.first;
            const auto row = [&](std::size_t i) { return table.row(workspace.rows[first + i]); };
            const auto d_row = [&](std::size_t i) { return workspace.winners.view().row(first + i); };
            kernels::max_rows_gradient<T, W>(column.offsets[b + 1] - column.offsets[b], row, out.row(b), d_out.row(b),
                                             d_row, Columns);
        }

        std::size_t rows_;
        std::size_t table_;
    };
};

} // namespace linnet::inline LINNET_ISA
