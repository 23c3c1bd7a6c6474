// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/call_backward.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/fields.hpp>
#include <linnet/layers/relu.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Layer>
struct SqueezeExcitationReduction {
    static_assert(never<Layer>, "linnet: the Reduction of SqueezeExcitation must be at least 1.");
};

/// The shape of the input, or what is wrong with it or with the settings.
template <class Layer, class In, std::size_t Columns, std::size_t Reduction>
consteval auto squeeze_excitation_output() {
    if constexpr (Reduction == 0) {
        return ShapeError<SqueezeExcitationReduction<Layer>>{};
    } else {
        return output_of_fields<Layer, Columns, In>();
    }
}

} // namespace detail

/// Weights fields by how much they matter to a sample: field i of out is a_i times field i of in, for a = relu(relu(z
/// squeeze) excite) and z_i = the mean of field i. The input has m fields of n columns side by side. There are no
/// biases.
///
/// Shapes: `batch x m n` -> `batch x m n`, m > 1; squeeze `m x r` (`0.kernel`) and excite `r x m` (`2.kernel`) for r =
/// max(1, m / Reduction), both from GlorotUniform. Backward: d_a_i = (field i of d_out) . (field i of in); field i of
/// d_in = a_i (field i of d_out) + d_z_i / n, with d_z by way of both kernels. Means are of the sum over 64 canonical
/// lanes, inner products take 16. Cost: 4 m n + 4 m r flops for each sample forward, about twice that backward. Source:
/// Huang, Zhang, Zhang, "FiBiNET: Combining feature importance and bilinear feature interaction for click-through rate
/// prediction", RecSys 2019 (SENET layer), after Hu, Shen, Sun, CVPR 2018; DeepCTR `SENETLayer`.
template <std::size_t Columns, std::size_t Reduction = 3>
struct SqueezeExcitation : detail::LayerOfFields {
    static constexpr std::string_view name = "SqueezeExcitation";
    [[nodiscard]] static constexpr std::size_t columns_of(std::size_t fields) { return fields * Columns; }

    template <class In>
    using output = decltype(detail::squeeze_excitation_output<SqueezeExcitation, In, Columns, Reduction>());

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr std::size_t fields = In::columns / Columns;
        static constexpr std::size_t reduced = std::max<std::size_t>(1, fields / Reduction);
        using gate =
            node_of<Sequential<Dense<reduced, NoBias>, ReLU, Dense<fields, NoBias>, ReLU>, T, W, Shape<fields>>;

    public:
        static constexpr bool trainable = true;

        struct Workspace {
            typename gate::Workspace layers;
            Matrix<T> means, d_means;
            Matrix<T> weights, d_weights; ///< a

            void reserve(std::size_t rows) {
                layers.reserve(rows);
                for (Matrix<T>* of_fields : {&means, &d_means, &weights, &d_weights}) {
                    of_fields->reserve(rows, fields);
                }
            }
        };

        explicit Node(Builder<T>& builder) : gate_{builder} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            const MatrixView<T> means = workspace.means.top(in.rows);
            const MatrixView<T> weights = workspace.weights.top(in.rows);
            for_each_field(context.executor, in.rows, [&](std::size_t b, std::size_t i) LINNET_INLINE_LAMBDA {
                means(b, i) = kernels::sum<T, W>(in.row(b) + i * Columns, Columns) / static_cast<T>(Columns);
            });
            gate_.forward(context, ConstMatrixView<T>(means), weights, workspace.layers);
            for_each_field(context.executor, in.rows, [&](std::size_t b, std::size_t i) LINNET_INLINE_LAMBDA {
                kernels::scale_row<T, W>(weights(b, i), in.row(b) + i * Columns, out.row(b) + i * Columns, Columns);
            });
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T>, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            const ConstMatrixView<T> means = workspace.means.top(in.rows);
            const ConstMatrixView<T> weights = workspace.weights.top(in.rows);
            const MatrixView<T> d_weights = workspace.d_weights.top(in.rows);
            const bool wanted = d_in.data != nullptr;
            const MatrixView<T> d_means =
                wanted ? workspace.d_means.top(in.rows) : MatrixView<T>{nullptr, in.rows, fields, 0};
            for_each_field(context.executor, in.rows, [&](std::size_t b, std::size_t i) LINNET_INLINE_LAMBDA {
                d_weights(b, i) = kernels::dot<T, W>(d_out.row(b) + i * Columns, in.row(b) + i * Columns, Columns);
            });
            call_backward(gate_, context, means, weights, ConstMatrixView<T>(d_weights), d_means, workspace.layers);
            if (!wanted) {
                return;
            }
            for_each_field(context.executor, in.rows, [&](std::size_t b, std::size_t i) LINNET_INLINE_LAMBDA {
                using P = pack<T, W>;
                const P weight(weights(b, i));
                const P d_mean(d_means(b, i) / static_cast<T>(Columns));
                const T* const from = d_out.row(b) + i * Columns;
                T* const to = d_in.row(b) + i * Columns;
                for_each_pack<W>(Columns, [&](std::size_t c, auto lanes) LINNET_INLINE_LAMBDA {
                    fma(weight, P::load(from + c, lanes), d_mean).store(to + c, lanes);
                });
            });
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({"SqueezeExcitation<", Columns, ">"}), In::columns);
            description.nested([&] { gate_.describe(description); });
        }

    private:
        template <class Body>
        static void for_each_field(Executor* executor, std::size_t rows, const Body& body) {
            detail::for_each_field<fields>(executor, rows, 2 * In::columns, body);
        }

        gate gate_;
    };
};

} // namespace linnet::inline LINNET_ISA
