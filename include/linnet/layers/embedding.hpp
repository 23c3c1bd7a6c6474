// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/any_feature.hpp>
#include <linnet/core/categorical.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/form.hpp>
#include <linnet/core/initializer.hpp>
#include <linnet/core/jagged_column.hpp>
#include <linnet/core/known_rows.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/outer_gradient.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/row_gradients.hpp>
#include <linnet/core/row_segments.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/initializers/random_uniform.hpp>
#include <linnet/kernels/gather.hpp>
#include <linnet/kernels/prefetch_rows.hpp>
#include <linnet/layers/looked_up_rows.hpp>
#include <linnet/layers/table_options.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class F>
struct EmbeddingFeature {
    static_assert(
        never<F>,
        "linnet: Embedding needs a Categorical or a Sequence feature; a list of ids takes EmbeddingBag, numbers "
        "take Input.");
};

// What a lookup does is compiled once for all features: only the names and numbers of theirs are their own.

template <class T, std::size_t W, std::size_t Columns>
void look_up(Executor* executor, const ParameterBlock<T>& block, std::span<const row_id> rows,
             const MatrixView<T>& out) {
    const ConstMatrixView<T> table = block.values.view();
    if (table.data == nullptr && !block.quantised.empty()) [[unlikely]] {
        look_up_quantised<T, W>(executor, block.quantised, rows, out);
        return;
    }
    for_each_share(executor, out.rows, 1, 4 * Columns, [&](std::size_t first, std::size_t count) {
        kernels::gather<T, W, Columns>(table, rows.subspan(first, count), out.middle(first, count));
    });
}

// Inlined, as g++ would drop the call of a function that does nothing but prefetch.
template <class T>
LINNET_INLINE void prefetch_lookups(const ConstMatrixView<T>& table, std::span<const row_id> ids, std::size_t rows) {
    const kernels::RowPrefetch<T> call_in{table};
    if (call_in.far()) {
        for (const row_id id : ids) {
            if (id < rows) {
                call_in(table.row(id));
            }
        }
    }
}

/// Lookup i adds `row(i)` times `scale(i)` to the gradient of its row.
template <class T, class Row, class Scale>
LINNET_INLINE void add_lookups(RowGradients<T>& gradients, std::span<const row_id> ids, const Row& row,
                               const Scale& scale) {
    constexpr std::size_t ahead = 16; // how many lookups ahead their groups are prefetched
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (i + ahead < ids.size()) {
            gradients.prefetch(ids[i + ahead]);
        }
        gradients.add(ids[i], row(i), scale(i));
    }
}
template <class T>
void add_looked_up(RowGradients<T>& gradients, std::span<const row_id> ids, const ConstMatrixView<T>& d_out) {
    add_lookups(gradients, ids, [&](std::size_t i) { return d_out.row(i); }, [](std::size_t) { return T{1}; });
}
template <class T>
void add_looked_up(RowGradients<T>& gradients, std::span<const row_id> ids, const OuterGradient<T>& d_out) {
    add_lookups(
        gradients, ids, [&](std::size_t) { return d_out.row; }, [&](std::size_t i) { return d_out.scales(i, 0); });
}

/// Lookup i adds row `i / group` of `rows` times `scales(i, 0)`.
template <class T>
void add_looked_up_products(RowGradients<T>& gradients, std::span<const row_id> ids, const ConstMatrixView<T>& scales,
                            const ConstMatrixView<T>& rows, std::size_t group) {
    std::size_t of_group = 0; // counted, as a division for each lookup would take longer than the lookup
    std::size_t row = 0;
    const auto next_row = [&](std::size_t) {
        const T* const at = rows.row(row);
        of_group = of_group + 1 == group ? 0 : of_group + 1;
        row += of_group == 0 ? 1 : 0;
        return at;
    };
    add_lookups(gradients, ids, next_row, [&](std::size_t i) { return scales(i, 0); });
}

[[noreturn]] LINNET_COLD inline void fail_length(std::string_view feature, std::size_t row, std::size_t length,
                                                 std::size_t wanted) {
    fail<SettingError>(
        {"feature '", feature, "', row ", row, ": ", length, " steps, where the sequences beside them have ", wanted});
}

[[noreturn]] LINNET_COLD inline void fail_id_count(std::string_view feature, std::size_t ids, std::size_t rows) {
    fail<SettingError>({"feature '", feature, "' has ", ids, " ids where the batch needs ", rows});
}

} // namespace detail

/// A trainable vector for each id: out(b, :) = table(id[b], :).
///
/// Shapes: ids `batch` -> out `batch x Columns`; of a Sequence feature, ids `batch x any number of steps` -> a vector
/// for each step, `Steps<Columns>`; table `Feature::rows x Columns`. Options, in any order: an initializer (default
/// RandomUniform, +-0.05, as in Keras), `Table<"name">` to share rows. Backward: the gradient of a row is the sum of
/// d_out over the samples that looked it up, in their order. Throws IdError for an id that is not a row, if the feature
/// refuses unknown ids, and SettingError if the column has another number of ids than the batch has rows, or a sequence
/// is not as long as those beside it. Cost: one row read and written for each sample. Source: Keras `Embedding`,
/// PyTorch `nn.Embedding`.
template <class Feature, std::size_t Columns, class... Options>
struct Embedding {
    static constexpr std::string_view name = "Embedding";
    static constexpr bool reads_input = false;
    using features = TypeList<Feature>;
    using tables = detail::table_uses<Feature, Columns, Options...>;

    template <class In>
    using output =
        std::conditional_t<SequenceFeature<Feature>,
                           typename detail::stepwise<detail::lookup_output<Columns, Options...>>::type,
                           std::conditional_t<SingleIdFeature<Feature>, detail::lookup_output<Columns, Options...>,
                                              ShapeError<detail::EmbeddingFeature<Feature>>>>;

    template <class T, std::size_t W, class In>
    class RowNode {
    public:
        static constexpr bool trainable = true;
        using gives = TypeList<RowSegmentsForm>;
        using takes_gradient = TypeList<OuterGradientForm>;
        static constexpr bool takes_products = true; ///< whether there is a `backward_products`

        struct Workspace {
            std::vector<row_id> storage;
            std::span<const row_id> rows;
            Matrix<T> looked_up; ///< the rows of a quantised table

            void reserve(std::size_t batch) {
                if constexpr (Feature::unknown == UnknownId::use_row_0) {
                    storage.reserve(batch);
                }
            }
        };

        explicit RowNode(Builder<T>& builder) : name_{builder}, rows_{rows_of(builder)}, table_{table_of(builder)} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T>, MatrixView<T> out, Workspace& workspace) const {
            find_rows(context, out.rows, workspace);
            const ParameterBlock<T>& table = context.parameters[table_];
            const ConstMatrixView<T> values = table.values.view();
            if (out.rows == 1 && values.data != nullptr) { // one sample, whose lookup is not worth a call
                kernels::copy_row<T, W>(values.row(workspace.rows[0]), out.row(0), Columns);
            } else {
                detail::look_up<T, W, Columns>(context.executor, table, workspace.rows, out);
            }
        }

        /// Prefetches the rows of a batch of few samples, for a `forward` that follows soon.
        template <class Context>
        LINNET_INLINE void prefetch(const Context& context) const {
            constexpr std::size_t few = 4;
            const std::span<const row_id> ids = context.batch.template column<Feature>();
            if (ids.size() <= few) {
                detail::prefetch_lookups<T>(context.parameters[table_].values.view(), ids, rows_);
            }
        }

        template <class Context>
        [[nodiscard]] RowSegments<T, Columns> give(RowSegmentsForm, const Context& context, const ConstMatrixView<T>&,
                                                   std::size_t rows, Workspace& workspace) const {
            find_rows(context, rows, workspace);
            const ParameterBlock<T>& block = context.parameters[table_];
            if (block.values.view().data == nullptr) [[unlikely]] { // here, too, as the other case is then faster
                return {rows, {looked_up_rows<T, W>(context.executor, block, workspace.rows, workspace.looked_up)}};
            }
            return {rows, {RowSegment<T>{block.values.view(), workspace.rows.data()}}};
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T>, ConstMatrixView<T>, ConstMatrixView<T> d_out, MatrixView<T>,
                      Workspace& workspace) const {
            detail::add_looked_up(context.gradients[table_].rows, workspace.rows, d_out);
        }

        template <class Context>
        void backward_from(Context& context, const OuterGradient<T>& d_out, Workspace& workspace) const {
            detail::add_looked_up(context.gradients[table_].rows, workspace.rows, d_out);
        }

        /// As `backward` from d_out(b, :) = scales(b, 0) rows(b / group, :), the gradient of the products of each of
        /// the rows with the vectors of a group of samples. The rows must stay until the gradients are cleared.
        template <class Context>
        void backward_products(Context& context, const ConstMatrixView<T>& scales, const ConstMatrixView<T>& rows,
                               std::size_t group, Workspace& workspace) const {
            detail::add_looked_up_products(context.gradients[table_].rows, workspace.rows, scales, rows, group);
        }

        template <class Context>
        void add_sample_norms(Context& context, const ConstMatrixView<T>&, const ConstMatrixView<T>&,
                              const ConstMatrixView<T>& d_out, const MatrixView<T>&, Workspace& workspace) const {
            for (std::size_t b = 0; b < workspace.rows.size(); ++b) {
                context.norms.add_lookup(table_, b, workspace.rows[b], d_out.row(b));
            }
        }
        template <class Context>
        void add_sample_norms(Context& context, const OuterGradient<T>& d_out, Workspace& workspace) const {
            for (std::size_t b = 0; b < workspace.rows.size(); ++b) {
                context.norms.add_lookup(table_, b, workspace.rows[b], d_out.row, d_out.scales(b, 0));
            }
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({"Embedding<", name_.get(), ">"}), Columns, {table_});
        }

    private:
        template <class Context>
        LINNET_INLINE void find_rows(const Context& context, std::size_t rows, Workspace& workspace) const {
            const std::span<const row_id> ids = context.batch.template column<Feature>();
            if (ids.size() != rows) {
                detail::fail_id_count(name_.get(), ids.size(), rows);
            }
            constexpr bool refused = Feature::unknown == UnknownId::refuse;
            workspace.rows = detail::rows_of_ids(name_.get(), refused, ids, rows_, workspace.storage);
        }
        static constexpr bool stands_for_others = std::is_same_v<Feature, detail::AnyIds<Feature::unknown>>;
        static std::size_t rows_of(const Builder<T>& builder) {
            if constexpr (stands_for_others) {
                return builder.rows_of_feature();
            } else {
                return builder.template rows_of<Feature>();
            }
        }
        static std::size_t table_of(Builder<T>& builder) {
            if constexpr (stands_for_others) {
                return builder.feature().add_table(builder);
            } else {
                return detail::add_table<Feature, Columns, Options...>(builder);
            }
        }

        [[no_unique_address]] detail::NameOf<Feature> name_;
        std::size_t rows_;
        std::size_t table_;
    };

    /// Of a Sequence feature.
    template <class T, std::size_t W>
    class StepsNode {
    public:
        static constexpr bool trainable = true;

        struct Workspace {
            std::vector<row_id> storage;
            std::span<const row_id> rows;

            void reserve(std::size_t) {}
        };

        explicit StepsNode(Builder<T>& builder)
            : rows_{builder.template rows_of<Feature>()},
              table_{detail::add_table<Feature, Columns, Options...>(builder)} {}

        /// Where the sequences of the batch begin.
        template <class Context>
        [[nodiscard]] std::span<const std::uint64_t> offsets(const Context& context, std::size_t rows) const {
            const JaggedColumn<T>& column = context.batch.template column<Feature>();
            check(column, rows);
            return column.offsets;
        }

        template <class Context>
        void forward(const Context& context, const ConstMatrixView<T>&, const StepsView<T>& out,
                     Workspace& workspace) const {
            const JaggedColumn<T>& column = context.batch.template column<Feature>();
            if (column.offsets.data() != out.offsets.data()) {
                check_lengths(column, out);
            }
            const std::uint64_t begin = column.offsets[0];
            const auto sample_of = [&](std::size_t at) { return detail::sample_at(column, begin + at); };
            workspace.rows =
                known_rows<Feature>(column.ids.subspan(begin, out.steps()), rows_, workspace.storage, sample_of);
            detail::look_up<T, W, Columns>(context.executor, context.parameters[table_], workspace.rows, out.values);
        }

        template <class Context>
        void backward(Context& context, const ConstMatrixView<T>&, const ConstStepsView<T>&,
                      const ConstStepsView<T>& d_out, const MatrixView<T>&, Workspace& workspace) const {
            detail::add_looked_up(context.gradients[table_].rows, workspace.rows, d_out.values);
        }

        template <class Context>
        void add_sample_norms(Context& context, const ConstMatrixView<T>&, const ConstStepsView<T>&,
                              const ConstStepsView<T>& d_out, const MatrixView<T>&, Workspace& workspace) const {
            for (std::size_t b = 0; b < d_out.rows(); ++b) {
                const std::size_t first = d_out.first_step(b);
                for (std::size_t at = first; at < first + d_out.length(b); ++at) {
                    context.norms.add_lookup(table_, b, workspace.rows[at], d_out.values.row(at));
                }
            }
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({"Embedding<", Feature::name, ">"}), Columns, {table_});
        }

    private:
        static void check(const JaggedColumn<T>& column, std::size_t rows) {
            check_jagged(Feature::name, column, rows);
            if (!column.weights.empty()) {
                detail::fail<SettingError>({"feature '", Feature::name, "': the ids of a sequence have no weights"});
            }
        }
        /// A branch that is added to others, or put beside them, must be as long as they are.
        static void check_lengths(const JaggedColumn<T>& column, const StepsView<T>& out) {
            check(column, out.rows());
            for (std::size_t b = 0; b < out.rows(); ++b) {
                if (const std::size_t length = column.offsets[b + 1] - column.offsets[b]; length != out.length(b)) {
                    detail::fail_length(Feature::name, b, length, out.length(b));
                }
            }
        }

        std::size_t rows_;
        std::size_t table_;
    };

    template <class T, std::size_t W, class In>
    using Node = std::conditional_t<SequenceFeature<Feature>, StepsNode<T, W>, RowNode<T, W, In>>;
};

namespace detail {

template <SingleIdFeature F, std::size_t Columns, class... Options>
    requires((is_table<Options>::value || is_initializer<Options>::value) && ...)
struct open_layer<Embedding<F, Columns, Options...>> {
    static constexpr bool opens = std::is_same_v<typename F::template column<double>, std::span<const row_id>>;
    using type = Embedding<AnyIds<F::unknown>, Columns>;
    template <class T>
    static constexpr StandsFor<T> feature() {
        return {F::name, F::rows, &add_table<F, Columns, Options...>};
    }
};

} // namespace detail

} // namespace linnet::inline LINNET_ISA
