// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/text.hpp>
#include <linnet/initializers/variance_scaling.hpp>
#include <linnet/kernels/matmul.hpp>
#include <linnet/kernels/outer_norms.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/kernels/transpose.hpp>
#include <linnet/kernels/vecmat.hpp>
#include <linnet/layers/fields.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Layer>
struct CompressedInteractionUnits {
    static_assert(never<Layer>, "linnet: CompressedInteraction needs at least one layer, and units in each.");
};

/// The shape of the output, or what is wrong with the input or the settings.
template <class Layer, class In, std::size_t Columns, std::size_t... Units>
consteval auto compressed_interaction_output() {
    if constexpr (sizeof...(Units) == 0 || ((Units == 0) || ...)) {
        return ShapeError<CompressedInteractionUnits<Layer>>{};
    } else {
        return output_of_fields<Layer, Columns, In>();
    }
}

} // namespace detail

/// Products of fields, of a degree that grows with each of its layers (CIN): x_k(h, :) = sum over i and j of kernel_k(i
/// m + j, h) x_{k-1}(i, :) * x_0(j, :), where x_0 are the m fields of the input, side by side, of n columns each, and *
/// goes column by column. The output is the sum over the columns of each x_k(h, :), those of all layers side by side:
/// all of them go on to the next layer and to the output, and there is no activation between layers.
///
/// Shapes: `batch x m n` -> `batch x sum of Units`, m > 1; kernel of layer k `Units_{k-1} m x Units_k` (`0.kernel`,
/// `1.kernel` and so on) with Units_0 = m, from GlorotUniform.
/// For each column of a sample, the products of all i and j are a row, and the layer is that row times the kernel: a
/// matrix product of `batch n x Units_{k-1} m` by the kernel. It is made for some samples at a time, so the rows take
/// little memory; they are made anew for the backward pass.
/// Backward: d_kernel_k += (rows)^T d_x_k and d_rows = d_x_k kernel_k^T, in the order of samples and columns;
/// d_x_{k-1}(i) = d_out of it + d_rows(i m ... i m + m - 1) . x_0 and d_x_0(j) += sum over i of d_rows(i m + j)
/// x_{k-1}(i), column by column. Cost: 2 batch n m sum of Units_{k-1} Units_k flops forward, twice that backward.
/// Source: Lian et al., "xDeepFM: Combining explicit and implicit feature interactions for recommender systems", KDD
/// 2018; DeepCTR `CIN` with `split_half=False` and a linear activation.
template <std::size_t Columns, std::size_t... Units>
struct CompressedInteraction {
    static constexpr std::string_view name = "CompressedInteraction";
    static constexpr bool reads_input = true;
    using features = TypeList<>;
    using tables = TypeList<>;
    [[nodiscard]] static constexpr std::size_t columns_of(std::size_t) { return (Units + ...); }

    template <class In>
    using output = decltype(detail::compressed_interaction_output<CompressedInteraction, In, Columns, Units...>());

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr std::size_t layers = sizeof...(Units);
        static constexpr std::size_t fields = In::columns / Columns;
        static constexpr std::array<std::size_t, layers + 1> units{fields, Units...};
        static constexpr std::size_t most_units = std::max({fields, Units...});
        /// Samples in a product: enough rows to pay for reading the kernel.
        static constexpr std::size_t unit = std::max<std::size_t>(1, 64 / Columns);
        static constexpr std::size_t row_cost = [] {
            std::size_t cost = 0;
            for (std::size_t k = 1; k <= layers; ++k) {
                cost += units[k - 1] * fields * (1 + units[k] / detail::multiply_adds_per_cost);
            }
            return cost * Columns;
        }();

    public:
        static constexpr bool trainable = true;

        struct Workspace {
            std::array<Matrix<T>, layers + 1> states; ///< x_k, a row for each column of each sample
            std::array<Matrix<T>, layers + 1> d_states;
            Matrix<T> products; ///< for each share of a loop, the products of some samples, or their gradients

            void reserve(std::size_t rows) {
                for (std::size_t k = 0; k <= layers; ++k) {
                    states[k].reserve(rows * Columns, units[k]);
                    d_states[k].reserve(rows * Columns, units[k]);
                }
                reserve_shares(nullptr);
            }
            void reserve_shares(const Executor* executor) {
                products.reserve(threads_of(executor) * unit * Columns, most_units * fields);
            }
            /// x_k, or its gradient, of some samples.
            [[nodiscard]] static MatrixView<T> of_samples(Matrix<T>& matrix, std::size_t first, std::size_t count) {
                return matrix.view().middle(first * Columns, count * Columns);
            }
            [[nodiscard]] MatrixView<T> products_of_share(std::size_t share) {
                return products.view().middle(share * unit * Columns, unit * Columns);
            }
        };

        explicit Node(Builder<T>& builder) {
            for (std::size_t k = 1; k <= layers; ++k) {
                const std::size_t inner = units[k - 1] * fields;
                kernels_[k - 1] = builder.child(k - 1).builder.dense("kernel", inner, units[k], GlorotUniform{},
                                                                     Fans{inner, units[k]});
            }
        }

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            workspace.reserve_shares(context.executor);
            for_each_block(context.executor, in.rows, [&](std::size_t first, std::size_t count, std::size_t share) {
                for (std::size_t b = first; b < first + count; ++b) {
                    kernels::transpose<T, W>({in.row(b), fields, Columns, Columns},
                                             Workspace::of_samples(workspace.states[0], b, 1));
                    std::fill_n(out.row(b), out.columns, T{0});
                }
                const MatrixView<T> products = workspace.products_of_share(share);
                std::size_t first_unit = 0;
                for (std::size_t k = 1; k <= layers; first_unit += units[k], ++k) {
                    const ConstMatrixView<T> kernel = context.parameters[kernels_[k - 1]].values.view();
                    const MatrixView<T> state = Workspace::of_samples(workspace.states[k], first, count);
                    multiply_fields(workspace, k, first, count, 0, units[k - 1], products);
                    kernels::matmul<T, W>(state.rows, units[k - 1] * fields, units[k],
                                          {products.data, products.stride, 1}, {kernel.data, kernel.stride},
                                          {state.data, state.stride}, {nullptr, 0});
                    for (std::size_t b = 0; b < count; ++b) {
                        const T one{1};
                        kernels::vecmat_add<T, W>(&one, 0, state.middle(b * Columns, Columns),
                                                  out.row(first + b) + first_unit);
                    }
                }
            });
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T>, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            write_gradients(context, in.rows, d_out, d_in, workspace);
            // Threads divide the rows of a kernel, those of one i together.
            for (std::size_t k = 1; k <= layers; ++k) {
                const MatrixView<T> d_kernel = context.gradients[kernels_[k - 1]].dense.view();
                const std::size_t cost = in.rows * Columns * fields * (1 + units[k] / detail::multiply_adds_per_cost);
                const auto add = [&](std::size_t first, std::size_t count, std::size_t share) {
                    const MatrixView<T> products = workspace.products_of_share(share);
                    const MatrixView<T> to = d_kernel.middle(first * fields, count * fields);
                    for (std::size_t b = 0; b < in.rows; b += unit) {
                        const std::size_t samples = std::min(unit, in.rows - b);
                        const ConstMatrixView<T> d_state = Workspace::of_samples(workspace.d_states[k], b, samples);
                        multiply_fields(workspace, k, b, samples, first, count, products);
                        kernels::matmul<T, W>(to.rows, d_state.rows, units[k], {products.data, 1, products.stride},
                                              {d_state.data, d_state.stride}, {to.data, to.stride},
                                              {to.data, to.stride});
                    }
                };
                for_each_share(context.executor, units[k - 1], 1, cost, add);
            }
        }

        template <class Context>
        void add_sample_norms(Context& context, const ConstMatrixView<T>& in, const ConstMatrixView<T>&,
                              const ConstMatrixView<T>& d_out, const MatrixView<T>& d_in, Workspace& workspace) const {
            write_gradients(context, in.rows, d_out, d_in, workspace);
            // Of one layer, the smaller side of its kernel and the larger, for `outer_norm`.
            constexpr std::size_t scratch_rows = most_units + 1;
            const MatrixView<T> scratch =
                context.norms.scratch(threads_of(context.executor), scratch_rows, most_units * fields);
            for_each_block(context.executor, in.rows, [&](std::size_t first, std::size_t count, std::size_t share) {
                const MatrixView<T> products = workspace.products_of_share(share);
                const MatrixView<T> own = scratch.middle(share * scratch_rows, scratch_rows);
                for (std::size_t b = first; b < first + count; ++b) {
                    for (std::size_t k = 1; k <= layers; ++k) {
                        multiply_fields(workspace, k, b, 1, 0, units[k - 1], products);
                        const ConstMatrixView<T> rows{products.data, Columns, units[k - 1] * fields, products.stride};
                        const ConstMatrixView<T> d_state = Workspace::of_samples(workspace.d_states[k], b, 1);
                        context.norms.add(b, kernels::outer_norm<T, W>(rows, d_state, false, own));
                    }
                }
            });
        }

        LINNET_COLD void describe(Description& description) const {
            std::string label = detail::text({name, "<", Columns});
            for (std::size_t k = 1; k <= layers; ++k) {
                label += detail::text({", ", units[k]});
            }
            label += ">";
            [&]<std::size_t... I>(std::index_sequence<I...>) {
                description.add(std::move(label), output<In>::columns, {kernels_[I]...});
            }(std::make_index_sequence<layers>{});
        }

    private:
        /// Calls `body(first, count, share)` for some samples at a time.
        template <class Body>
        static void for_each_block(Executor* executor, std::size_t rows, const Body& body) {
            for_each_share(executor, rows, unit, row_cost,
                           [&](std::size_t first, std::size_t count, std::size_t share) {
                               for (std::size_t b = first; b < first + count; b += unit) {
                                   body(b, std::min(unit, first + count - b), share);
                               }
                           });
        }

        /// x_{k-1}(i) x_0(j) for i from `first_i` on and all j, side by side, in a row for each column of some samples.
        static void multiply_fields(Workspace& workspace, std::size_t k, std::size_t first, std::size_t count,
                                    std::size_t first_i, std::size_t count_i, MatrixView<T> products) {
            const ConstMatrixView<T> state = Workspace::of_samples(workspace.states[k - 1], first, count);
            const ConstMatrixView<T> start = Workspace::of_samples(workspace.states[0], first, count);
            for (std::size_t r = 0; r < state.rows; ++r) {
                for (std::size_t i = 0; i < count_i; ++i) {
                    kernels::scale_row<T, W>(state(r, first_i + i), start.row(r), products.row(r) + i * fields, fields);
                }
            }
        }

        /// The gradients of all x_k, and d_in.
        template <class Context>
        void write_gradients(const Context& context, std::size_t rows, const ConstMatrixView<T>& d_out,
                             const MatrixView<T>& d_in, Workspace& workspace) const {
            workspace.reserve_shares(context.executor);
            const auto write = [&](std::size_t first, std::size_t count, std::size_t share) {
                for (std::size_t b = first; b < first + count; ++b) {
                    write_output_gradients(d_out.row(b), b, workspace);
                }
                for (std::size_t k = layers; k > (d_in.data != nullptr ? 0U : 1U); --k) {
                    const ConstMatrixView<T> kernel = context.parameters[kernels_[k - 1]].values.view();
                    const ConstMatrixView<T> d_state = Workspace::of_samples(workspace.d_states[k], first, count);
                    const MatrixView<T> d_products = workspace.products_of_share(share);
                    kernels::matmul_transposed<T, W>(d_state.rows, units[k], units[k - 1] * fields,
                                                     {d_state.data, d_state.stride, 1}, {kernel.data, kernel.stride},
                                                     {d_products.data, d_products.stride}, {nullptr, 0});
                    divide_gradients(workspace, k, first, count, d_products);
                }
                for (std::size_t b = first; d_in.data != nullptr && b < first + count; ++b) {
                    kernels::transpose<T, W>(Workspace::of_samples(workspace.d_states[0], b, 1),
                                             {d_in.row(b), fields, Columns, Columns});
                }
            };
            for_each_block(context.executor, rows, write);
        }

        /// The part of the gradients of a sample that comes from the sums over columns.
        static void write_output_gradients(const T* d_out, std::size_t b, Workspace& workspace) {
            const MatrixView<T> d_start = Workspace::of_samples(workspace.d_states[0], b, 1);
            for (std::size_t d = 0; d < Columns; ++d) {
                std::fill_n(d_start.row(d), fields, T{0});
            }
            for (std::size_t k = 1; k <= layers; d_out += units[k], ++k) {
                const MatrixView<T> d_state = Workspace::of_samples(workspace.d_states[k], b, 1);
                for (std::size_t d = 0; d < Columns; ++d) {
                    kernels::copy_row<T, W>(d_out, d_state.row(d), units[k]);
                }
            }
        }

        /// Adds to the gradients of both factors of the products.
        static void divide_gradients(Workspace& workspace, std::size_t k, std::size_t first, std::size_t count,
                                     ConstMatrixView<T> d_products) {
            const ConstMatrixView<T> state = Workspace::of_samples(workspace.states[k - 1], first, count);
            const ConstMatrixView<T> start = Workspace::of_samples(workspace.states[0], first, count);
            const MatrixView<T> d_state = Workspace::of_samples(workspace.d_states[k - 1], first, count);
            const MatrixView<T> d_start = Workspace::of_samples(workspace.d_states[0], first, count);
            for (std::size_t r = 0; r < state.rows; ++r) {
                for (std::size_t i = 0; i < units[k - 1]; ++i) {
                    const T* const d = d_products.row(r) + i * fields;
                    d_state(r, i) += kernels::dot<T, W>(d, start.row(r), fields);
                    kernels::add_scaled_row<T, W>(state(r, i), d, d_start.row(r), fields);
                }
            }
        }

        std::array<std::size_t, layers> kernels_;
    };
};

} // namespace linnet::inline LINNET_ISA
