// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/builder.hpp>
#include <linnet/core/call_backward.hpp>
#include <linnet/core/description.hpp>
#include <linnet/core/form.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/outer_gradient.hpp>
#include <linnet/core/row_segments.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/kernels/rows.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// The bound branches of a layer, `First`, `First` + 1, ..., each with code of its own.
template <class T, std::size_t W, class In, std::size_t First, class... Layers>
class SingleBranches {
public:
    static constexpr std::size_t size = sizeof...(Layers);
    using in_view = typename In::template view<const T>;
    using d_in_view = typename In::template view<T>;
    static constexpr std::array<std::size_t, size> columns{output_of<Layers, In>::columns...};
    using nodes = std::tuple<node_of<Layers, T, W, In>...>;
    static constexpr bool trainable = (node_of<Layers, T, W, In>::trainable || ...);
    static constexpr bool gives_row_segments = (GivesForm<node_of<Layers, T, W, In>, RowSegmentsForm> && ...);
    static constexpr bool takes_outer_gradient =
        (TakesGradientForm<node_of<Layers, T, W, In>, OuterGradientForm> && ...);

    struct Workspace {
        std::tuple<typename node_of<Layers, T, W, In>::Workspace...> branches;
        typename In::template Buffer<T> d_in; ///< of one branch, where several read the input

        /// Where the d_in is the sum over other branches, too, it needs memory for its own.
        void reserve(std::size_t batch, bool beside_others = false) {
            for_each([&](auto i) { std::get<i>(branches).reserve(batch); });
            constexpr std::size_t readers = (std::size_t{Layers::reads_input} + ...);
            if (readers > 1 || (readers == 1 && beside_others)) {
                d_in.reserve(batch);
            }
        }
    };

    explicit SingleBranches(Builder<T>& builder) : SingleBranches(builder, std::make_index_sequence<size>{}) {}

    /// Branch i writes to `out(i)`.
    template <class Context, class Out>
    void forward(const Context& context, const in_view& in, const Out& out, Workspace& workspace) const {
        prefetch(context);
        run(context, in, out, workspace);
    }
    template <class Context, class Out>
    LINNET_INLINE void run(const Context& context, const in_view& in, const Out& out, Workspace& workspace) const {
        for_each([&](auto i) {
            std::get<i>(nodes_).forward(context, input_of<i>(in), out(First + i), std::get<i>(workspace.branches));
        });
    }

    /// Where the sequences begin that the first branch makes of the batch.
    template <class Context>
    [[nodiscard]] auto offsets(const Context& context, std::size_t rows) const {
        return std::get<0>(nodes_).offsets(context, rows);
    }

    /// The outputs of branches that give RowSegments, side by side.
    template <class Context>
    [[nodiscard]] auto row_segments(const Context& context, const ConstMatrixView<T>& in, std::size_t rows,
                                    Workspace& workspace) const {
        prefetch(context);
        return give_segments(context, in, rows, workspace);
    }
    template <class Context>
    [[nodiscard]] LINNET_INLINE auto give_segments(const Context& context, const ConstMatrixView<T>& in,
                                                   std::size_t rows, Workspace& workspace) const {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return (std::get<I>(nodes_).give(RowSegmentsForm{}, context, in, rows, std::get<I>(workspace.branches)) +
                    ...);
        }(std::make_index_sequence<size>{});
    }

    /// Branch i wrote `out(i)` and gets the gradient `d_out(i)`; d_in becomes the sum over the branches that read it,
    /// added to what is in it if that was `written`. Returns whether it is written now.
    template <class Context, class Out, class DOut>
    bool backward(Context& context, const in_view& in, const Out& out, const DOut& d_out, const d_in_view& d_in,
                  Workspace& workspace, bool written = false) const {
        for_each([&](auto i) {
            const auto& node = std::get<i>(nodes_);
            auto& branch = std::get<i>(workspace.branches);
            if constexpr (!reads_input[i]) {
                call_backward(node, context, ConstMatrixView<T>{}, out(First + i), d_out(First + i), MatrixView<T>{},
                              branch);
            } else if (rows_of_view(d_in).data == nullptr) {
                call_backward(node, context, in, out(First + i), d_out(First + i), d_in, branch);
            } else if (!written) {
                call_backward(node, context, in, out(First + i), d_out(First + i), d_in, branch);
                written = true;
            } else {
                const d_in_view d_in_of_branch = workspace.d_in.top(extent_of(d_in));
                call_backward(node, context, in, out(First + i), d_out(First + i), d_in_of_branch, branch);
                kernels::map_rows<T, W>(
                    context.executor, rows_of_view(d_in),
                    [](const pack<T, W>& a, const pack<T, W>& b) LINNET_INLINE_LAMBDA { return a + b; },
                    rows_of_view(d_in), rows_of_view(d_in_of_branch));
            }
        });
        return written;
    }

    /// As above, for branches that take the gradient `d_out(i)` as one row for all samples.
    template <class Context, class DOut>
    void backward_outer(Context& context, const DOut& d_out, Workspace& workspace) const {
        for_each([&](auto i) {
            const auto& node = std::get<i>(nodes_);
            if constexpr (requires { context.norms; }) {
                call_sample_norms(node, context, d_out(First + i), std::get<i>(workspace.branches));
            } else {
                node.backward_from(context, d_out(First + i), std::get<i>(workspace.branches));
            }
        });
    }

    /// Branch I alone.
    template <std::size_t I>
    [[nodiscard]] const auto& branch() const {
        return std::get<I>(nodes_);
    }

    /// A lookup of a few rows waits for memory, so all branches prefetch at once instead of one after the other.
    template <class Context>
    LINNET_INLINE void prefetch(const Context& context) const {
        for_each([&](auto i) LINNET_INLINE_LAMBDA {
            const auto& node = std::get<i>(nodes_);
            if constexpr (requires { node.prefetch(context); }) {
                node.prefetch(context);
            }
        });
    }

    LINNET_COLD void describe(Description& description) const {
        description.nested([&] { describe_each(description); });
    }
    LINNET_COLD void describe_each(Description& description) const {
        for_each([&](auto i) { std::get<i>(nodes_).describe(description); });
    }

private:
    static constexpr std::array<bool, size> reads_input{Layers::reads_input...};

    /// What branch I gets for its input: that of the layer, if it reads one at all.
    template <std::size_t I>
    [[nodiscard]] LINNET_INLINE static auto input_of(const in_view& in) {
        if constexpr (reads_input[I]) {
            return in;
        } else {
            return ConstMatrixView<T>{};
        }
    }

    template <class F>
    LINNET_INLINE static void for_each(const F& f) {
        [&]<std::size_t... I>(std::index_sequence<I...>) LINNET_INLINE_LAMBDA {
            (f(std::integral_constant<std::size_t, I>{}), ...);
        }(std::make_index_sequence<size>{});
    }

    template <std::size_t... I>
    SingleBranches(Builder<T>& builder, std::index_sequence<I...>)
        : nodes_{node_of<Layers, T, W, In>(builder.child(First + I))...} {}

    nodes nodes_;
};

} // namespace linnet::inline LINNET_ISA::detail
