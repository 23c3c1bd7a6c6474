// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/any_feature.hpp>
#include <linnet/core/batch.hpp>
#include <linnet/core/call_backward.hpp>
#include <linnet/core/context.hpp>
#include <linnet/core/form.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/outer_gradient.hpp>
#include <linnet/core/row_segments.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/type_list.hpp>

// Neighbouring branches that differ in nothing but the feature they read, such as the embeddings of a click log. They
// are one type of node, in a loop: compiled once, however many they are.
namespace linnet::inline LINNET_ISA::detail {

template <class List>
struct only_feature;
template <class F>
struct only_feature<TypeList<F>> {
    using type = F;
};

template <std::size_t Columns, class T, std::size_t... I>
RowSegments<T, (static_cast<void>(I), Columns)...> segments_of_equal_width(std::index_sequence<I...>);

/// The bound branches `First`, `First` + 1, ... of a layer.
template <class T, std::size_t W, std::size_t First, class... Layers>
class EqualBranches {
    using layer = typename open_layer<std::tuple_element_t<0, std::tuple<Layers...>>>::type;
    using feature = typename only_feature<typename layer::features>::type;
    using column = typename feature::template column<T>;
    using batch_type = Batch<T, feature>;

public:
    using node = node_of<layer, T, W, NoInput>;
    static constexpr std::size_t size = sizeof...(Layers);
    static constexpr bool trainable = node::trainable;
    static constexpr bool gives_row_segments = GivesForm<node, RowSegmentsForm>;
    static constexpr bool takes_outer_gradient = TakesGradientForm<node, OuterGradientForm>;

    struct Workspace {
        std::array<typename node::Workspace, size> branches;

        void reserve(std::size_t batch, bool /*beside_others*/) {
            for (auto& branch : branches) {
                branch.reserve(batch);
            }
        }
    };

    LINNET_COLD explicit EqualBranches(const Builder<T>& builder)
        : EqualBranches{builder, std::make_index_sequence<size>{}} {}

    /// Branch i writes to `out(i)`.
    template <class Context, class In, class Out>
    LINNET_INLINE void run(const Context& context, const In&, const Out& out, Workspace& workspace) const {
        each_with_batch(context, [&](const auto& inner, std::size_t i) LINNET_INLINE_LAMBDA {
            nodes_[i].forward(inner, ConstMatrixView<T>{}, out(First + i), workspace.branches[i]);
        });
    }

    /// The outputs of branches that give RowSegments.
    template <class Context>
    [[nodiscard]] LINNET_INLINE auto give_segments(const Context& context, const ConstMatrixView<T>& in,
                                                   std::size_t rows, Workspace& workspace) const {
        decltype(segments_of_equal_width<output_of<layer, NoInput>::columns, T>(std::make_index_sequence<size>{})) all;
        all.rows = rows;
        each_with_batch(context, [&](const auto& inner, std::size_t i) LINNET_INLINE_LAMBDA {
            all.segments[i] = nodes_[i].give(RowSegmentsForm{}, inner, in, rows, workspace.branches[i]).segments[0];
        });
        return all;
    }

    /// Branch i gets the gradient `d_out(i)`.
    template <class Context, class In, class Out, class DOut, class DIn>
    bool backward(Context& context, const In&, const Out& out, const DOut& d_out, const DIn&, Workspace& workspace,
                  bool written) const {
        each_with_batch(context, [&](auto& inner, std::size_t i) LINNET_INLINE_LAMBDA {
            call_backward(nodes_[i], inner, ConstMatrixView<T>{}, ConstMatrixView<T>(out(First + i)),
                          ConstMatrixView<T>(d_out(First + i)), MatrixView<T>{}, workspace.branches[i]);
        });
        return written;
    }
    template <class Context, class DOut>
    void backward_outer(Context& context, const DOut& d_out, Workspace& workspace) const {
        each_with_batch(context, [&](auto& inner, std::size_t i) LINNET_INLINE_LAMBDA {
            if constexpr (requires { context.norms; }) {
                call_sample_norms(nodes_[i], inner, d_out(First + i), workspace.branches[i]);
            } else {
                nodes_[i].backward_from(inner, d_out(First + i), workspace.branches[i]);
            }
        });
    }

    template <class Context>
    LINNET_INLINE void prefetch(const Context& context) const {
        if constexpr (requires(const ForwardContext<T, batch_type>& inner) { nodes_[0].prefetch(inner); }) {
            each_with_batch(context,
                            [&](const auto& inner, std::size_t i) LINNET_INLINE_LAMBDA { nodes_[i].prefetch(inner); });
        }
    }

    LINNET_COLD void describe_each(Description& description) const {
        for (const node& branch : nodes_) {
            branch.describe(description);
        }
    }

private:
    static constexpr std::array<StandsFor<T>, size> features{open_layer<Layers>::template feature<T>()...};

    /// Calls `f` for each branch, with a context in which its column is that of the stand-in.
    template <class Context, class F>
    LINNET_INLINE static void each_with_batch(Context& context, const F& f) {
        const std::array<const column*, size> columns{
            &context.batch.template column<typename only_feature<typename Layers::features>::type>()...};
        batch_type batch{context.batch.rows, {}};
        auto inner = with_batch(context, batch);
        for (std::size_t i = 0; i < size; ++i) {
            batch.template column<feature>() = *columns[i];
            f(inner, i);
        }
    }

    static node bind(const Builder<T>& builder, std::size_t i) {
        ChildBuilder<T> child = builder.child(First + i);
        child.builder.set_feature(features[i]);
        return node(child);
    }
    template <std::size_t... I>
    EqualBranches(const Builder<T>& builder, std::index_sequence<I...>) : nodes_{bind(builder, I)...} {}

    std::array<node, size> nodes_;
};

} // namespace linnet::inline LINNET_ISA::detail
