// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/any_feature.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/form.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/core/outer_gradient.hpp>
#include <linnet/core/row_segments.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/kernels/rows.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class F>
struct InputFeature {
    static_assert(never<F>, "linnet: Input needs a Numeric feature; ids take Embedding or EmbeddingBag.");
};

template <class F>
consteval auto input_output() {
    if constexpr (NumberFeature<F>) {
        return Shape<F::columns>{};
    } else {
        return ShapeError<InputFeature<F>>{};
    }
}

// Compiled once for all features.

template <class T, std::size_t W>
void copy_numbers(Executor* executor, const MatrixView<T>& out, const ConstMatrixView<T>& column) {
    kernels::copy_rows<T, W>(executor, out, column);
}

[[noreturn]] LINNET_COLD inline void fail_numbers(std::string_view feature, std::size_t has_rows,
                                                  std::size_t has_columns, std::size_t rows, std::size_t columns) {
    fail<SettingError>({"feature '", feature, "' has ", has_rows, " x ", has_columns, " numbers where the batch needs ",
                        rows, " x ", columns});
}

} // namespace detail

/// Feeds a Numeric feature into the network: out = the feature.
///
/// Shapes: `batch x Feature::columns` -> the same. Throws SettingError if the column of the batch has other rows or
/// columns.
/// Source: Keras `Input`.
template <class Feature>
struct Input {
    static constexpr std::string_view name = "Input";
    static constexpr bool reads_input = false;
    using features = TypeList<Feature>;
    using tables = TypeList<>;

    template <class In>
    using output = decltype(detail::input_output<Feature>());

    template <class T, std::size_t W, class In>
    class Node {
    public:
        static constexpr bool trainable = false;
        using gives = TypeList<InPlaceForm, RowSegmentsForm>;
        using takes_gradient = TypeList<OuterGradientForm>;
        struct Workspace {
            void reserve(std::size_t) {}
        };

        explicit Node(Builder<T>& builder) : name_{builder} {}

        template <class Context>
        void forward(const Context& context, const ConstMatrixView<T>&, const MatrixView<T>& out,
                     Workspace& workspace) const {
            detail::copy_numbers<T, W>(context.executor, out, give(InPlaceForm{}, context, {}, out.rows, workspace));
        }

        template <class Context>
        [[nodiscard]] const ConstMatrixView<T>& give(InPlaceForm, const Context& context, const ConstMatrixView<T>&,
                                                     std::size_t rows, Workspace&) const {
            const ConstMatrixView<T>& column = context.batch.template column<Feature>();
            if (column.rows != rows || column.columns != Feature::columns) {
                detail::fail_numbers(name_.get(), column.rows, column.columns, rows, Feature::columns);
            }
            return column;
        }
        template <class Context>
        [[nodiscard]] RowSegments<T, Feature::columns> give(RowSegmentsForm, const Context& context,
                                                            const ConstMatrixView<T>& in, std::size_t rows,
                                                            Workspace& workspace) const {
            return {rows, {RowSegment<T>{give(InPlaceForm{}, context, in, rows, workspace)}}};
        }

        template <class Context>
        void backward(Context&, ConstMatrixView<T>, ConstMatrixView<T>, ConstMatrixView<T>, MatrixView<T>,
                      Workspace&) const {}
        template <class Context>
        void backward_from(Context&, const OuterGradient<T>&, Workspace&) const {}

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({"Input<", name_.get(), ">"}), Feature::columns);
        }

    private:
        [[no_unique_address]] detail::NameOf<Feature> name_;
    };
};

namespace detail {

template <NumberFeature F>
struct open_layer<Input<F>> {
    static constexpr bool opens = std::is_same_v<typename F::template column<double>, ConstMatrixView<double>>;
    using type = Input<AnyNumbers<F::columns>>;
    template <class T>
    static constexpr StandsFor<T> feature() {
        return {.name = F::name};
    }
};

} // namespace detail

} // namespace linnet::inline LINNET_ISA
