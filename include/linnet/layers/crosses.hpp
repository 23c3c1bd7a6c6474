// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/call_backward.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/activation.hpp>

// What CrossNetwork, CrossLowRank and CrossMixture have in common.
namespace linnet::inline LINNET_ISA::detail {

template <class Layer>
struct CrossesOfNothing {
    static_assert(never<Layer>, "linnet: CrossNetwork, CrossLowRank and CrossMixture need at least one layer, one "
                                "column of rank and one expert.");
};

/// x_{l+1} = x_0 * p_l(x_l) + x_l, where x_0 is the input, x_Layers the output and * goes element by element. p_l is a
/// layer of rows, `Self::product<n>`, whose blocks are named by l. `Self` says whether its sizes fit (`fits`) and what
/// summaries call it (`label()`).
///
/// Backward, with d_Layers = d_out: the layer p_l gets d_{l+1} * x_0, and d_l is d_{l+1} + what comes through p_l;
/// d_in = d_0 + sum over l, from the last to the first, of d_{l+1} * p_l(x_l).
template <class Self, std::size_t Layers>
struct Crosses {
    static constexpr bool reads_input = true;
    static constexpr bool per_row = true;
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    static consteval auto shape() {
        if constexpr (is_shape<In> && !(Self::fits && Layers > 0)) {
            return ShapeError<CrossesOfNothing<Self>>{};
        } else {
            return same_shape<Self, In>{};
        }
    }
    template <class In>
    using output = decltype(shape<In>());

    template <class T, std::size_t W, class In>
    class Node {
        using product_node = node_of<typename Self::template product<In::columns>, T, W, In>;
        static constexpr std::size_t columns = In::columns;

    public:
        static constexpr bool trainable = true;

        struct Workspace {
            std::array<typename product_node::Workspace, Layers> layers;
            std::array<Matrix<T>, Layers> products; ///< p_l(x_l)
            std::array<Matrix<T>, Layers> states;   ///< x_l; the first is the input, and stays empty
            Matrix<T> d_product, d_state;
            Matrix<T> d_through; ///< the part of d_state that comes through the product

            void reserve(std::size_t rows) {
                for (std::size_t l = 0; l < Layers; ++l) {
                    layers[l].reserve(rows);
                    products[l].reserve(rows, columns);
                    if (l != 0) {
                        states[l].reserve(rows, columns);
                    }
                }
                d_product.reserve(rows, columns);
                d_state.reserve(rows, columns);
                d_through.reserve(rows, columns);
            }
        };

        explicit Node(Builder<T>& builder) : Node(builder, std::make_index_sequence<Layers>{}) {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            ConstMatrixView<T> state = in;
            for (std::size_t l = 0; l < Layers; ++l) {
                const MatrixView<T> product = workspace.products[l].top(in.rows);
                layers_[l].forward(context, state, product, workspace.layers[l]);
                const MatrixView<T> next = l + 1 < Layers ? workspace.states[l + 1].top(in.rows) : out;
                kernels::map_rows<T, W>(
                    context.executor, next,
                    [](const pack<T, W>& x0, const pack<T, W>& y, const pack<T, W>& x)
                        LINNET_INLINE_LAMBDA { return fma(x0, y, x); },
                    in, product, state);
                state = next;
            }
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T>, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            const MatrixView<T> d_product = workspace.d_product.top(in.rows);
            ConstMatrixView<T> d_state = d_out;
            for (std::size_t l = Layers; l-- > 0;) {
                const ConstMatrixView<T> state = l == 0 ? in : workspace.states[l].top(in.rows);
                const ConstMatrixView<T> product = workspace.products[l].top(in.rows);
                const bool wanted = l != 0 || d_in.data != nullptr;
                const MatrixView<T> d_through =
                    wanted ? workspace.d_through.top(in.rows) : MatrixView<T>{nullptr, in.rows, columns, 0};
                multiply(context.executor, d_state, in, d_product);
                call_backward(layers_[l], context, state, product, ConstMatrixView<T>(d_product), d_through,
                              workspace.layers[l]);
                if (d_in.data != nullptr) {
                    add_product(context.executor, d_state, product, d_in, l + 1 < Layers);
                }
                if (l != 0) {
                    const MatrixView<T> to = workspace.d_state.top(in.rows);
                    add(context.executor, d_state, d_through, to);
                    d_state = to;
                } else if (wanted) {
                    add(context.executor, d_in, d_state, d_in);
                    add(context.executor, d_in, d_through, d_in);
                }
            }
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(Self::label(), columns);
            description.nested([&] {
                for (std::size_t l = 0; l < Layers; ++l) {
                    layers_[l].describe(description);
                }
            });
        }

    private:
        static void multiply(Executor* executor, ConstMatrixView<T> x, ConstMatrixView<T> y, MatrixView<T> to) {
            kernels::map_rows<T, W>(
                executor, to, [](const pack<T, W>& a, const pack<T, W>& b) LINNET_INLINE_LAMBDA { return a * b; }, x,
                y);
        }
        static void add(Executor* executor, ConstMatrixView<T> x, ConstMatrixView<T> y, MatrixView<T> to) {
            kernels::map_rows<T, W>(
                executor, to, [](const pack<T, W>& a, const pack<T, W>& b) LINNET_INLINE_LAMBDA { return a + b; }, x,
                y);
        }
        /// to = x * y, added to what is there if that was `written`.
        static void add_product(Executor* executor, ConstMatrixView<T> x, ConstMatrixView<T> y, MatrixView<T> to,
                                bool written) {
            if (!written) {
                multiply(executor, x, y, to);
                return;
            }
            kernels::map_rows<T, W>(
                executor, to,
                [](const pack<T, W>& a, const pack<T, W>& b, const pack<T, W>& sum)
                    LINNET_INLINE_LAMBDA { return fma(a, b, sum); },
                x, y, to);
        }

        template <std::size_t... I>
        Node(Builder<T>& builder, std::index_sequence<I...>) : layers_{product_node(builder.child(I))...} {}

        std::array<product_node, Layers> layers_;
    };
};

} // namespace linnet::inline LINNET_ISA::detail
