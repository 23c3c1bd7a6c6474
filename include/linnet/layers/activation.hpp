// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/form.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/core/unfinished.hpp>
#include <linnet/kernels/rows.hpp>

// What the element-wise activations Sigmoid, Tanh, ReLU, SiLU and GELU have in common.
namespace linnet::inline LINNET_ISA::detail {

template <class Layer>
struct ActivationInput {
    static_assert(never<Layer>, "linnet: an activation needs an input: put it behind another layer.");
};

} // namespace linnet::inline LINNET_ISA::detail

namespace linnet::inline LINNET_ISA {

/// The `output` of a layer that keeps the shape of its input: `using output = same_shape<MyLayer, In>;`. An error is
/// handed on, and no input at all is one.
template <class Layer, class In>
using same_shape =
    std::conditional_t<is_shape<In> || is_shape_error<In>, In, ShapeError<detail::ActivationInput<Layer>>>;

} // namespace linnet::inline LINNET_ISA

namespace linnet::inline LINNET_ISA::detail {

/// tile = Function::value(tile): a layer that fuses its activation calls this for each tile of its output.
template <class Function, class T, std::size_t W>
void activate(MatrixView<T> tile) {
    const auto value = [](const pack<T, W>& x) LINNET_INLINE_LAMBDA { return Function::value(x); };
    kernels::map_rows<T, W>(nullptr, tile, value, tile);
}

/// Whether the derivative of a function is written in terms of its input, as its `keeps_input` says, and not of its
/// output.
template <class Function>
inline constexpr bool keeps_input = requires { requires Function::keeps_input; };

/// What other parts of the library know an activation by. Scores are ranked before a closing `function` is applied to
/// them, so that it must not change their order; one that keeps its input may do so.
template <class Function>
struct ActivationFunction {
    using function = Function;
};
template <class Function>
    requires(keeps_input<Function>)
struct ActivationFunction<Function> {};

/// out = Function::value(in); d_in = Function::d_input(out, d_out), or, of a function that keeps its input,
/// Function::d_input(in, d_out). Such an activation needs a written input; any other may finish one that no memory
/// holds, as the derivative reads the output alone.
template <class Function>
struct Activation : ActivationFunction<Function> {
    static constexpr bool is_activation = true;
    static constexpr bool reads_input = true;
    static constexpr bool per_row = true;
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    using output = same_shape<Activation, In>;

    template <class T, std::size_t W, class In>
    class Node {
    public:
        static constexpr bool trainable = true;
        using takes = std::conditional_t<keeps_input<Function>, TypeList<>, TypeList<UnfinishedForm>>;
        struct Workspace {
            void reserve(std::size_t) {}
        };

        explicit Node(Builder<T>&) {}

        template <class Context>
        LINNET_INLINE void forward(const Context& context, const ConstMatrixView<T>& in, const MatrixView<T>& out,
                                   Workspace&) const {
            if constexpr (In::columns == 1) {
                if (in.rows == 1) { // a pack load right after single stores would have to wait for them
                    *out.data = Function::value(pack<T, 1>(*in.data)).value();
                    return;
                }
            }
            forward_rows(context.executor, in, out);
        }

        template <class Context, class... Parts>
        LINNET_INLINE void forward(const Context&, const Unfinished<Parts...>& in, const MatrixView<T>& out,
                                   Workspace&) const
            requires(!keeps_input<Function>)
        {
            in.template write<Function>(out);
        }

        /// `in` may have any form, if the derivative reads the output alone.
        template <class Context, class From = ConstMatrixView<T>>
        void backward(Context& context, const From& in, ConstMatrixView<T> out, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace&) const {
            if (d_in.data == nullptr) {
                return;
            }
            ConstMatrixView<T> kept = out;
            if constexpr (keeps_input<Function>) {
                kept = in;
            }
            kernels::map_rows<T, W>(
                context.executor, d_in,
                [](const pack<T, W>& x, const pack<T, W>& d_y)
                    LINNET_INLINE_LAMBDA { return Function::d_input(x, d_y); },
                kept, d_out);
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({Function::name}), In::columns);
        }

    private:
        LINNET_HOT static void forward_rows(Executor* executor, ConstMatrixView<T> in, MatrixView<T> out) {
            kernels::map_rows<T, W>(
                executor, out, [](const pack<T, W>& x) LINNET_INLINE_LAMBDA { return Function::value(x); }, in);
        }
    };
};

} // namespace linnet::inline LINNET_ISA::detail
