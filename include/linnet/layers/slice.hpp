// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/form.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/kernels/rows.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Layer>
struct SliceInput {
    static_assert(never<Layer>, "linnet: Slice needs an input: put it behind another layer, or into a branch.");
};
template <class Layer>
struct SliceColumns {
    static_assert(never<Layer>,
                  "linnet: a Slice takes at least one column, and all of its columns must be in its input.");
};

template <class Layer, std::size_t First, std::size_t Count, class In>
consteval auto slice_output() {
    if constexpr (is_shape_error<In>) {
        return In{};
    } else if constexpr (!is_shape<In> && !is_steps<In>) {
        return ShapeError<SliceInput<Layer>>{};
    } else if constexpr (Count == 0 || First >= In::columns || Count > In::columns - First) {
        return ShapeError<SliceColumns<Layer>>{};
    } else if constexpr (is_steps<In>) {
        return Steps<Count>{};
    } else {
        return Shape<Count>{};
    }
}

} // namespace detail

/// Some neighbouring columns of its input: out(b, k) = in(b, First + k) for k < Count.
///
/// Shapes: `batch x n` -> `batch x Count`, First + Count <= n, or of each step of sequences. Backward: d_in is d_out in
/// these columns and zero in all others. Nothing is copied in front of another layer, which reads the columns where
/// they lie. Source: PyTorch `torch.narrow`.
template <std::size_t First, std::size_t Count>
struct Slice {
    static constexpr std::string_view name = "Slice";
    static constexpr bool reads_input = true;
    static constexpr bool reads_steps = true;
    using features = TypeList<>;
    using tables = TypeList<>;

    template <class In>
    using output = decltype(detail::slice_output<Slice, First, Count, In>());

    template <class T, std::size_t W, class In>
    class Node {
        using in_view = typename In::template view<const T>;
        using d_in_view = typename In::template view<T>;

    public:
        static constexpr bool trainable = true;
        using gives = TypeList<InPlaceForm>;
        struct Workspace {
            void reserve(std::size_t) {}
        };

        explicit Node(Builder<T>&) {}

        template <class Context>
        void forward(const Context& context, const in_view& in, const d_in_view& out, Workspace&) const {
            kernels::copy_rows<T, W>(context.executor, detail::rows_of_view(out),
                                     detail::rows_of_view(in).slice(First, Count));
        }

        template <class Context>
        [[nodiscard]] in_view give(InPlaceForm, const Context&, const in_view& in, std::size_t, Workspace&) const {
            return in.slice(First, Count);
        }

        template <class Context>
        void backward(Context& context, const in_view&, const in_view&, const in_view& d_out_of_all,
                      const d_in_view& d_in_of_all, Workspace&) const {
            const ConstMatrixView<T> d_out = detail::rows_of_view(d_out_of_all);
            const MatrixView<T> d_in = detail::rows_of_view(d_in_of_all);
            if (d_in.data == nullptr) {
                return;
            }
            for_each_share(context.executor, d_in.rows, 1, In::columns, [&](std::size_t first, std::size_t count) {
                for (std::size_t r = first; r < first + count; ++r) {
                    T* const to = d_in.row(r);
                    std::fill_n(to, First, T{0});
                    kernels::copy_row<T, W>(d_out.row(r), to + First, Count);
                    std::fill_n(to + First + Count, In::columns - First - Count, T{0});
                }
            });
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({"Slice<", First, ", ", Count, ">"}), Count);
        }
    };
};

} // namespace linnet::inline LINNET_ISA
