// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/hadamard_products.hpp>
#include <linnet/layers/fields.hpp>

namespace linnet::inline LINNET_ISA {

/// The products, element by element, of every two of m fields of its input, in the order of InnerProducts, which sums
/// them over k: out(b, p Columns + k) = v(b, i, k) v(b, j, k) for p = i (i - 1) / 2 + j, j < i, where field i is
/// columns i Columns ... (i + 1) Columns - 1.
///
/// Shapes: `batch x m Columns` -> `batch x m (m - 1) / 2 Columns`, m > 1.
/// Backward: d_v_i = sum over j != i of d_out(i, j) v_j, element by element, in the order of j.
/// Cost: m^2 Columns / 2 flops a sample forward, 2 m^2 Columns backward.
/// Source: Xiao et al., "Attentional factorization machines", IJCAI 2017, the pair-wise interaction layer.
template <std::size_t Columns>
struct HadamardProducts : detail::LayerOfFields {
    static constexpr std::string_view name = "HadamardProducts";

    [[nodiscard]] static constexpr std::size_t columns_of(std::size_t m) {
        return detail::pairs_of_fields(m) * Columns;
    }

    template <class In>
    using output = decltype(detail::output_of_fields<HadamardProducts, Columns, In>());

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr std::size_t fields = In::columns / Columns;
        static constexpr std::size_t cost = In::columns + output<In>::columns;

    public:
        static constexpr bool trainable = true;

        struct Workspace {
            void reserve(std::size_t) {}
        };

        explicit Node(Builder<T>&) {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace&) const {
            for_each_share(context.executor, in.rows, 1, cost, [&](std::size_t first, std::size_t count) {
                for (std::size_t b = first; b < first + count; ++b) {
                    kernels::hadamard_products<T, W, Columns>(in.row(b), in.row(b), out.row(b), fields);
                }
            });
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T>, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace&) const {
            if (d_in.data == nullptr) {
                return;
            }
            for_each_share(context.executor, in.rows, 1, 2 * cost, [&](std::size_t first, std::size_t count) {
                for (std::size_t b = first; b < first + count; ++b) {
                    const T* const v = in.row(b);
                    T* const d_v = d_in.row(b);
                    kernels::hadamard_gradients<T, W, Columns>(v, v, d_out.row(b), d_v, d_v, fields);
                }
            });
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({name, "<", Columns, ">"}), output<In>::columns);
        }
    };
};

} // namespace linnet::inline LINNET_ISA
