// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/outer_gradient.hpp>
#include <linnet/core/row_parts.hpp>
#include <linnet/kernels/rows.hpp>

// What the layers with branches, Concat, Add, Multiply, Dot and PairwiseDot, have in common.
namespace linnet::inline LINNET_ISA::detail {

template <class L>
struct BranchesMissing {
    static_assert(never<L>, "linnet: Concat, Add and Multiply need at least one branch, PairwiseDot two.");
};

/// The first error among the branches, else `Good<outputs...>::type`.
template <class Owner, template <class...> class Good, class In, class... Layers>
consteval auto branches_output() {
    if constexpr (is_shape_error<In>) {
        return In{};
    } else if constexpr (sizeof...(Layers) == 0) {
        return ShapeError<BranchesMissing<Owner>>{};
    } else if constexpr (!std::is_void_v<typename first_error<output_of<Layers, In>...>::type>) {
        return typename first_error<output_of<Layers, In>...>::type{};
    } else {
        return typename Good<Owner, output_of<Layers, In>...>::type{};
    }
}

/// The width that all branches share, or an error.
template <class Owner, class First, class... Rest>
struct equal_widths {
    using type = std::conditional_t<((Rest::columns == First::columns) && ...), First,
                                    ShapeError<typename Owner::template UnequalWidths<First, Rest...>>>;
};

/// The bound branches of a layer, and how they run: each reads the layer's own input (if it reads one at all) and
/// writes to where the layer says.
template <class T, std::size_t W, class In, class... Layers>
class Branches {
public:
    static constexpr std::size_t size = sizeof...(Layers);
    static constexpr std::array<std::size_t, size> columns{output_of<Layers, In>::columns...};
    using nodes = std::tuple<typename Layers::template Node<T, W, In>...>;
    static constexpr bool trainable = (Layers::template Node<T, W, In>::trainable || ...);
    static constexpr bool gives_row_parts = (GivesRowParts<typename Layers::template Node<T, W, In>> && ...);
    static constexpr bool takes_outer_gradient = (TakesOuterGradient<typename Layers::template Node<T, W, In>> && ...);

    struct Workspace {
        std::tuple<typename Layers::template Node<T, W, In>::Workspace...> branches;
        Matrix<T> d_in; ///< of one branch, where several read the input

        void reserve(std::size_t batch) {
            std::apply([&](auto&... branch) { (branch.reserve(batch), ...); }, branches);
            if constexpr ((std::size_t{Layers::reads_input} + ...) > 1) {
                d_in.reserve(batch, In::columns);
            }
        }
    };

    explicit Branches(Builder<T>& builder) : Branches(builder, std::make_index_sequence<size>{}) {}

    /// Branch i writes to `out(i)`.
    template <class Context, class Out>
    void forward(const Context& context, ConstMatrixView<T> in, const Out& out, Workspace& workspace) const {
        prefetch(context);
        for_each([&](auto i) { std::get<i>(nodes_).forward(context, in, out(i), std::get<i>(workspace.branches)); });
    }

    /// The outputs side by side, of branches that give them so.
    template <class Context>
    [[nodiscard]] auto row_parts(const Context& context, std::size_t rows, Workspace& workspace) const {
        prefetch(context);
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return (std::get<I>(nodes_).row_parts(context, rows, std::get<I>(workspace.branches)) + ...);
        }(std::make_index_sequence<size>{});
    }

    /// Branch i wrote `out(i)` and gets the gradient `d_out(i)`; d_in becomes the sum over the branches that read it.
    template <class Context, class Out, class DOut>
    void backward(Context& context, ConstMatrixView<T> in, const Out& out, const DOut& d_out, MatrixView<T> d_in,
                  Workspace& workspace) const {
        bool first = true;
        for_each([&](auto i) {
            constexpr bool reads_input = std::array<bool, size>{Layers::reads_input...}[i];
            const auto& node = std::get<i>(nodes_);
            auto& branch = std::get<i>(workspace.branches);
            if (!reads_input || d_in.data == nullptr) {
                call_backward(node, context, in, out(i), d_out(i), MatrixView<T>{}, branch);
            } else if (first) {
                call_backward(node, context, in, out(i), d_out(i), d_in, branch);
                first = false;
            } else {
                const MatrixView<T> part = workspace.d_in.top(d_in.rows);
                call_backward(node, context, in, out(i), d_out(i), part, branch);
                kernels::map_rows<T, W>(
                    context.executor, d_in,
                    [](const pack<T, W>& a, const pack<T, W>& b) LINNET_INLINE_LAMBDA { return a + b; }, d_in, part);
            }
        });
    }

    /// The same for branches that take the gradient `d_out(i)` of one row for all samples.
    template <class Context, class DOut>
    void backward_outer(Context& context, const DOut& d_out, Workspace& workspace) const {
        for_each(
            [&](auto i) { std::get<i>(nodes_).backward_outer(context, d_out(i), std::get<i>(workspace.branches)); });
    }

    /// Branch I alone.
    template <std::size_t I>
    [[nodiscard]] const auto& branch() const {
        return std::get<I>(nodes_);
    }

    LINNET_COLD void describe(Description& description) const {
        description.nested([&] { for_each([&](auto i) { std::get<i>(nodes_).describe(description); }); });
    }

private:
    /// A lookup of few rows waits for memory: all branches at once rather than one after the other.
    template <class Context>
    LINNET_INLINE void prefetch(const Context& context) const {
        for_each([&](auto i) LINNET_INLINE_LAMBDA {
            const auto& node = std::get<i>(nodes_);
            if constexpr (requires { node.prefetch(context); }) {
                node.prefetch(context);
            }
        });
    }

    template <class F>
    LINNET_INLINE static void for_each(const F& f) {
        [&]<std::size_t... I>(std::index_sequence<I...>) LINNET_INLINE_LAMBDA {
            (f(std::integral_constant<std::size_t, I>{}), ...);
        }(std::make_index_sequence<size>{});
    }

    template <std::size_t... I>
    Branches(Builder<T>& builder, std::index_sequence<I...>)
        : nodes_{typename Layers::template Node<T, W, In>(builder.child(I))...} {}

    nodes nodes_;
};

/// Branches whose outputs, all `batch x Columns`, are kept for the backward pass.
template <class T, std::size_t W, class In, class... Layers>
class KeptBranches {
    using nodes = Branches<T, W, In, Layers...>;

public:
    static constexpr std::size_t size = sizeof...(Layers);
    static constexpr bool trainable = nodes::trainable;

    struct Workspace {
        typename nodes::Workspace branches;
        std::array<Matrix<T>, size> out;
        std::array<Matrix<T>, size> d_out;

        void reserve(std::size_t batch) {
            branches.reserve(batch);
            for (std::size_t i = 0; i < size; ++i) {
                out[i].reserve(batch, nodes::columns[i]);
                d_out[i].reserve(batch, nodes::columns[i]);
            }
        }
    };

    explicit KeptBranches(Builder<T>& builder) : nodes_{builder} {}

    template <class Context>
    void forward(const Context& context, ConstMatrixView<T> in, std::size_t rows, Workspace& workspace) const {
        nodes_.forward(context, in, [&](std::size_t i) { return workspace.out[i].top(rows); }, workspace.branches);
    }

    /// After the gradients were written to `workspace.d_out`.
    template <class Context>
    void backward(Context& context, ConstMatrixView<T> in, std::size_t rows, MatrixView<T> d_in,
                  Workspace& workspace) const {
        nodes_.backward(
            context, in, [&](std::size_t i) { return workspace.out[i].top(rows); },
            [&](std::size_t i) { return workspace.d_out[i].top(rows); }, d_in, workspace.branches);
    }

    template <std::size_t I>
    [[nodiscard]] const auto& branch() const {
        return nodes_.template branch<I>();
    }

    LINNET_COLD void describe(Description& description) const { nodes_.describe(description); }

private:
    nodes nodes_;
};

} // namespace linnet::inline LINNET_ISA::detail
