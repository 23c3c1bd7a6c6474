// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <string_view>

#include <linnet/linnet.hpp>

namespace shop {

namespace ln = linnet;

/// out = in sigmoid(beta in), element by element, with a beta for each column that is trained, from 1 on.
/// `batch x n` -> `batch x n`. Source: Ramachandran, Zoph, Le, "Searching for activation functions", 2017.
struct Swish {
    static constexpr std::string_view name = "Swish";
    static constexpr bool reads_input = true;
    using features = ln::TypeList<>;
    using tables = ln::TypeList<>;

    template <class In>
    using output = ln::same_shape<Swish, In>;

    template <class T, std::size_t W, class In>
    class Node {
    public:
        static constexpr bool trainable = true;
        struct Workspace {
            void reserve(std::size_t) {}
        };

        explicit Node(ln::Builder<T>& builder)
            : beta_{builder.dense("swish.beta", 1, In::columns, ln::Ones{}, {1, In::columns})} {}

        template <class Context>
        void forward(const Context& context, ln::ConstMatrixView<T> in, ln::MatrixView<T> out, Workspace&) const {
            const auto beta = context.parameters[beta_].values.view();
            for (std::size_t b = 0; b < in.rows; ++b) {
                for (std::size_t c = 0; c < In::columns; ++c) {
                    out(b, c) = in(b, c) * gate(beta(0, c) * in(b, c));
                }
            }
        }

        template <class Context>
        void backward(Context& context, ln::ConstMatrixView<T> in, ln::ConstMatrixView<T>, ln::ConstMatrixView<T> d_out,
                      ln::MatrixView<T> d_in, Workspace&) const {
            const auto beta = context.parameters[beta_].values.view();
            const auto gradient = context.gradients[beta_].dense.view();
            for (std::size_t b = 0; b < in.rows; ++b) {
                for (std::size_t c = 0; c < In::columns; ++c) {
                    const T x = in(b, c);
                    const T open = gate(beta(0, c) * x);
                    const T slope = x * open * (T{1} - open) * d_out(b, c);
                    gradient(0, c) += x * slope;
                    if (d_in.data != nullptr) {
                        d_in(b, c) = open * d_out(b, c) + beta(0, c) * slope;
                    }
                }
            }
        }

        void describe(ln::Description& description) const { description.add("Swish", In::columns, {beta_}); }

    private:
        static T gate(T x) { return T{1} / (T{1} + std::exp(-x)); }

        std::size_t beta_;
    };
};

} // namespace shop
