// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/fixed_string.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/number_store.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

// A function, because a class template that failed would not be a Feature, and more errors would follow.
template <std::size_t Columns>
consteval std::size_t at_least_one_column() {
    static_assert(Columns > 0, "linnet: Numeric needs at least one column.");
    return Columns;
}

} // namespace detail

/// A feature with `Columns` real numbers for each sample, such as a price or the vector of an image.
template <FixedString Name, std::size_t Columns = 1>
struct Numeric {
    static constexpr std::string_view name = Name.view();
    static constexpr std::size_t columns = detail::at_least_one_column<Columns>();

    /// `batch x Columns`.
    template <class T>
    using column = ConstMatrixView<T>;
    using store = NumberStore<Numeric>;

    template <class T, class See>
    static void visit_numbers(const ConstMatrixView<T>& column, const See& see) {
        for (std::size_t b = 0; b < column.rows; ++b) {
            for (std::size_t c = 0; c < column.columns; ++c) {
                see(b, column(b, c));
            }
        }
    }
};

} // namespace linnet::inline LINNET_ISA
