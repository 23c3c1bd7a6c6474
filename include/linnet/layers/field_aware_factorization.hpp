// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/field_aware.hpp>
#include <linnet/layers/fields.hpp>

namespace linnet::inline LINNET_ISA {

/// A factorization machine whose fields have another vector for each other field: out(b) = sum over i < j of the inner
/// product of v(b, i, j) and v(b, j, i). Each of m fields gives m vectors of `Columns` columns, that for field j at
/// columns (i m + j) Columns of the input, as the Concat of m lookups of m Columns columns puts them side by side. The
/// vectors v(b, i, i) are not used. The term of first order is for another branch, as for FactorizationMachine.
///
/// Shapes: `batch x m m Columns` -> `batch x 1`, m > 1.
/// Backward: d_v(i, j) = d_out v(j, i), and 0 for i = j.
/// Cost: m^2 Columns flops a sample forward and backward.
/// Source: Juan et al., "Field-aware factorization machines for CTR prediction", RecSys 2016 (FFM).
template <std::size_t Columns>
struct FieldAwareFactorization : detail::LayerOfFields {
    static constexpr std::string_view name = "FieldAwareFactorization";

    template <class... In>
    struct NotSquare {
        static_assert(never<In...>, "linnet: the input of FieldAwareFactorization must be m fields of m vectors each, "
                                    "so that its width is m * m times the columns of a vector.");
    };

    /// The number of fields that give so many vectors, rounded down.
    [[nodiscard]] static constexpr std::size_t fields_of(std::size_t vectors) {
        std::size_t m = 0;
        while ((m + 1) * (m + 1) <= vectors) {
            ++m;
        }
        return m;
    }
    [[nodiscard]] static constexpr std::size_t columns_of(std::size_t) { return 1; }

    template <class In>
    static consteval auto shape() {
        using of_vectors = decltype(detail::output_of_fields<FieldAwareFactorization, Columns, In>());
        if constexpr (is_shape_error<of_vectors>) {
            return of_vectors{};
        } else {
            constexpr std::size_t m = fields_of(In::columns / Columns);
            return std::conditional_t<m * m * Columns == In::columns, Shape<1>, ShapeError<NotSquare<In>>>{};
        }
    }
    template <class In>
    using output = decltype(shape<In>());

    template <class T, std::size_t W, class In>
    class Node {
        static constexpr std::size_t fields = fields_of(In::columns / Columns);

    public:
        static constexpr bool trainable = true;

        struct Workspace {
            void reserve(std::size_t) {}
        };

        explicit Node(Builder<T>&) {}

        template <class Context>
        void forward(const Context& context, ConstMatrixView<T> in, MatrixView<T> out, Workspace&) const {
            for_each_share(context.executor, in.rows, 1, In::columns, [&](std::size_t first, std::size_t count) {
                for (std::size_t b = first; b < first + count; ++b) {
                    out(b, 0) = kernels::field_aware_sum<T, W, Columns>(in.row(b), fields);
                }
            });
        }

        template <class Context>
        void backward(Context& context, ConstMatrixView<T> in, ConstMatrixView<T>, ConstMatrixView<T> d_out,
                      MatrixView<T> d_in, Workspace&) const {
            if (d_in.data == nullptr) {
                return;
            }
            for_each_share(context.executor, in.rows, 1, 2 * In::columns, [&](std::size_t first, std::size_t count) {
                for (std::size_t b = first; b < first + count; ++b) {
                    kernels::field_aware_gradient<T, W, Columns>(d_out(b, 0), in.row(b), d_in.row(b), fields);
                }
            });
        }

        LINNET_COLD void describe(Description& description) const {
            description.add(detail::text({name, "<", Columns, ">"}), 1);
        }
    };
};

} // namespace linnet::inline LINNET_ISA
