// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/kernels/softmax.hpp>
#include <linnet/layers/activation.hpp>

namespace linnet::inline LINNET_ISA {

/// out(b, i) = exp(in(b, i)) / sum over j of exp(in(b, j)), row by row, shifted by the row's maximum so that nothing
/// overflows. d_in(b, i) = out(b, i) (d_out(b, i) - sum over j of d_out(b, j) out(b, j)).
///
/// Shapes: `batch x n` -> `batch x n`. Source: Keras `layers.Softmax`.
struct Softmax {
    static constexpr std::string_view name = "Softmax";
    static constexpr bool is_activation = true;
    static constexpr bool reads_input = true;
    static constexpr bool per_row = true;
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    using output = same_shape<Softmax, In>;

    template <class T, std::size_t W, class In>
    class Node {
    public:
        static constexpr bool trainable = true;
        struct Workspace {
            void reserve(std::size_t) {}
        };

        explicit Node(Builder<T>&) {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace&) const {
            for_each_share(context.executor, out.rows, 1, 8 * In::columns, [&](std::size_t first, std::size_t count) {
                for (std::size_t b = first; b < first + count; ++b) {
                    kernels::softmax<T, W>(in.row(b), out.row(b), In::columns);
                }
            });
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T>, ConstMatrixView<T> out, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace&) const {
            if (d_in.data != nullptr) {
                for_each_share(
                    context.executor, out.rows, 1, 4 * In::columns, [&](std::size_t first, std::size_t count) {
                        for (std::size_t b = first; b < first + count; ++b) {
                            kernels::softmax_gradient<T, W>(out.row(b), d_out.row(b), d_in.row(b), In::columns);
                        }
                    });
            }
        }

        LINNET_COLD void describe(Description& description) const { description.add("Softmax", In::columns); }
    };
};

} // namespace linnet::inline LINNET_ISA
