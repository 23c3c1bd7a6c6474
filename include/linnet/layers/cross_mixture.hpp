// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/call_backward.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/activation.hpp>
#include <linnet/layers/crosses.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/softmax.hpp>
#include <linnet/layers/tanh.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// The product of CrossMixture: out = sum over e of gate_e (tanh(tanh(in down_e) core_e) up_e) + bias. The experts lie
/// side by side, so that down and up are one product each.
/// Shapes: `batch x n` -> `batch x n`; down `n x Experts Rank`, gate `n x Experts`, up `Experts Rank x n`, bias `n`,
/// and for each expert core `Rank x Rank`.
template <std::size_t Rank, std::size_t Experts>
struct LowRankExperts {
    static constexpr std::string_view name = "LowRankExperts";
    static constexpr bool reads_input = true;
    static constexpr bool per_row = true;
    static constexpr std::size_t width = Experts * Rank;
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    using output = same_shape<LowRankExperts, In>;

    template <class T, std::size_t W, class In>
    class Node {
        using down_node = node_of<Sequential<Dense<width, NoBias>, Tanh>, T, W, In>;
        using gate_node = node_of<Sequential<Dense<Experts, NoBias>, Softmax>, T, W, In>;
        using core_node = node_of<Sequential<Dense<Rank, NoBias>, Tanh>, T, W, Shape<Rank>>;
        using up_node = node_of<Dense<In::columns>, T, W, Shape<width>>;

    public:
        static constexpr bool trainable = true;

        struct Workspace {
            typename down_node::Workspace down_layer;
            typename gate_node::Workspace gate_layer;
            typename up_node::Workspace up_layer;
            std::array<typename core_node::Workspace, Experts> core_layers;
            Matrix<T> down, core, mixed; ///< of all experts; the last is core times the gates
            Matrix<T> gates, d_gates;
            Matrix<T> d_down, d_core, d_mixed;
            Matrix<T> d_through; ///< the part of d_in that comes through down

            void reserve(std::size_t rows) {
                down_layer.reserve(rows);
                gate_layer.reserve(rows);
                up_layer.reserve(rows);
                for (auto& layer : core_layers) {
                    layer.reserve(rows);
                }
                for (Matrix<T>* of_experts : {&down, &core, &mixed, &d_down, &d_core, &d_mixed}) {
                    of_experts->reserve(rows, width);
                }
                gates.reserve(rows, Experts);
                d_gates.reserve(rows, Experts);
                d_through.reserve(rows, In::columns);
            }
        };

        explicit Node(Builder<T>& builder) : Node(builder, std::make_index_sequence<Experts>{}) {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            const MatrixView<T> down = workspace.down.top(in.rows);
            const MatrixView<T> core = workspace.core.top(in.rows);
            const MatrixView<T> mixed = workspace.mixed.top(in.rows);
            const MatrixView<T> gates = workspace.gates.top(in.rows);
            down_.forward(context, in, down, workspace.down_layer);
            gate_.forward(context, in, gates, workspace.gate_layer);
            for (std::size_t e = 0; e < Experts; ++e) {
                cores_[e].forward(context, ConstMatrixView<T>(part(down, e)), part(core, e), workspace.core_layers[e]);
            }
            for_each_share(context.executor, in.rows, 1, 2 * width, [&](std::size_t first, std::size_t count) {
                for (std::size_t b = first; b < first + count; ++b) {
                    for (std::size_t e = 0; e < Experts; ++e) {
                        kernels::scale_row<T, W>(gates(b, e), part(core, e).row(b), part(mixed, e).row(b), Rank);
                    }
                }
            });
            up_.forward(context, ConstMatrixView<T>(mixed), out, workspace.up_layer);
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T> out, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            const ConstMatrixView<T> down = workspace.down.top(in.rows);
            const ConstMatrixView<T> core = workspace.core.top(in.rows);
            const ConstMatrixView<T> mixed = workspace.mixed.top(in.rows);
            const ConstMatrixView<T> gates = workspace.gates.top(in.rows);
            const MatrixView<T> d_down = workspace.d_down.top(in.rows);
            const MatrixView<T> d_core = workspace.d_core.top(in.rows);
            const MatrixView<T> d_mixed = workspace.d_mixed.top(in.rows);
            const MatrixView<T> d_gates = workspace.d_gates.top(in.rows);
            call_backward(up_, context, mixed, out, d_out, d_mixed, workspace.up_layer);
            for_each_share(context.executor, in.rows, 1, 4 * width, [&](std::size_t first, std::size_t count) {
                for (std::size_t b = first; b < first + count; ++b) {
                    for (std::size_t e = 0; e < Experts; ++e) {
                        const T* const d = part(d_mixed, e).row(b);
                        d_gates(b, e) = kernels::dot<T, W>(d, part(core, e).row(b), Rank);
                        kernels::scale_row<T, W>(gates(b, e), d, part(d_core, e).row(b), Rank);
                    }
                }
            });
            for (std::size_t e = 0; e < Experts; ++e) {
                call_backward(cores_[e], context, part(down, e), part(core, e), ConstMatrixView<T>(part(d_core, e)),
                              part(d_down, e), workspace.core_layers[e]);
            }
            call_backward(gate_, context, in, gates, ConstMatrixView<T>(d_gates), d_in, workspace.gate_layer);
            const MatrixView<T> d_through = d_in.data != nullptr ? workspace.d_through.top(in.rows) : d_in;
            call_backward(down_, context, in, down, ConstMatrixView<T>(d_down), d_through, workspace.down_layer);
            if (d_in.data != nullptr) {
                kernels::map_rows<T, W>(
                    context.executor, d_in,
                    [](const pack<T, W>& a, const pack<T, W>& b) LINNET_INLINE_LAMBDA { return a + b; }, d_in,
                    d_through);
            }
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({name, "<", Rank, ", ", Experts, ">"}), In::columns);
            description.nested([&] {
                down_.describe(description);
                gate_.describe(description);
                up_.describe(description);
                for (const core_node& core : cores_) {
                    core.describe(description);
                }
            });
        }

    private:
        /// The columns of one expert.
        template <class U>
        static MatrixView<U> part(const MatrixView<U>& of_experts, std::size_t e) {
            return of_experts.slice(e * Rank, Rank);
        }

        template <std::size_t... I>
        Node(Builder<T>& builder, std::index_sequence<I...>)
            : down_{builder.child(0)}, gate_{builder.child(1)}, up_{builder.child(2)},
              cores_{core_node(builder.child(3 + I))...} {}

        down_node down_;
        gate_node gate_;
        up_node up_;
        std::array<core_node, Experts> cores_;
    };
};

} // namespace detail

/// A CrossNetwork whose layers mix experts of a low rank: x_{l+1} = x_0 * (sum over e of gate_e tanh(tanh(x_l down_e)
/// core_e) up_e + bias) + x_l, where x_0 is the input, x_Layers the output and * goes element by element. The gates are
/// softmax(x_l gate). Each layer l has its own down, gate, up, bias and core; DeepCTR has one gate for all layers.
///
/// Shapes: `batch x n` -> `batch x n`; of each layer l down `n x Experts Rank` (`l.0.0.kernel`), gate `n x Experts`
/// (`l.1.0.kernel`), up `Experts Rank x n` (`l.2.kernel`), bias `n` (`l.2.bias`) and for each expert e core `Rank x
/// Rank` (`l.{3 + e}.0.kernel`). The kernels start from GlorotUniform, the bias from zeros. Backward: as CrossNetwork,
/// through the layers of these blocks.
/// Cost: 2 batch Experts (2 n Rank + Rank^2 + n) flops a layer forward, twice that backward.
/// Source: Wang et al., "DCN V2: Improved deep & cross network and practical lessons for web-scale learning to rank
/// systems", WWW 2021 (DCN-Mix); DeepCTR `CrossNetMix`.
template <std::size_t Layers, std::size_t Rank, std::size_t Experts>
struct CrossMixture : detail::Crosses<CrossMixture<Layers, Rank, Experts>, Layers> {
    static constexpr std::string_view name = "CrossMixture";
    static constexpr bool fits = Rank > 0 && Experts > 0;

    template <std::size_t Columns>
    using product = detail::LowRankExperts<Rank, Experts>;

    LINNET_COLD static std::string label() { return detail::text({name, "<", Layers, ", ", Rank, ", ", Experts, ">"}); }
};

} // namespace linnet::inline LINNET_ISA
