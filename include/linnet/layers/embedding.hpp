// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/categorical.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/form.hpp>
#include <linnet/core/initializer.hpp>
#include <linnet/core/known_rows.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/outer_gradient.hpp>
#include <linnet/core/row_parts.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/initializers/random_uniform.hpp>
#include <linnet/kernels/gather.hpp>
#include <linnet/kernels/prefetch_rows.hpp>
#include <linnet/layers/table_options.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class F>
struct EmbeddingFeature {
    static_assert(never<F>, "linnet: Embedding needs a Categorical feature; a list of ids takes EmbeddingBag, numbers "
                            "take Input.");
};

} // namespace detail

/// A trainable vector for each id: out(b, :) = table(id[b], :).
///
/// Shapes: ids `batch` -> out `batch x Columns`; table `Feature::rows x Columns`.
/// Options, in any order: an initializer (default RandomUniform, +-0.05, as in Keras), `Table<"name">` to share rows.
/// Backward: the gradient of a row is the sum of d_out over the samples that looked it up, in their order.
/// Throws IdError for an id that is not a row, if the feature refuses unknown ids, and SettingError if the column has
/// another number of ids than the batch has rows.
/// Cost: one row read and written for each sample.
/// Source: Keras `Embedding`, PyTorch `nn.Embedding`.
template <class Feature, std::size_t Columns, class... Options>
struct Embedding {
    static constexpr std::string_view name = "Embedding";
    static constexpr bool reads_input = false;
    using features = TypeList<Feature>;
    using tables = detail::table_uses<Feature, Columns, Options...>;

    template <class In>
    using output = std::conditional_t<SingleIdFeature<Feature>, detail::lookup_output<Columns, Options...>,
                                      ShapeError<detail::EmbeddingFeature<Feature>>>;

    template <class T, std::size_t W, class In>
    class Node {
    public:
        static constexpr bool trainable = true;
        using gives = TypeList<RowPartsForm>;
        using takes_gradient = TypeList<OuterGradientForm>;

        struct Workspace {
            std::vector<row_id> storage;
            std::span<const row_id> rows;

            void reserve(std::size_t batch) {
                if constexpr (Feature::unknown == UnknownId::use_row_0) {
                    storage.reserve(batch);
                }
            }
        };

        explicit Node(Builder<T>& builder)
            : rows_{builder.template rows_of<Feature>()},
              table_{detail::add_table<Feature, Columns, Options...>(builder)} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T>, MatrixView<T> out, Workspace& workspace) const {
            const ConstMatrixView<T> table = give(RowPartsForm{}, context, {}, out.rows, workspace).parts[0].table;
            for_each_part(context.executor, out.rows, 1, 4 * Columns, [&](std::size_t first, std::size_t count) {
                kernels::gather<T, W, Columns>(table, workspace.rows.subspan(first, count), out.middle(first, count));
            });
        }

        /// Prefetches the rows of a batch of few samples, for a `forward` that follows soon.
        template <class Context>
        LINNET_INLINE void prefetch(const Context& context) const {
            constexpr std::size_t few = 4;
            const std::span<const row_id> ids = context.batch.template column<Feature>();
            const ConstMatrixView<T> table = context.parameters[table_].values.view();
            const kernels::RowPrefetch<T> call_in{table};
            if (ids.size() <= few && call_in.far()) {
                for (const row_id id : ids) {
                    if (id < rows_) {
                        call_in(table.row(id));
                    }
                }
            }
        }

        template <class Context>
        [[nodiscard]] RowParts<T, Columns> give(RowPartsForm, const Context& context, const ConstMatrixView<T>&,
                                                std::size_t rows, Workspace& workspace) const {
            const std::span<const row_id> ids = context.batch.template column<Feature>();
            if (ids.size() != rows) {
                detail::fail<SettingError>(
                    {"feature '", Feature::name, "' has ", ids.size(), " ids where the batch needs ", rows});
            }
            workspace.rows = known_rows<Feature>(ids, rows_, workspace.storage);
            return {rows, {RowPart<T>{context.parameters[table_].values.view(), workspace.rows.data()}}};
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T>, ConstMatrixView<T>, ConstMatrixView<T> d_out, MatrixView<T>,
                      Workspace& workspace) const {
            add_rows(context, workspace, [&](std::size_t i) { return d_out.row(i); }, [](std::size_t) { return T{1}; });
        }

        template <class Context>
        void backward_from(Context& context, const OuterGradient<T>& d_out, Workspace& workspace) const {
            add_rows(
                context, workspace, [&](std::size_t) { return d_out.row; },
                [&](std::size_t i) { return d_out.scales(i, 0); });
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({"Embedding<", Feature::name, ">"}), Columns, {table_});
        }

    private:
        /// Lookup i adds `row(i)` times `scale(i)` to the gradient of its row.
        template <class Context, class Row, class Scale>
        void add_rows(Context& context, const Workspace& workspace, const Row& row, const Scale& scale) const {
            constexpr std::size_t ahead = 16; // how many lookups ahead their groups are prefetched
            const std::span<const row_id> ids = workspace.rows;
            auto& gradients = context.gradients[table_].rows;
            for (std::size_t i = 0; i < ids.size(); ++i) {
                if (i + ahead < ids.size()) {
                    gradients.prefetch(ids[i + ahead]);
                }
                gradients.add(ids[i], row(i), scale(i));
            }
        }

        std::size_t rows_;
        std::size_t table_;
    };
};

} // namespace linnet::inline LINNET_ISA
