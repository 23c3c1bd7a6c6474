// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/form.hpp>
#include <linnet/core/heads.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/outer_gradient.hpp>
#include <linnet/core/row_segments.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/equal_branches.hpp>
#include <linnet/layers/single_branches.hpp>

// What the layers with branches, Concat, Add, Multiply, Dot and PairwiseDot, have in common.
namespace linnet::inline LINNET_ISA::detail {

template <class... Outputs>
struct BranchesOfTwoKinds {
    static_assert(never<Outputs...>,
                  "linnet: the branches of Concat, Add, Multiply and Mixture must all put out matrices, or "
                  "all of them batches of sequences.");
};
template <class L>
struct BranchesMissing {
    static_assert(never<L>, "linnet: Concat, Add and Multiply need at least one branch, PairwiseDot two.");
};

template <class Owner>
concept StepsOwner = requires { requires Owner::reads_steps; };

/// The first error among the branches, or else `Good<outputs...>::type`.
template <class Owner, template <class...> class Good, class In, class... Layers>
consteval auto branches_output() {
    if constexpr (is_shape_error<In>) {
        return In{};
    } else if constexpr (sizeof...(Layers) == 0) {
        return ShapeError<BranchesMissing<Owner>>{};
    } else if constexpr (!std::is_void_v<typename first_error<output_of<Layers, In>...>::type>) {
        return typename first_error<output_of<Layers, In>...>::type{};
    } else if constexpr ((is_heads<output_of<Layers, In>> || ...)) {
        return ShapeError<HeadsGoOnlyIntoOutputs<Owner>>{};
    } else if constexpr (!StepsOwner<Owner> && (is_steps<output_of<Layers, In>> || ...)) {
        return ShapeError<LayerNeedsMatrix<Owner>>{};
    } else if constexpr ((is_steps<output_of<Layers, In>> || ...) && !(is_steps<output_of<Layers, In>> && ...)) {
        return ShapeError<BranchesOfTwoKinds<output_of<Layers, In>...>>{};
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

/// Where the branches of a layer divide into groups: neighbours that differ in nothing but their feature are one group,
/// if they are at least `equal_from`, and what is between such groups is one.
template <std::size_t Size>
struct BranchGroups {
    std::size_t count = 0;
    std::array<std::size_t, Size + 1> begin{}; ///< of each group, and behind the last
    std::array<bool, Size> equal{};

    constexpr void end_group(std::size_t at, bool is_equal) {
        if (at == begin[count]) {
            return;
        }
        equal[count] = is_equal;
        begin[++count] = at;
    }
};
inline constexpr std::size_t equal_from = 4;

template <class... Layers, std::size_t... I>
consteval auto branch_groups(std::index_sequence<I...>) {
    constexpr std::size_t size = sizeof...(Layers);
    using kinds = TypesAtPlaces<std::index_sequence<I...>, typename open_layer<Layers>::type...>;
    const std::array<bool, size> opens{open_layer<Layers>::opens...};
    const std::array<bool, size> as_before{
        (I > 0 && std::is_same_v<type_at<I, kinds>, type_at<(I > 0 ? I - 1 : 0), kinds>>)...};
    BranchGroups<size> groups;
    for (std::size_t first = 0, next = 0; first < size; first = next) {
        for (next = first + 1; next < size && opens[first] && opens[next] && as_before[next];) {
            ++next;
        }
        if (next - first >= equal_from) {
            groups.end_group(first, false);
            groups.end_group(next, true);
        }
    }
    groups.end_group(size, false);
    return groups;
}
template <class... Layers>
consteval auto branch_groups() {
    return branch_groups<Layers...>(std::index_sequence_for<Layers...>{});
}

/// The bound branches of a layer where some of them are EqualBranches.
template <class T, std::size_t W, class In, class... Layers>
class GroupedBranches {
    static constexpr BranchGroups groups = branch_groups<Layers...>();
    using layers = TypesAtPlaces<std::make_index_sequence<sizeof...(Layers)>, Layers...>;

    template <std::size_t Group, std::size_t... I>
    static auto group(std::index_sequence<I...>) {
        constexpr std::size_t first = groups.begin[Group];
        if constexpr (groups.equal[Group]) {
            return std::type_identity<EqualBranches<T, W, first, type_at<first + I, layers>...>>{};
        } else {
            return std::type_identity<SingleBranches<T, W, In, first, type_at<first + I, layers>...>>{};
        }
    }
    template <std::size_t Group>
    using group_of = typename decltype(group<Group>(
        std::make_index_sequence<groups.begin[Group + 1] - groups.begin[Group]>{}))::type;

    template <class Indices>
    struct tuples;
    template <std::size_t... Group>
    struct tuples<std::index_sequence<Group...>> {
        using nodes = std::tuple<group_of<Group>...>;
        using workspaces = std::tuple<typename group_of<Group>::Workspace...>;
        static constexpr bool trainable = (group_of<Group>::trainable || ...);
        static constexpr bool gives_row_segments = (group_of<Group>::gives_row_segments && ...);
        static constexpr bool takes_outer_gradient = (group_of<Group>::takes_outer_gradient && ...);
    };
    using indices = std::make_index_sequence<groups.count>;
    using all = tuples<indices>;

public:
    static constexpr std::size_t size = sizeof...(Layers);
    using in_view = typename In::template view<const T>;
    using d_in_view = typename In::template view<T>;
    static constexpr std::array<std::size_t, size> columns{output_of<Layers, In>::columns...};
    static constexpr bool trainable = all::trainable;
    static constexpr bool gives_row_segments = all::gives_row_segments;
    static constexpr bool takes_outer_gradient = all::takes_outer_gradient;

    struct Workspace {
        typename all::workspaces groups;

        void reserve(std::size_t batch) {
            constexpr std::size_t readers = (std::size_t{Layers::reads_input} + ...);
            for_each([&](auto i) { std::get<i>(groups).reserve(batch, readers > 1); });
        }
    };

    explicit GroupedBranches(Builder<T>& builder) : GroupedBranches(builder, indices{}) {}

    template <class Context, class Out>
    void forward(const Context& context, const in_view& in, const Out& out, Workspace& workspace) const {
        prefetch(context);
        for_each([&](auto i) LINNET_INLINE_LAMBDA {
            std::get<i>(nodes_).run(context, in, out, std::get<i>(workspace.groups));
        });
    }

    template <class Context>
    [[nodiscard]] auto row_segments(const Context& context, const ConstMatrixView<T>& in, std::size_t rows,
                                    Workspace& workspace) const {
        prefetch(context);
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return (std::get<I>(nodes_).give_segments(context, in, rows, std::get<I>(workspace.groups)) + ...);
        }(indices{});
    }

    template <class Context, class Out, class DOut>
    void backward(Context& context, const in_view& in, const Out& out, const DOut& d_out, const d_in_view& d_in,
                  Workspace& workspace) const {
        bool written = false;
        for_each([&](auto i) {
            written =
                std::get<i>(nodes_).backward(context, in, out, d_out, d_in, std::get<i>(workspace.groups), written);
        });
    }
    template <class Context, class DOut>
    void backward_outer(Context& context, const DOut& d_out, Workspace& workspace) const {
        for_each([&](auto i) { std::get<i>(nodes_).backward_outer(context, d_out, std::get<i>(workspace.groups)); });
    }

    LINNET_COLD void describe(Description& description) const {
        description.nested([&] { for_each([&](auto i) { std::get<i>(nodes_).describe_each(description); }); });
    }

private:
    template <class Context>
    LINNET_INLINE void prefetch(const Context& context) const {
        for_each([&](auto i) LINNET_INLINE_LAMBDA { std::get<i>(nodes_).prefetch(context); });
    }
    template <class F>
    LINNET_INLINE static void for_each(const F& f) {
        [&]<std::size_t... I>(std::index_sequence<I...>)
            LINNET_INLINE_LAMBDA { (f(std::integral_constant<std::size_t, I>{}), ...); }(indices{});
    }

    template <std::size_t... Group>
    GroupedBranches(Builder<T>& builder, std::index_sequence<Group...>) : nodes_{group_of<Group>(builder)...} {}

    typename all::nodes nodes_;
};

template <class... Layers>
consteval bool has_equal_branches() {
    if constexpr (sizeof...(Layers) < equal_from) {
        return false;
    } else {
        constexpr BranchGroups groups = branch_groups<Layers...>();
        return groups.count > 1 || groups.equal[0];
    }
}

template <bool HasEqual, class T, std::size_t W, class In, class... Layers>
struct branches_of {
    using type = SingleBranches<T, W, In, 0, Layers...>;
};
template <class T, std::size_t W, class In, class... Layers>
struct branches_of<true, T, W, In, Layers...> {
    using type = GroupedBranches<T, W, In, Layers...>;
};

/// The bound branches of a layer, and how they run: each reads the input of the layer, if it reads one at all, and
/// writes where the layer tells it to.
template <class T, std::size_t W, class In, class... Layers>
using Branches = typename branches_of<has_equal_branches<Layers...>(), T, W, In, Layers...>::type;

/// Branches whose outputs, all of one kind, are kept for the backward pass.
template <class T, std::size_t W, class In, class... Layers>
class KeptBranches {
    using nodes = Branches<T, W, In, Layers...>;

public:
    static constexpr std::size_t size = sizeof...(Layers);
    static constexpr bool trainable = nodes::trainable;
    static constexpr bool of_steps = (is_steps<output_of<Layers, In>> || ...);
    using in_view = typename nodes::in_view;
    using d_in_view = typename nodes::d_in_view;

    struct Workspace {
        typename nodes::Workspace branches;
        std::array<Matrix<T>, size> out;
        std::array<Matrix<T>, size> d_out;

        void reserve(std::size_t batch) {
            branches.reserve(batch);
            if constexpr (!of_steps) {
                reserve_rows(batch);
            }
        }
        void reserve_rows(std::size_t rows) {
            for (std::size_t i = 0; i < size; ++i) {
                out[i].reserve(rows, nodes::columns[i]);
                d_out[i].reserve(rows, nodes::columns[i]);
            }
        }
    };

    explicit KeptBranches(Builder<T>& builder) : nodes_{builder} {}

    /// `out` says how much there is: the layer's own output is as long as that of each branch.
    template <class Context, class Out>
    void forward(const Context& context, const in_view& in, const Out& out, Workspace& workspace) const {
        if constexpr (of_steps) {
            workspace.reserve_rows(rows_of_view(out).rows);
        }
        nodes_.forward(context, in, [&](std::size_t i) { return like(out, workspace.out[i]); }, workspace.branches);
    }
    template <class Context>
    [[nodiscard]] auto offsets(const Context& context, std::size_t rows) const {
        return nodes_.offsets(context, rows);
    }

    /// Called after the gradients were written to `workspace.d_out`.
    template <class Context, class Out>
    void backward(Context& context, const in_view& in, const Out& out, const d_in_view& d_in,
                  Workspace& workspace) const {
        nodes_.backward(
            context, in, [&](std::size_t i) { return like(out, workspace.out[i]); },
            [&](std::size_t i) { return like(out, workspace.d_out[i]); }, d_in, workspace.branches);
    }

    template <std::size_t I>
    [[nodiscard]] const auto& branch() const {
        return nodes_.template branch<I>();
    }

    LINNET_COLD void describe(Description& description) const { nodes_.describe(description); }

private:
    template <class U>
    static MatrixView<T> like(const MatrixView<U>& out, Matrix<T>& numbers) {
        return numbers.top(out.rows);
    }
    template <class U>
    static StepsView<T> like(const StepsView<U>& out, Matrix<T>& numbers) {
        return {numbers.top(out.values.rows), out.offsets};
    }

    nodes nodes_;
};

} // namespace linnet::inline LINNET_ISA::detail
