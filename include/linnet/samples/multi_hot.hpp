// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/text.hpp>
#include <linnet/samples/column_store.hpp>

namespace linnet::inline LINNET_ISA {

/// A column of lists as vectors, such as the genres of films for a reranker: `samples x rows`, with a 1, or the weight
/// of the entry, where a list has the row. Row 0, the unknown one, stays 0. `rows` is that of the feature's vocabulary.
/// Throws SettingError if the column contradicts itself, IdError if an entry is not below `rows`.
/// Source: `CategoryEncoding(output_mode="multi_hot")` of Keras.
template <WeightedListFeature F>
[[nodiscard]] LINNET_COLD Matrix<float> multi_hot(const ColumnStore<F>& column, std::size_t rows) {
    column.check();
    Matrix<float> vectors(column.size(), rows);
    for (std::size_t sample = 0; sample < column.size(); ++sample) {
        for (std::uint64_t at = column.offsets[sample]; at < column.offsets[sample + 1]; ++at) {
            const row_id row = column.ids[at];
            if (row >= rows) {
                detail::fail<IdError>(
                    {"multi_hot: feature '", F::name, "', row ", sample, ": id ", row, " is not below ", rows});
            }
            if (row != 0) {
                vectors.view()(sample, row) = column.weights.empty() ? 1.0F : column.weights[at];
            }
        }
    }
    return vectors;
}

} // namespace linnet::inline LINNET_ISA
