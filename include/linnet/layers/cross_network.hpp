// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/call_backward.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/activation.hpp>
#include <linnet/layers/dense.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Layer>
struct CrossNetworkLayers {
    static_assert(never<Layer>, "linnet: CrossNetwork needs at least one layer.");
};

/// The bound layers x_l kernel_l + bias_l of a CrossNetwork, `0.kernel`, `0.bias`, `1.kernel`, ...
template <class T, std::size_t W, class In, std::size_t Layers>
class CrossLayers {
    using layer = typename Dense<In::columns>::template Node<T, W, In>;

public:
    using Workspace = typename layer::Workspace;

    explicit CrossLayers(Builder<T>& builder) : CrossLayers(builder, std::make_index_sequence<Layers>{}) {}
    [[nodiscard]] const layer& operator[](std::size_t l) const { return layers_[l]; }

private:
    template <std::size_t... I>
    CrossLayers(Builder<T>& builder, std::index_sequence<I...>) : layers_{layer(builder.child(I))...} {}

    std::array<layer, Layers> layers_;
};

} // namespace detail

/// Products of the columns of its input, of a degree that grows with each of its layers: x_{l+1} = x_0 * (x_l kernel_l
/// + bias_l) + x_l, where x_0 is the input, x_Layers the output and * goes element by element. The layers of `Dense<n>`
/// inside sum in the order that Dense says.
///
/// Shapes: `batch x n` -> `batch x n`; of each layer kernel `n x n`, from GlorotUniform, and bias `n`, from zeros.
/// Backward, with d_L = d_out and e_l = d_{l+1} * x_0: d_kernel_l += x_l^T e_l, d_bias_l += sum over the batch of e_l,
/// d_l = d_{l+1} + e_l kernel_l^T; d_in = d_0 + sum over l, from the last to the first, of d_{l+1} * (x_l kernel_l +
/// bias_l).
/// Cost: 2 batch n^2 flops a layer forward, twice that backward; it keeps 2 batch n numbers for each layer.
/// Source: Wang et al., "DCN V2: Improved deep & cross network and practical lessons for web-scale learning to rank
/// systems", WWW 2021; TensorFlow Recommenders `layers.dcn.Cross`.
template <std::size_t Layers>
struct CrossNetwork {
    static constexpr std::string_view name = "CrossNetwork";
    static constexpr bool reads_input = true;
    static constexpr bool per_row = true;
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    using output =
        std::conditional_t<Layers == 0 && !is_shape_error<In>, ShapeError<detail::CrossNetworkLayers<CrossNetwork>>,
                           same_shape<CrossNetwork, In>>;

    template <class T, std::size_t W, class In>
    class Node {
        using layers = detail::CrossLayers<T, W, In, Layers>;
        static constexpr std::size_t columns = In::columns;

    public:
        static constexpr bool trainable = true;

        struct Workspace {
            typename layers::Workspace layer;
            std::array<Matrix<T>, Layers> products; ///< x_l kernel_l + bias_l
            std::array<Matrix<T>, Layers> states;   ///< x_l; the first is the input, and stays empty
            Matrix<T> d_product, d_state;
            Matrix<T> d_by_kernel; ///< the part of d_state that comes through the kernel

            void reserve(std::size_t rows) {
                layer.reserve(rows);
                for (std::size_t l = 0; l < Layers; ++l) {
                    products[l].reserve(rows, columns);
                    if (l != 0) {
                        states[l].reserve(rows, columns);
                    }
                }
                d_product.reserve(rows, columns);
                d_state.reserve(rows, columns);
                d_by_kernel.reserve(rows, columns);
            }
        };

        explicit Node(Builder<T>& builder) : layers_{builder} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            ConstMatrixView<T> state = in;
            for (std::size_t l = 0; l < Layers; ++l) {
                const MatrixView<T> product = workspace.products[l].top(in.rows);
                layers_[l].forward(context, state, product, workspace.layer);
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
                const MatrixView<T> d_by_kernel =
                    wanted ? workspace.d_by_kernel.top(in.rows) : MatrixView<T>{nullptr, in.rows, columns, 0};
                multiply(context.executor, d_state, in, d_product);
                call_backward(layers_[l], context, state, product, ConstMatrixView<T>(d_product), d_by_kernel,
                              workspace.layer);
                if (d_in.data != nullptr) {
                    add_product(context.executor, d_state, product, d_in, l + 1 < Layers);
                }
                if (l != 0) {
                    const MatrixView<T> to = workspace.d_state.top(in.rows);
                    add(context.executor, d_state, d_by_kernel, to);
                    d_state = to;
                } else if (wanted) {
                    add(context.executor, d_in, d_state, d_in);
                    add(context.executor, d_in, d_by_kernel, d_in);
                }
            }
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({"CrossNetwork<", Layers, ">"}), columns);
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

        layers layers_;
    };
};

} // namespace linnet::inline LINNET_ISA
