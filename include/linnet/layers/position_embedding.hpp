// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/initializer.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/core/text.hpp>
#include <linnet/initializers/random_uniform.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Layer>
struct PositionEmbeddingInput {
    static_assert(never<Layer>, "linnet: PositionEmbedding needs a sequence: put it behind an Embedding of a Sequence "
                                "feature, or behind layers that keep its steps.");
};
template <class Layer>
struct PositionEmbeddingLength {
    static_assert(never<Layer>, "linnet: PositionEmbedding needs at least one position.");
};

template <class Layer, class In, std::size_t Length>
consteval auto position_embedding_output() {
    if constexpr (is_shape_error<In>) {
        return In{};
    } else if constexpr (Length == 0) {
        return ShapeError<PositionEmbeddingLength<Layer>>{};
    } else if constexpr (!is_steps<In>) {
        return ShapeError<PositionEmbeddingInput<Layer>>{};
    } else {
        return In{};
    }
}

} // namespace detail

/// Adds a trained vector for the place of a step, so that layers which do not know an order, such as SelfAttention, do.
/// Places are counted from the end: out = in + table(min(steps after this one, Length - 1)), so that the latest step
/// always has the same vector, whatever the length of its sequence. Steps that are further back share the last vector.
///
/// Shapes: `batch x steps x n` -> `batch x steps x n`; table `Length x n`, from `Init`, by default RandomUniform as
/// that of Embedding. Backward: d_in = d_out; d_table(p) += the sum of d_out over the steps at place p, sample after
/// sample. Source: Kang, McAuley, "Self-attentive sequential recommendation", ICDM 2018, whose sequences are padded at
/// the start; `PositionEmbedding` of KerasHub, which counts from the start.
template <std::size_t Length, Initializer Init = RandomUniform<>>
struct PositionEmbedding {
    static constexpr std::string_view name = "PositionEmbedding";
    static constexpr bool reads_input = true;
    static constexpr bool reads_steps = true;
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    using output = decltype(detail::position_embedding_output<PositionEmbedding, In, Length>());

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr std::size_t columns = In::columns;
        static constexpr std::size_t column_unit = 16; // threads divide columns by whole cache lines

    public:
        static constexpr bool trainable = true;
        struct Workspace {
            void reserve(std::size_t) {}
        };

        explicit Node(Builder<T>& builder)
            : table_{builder.dense("embedding", Length, columns, Init{}, Fans{Length, columns})} {}

        template <class Context>
        void forward(const Context& context, const ConstStepsView<T>& in, const StepsView<T>& out, Workspace&) const {
            const ConstMatrixView<T> table = context.parameters[table_].values.view();
            const std::size_t cost = 3 * columns * (1 + in.steps() / (in.rows() + 1));
            for_each_share(context.executor, in.rows(), 1, cost, [&](std::size_t first, std::size_t count) {
                for (std::size_t b = first; b < first + count; ++b) {
                    for (std::size_t i = 0; i < in.length(b); ++i) {
                        const std::size_t step = in.first_step(b) + i;
                        kernels::copy_row<T, W>(in.values.row(step), out.values.row(step), columns);
                        kernels::add_scaled_row<T, W>(T{1}, table.row(place(in.length(b), i)), out.values.row(step),
                                                      columns);
                    }
                }
            });
        }

        template <class Context>
        void backward(Context& context, const ConstStepsView<T>& in, const ConstStepsView<T>&,
                      const ConstStepsView<T>& d_out, const StepsView<T>& d_in, Workspace&) const {
            const MatrixView<T> d_table = context.gradients[table_].dense.view();
            for_each_share(
                context.executor, columns, column_unit, 2 * in.steps(), [&](std::size_t first, std::size_t count) {
                    for (std::size_t b = 0; b < in.rows(); ++b) {
                        for (std::size_t i = 0; i < in.length(b); ++i) {
                            kernels::add_scaled_row<T, W>(T{1}, d_out.sequence(b).row(i) + first,
                                                          d_table.row(place(in.length(b), i)) + first, count);
                        }
                    }
                });
            pass_on(context, d_out, d_in);
        }

        template <class Context>
        void add_sample_norms(Context& context, const ConstStepsView<T>& in, const ConstStepsView<T>&,
                              const ConstStepsView<T>& d_out, const StepsView<T>& d_in, Workspace&) const {
            T* const shared = context.norms.scratch(1, 1, columns).row(0); // the gradient of the last vector
            for (std::size_t b = 0; b < in.rows(); ++b) {
                const ConstMatrixView<T> steps = d_out.sequence(b);
                const std::size_t far = steps.rows > Length ? steps.rows - Length : 0;
                std::fill_n(shared, columns, T{0});
                double squares = 0.0;
                for (std::size_t i = 0; i < steps.rows; ++i) {
                    if (i <= far) {
                        kernels::add_scaled_row<T, W>(T{1}, steps.row(i), shared, columns);
                    }
                    if (i >= far) {
                        const T* const gradient = i == far ? shared : steps.row(i);
                        squares += static_cast<double>(kernels::dot<T, W>(gradient, gradient, columns));
                    }
                }
                context.norms.add(b, squares);
            }
            pass_on(context, d_out, d_in);
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({"PositionEmbedding<", Length, ">"}), columns, {table_});
        }

    private:
        /// The place of step i of `length`.
        static std::size_t place(std::size_t length, std::size_t i) { return std::min(length - 1 - i, Length - 1); }

        template <class Context>
        static void pass_on(const Context& context, const ConstStepsView<T>& d_out, const StepsView<T>& d_in) {
            if (d_in.values.data != nullptr) {
                kernels::copy_rows<T, W>(context.executor, d_in.values, d_out.values);
            }
        }

        std::size_t table_;
    };
};

} // namespace linnet::inline LINNET_ISA
