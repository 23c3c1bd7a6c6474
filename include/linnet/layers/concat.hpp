// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/layers/branches.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class, class... Outputs>
struct summed_widths {
    using type = Shape<(Outputs::columns + ...)>;
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
    static constexpr bool reads_input = detail::branches_read_input<Layers...>;
    using features = detail::features_of<Layers...>;
    using tables = detail::tables_of<Layers...>;

    template <class In>
    using output = decltype(detail::branches_output<Concat, detail::summed_widths, In, Layers...>());

    template <class T, std::size_t W, class In>
    class Node {
        using branches = detail::Branches<T, W, In, Layers...>;

    public:
        static constexpr bool trainable = branches::trainable;
        static constexpr bool takes_outer_gradient = branches::takes_outer_gradient;
        static constexpr bool gives_row_parts = branches::gives_row_parts;
        using Workspace = typename branches::Workspace;

        explicit Node(Builder<T>& builder) : branches_{builder} {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace& workspace) const {
            branches_.forward(context, in, part_of(out), workspace);
        }

        template <class Context>
        [[nodiscard]] auto row_parts(const Context& context, std::size_t rows, Workspace& workspace) const {
            return branches_.row_parts(context, rows, workspace);
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T> out, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace& workspace) const {
            branches_.backward(context, in, part_of(out), part_of(d_out), d_in, workspace);
        }

        template <class Context>
        void backward_outer(Context& context, const OuterGradient<T>& d_out, Workspace& workspace) const {
            branches_.backward_outer(context, [&](std::size_t i) { return d_out.slice(first_column(i)); }, workspace);
        }

        LINNET_COLD void describe(Description& description) const {
            description.add("Concat", output<In>::columns);
            branches_.describe(description);
        }

    private:
        template <class View>
        static auto part_of(View whole) {
            return [whole](std::size_t i) { return whole.slice(first_column(i), branches::columns[i]); };
        }
        static std::size_t first_column(std::size_t branch) {
            std::size_t first = 0;
            for (std::size_t i = 0; i < branch; ++i) {
                first += branches::columns[i];
            }
            return first;
        }

        branches branches_;
    };
};

} // namespace linnet::inline LINNET_ISA
