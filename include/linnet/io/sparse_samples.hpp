// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/samples/column_store.hpp>
#include <linnet/samples/weighted_rows.hpp>

namespace linnet::inline LINNET_ISA {

/// Labelled samples with few values among many columns. The entries of sample `i` are `offsets[i] .. offsets[i + 1]`;
/// each has the number of a column and the value in it.
struct SparseSamples {
    std::vector<float> labels;
    std::vector<std::uint64_t> offsets{0};
    std::vector<std::uint32_t>
        fields; ///< the group of columns that an entry belongs to; empty, unless the source has it
    std::vector<row_id> indices;
    std::vector<float> values;

    [[nodiscard]] std::size_t size() const { return labels.size(); }
    [[nodiscard]] bool has_fields() const { return !fields.empty(); }
    /// The number of table rows that all indices need: the largest index plus one, or 0 without entries.
    [[nodiscard]] LINNET_COLD std::size_t rows() const {
        std::size_t rows = 0;
        for (const row_id index : indices) {
            rows = std::max(rows, std::size_t{index} + 1);
        }
        return rows;
    }

    [[nodiscard]] bool operator==(const SparseSamples&) const = default;
};

namespace detail {

/// The entries for which `wanted(entry)` is true, as lists of a feature.
template <WeightedListFeature F, class Wanted>
[[nodiscard]] LINNET_COLD ColumnStore<F> sparse_lists(const SparseSamples& samples, const Wanted& wanted) {
    ColumnStore<F> column;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        for (std::uint64_t at = samples.offsets[i]; at < samples.offsets[i + 1]; ++at) {
            if (!wanted(at)) {
                continue;
            }
            row_id index = samples.indices[at];
            if (index >= F::rows) {
                if constexpr (F::unknown == UnknownId::refuse) {
                    fail<IdError>({"feature '", F::name, "', sample ", i, ": index ", index, " of ", F::rows, " rows"});
                }
                index = 0;
            }
            column.ids.push_back(index);
            column.weights.push_back(samples.values[at]);
        }
        column.offsets.push_back(column.ids.size());
    }
    return column;
}

} // namespace detail

/// The column of a feature that holds, for each sample, the indices of its entries as ids and their values as weights.
/// An index that is not below the feature's rows becomes row 0 if the feature allows it; otherwise it throws IdError.
template <WeightedListFeature F>
[[nodiscard]] LINNET_COLD ColumnStore<F> sparse_column(const SparseSamples& samples) {
    return detail::sparse_lists<F>(samples, [](std::uint64_t) { return true; });
}

/// As above, for the entries of one field. Throws DataError if the samples have no fields.
template <WeightedListFeature F>
[[nodiscard]] LINNET_COLD ColumnStore<F> sparse_column(const SparseSamples& samples, std::uint32_t field) {
    if (!samples.has_fields() && !samples.indices.empty()) {
        detail::fail<DataError>(
            {"feature '", F::name, "' is to hold the entries of field ", field, " of samples that have no fields"});
    }
    return detail::sparse_lists<F>(samples, [&](std::uint64_t at) { return samples.fields[at] == field; });
}

} // namespace linnet::inline LINNET_ISA
