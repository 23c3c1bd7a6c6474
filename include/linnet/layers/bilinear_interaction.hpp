// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/initializers/variance_scaling.hpp>
#include <linnet/kernels/hadamard_products.hpp>
#include <linnet/kernels/matmul_columns.hpp>
#include <linnet/kernels/outer_norms.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/kernels/transpose.hpp>
#include <linnet/layers/fields.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

/// Kind of BilinearInteraction: one kernel for all pairs.
struct BilinearAll {
    static constexpr std::string_view name = "all";
};
/// Kind of BilinearInteraction: a kernel for each field but the last, which is multiplied by none.
struct BilinearEach {
    static constexpr std::string_view name = "each";
};
/// Kind of BilinearInteraction: a kernel for each pair, in their order.
struct BilinearPair {
    static constexpr std::string_view name = "pair";
};

namespace detail {

template <class Layer>
struct BilinearKind {
    static_assert(never<Layer>,
                  "linnet: the kind of BilinearInteraction is BilinearAll, BilinearEach or BilinearPair.");
};

} // namespace detail

/// The products, element by element, of every two of m fields of its input, of which the first is multiplied by a
/// kernel: out(b, p Columns + k) = (v(b, j) kernel)(k) v(b, i, k) for p = i (i - 1) / 2 + j, j < i, in the order of
/// InnerProducts, where field i is columns i Columns ... (i + 1) Columns - 1. `Kind` says which pairs share a kernel.
///
/// Shapes: `batch x m Columns` -> `batch x m (m - 1) / 2 Columns`, m > 1; kernel: one, m - 1 or m (m - 1) / 2 blocks of
/// `Columns x Columns` below each other, which start as GlorotUniform.
/// Backward: d_v_i = sum over j < i of d_out(i, j) (v_j kernel), in the order of j, + sum over j > i of (d_out(j, i)
/// v_j) kernel^T; d_kernel += sum over its fields and the batch of v_j^T (sum over i of d_out(i, j) v_i). Cost: 2
/// Columns^2 flops a sample for each field but one, or with BilinearPair for each pair, forward, and twice that
/// backward. It keeps the products with kernels and their gradients: twice the memory of its output, with BilinearPair.
/// Source: Huang, Zhang, Zhang, "FiBiNET: combining feature importance and bilinear feature interaction for
/// click-through rate prediction", RecSys 2019.
template <std::size_t Columns, class Kind = BilinearPair>
struct BilinearInteraction : detail::LayerOfFields {
    static constexpr std::string_view name = "BilinearInteraction";
    static constexpr bool per_row = false; // the norm of a sample's gradient takes its only row
    static constexpr bool of_pairs = std::is_same_v<Kind, BilinearPair>;

    [[nodiscard]] static constexpr std::size_t columns_of(std::size_t m) {
        return detail::pairs_of_fields(m) * Columns;
    }

    template <class In>
    using output = std::conditional_t<is_one_of<Kind, BilinearAll, BilinearEach, BilinearPair> || is_shape_error<In>,
                                      decltype(detail::output_of_fields<BilinearInteraction, Columns, In>()),
                                      ShapeError<detail::BilinearKind<BilinearInteraction>>>;

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr std::size_t fields = In::columns / Columns;
        static constexpr std::size_t pairs = detail::pairs_of_fields(fields);
        static constexpr std::size_t vectors = of_pairs ? pairs : fields - 1; // that are multiplied by a kernel
        static constexpr std::size_t kernels_count = std::is_same_v<Kind, BilinearAll> ? 1 : vectors;
        static constexpr std::size_t together = 16; // samples: a few, so that what they need stays in the cache
        static constexpr std::size_t row_unit = 4;  // threads divide the rows of kernels
        static constexpr std::size_t cost =
            2 * pairs * Columns + vectors * Columns * Columns / detail::multiply_adds_per_cost;

    public:
        static constexpr bool trainable = true;

        struct Workspace {
            Matrix<T> products;   ///< of vectors with kernels
            Matrix<T> d_products; ///< their gradients
            Matrix<T> d_right;    ///< the gradients of the vectors that are multiplied by no kernel
            Matrix<T> transposed; ///< the kernels, each by itself
            Matrix<T> d_kernels;  ///< what one vector adds to their gradients

            void reserve(std::size_t rows) {
                products.reserve(rows, vectors * Columns);
                d_products.reserve(rows, vectors * Columns);
                d_right.reserve(rows, In::columns);
                transposed.reserve(kernels_count * Columns, Columns);
                d_kernels.reserve(kernels_count * Columns, Columns);
            }
        };

        explicit Node(Builder<T>& builder)
            : kernel_{
                  builder.dense("kernel", kernels_count * Columns, Columns, GlorotUniform{}, Fans{Columns, Columns})} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            const ConstMatrixView<T> kernel = context.parameters[kernel_].values.view();
            const MatrixView<T> products = workspace.products.view();
            for_each_few(context.executor, in.rows, [&](std::size_t b, std::size_t count) {
                for_each_vector([&](std::size_t vector, std::size_t field) {
                    const MatrixView<T> to = products.middle(b, count).slice(vector * Columns, Columns);
                    kernels::matmul_columns<T, W, Columns>(count, Columns, {in.row(b) + field * Columns, in.stride, 1},
                                                           {kernel.row(kernel_of(vector) * Columns), kernel.stride},
                                                           {to.data, to.stride}, {nullptr, 0});
                });
                for (std::size_t last = b + count; b < last; ++b) {
                    kernels::hadamard_products<T, W, Columns, of_pairs>(products.row(b), in.row(b), out.row(b), fields);
                }
            });
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T>, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            write_gradients(context, in, d_out, d_in, workspace);
            const MatrixView<T> d_kernel = context.gradients[kernel_].dense.view();
            const MatrixView<T> d_products = workspace.d_products.view();
            const MatrixView<T> sums = workspace.d_kernels.view();
            const std::size_t row_cost = vectors / kernels_count * in.rows * Columns / detail::multiply_adds_per_cost;
            const auto add = [&](std::size_t first, std::size_t count) {
                for_each_vector([&](std::size_t vector, std::size_t field) {
                    const std::size_t of_kernel = kernel_of(vector) * Columns;
                    const std::size_t begin = std::max(first, of_kernel);
                    const std::size_t end = std::min(first + count, of_kernel + Columns);
                    if (begin >= end || in.rows == 0) {
                        return;
                    }
                    kernels::matmul_columns<T, W, Columns>(
                        end - begin, in.rows, {in.data + field * Columns + begin - of_kernel, 1, in.stride},
                        {d_products.data + vector * Columns, d_products.stride}, {sums.row(begin), sums.stride},
                        {nullptr, 0});
                    for (std::size_t r = begin; r < end; ++r) {
                        kernels::add_scaled_row<T, W>(T{1}, sums.row(r), d_kernel.row(r), Columns);
                    }
                });
            };
            for_each_share(context.executor, kernels_count * Columns, row_unit, row_cost, add);
        }

        template <class Context>
        void add_sample_norms(Context& context, const ConstMatrixView<T>& in, const ConstMatrixView<T>&,
                              const ConstMatrixView<T>& d_out, const MatrixView<T>& d_in, Workspace& workspace) const {
            write_gradients(context, in, d_out, d_in, workspace);
            const MatrixView<T> d_products = workspace.d_products.view();
            const MatrixView<T> scratch =
                context.norms.scratch(threads_of(context.executor), Columns + 1, Columns); // for one kernel of all
            for_each_share(context.executor, in.rows, 1, cost,
                           [&](std::size_t first, std::size_t count, std::size_t share) {
                               const MatrixView<T> space = scratch.middle(share * (Columns + 1), Columns + 1);
                               for (std::size_t b = first; b < first + count; ++b) {
                                   context.norms.add(b, sample_norm(in.row(b), d_products.row(b), space));
                               }
                           });
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({name, "<", Columns, ", ", Kind::name, ">"}), output<In>::columns, {kernel_});
        }

    private:
        [[nodiscard]] static constexpr std::size_t kernel_of(std::size_t vector) {
            return kernels_count == 1 ? 0 : vector;
        }

        /// Calls `body(vector, field)` for all vectors that are multiplied by a kernel.
        template <class Body>
        static void for_each_vector(const Body& body) {
            for (std::size_t vector = 0, i = 1, j = 0; vector < vectors; ++vector) {
                body(vector, of_pairs ? j : vector);
                if (++j == i) {
                    ++i;
                    j = 0;
                }
            }
        }

        /// Calls `body(first, count)` for a few samples at a time.
        template <class Body>
        static void for_each_few(Executor* executor, std::size_t rows, const Body& body) {
            for_each_share(executor, rows, 1, cost, [&](std::size_t first, std::size_t count) {
                for (std::size_t b = first; b < first + count; b += together) {
                    body(b, std::min(together, first + count - b));
                }
            });
        }

        /// Writes the gradients of products and, if it is wanted, of the input.
        template <class Context>
        void write_gradients(const Context& context, const ConstMatrixView<T>& in, const ConstMatrixView<T>& d_out,
                             const MatrixView<T>& d_in, Workspace& workspace) const {
            const MatrixView<T> transposed = workspace.transposed.view();
            const ConstMatrixView<T> kernel = context.parameters[kernel_].values.view();
            for (std::size_t k = 0; d_in.data != nullptr && k < kernels_count; ++k) {
                kernels::transpose<T, W>(kernel.middle(k * Columns, Columns), transposed.middle(k * Columns, Columns));
            }
            for_each_few(context.executor, in.rows, [&](std::size_t first, std::size_t count) {
                for (std::size_t b = first; b < first + count; ++b) {
                    kernels::hadamard_gradients<T, W, Columns, of_pairs>(
                        workspace.products.view().row(b), in.row(b), d_out.row(b), workspace.d_products.view().row(b),
                        workspace.d_right.view().row(b), fields);
                }
                if (d_in.data != nullptr) {
                    write_input_gradient(workspace.d_products.view().middle(first, count),
                                         workspace.d_right.view().middle(first, count), transposed,
                                         d_in.middle(first, count));
                }
            });
        }

        /// d_in = d_right + what comes through the kernels. The sums go to and fro between both, as a product must not
        /// start from where it ends.
        static void write_input_gradient(const MatrixView<T>& d_products, const MatrixView<T>& d_right,
                                         const MatrixView<T>& transposed, const MatrixView<T>& d_in) {
            for (std::size_t field = 0; field < fields; ++field) {
                MatrixView<T> sum = d_right.slice(field * Columns, Columns);
                MatrixView<T> next = d_in.slice(field * Columns, Columns);
                const auto add = [&](std::size_t vector) {
                    kernels::matmul_columns<T, W, Columns>(
                        sum.rows, Columns, {d_products.data + vector * Columns, d_products.stride, 1},
                        {transposed.row(kernel_of(vector) * Columns), transposed.stride}, {next.data, next.stride},
                        {sum.data, sum.stride});
                    std::swap(sum, next);
                };
                if constexpr (of_pairs) {
                    for (std::size_t i = field + 1; i < fields; ++i) {
                        add(i * (i - 1) / 2 + field);
                    }
                } else if (field < vectors) {
                    add(field);
                }
                if (sum.data != d_in.data + field * Columns) {
                    kernels::copy_rows<T, W>(nullptr, next, sum);
                }
            }
        }

        /// The squared norm of the gradient of the kernels for one sample.
        [[nodiscard]] static double sample_norm(const T* v, const T* d, const MatrixView<T>& scratch) {
            if constexpr (kernels_count == 1 && vectors > 1) {
                return kernels::outer_norm<T, W>({v, vectors, Columns, Columns}, {d, vectors, Columns, Columns}, false,
                                                 scratch);
            } else {
                double squares = 0.0;
                for_each_vector([&](std::size_t vector, std::size_t field) {
                    const T* const from = v + field * Columns;
                    const T* const to = d + vector * Columns;
                    squares += static_cast<double>(kernels::dot<T, W>(from, from, Columns)) *
                               static_cast<double>(kernels::dot<T, W>(to, to, Columns));
                });
                return squares;
            }
        }

        std::size_t kernel_;
    };
};

} // namespace linnet::inline LINNET_ISA
