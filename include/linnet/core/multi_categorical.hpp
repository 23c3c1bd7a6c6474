// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/fixed_string.hpp>
#include <linnet/core/jagged_column.hpp>
#include <linnet/core/list_store.hpp>

namespace linnet::inline LINNET_ISA {

/// A feature with any number of ids for each sample, optionally weighted, such as the genres of a film.
template <FixedString Name, std::size_t Rows = dynamic, UnknownId OnUnknown = UnknownId::refuse>
struct MultiCategorical {
    static constexpr std::string_view name = Name.view();
    static constexpr std::size_t rows = Rows;
    static constexpr UnknownId unknown = OnUnknown;

    /// `batch + 1` offsets, and the ids that they divide into lists.
    template <class T>
    using column = JaggedColumn<T>;
    using store = ListStore<MultiCategorical>;

    /// The numbers of a batch are the weights.
    template <class T, class See>
    static void visit_numbers(const JaggedColumn<T>& column, const See& see) {
        for (std::size_t b = 0; b + 1 < column.offsets.size() && !column.weights.empty(); ++b) {
            const std::uint64_t end = std::min<std::uint64_t>(column.offsets[b + 1], column.weights.size());
            for (std::uint64_t i = column.offsets[b]; i < end; ++i) {
                see(b, column.weights[i]);
            }
        }
    }
};

} // namespace linnet::inline LINNET_ISA
