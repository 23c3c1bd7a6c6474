// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <ratio>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/initializers/constant.hpp>
#include <linnet/kernels/prelu.hpp>
#include <linnet/layers/activation.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

/// out(b, i) = in(b, i) where that is above 0, else slope(i) in(b, i), with a trained slope for each column.
///
/// Shapes: `batch x n` -> `batch x n`; slope `n`, which starts at 0.25.
/// Backward: d_in(b, i) = d_out(b, i) where in(b, i) > 0, else slope(i) d_out(b, i); d_slope(i) += sum over b of
/// d_out(b, i) min(in(b, i), 0), in the order of the rows.
/// Source: He, Zhang, Ren, Sun, "Delving deep into rectifiers", ICCV 2015; PyTorch `nn.PReLU(n)`; Keras `PReLU`, whose
/// slopes start at 0.
struct PReLU {
    static constexpr std::string_view name = "PReLU";
    static constexpr bool reads_input = true;
    static constexpr bool per_row = true;
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    using output = same_shape<PReLU, In>;

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
            : slope_{builder.dense("slope", 1, columns, Constant<std::ratio<1, 4>>{}, Fans{1, columns})} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace&) const {
            for_each_share(context.executor, in.rows, 1, 2 * columns, [&](std::size_t first, std::size_t count) {
                kernels::prelu<T, W>(slope(context), in.middle(first, count), in.middle(first, count),
                                     out.middle(first, count));
            });
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T>, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace&) const {
            T* const d_slope = context.gradients[slope_].dense.view().data;
            for_each_share(
                context.executor, columns, column_unit, 2 * in.rows, [&](std::size_t first, std::size_t count) {
                    kernels::add_prelu_slopes<T, W>(in.slice(first, count), d_out.slice(first, count), d_slope + first);
                });
            write_input_gradient(context, in, d_out, d_in);
        }

        template <class Context>
        void add_sample_norms(Context& context, const ConstMatrixView<T>& in, const ConstMatrixView<T>&,
                              const ConstMatrixView<T>& d_out, const MatrixView<T>& d_in, Workspace&) const {
            const MatrixView<T> sums = context.norms.scratch(threads_of(context.executor), 1, columns);
            const std::size_t cost = 3 * columns * context.typical_rows(in.rows);
            for_each_share(context.executor, context.norms.samples(), 1, cost,
                           [&](std::size_t first, std::size_t count, std::size_t share) {
                               T* const d_slope = sums.row(share);
                               for (std::size_t b = first; b < first + count; ++b) {
                                   std::fill_n(d_slope, columns, T{0});
                                   kernels::add_prelu_slopes<T, W>(context.rows_of(in, b), context.rows_of(d_out, b),
                                                                   d_slope);
                                   const T squares = kernels::dot<T, W>(d_slope, d_slope, columns);
                                   context.norms.add(b, static_cast<double>(squares));
                               }
                           });
            write_input_gradient(context, in, d_out, d_in);
        }

        LINNET_COLD void describe(Description& description) const { description.add("PReLU", columns, {slope_}); }

    private:
        template <class Context>
        [[nodiscard]] const T* slope(const Context& context) const {
            return context.parameters[slope_].values.view().data;
        }
        template <class Context>
        void write_input_gradient(const Context& context, const ConstMatrixView<T>& in, const ConstMatrixView<T>& d_out,
                                  const MatrixView<T>& d_in) const {
            if (d_in.data != nullptr) {
                for_each_share(context.executor, in.rows, 1, 3 * columns, [&](std::size_t first, std::size_t count) {
                    kernels::prelu<T, W>(slope(context), in.middle(first, count), d_out.middle(first, count),
                                         d_in.middle(first, count));
                });
            }
        }

        std::size_t slope_;
    };
};

} // namespace linnet::inline LINNET_ISA
