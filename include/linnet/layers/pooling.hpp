// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/builder.hpp>
#include <linnet/core/description.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>

// What the layers that make one row of a sequence, Sum, Mean, SqrtN, Max and Last, have in common.
namespace linnet::inline LINNET_ISA::detail {

template <class Layer>
struct PoolingInput {
    static_assert(never<Layer>, "linnet: Sum, Mean, SqrtN, Max and Last need a batch of sequences: put them behind an "
                                "Embedding of a Sequence feature, or a layer that keeps the steps.");
};

template <class Layer, class In>
struct pooled {
    using type = std::conditional_t<is_shape_error<In>, In, ShapeError<PoolingInput<Layer>>>;
};
template <class Layer, std::size_t Columns>
struct pooled<Layer, Steps<Columns>> {
    using type = Shape<Columns>;
};

/// Calls `body(b)` for each sequence, whose steps cost about `cost` each.
template <class T, class Body>
void for_each_sequence(Executor* executor, const StepsView<T>& steps, std::size_t cost, const Body& body) {
    const std::size_t cost_of_sequence = cost * (1 + steps.steps() / (steps.rows() + 1));
    for_each_share(executor, steps.rows(), 1, cost_of_sequence, [&](std::size_t first, std::size_t count) {
        for (std::size_t b = first; b < first + count; ++b) {
            body(b);
        }
    });
}

/// out(b, :) = the steps of sequence b, pooled; of no steps, zeros. `Pool` is the layer itself, with
/// `pool<T, W>(steps, out)`, called for at least one step, and `spread<T, W>(steps, out, d_out, d_steps)`, which writes
/// every element of d_steps.
template <class Pool>
struct Pooling {
    static constexpr bool reads_input = true;
    static constexpr bool reads_steps = true;
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    using output = typename pooled<Pool, In>::type;

    template <class T, std::size_t W, class In>
    class Node {
    public:
        static constexpr bool trainable = true;
        struct Workspace {
            void reserve(std::size_t) {}
        };

        explicit Node(Builder<T>&) {}

        template <class Context>
        void forward(const Context& context, const ConstStepsView<T>& in, const MatrixView<T>& out, Workspace&) const {
            for_each_sequence(context.executor, in, In::columns, [&](std::size_t b) {
                if (in.length(b) == 0) {
                    std::fill_n(out.row(b), In::columns, T{0});
                } else {
                    Pool::template pool<T, W>(in.sequence(b), out.row(b));
                }
            });
        }

        template <class Context>
        void backward(Context& context, const ConstStepsView<T>& in, const ConstMatrixView<T>& out,
                      const ConstMatrixView<T>& d_out, const StepsView<T>& d_in, Workspace&) const {
            if (d_in.values.data != nullptr) {
                for_each_sequence(context.executor, in, In::columns, [&](std::size_t b) {
                    if (in.length(b) != 0) {
                        Pool::template spread<T, W>(in.sequence(b), out.row(b), d_out.row(b), d_in.sequence(b));
                    }
                });
            }
        }

        LINNET_COLD void describe(Description& description) const { description.add(text({Pool::name}), In::columns); }
    };
};

} // namespace linnet::inline LINNET_ISA::detail
