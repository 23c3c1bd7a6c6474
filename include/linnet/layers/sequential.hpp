// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/outer_gradient.hpp>
#include <linnet/core/row_parts.hpp>
#include <linnet/layers/activation.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class L>
struct EmptySequential {
    static_assert(never<L>, "linnet: Sequential needs at least one layer.");
};
template <class L>
struct InputIgnored {
    static_assert(never<L>,
                  "linnet: a layer that reads a feature can only start a Sequential; here it would ignore the "
                  "layers before it. Join branches with Concat, Add, Multiply or Dot.");
};

/// Threads the shape through the layers; stops at the first error.
template <class In, class First, class... Rest>
consteval auto chain_output() {
    using between = output_of<First, In>;
    if constexpr (is_shape_error<between> || sizeof...(Rest) == 0) {
        return between{};
    } else if constexpr ((!reads_input_of<Rest> || ...)) {
        return ShapeError<InputIgnored<First>>{};
    } else {
        return chain_output<between, Rest...>();
    }
}

template <class Owner, class In, class... Layers>
consteval auto sequential_output() {
    if constexpr (is_shape_error<In>) {
        return In{};
    } else if constexpr (sizeof...(Layers) == 0) {
        return ShapeError<EmptySequential<Owner>>{};
    } else {
        return chain_output<In, Layers...>();
    }
}

template <class... Layers>
inline constexpr bool first_reads_input = true;
template <class First, class... Rest>
inline constexpr bool first_reads_input<First, Rest...> = reads_input_of<First>;

/// The bound layers of a Sequential, one inside the other: the first, what it puts out, and the rest.
template <class T, std::size_t W, class In, class... Layers>
class Chain;

/// A layer that can apply the element-wise activation behind it while its output lies in the cache.
template <class Node, class Next>
concept FusesActivation = requires {
    typename Next::function;
    requires Node::fuses_activation;
};

/// A layer whose input's gradient is one row times a number for each sample.
template <class Node>
concept GivesOuterGradient = Node::gives_outer_gradient;

template <class T, std::size_t W, class In, class First, class Second, class... Rest>
class Chain<T, W, In, First, Second, Rest...> {
public:
    using first_node = typename First::template Node<T, W, In>;

private:
    using between = typename First::template output<In>;
    using rest_node = Chain<T, W, between, Second, Rest...>;
    static constexpr bool fused = FusesActivation<first_node, Second>;
    static constexpr bool outer = TakesOuterGradient<first_node> && GivesOuterGradient<typename rest_node::first_node>;
    static constexpr bool viewed = GivesView<first_node>;
    static constexpr bool in_parts = GivesRowParts<first_node> && TakesRowParts<typename rest_node::first_node>;
    static constexpr bool written = !fused && !viewed && !in_parts;

public:
    static constexpr bool trainable = first_node::trainable || rest_node::trainable;
    static constexpr std::size_t columns = rest_node::columns;

    struct Workspace {
        typename first_node::Workspace first;
        Matrix<T> out; ///< of the first, where it is written, and not by an activation that is fused
        Matrix<T> d_out;
        typename rest_node::Workspace rest;

        void reserve(std::size_t batch) {
            first.reserve(batch);
            if constexpr (written) {
                out.reserve(batch, between::columns);
            }
            if constexpr (!outer && first_node::trainable) {
                d_out.reserve(batch, between::columns);
            }
            rest.reserve(batch);
        }
    };

    explicit Chain(Builder<T>& builder, std::size_t index = 0)
        : first_(builder.child(index)), rest_(builder, index + 1) {}

    template <class Context, class From = ConstMatrixView<T>>
    void forward(const Context& context, const From& in, const MatrixView<T>& out, Workspace& workspace) const {
        if constexpr (fused) {
            const MatrixView<T> activated = rest_.first_output(out, workspace.rest);
            first_.template forward<typename Second::function>(context, in, activated, workspace.first);
            rest_.forward_behind_first(context, out, workspace.rest);
        } else if constexpr (written) {
            first_.forward(context, in, first_output(out, workspace), workspace.first);
            forward_behind_first(context, out, workspace);
        } else {
            rest_.forward(context, output_in_place(context, out.rows, workspace), out, workspace.rest);
        }
    }

    /// Where the first layer writes to.
    static MatrixView<T> first_output(const MatrixView<T>& out, Workspace& workspace) {
        return workspace.out.top(out.rows);
    }
    /// What comes after the first layer.
    template <class Context>
    void forward_behind_first(const Context& context, const MatrixView<T>& out, Workspace& workspace) const {
        const ConstMatrixView<T> middle = first_output(out, workspace);
        rest_.forward(context, middle, out, workspace.rest);
    }

    template <class Context, class From = ConstMatrixView<T>>
    void backward(Context& context, const From& in, const ConstMatrixView<T>& out, const ConstMatrixView<T>& d_out,
                  const MatrixView<T>& d_in, Workspace& workspace) const {
        const MatrixView<T> d_middle = workspace.d_out.top(out.rows);
        const MatrixView<T> d_wanted = outer || !first_node::trainable ? MatrixView<T>{} : d_middle;
        const ConstMatrixView<T> middle = workspace.out.top(out.rows);
        if constexpr (fused || written) {
            call_backward(rest_, context, middle, out, d_out, d_wanted, workspace.rest);
        } else {
            call_backward(rest_, context, output_in_place(context, out.rows, workspace), out, d_out, d_wanted,
                          workspace.rest);
        }
        if constexpr (outer) {
            first_.backward_outer(context, rest_.outer_gradient_of_first(context, d_out, workspace.rest),
                                  workspace.first);
        } else {
            call_backward(first_, context, in, middle, d_middle, d_in, workspace.first);
        }
    }
    /// After `backward`: the gradient of the input of the first layer, which gives it so.
    template <class Context>
    [[nodiscard]] OuterGradient<T> outer_gradient_of_first(Context& context, const ConstMatrixView<T>& d_out,
                                                           Workspace& workspace) const {
        return first_.outer_gradient(context, workspace.d_out.top(d_out.rows), workspace.first);
    }

    LINNET_COLD void describe(Description& description) const {
        first_.describe(description);
        rest_.describe(description);
    }

private:
    template <class Context>
    [[nodiscard]] decltype(auto) output_in_place(const Context& context, std::size_t rows, Workspace& workspace) const {
        if constexpr (viewed) {
            return first_.view(context, rows, workspace.first);
        } else {
            return first_.row_parts(context, rows, workspace.first);
        }
    }

    first_node first_;
    rest_node rest_;
};

template <class T, std::size_t W, class In, class Last>
class Chain<T, W, In, Last> : public Last::template Node<T, W, In> {
public:
    using node = typename Last::template Node<T, W, In>;
    using first_node = node;
    explicit Chain(Builder<T>& builder, std::size_t index = 0) : node(builder.child(index)) {}
    static constexpr std::size_t columns = Last::template output<In>::columns;

    static MatrixView<T> first_output(const MatrixView<T>& out, typename node::Workspace&) { return out; }
    template <class Context>
    void forward_behind_first(const Context&, const MatrixView<T>&, typename node::Workspace&) const {}
    template <class Context>
    [[nodiscard]] OuterGradient<T> outer_gradient_of_first(Context& context, const ConstMatrixView<T>& d_out,
                                                           typename node::Workspace& workspace) const {
        return node::outer_gradient(context, d_out, workspace);
    }
};

} // namespace detail

/// Layers one after the other: each reads the output of the one before it. The first may read a feature.
///
/// Shapes: `batch x in` -> whatever the last layer puts out. Source: Keras `Sequential`, PyTorch `nn.Sequential`.
template <class... Layers>
struct Sequential {
    static constexpr std::string_view name = "Sequential";
    static constexpr bool reads_input = detail::first_reads_input<Layers...>;
    using features = detail::features_of<Layers...>;
    using tables = detail::tables_of<Layers...>;

    template <class In>
    using output = decltype(detail::sequential_output<Sequential, In, Layers...>());

    template <class T, std::size_t W, class In>
    using Node = detail::Chain<T, W, In, Layers...>;
};

} // namespace linnet::inline LINNET_ISA
