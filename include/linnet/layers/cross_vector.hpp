// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/text.hpp>
#include <linnet/initializers/constant.hpp>
#include <linnet/initializers/variance_scaling.hpp>
#include <linnet/kernels/matvec.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/kernels/vecmat.hpp>
#include <linnet/layers/activation.hpp>
#include <linnet/simd/multiply_add.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Layer>
struct CrossVectorLayers {
    static_assert(never<Layer>, "linnet: CrossVector needs at least one layer.");
};

} // namespace detail

/// Products of the columns of its input, with a vector for each layer: x_{l+1} = x_0 (x_l . kernel_l) + bias_l + x_l,
/// where x_0 is the input and x_Layers the output.
///
/// Each x_l is the input times a number, and a row that is the same for all samples: x_l = a_l x_0 + c_l, with a_0 = 1,
/// c_0 = 0, a_{l+1} = a_l (1 + x_0 . kernel_l) + c_l . kernel_l and c_{l+1} = c_l + bias_l. So the input is read and
/// the output is written once, whatever the number of layers. Inner products take 16 lanes.
///
/// Shapes: `batch x n` -> `batch x n`; of each layer kernel `n x 1`, from GlorotUniform, and bias `n`, from zeros.
/// Backward, with e_Layers = d_out . x_0 and e_l = e_{l+1} (1 + x_0 . kernel_l), for each sample: d_in = a_Layers d_out
/// + sum over l of e_{l+1} a_l kernel_l; d_kernel_l += sum over the batch of e_{l+1} x_l, d_bias_l += sum over the
/// batch of d_out + sum over k > l, from the last on, of e_{k+1} kernel_k. Sums over the batch go in its order. Cost: 2
/// (Layers + 1) batch n flops forward, twice that backward. Source: Wang et al., "Deep & cross network for ad click
/// predictions", ADKDD 2017.
template <std::size_t Layers>
struct CrossVector {
    static constexpr std::string_view name = "CrossVector";
    static constexpr bool reads_input = true;
    static constexpr bool per_row = true;
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    using output = std::conditional_t<Layers == 0 && !is_shape_error<In>,
                                      ShapeError<detail::CrossVectorLayers<CrossVector>>, same_shape<CrossVector, In>>;

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr std::size_t columns = In::columns;
        static constexpr std::size_t row_unit = 4;     // rows that share each load of a kernel
        static constexpr std::size_t column_unit = 16; // threads divide columns by whole cache lines
        static constexpr std::size_t row_cost = (Layers + 2) * columns;

    public:
        static constexpr bool trainable = true;

        struct Workspace {
            Matrix<T> offsets;   ///< c_l, and c_Layers
            Matrix<T> constants; ///< c_l . kernel_l
            Matrix<T> products;  ///< x_0 . kernel_l, of each sample
            Matrix<T> factors;   ///< a_l, and a_Layers
            Matrix<T> d_factors; ///< e_{l+1}
            Matrix<T> d_products;
            Matrix<T> sums; ///< of d_factors over the batch
            Matrix<T> d_offset;

            void reserve(std::size_t rows) {
                offsets.reserve(Layers + 1, columns);
                constants.reserve(1, Layers);
                products.reserve(rows, Layers);
                factors.reserve(rows, Layers + 1);
                d_factors.reserve(rows, Layers);
                d_products.reserve(rows, Layers);
                sums.reserve(1, Layers);
                d_offset.reserve(1, columns);
            }
        };

        explicit Node(Builder<T>& builder) {
            for (std::size_t l = 0; l < Layers; ++l) {
                ChildBuilder<T> child = builder.child(l);
                blocks_[2 * l] = child.builder.dense("kernel", columns, 1, GlorotUniform{}, Fans{columns, 1});
                blocks_[2 * l + 1] = child.builder.dense("bias", 1, columns, Zeros{}, Fans{1, columns});
            }
        }

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            const MatrixView<T> offsets = workspace.offsets.view();
            T* const constants = workspace.constants.view().data;
            std::fill_n(offsets.row(0), columns, T{0});
            for (std::size_t l = 0; l < Layers; ++l) {
                const T* const bias = context.parameters[blocks_[2 * l + 1]].values.view().data;
                constants[l] = kernels::dot<T, W>(offsets.row(l), kernel(context, l), columns);
                kernels::copy_row<T, W>(offsets.row(l), offsets.row(l + 1), columns);
                kernels::add_scaled_row<T, W>(T{1}, bias, offsets.row(l + 1), columns);
            }
            const MatrixView<T> products = workspace.products.view();
            const MatrixView<T> factors = workspace.factors.view();
            for_each_share(context.executor, in.rows, row_unit, row_cost, [&](std::size_t first, std::size_t count) {
                for (std::size_t l = 0; l < Layers; ++l) {
                    kernels::matvec<T, W>(in.middle(first, count), kernel(context, l), T{0}, products.row(first) + l,
                                          products.stride);
                }
                for (std::size_t b = first; b < first + count; ++b) {
                    factors(b, 0) = T{1};
                    for (std::size_t l = 0; l < Layers; ++l) {
                        factors(b, l + 1) = multiply_add(factors(b, l), products(b, l), factors(b, l)) + constants[l];
                    }
                    kernels::copy_row<T, W>(offsets.row(Layers), out.row(b), columns);
                    kernels::add_scaled_row<T, W>(factors(b, Layers), in.row(b), out.row(b), columns);
                }
            });
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T>, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            write_row_gradients(context, in, d_out, d_in, workspace);
            T* const sums = workspace.sums.view().data;
            sum_rows(workspace.d_factors.top(in.rows), sums);
            for_each_share(
                context.executor, columns, column_unit, (Layers + 2) * in.rows,
                [&](std::size_t first, std::size_t count) {
                    add_gradients(
                        context, in, d_out, workspace.d_products.top(in.rows), sums, workspace, first, count,
                        workspace.d_offset.view().data,
                        [&](std::size_t l) { return context.gradients[blocks_[2 * l]].dense.view().data; },
                        [&](std::size_t l) { return context.gradients[blocks_[2 * l + 1]].dense.view().data; });
                });
        }

        template <class Context>
        void add_sample_norms(Context& context, const ConstMatrixView<T>& in, const ConstMatrixView<T>&,
                              const ConstMatrixView<T>& d_out, const MatrixView<T>& d_in, Workspace& workspace) const {
            write_row_gradients(context, in, d_out, d_in, workspace);
            constexpr std::size_t scratch_rows = 2 * Layers + 2; // the gradients, d_offset and the sums
            const MatrixView<T> scratch =
                context.norms.scratch(threads_of(context.executor), scratch_rows, std::max(columns, Layers));
            const std::size_t cost = 2 * row_cost * context.typical_rows(in.rows);
            for_each_share(context.executor, context.norms.samples(), 1, cost,
                           [&](std::size_t first, std::size_t count, std::size_t share) {
                               const MatrixView<T> own = scratch.middle(share * scratch_rows, scratch_rows);
                               T* const sums = own.row(2 * Layers + 1);
                               for (std::size_t b = first; b < first + count; ++b) {
                                   for (std::size_t i = 0; i < 2 * Layers; ++i) {
                                       std::fill_n(own.row(i), columns, T{0});
                                   }
                                   sum_rows(context.rows_of(workspace.d_factors.top(in.rows), b), sums);
                                   add_gradients(
                                       context, context.rows_of(in, b), context.rows_of(d_out, b),
                                       context.rows_of(workspace.d_products.top(in.rows), b), sums, workspace, 0,
                                       columns, own.row(2 * Layers), [&](std::size_t l) { return own.row(l); },
                                       [&](std::size_t l) { return own.row(Layers + l); });
                                   double squares = 0.0;
                                   for (std::size_t i = 0; i < 2 * Layers; ++i) {
                                       squares +=
                                           static_cast<double>(kernels::dot<T, W>(own.row(i), own.row(i), columns));
                                   }
                                   context.norms.add(b, squares);
                               }
                           });
        }

        LINNET_COLD void describe(Description& description) const {
            [&]<std::size_t... I>(std::index_sequence<I...>) {
                description.add(detail::text({"CrossVector<", Layers, ">"}), columns, {blocks_[I]...});
            }(std::make_index_sequence<2 * Layers>{});
        }

    private:
        template <class Context>
        [[nodiscard]] const T* kernel(const Context& context, std::size_t l) const {
            return context.parameters[blocks_[2 * l]].values.view().data;
        }

        /// The numbers of each sample, and d_in.
        template <class Context>
        void write_row_gradients(const Context& context, const ConstMatrixView<T>& in, const ConstMatrixView<T>& d_out,
                                 const MatrixView<T>& d_in, Workspace& workspace) const {
            const MatrixView<T> products = workspace.products.view();
            const MatrixView<T> factors = workspace.factors.view();
            const MatrixView<T> d_factors = workspace.d_factors.view();
            const MatrixView<T> d_products = workspace.d_products.view();
            for_each_share(context.executor, in.rows, 1, row_cost, [&](std::size_t first, std::size_t count) {
                for (std::size_t b = first; b < first + count; ++b) {
                    T d_factor = kernels::dot<T, W>(d_out.row(b), in.row(b), columns);
                    for (std::size_t l = Layers; l-- > 0;) {
                        d_factors(b, l) = d_factor;
                        d_products(b, l) = d_factor * factors(b, l);
                        d_factor = multiply_add(d_factor, products(b, l), d_factor);
                    }
                    if (d_in.data != nullptr) {
                        kernels::scale_row<T, W>(factors(b, Layers), d_out.row(b), d_in.row(b), columns);
                        for (std::size_t l = 0; l < Layers; ++l) {
                            kernels::add_scaled_row<T, W>(d_products(b, l), kernel(context, l), d_in.row(b), columns);
                        }
                    }
                }
            });
        }

        static void sum_rows(ConstMatrixView<T> x, T* sums) {
            const T one{1};
            std::fill_n(sums, x.columns, T{0});
            kernels::vecmat_add<T, W>(&one, 0, x, sums);
        }

        /// Adds the gradients of `count` columns over some rows, of which `sums` has the sums of d_factors, to
        /// d_kernel(l) and d_bias(l). `d_offset` is memory for a row.
        template <class Context, class DKernel, class DBias>
        void add_gradients(const Context& context, ConstMatrixView<T> in, ConstMatrixView<T> d_out,
                           ConstMatrixView<T> d_products, const T* sums, Workspace& workspace, std::size_t first,
                           std::size_t count, T* d_offset, const DKernel& d_kernel, const DBias& d_bias) const {
            const T one{1};
            const MatrixView<T> offsets = workspace.offsets.view();
            std::fill_n(d_offset + first, count, T{0});
            kernels::vecmat_add<T, W>(&one, 0, d_out.slice(first, count), d_offset + first);
            for (std::size_t l = Layers; l-- > 0;) {
                kernels::add_scaled_row<T, W>(one, d_offset + first, d_bias(l) + first, count);
                kernels::add_scaled_row<T, W>(sums[l], kernel(context, l) + first, d_offset + first, count);
                kernels::add_scaled_row<T, W>(sums[l], offsets.row(l) + first, d_kernel(l) + first, count);
                kernels::vecmat_add<T, W>(d_products.data + l, d_products.stride, in.slice(first, count),
                                          d_kernel(l) + first);
            }
        }

        std::array<std::size_t, 2 * Layers> blocks_; // a kernel and a bias for each layer
    };
};

} // namespace linnet::inline LINNET_ISA
