// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/any_feature.hpp>
#include <linnet/core/form.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/steps.hpp>

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

/// Passes the shape through the layers and stops at the first error.
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

/// The bound layers of a Sequential, one inside the other: the first layer, its output, and the rest.
template <class T, std::size_t W, class In, class... Layers>
class Chain;

template <class T, std::size_t W, class In, class First, class Second, class... Rest>
class Chain<T, W, In, First, Second, Rest...> {
public:
    using first_node = node_of<First, T, W, In>;

private:
    using between = output_of<First, In>;
    using rest_node = Chain<T, W, between, Second, Rest...>;
    using form = output_form<first_node, typename rest_node::first_node>;
    using form_of_gradient = gradient_form<first_node, typename rest_node::first_node>;
    static constexpr bool written = std::is_same_v<form, WrittenForm>;
    static constexpr bool written_gradient = std::is_same_v<form_of_gradient, WrittenForm>;
    using middle_view = typename between::template view<T>;
    using const_middle_view = typename between::template view<const T>;
    using in_view = typename In::template view<const T>;
    using d_in_view = typename In::template view<T>;

public:
    static constexpr bool trainable = first_node::trainable || rest_node::trainable;
    static constexpr bool changes_lengths =
        is_steps<typename rest_node::output> && (ChangesLengths<first_node> || ChangesLengths<rest_node>);
    using output = typename rest_node::output;
    using out_view = typename output::template view<const T>;
    using takes = decltype(forms_taken<first_node>());
    using gives_gradient = decltype(gradient_forms_given<first_node>());

    struct Workspace {
        typename first_node::Workspace first;
        typename between::template Buffer<T> out; ///< of the first, where it is written
        typename between::template Buffer<T> d_out;
        typename rest_node::Workspace rest;

        void reserve(std::size_t batch) {
            first.reserve(batch);
            if constexpr (written) {
                out.reserve(batch);
            }
            if constexpr (written_gradient && first_node::trainable) {
                d_out.reserve(batch);
            }
            rest.reserve(batch);
        }
    };

    explicit Chain(Builder<T>& builder, std::size_t index = 0)
        : first_(builder.child(index)), rest_(builder, index + 1) {}

    template <class Context, class From = in_view>
    void forward(const Context& context, const From& in, const typename output::template view<T>& out,
                 Workspace& workspace) const {
        if constexpr (written) {
            const middle_view middle = workspace.out.top(extent_between(context, in, extent_of(out).rows, workspace));
            if constexpr (changes_lengths) {
                check_room(behind(rest_, middle.offsets, workspace.rest), out.offsets);
            }
            first_.forward(context, in, middle, workspace.first);
            rest_.forward(context, const_middle_view(middle), out, workspace.rest);
        } else {
            rest_.forward(context, first_.give(form{}, context, in, extent_of(out).rows, workspace.first), out,
                          workspace.rest);
        }
    }

    template <class Context, class From = in_view>
    void backward(Context& context, const From& in, const out_view& out, const out_view& d_out, const d_in_view& d_in,
                  Workspace& workspace) const {
        const Extent extent = extent_between(context, in, extent_of(out).rows, workspace);
        const middle_view middle = written ? workspace.out.top(extent) : between::template Buffer<T>::nothing(extent);
        constexpr bool wanted = written_gradient && first_node::trainable;
        const middle_view d_middle =
            wanted ? workspace.d_out.top(extent) : between::template Buffer<T>::nothing(extent);
        if constexpr (written) {
            call_backward(rest_, context, const_middle_view(middle), out, d_out, d_middle, workspace.rest);
        } else {
            call_backward(rest_, context, first_.give(form{}, context, in, extent.rows, workspace.first), out, d_out,
                          d_middle, workspace.rest);
        }
        if constexpr (written_gradient) {
            call_backward(first_, context, in, const_middle_view(middle), const_middle_view(d_middle), d_in,
                          workspace.first);
        } else if constexpr (requires { context.norms; }) {
            call_sample_norms(first_, context, rest_.give_gradient(form_of_gradient{}, context, d_out, workspace.rest),
                              workspace.first);
        } else {
            first_.backward_from(context, rest_.give_gradient(form_of_gradient{}, context, d_out, workspace.rest),
                                 workspace.first);
        }
    }

    /// The gradient of the input, which the first layer gives.
    template <class Form, class Context>
    [[nodiscard]] decltype(auto) give_gradient(Form form_wanted, Context& context, const out_view& d_out,
                                               Workspace& workspace) const {
        return first_.give_gradient(form_wanted, context, const_middle_view(workspace.d_out.top(extent_of(d_out))),
                                    workspace.first);
    }

    /// Where the sequences begin, if the chain reads no input: its layers keep the steps of the first.
    template <class Context>
    [[nodiscard]] auto offsets(const Context& context, std::size_t rows) const {
        static_assert(!changes_lengths,
                      "linnet: a layer that changes the number of steps, such as ClozeMask, cannot be "
                      "in a branch that puts out steps, or in a Sequential that opens another one.");
        return first_.offsets(context, rows);
    }
    /// The same, if it reads sequences and changes the number of their steps.
    [[nodiscard]] std::span<const std::uint64_t> offsets_behind(std::span<const std::uint64_t> offsets,
                                                                Workspace& workspace) const {
        return behind(rest_, behind(first_, offsets, workspace.first), workspace.rest);
    }

    LINNET_COLD void describe(Description& description) const {
        description.next_puts_out_steps(is_steps<between>);
        first_.describe(description);
        rest_.describe(description);
    }

private:
    /// How much the first layer puts out. A layer that reads sequences keeps their lengths; one that makes them of the
    /// batch knows them.
    template <class Context, class From>
    [[nodiscard]] LINNET_INLINE Extent extent_between(const Context& context, const From& in, std::size_t rows,
                                                      Workspace& workspace) const {
        if constexpr (!is_steps<between>) {
            return {rows, {}};
        } else if constexpr (is_steps<In>) {
            return {rows, behind(first_, in.offsets, workspace.first)};
        } else {
            return {rows, first_.offsets(context, rows)};
        }
    }

    /// Where the sequences behind a layer begin.
    template <class Node, class NodeWorkspace>
    [[nodiscard]] LINNET_INLINE static std::span<const std::uint64_t>
    behind(const Node& node, std::span<const std::uint64_t> offsets, NodeWorkspace& workspace) {
        if constexpr (ChangesLengths<Node>) {
            return node.offsets_behind(offsets, workspace);
        } else {
            return offsets;
        }
    }

    first_node first_;
    rest_node rest_;
};

template <class T, std::size_t W, class In, class Last>
class Chain<T, W, In, Last> : public node_of<Last, T, W, In> {
public:
    using node = node_of<Last, T, W, In>;
    using first_node = node;
    using output = output_of<Last, In>;

    explicit Chain(Builder<T>& builder, std::size_t index = 0) : node(builder.child(index)) {}

    LINNET_COLD void describe(Description& description) const {
        description.next_puts_out_steps(is_steps<output>);
        node::describe(description);
    }
};

} // namespace detail

/// Layers one after the other, each of which reads the output of the one before it. The first may read a feature.
/// Shapes: `batch x in` -> the output of the last layer. Source: Keras `Sequential`, PyTorch `nn.Sequential`.
template <class... Layers>
struct Sequential {
    static constexpr std::string_view name = "Sequential";
    static constexpr bool reads_input = detail::first_reads_input<Layers...>;
    static constexpr bool reads_steps = true;
    static constexpr bool reads_heads = true;
    using features = features_of<Layers...>;
    using tables = tables_of<Layers...>;

    template <class In>
    using output = decltype(detail::sequential_output<Sequential, In, Layers...>());

    template <class T, std::size_t W, class In>
    using Node = detail::Chain<T, W, std::conditional_t<reads_input, In, NoInput>, Layers...>;
};

namespace detail {

template <class First, class... Rest>
    requires(open_layer<First>::opens && (std::is_same_v<typename layer_parts<Rest>::features, TypeList<>> && ...))
struct open_layer<Sequential<First, Rest...>> {
    static constexpr bool opens = true;
    using type = Sequential<typename open_layer<First>::type, Rest...>;
    template <class T>
    static constexpr StandsFor<T> feature() {
        return open_layer<First>::template feature<T>();
    }
};

} // namespace detail

} // namespace linnet::inline LINNET_ISA
