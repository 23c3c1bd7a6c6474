// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/form.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/outer_gradient.hpp>
#include <linnet/core/row_segments.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/layers/branches.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class, class... Outputs>
struct summed_widths {
    static constexpr std::size_t columns = (Outputs::columns + ...);
    using type = std::conditional_t<(is_steps<Outputs> || ...), Steps<columns>, Shape<columns>>;
};

} // namespace detail

/// The outputs of its branches side by side: out = [branch_1 | branch_2 | ...]. A branch either reads a feature or
/// reads the input of the Concat.
///
/// Shapes: `batch x n_i` from each branch -> `batch x sum of n_i`. Nothing is copied: the branches write into their
/// columns, and a Dense of one unit reads the rows of tables and features where they lie.
/// Source: Keras `Concatenate`.
template <class... Layers>
struct Concat {
    static constexpr std::string_view name = "Concat";
    static constexpr bool reads_input = branches_read_input<Layers...>;
    static constexpr bool reads_steps = true;
    using features = features_of<Layers...>;
    using tables = tables_of<Layers...>;

    template <class In>
    using output = decltype(detail::branches_output<Concat, detail::summed_widths, In, Layers...>());

    template <class T, std::size_t W, class In>
    class Node {
        using branches = detail::Branches<T, W, In, Layers...>;

    public:
        static constexpr bool trainable = branches::trainable;
        using gives = std::conditional_t<branches::gives_row_segments, TypeList<RowSegmentsForm>, TypeList<>>;
        using takes_gradient =
            std::conditional_t<branches::takes_outer_gradient, TypeList<OuterGradientForm>, TypeList<>>;
        using Workspace = typename branches::Workspace;
        using out_view = typename output<In>::template view<T>;
        using const_out_view = typename output<In>::template view<const T>;

        explicit Node(Builder<T>& builder) : branches_{builder} {}

        template <class Context>
        void forward(const Context& context, const typename branches::in_view& in, const out_view& out,
                     Workspace& workspace) const {
            branches_.forward(context, in, part_of(out), workspace);
        }

        template <class Context>
        [[nodiscard]] auto give(RowSegmentsForm, const Context& context, const ConstMatrixView<T>& in, std::size_t rows,
                                Workspace& workspace) const {
            return branches_.row_segments(context, in, rows, workspace);
        }

        template <class Context>
        void backward(Context& context, const typename branches::in_view& in, const const_out_view& out,
                      const const_out_view& d_out, const typename branches::d_in_view& d_in,
                      Workspace& workspace) const {
            branches_.backward(context, in, part_of(out), part_of(d_out), d_in, workspace);
        }

        template <class Context>
        void backward_from(Context& context, const OuterGradient<T>& d_out, Workspace& workspace) const {
            branches_.backward_outer(context, [&](std::size_t i) { return d_out.slice(first_columns[i]); }, workspace);
        }

        /// Where its sequences begin, where it makes them of the batch.
        template <class Context>
        [[nodiscard]] auto offsets(const Context& context, std::size_t rows) const {
            return branches_.offsets(context, rows);
        }

        LINNET_COLD void describe(Description& description) const {
            description.add("Concat", output<In>::columns);
            branches_.describe(description);
        }

    private:
        template <class View>
        static auto part_of(View whole) {
            return [whole](std::size_t i) { return whole.slice(first_columns[i], branches::columns[i]); };
        }
        static constexpr auto first_columns = [] {
            std::array<std::size_t, branches::size> firsts{};
            for (std::size_t i = 1; i < branches::size; ++i) {
                firsts[i] = firsts[i - 1] + branches::columns[i - 1];
            }
            return firsts;
        }();

        branches branches_;
    };
};

} // namespace linnet::inline LINNET_ISA
