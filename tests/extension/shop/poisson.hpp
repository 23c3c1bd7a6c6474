// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/linnet.hpp>

namespace shop {

namespace ln = linnet;

/// out = exp(in): the count that a log of counts stands for. As the last layer it is fused with Poisson.
/// `batch x n` -> `batch x n`
struct Exponential {
    static constexpr std::string_view name = "Exponential";
    static constexpr bool is_activation = true;
    static constexpr bool reads_input = true;
    using features = ln::TypeList<>;
    using tables = ln::TypeList<>;

    template <class In>
    using output = ln::same_shape<Exponential, In>;

    template <class T, std::size_t W, class In>
    class Node {
    public:
        static constexpr bool trainable = true;
        struct Workspace {
            void reserve(std::size_t) {}
        };

        explicit Node(ln::Builder<T>&) {}

        template <class Context>
        void forward(const Context& context, ln::ConstMatrixView<T> in, ln::MatrixView<T> out, Workspace&) const {
            using P = ln::pack<T, W>;
            ln::kernels::map_rows<T, W>(context.executor, out, [](const P& x) { return exp(x); }, in);
        }

        template <class Context>
        void backward(Context& context, ln::ConstMatrixView<T>, ln::ConstMatrixView<T> out,
                      ln::ConstMatrixView<T> d_out, ln::MatrixView<T> d_in, Workspace&) const {
            using P = ln::pack<T, W>;
            if (d_in.data != nullptr) {
                ln::kernels::map_rows<T, W>(
                    context.executor, d_in, [](const P& y, const P& d) { return y * d; }, out, d_out);
            }
        }

        void describe(ln::Description& description) const { description.add("Exponential", In::columns); }
    };
};

/// Mean of w (exp(z) - y z), the likelihood of counts y with the mean exp(z), but for what does not depend on z;
/// computed from the logits z of a network that ends in Exponential. Source: PyTorch `PoissonNLLLoss`.
struct Poisson {
    static constexpr std::string_view name = "Poisson";
    using fuses = Exponential;

    template <class T, std::size_t W>
    T value_and_gradient(ln::ConstMatrixView<T> logits, const ln::Targets<T>& targets, ln::MatrixView<T> gradient,
                         T* scratch) const {
        using P = ln::pack<T, W>;
        ln::check_inside<T>(name, "label", targets.labels, T{0}, T{1e9}, "a count");
        ln::check_weights(name, targets);
        const auto rule = [](const P& z, const P& y) {
            const P mean = exp(z);
            return ln::kernels::LossAndSlope<T, W>{fma(-z, y, mean), mean - y};
        };
        return ln::kernels::elementwise_loss<T, W>(logits, targets, gradient, scratch, rule);
    }
};

} // namespace shop
