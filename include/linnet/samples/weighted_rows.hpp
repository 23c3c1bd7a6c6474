// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/samples/column_store.hpp>

namespace linnet::inline LINNET_ISA {

/// Rows of a table and a weight for each: one list of a column with weights.
struct WeightedRows {
    std::vector<row_id> rows;
    std::vector<float> weights;

    [[nodiscard]] bool operator==(const WeightedRows&) const = default;
};

/// The column of a feature that holds, for each text, the rows and weights that `vectorizer` finds in it; it is a TfIdf
/// or a HashingVectorizer. Each distinct text is read once.
template <WeightedListFeature F, class Vectorizer>
[[nodiscard]] LINNET_COLD ColumnStore<F> text_column(const Vectorizer& vectorizer, const StringColumn& texts) {
    std::vector<WeightedRows> lists(texts.distinct());
    for (std::uint32_t code = 0; code < texts.distinct(); ++code) {
        lists[code] = vectorizer(texts.string(code));
    }
    ColumnStore<F> column;
    if constexpr (requires { vectorizer.vocabulary(); }) {
        column.encoded_by = vectorizer.vocabulary().fingerprint();
    }
    for (const std::uint32_t code : texts.codes()) {
        column.add(lists[code].rows);
        column.weights.insert(column.weights.end(), lists[code].weights.begin(), lists[code].weights.end());
    }
    return column;
}

namespace detail {

/// The distinct rows among `rows`, in rising order, and how often each occurs. `rows` is left sorted.
struct RowCounts {
    std::vector<row_id> rows;
    std::vector<std::uint32_t> counts;
};
[[nodiscard]] RowCounts counts_of(std::vector<row_id>& rows);

/// For each row `count * factor`, divided by the root of the sum of their squares, unless that is 0. `factors` holds
/// the factor of each row of the table; without it, all factors are 1.
[[nodiscard]] std::vector<float> of_unit_length(const RowCounts& list, const double* factors = nullptr);

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>
#include <cmath>

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION RowCounts counts_of(std::vector<row_id>& rows) {
    std::sort(rows.begin(), rows.end());
    RowCounts result;
    for (const row_id row : rows) {
        if (result.rows.empty() || result.rows.back() != row) {
            result.rows.push_back(row);
            result.counts.push_back(0);
        }
        ++result.counts.back();
    }
    return result;
}

LINNET_COLD LINNET_DEFINITION std::vector<float> of_unit_length(const RowCounts& list, const double* factors) {
    const auto weight = [&](std::size_t i) {
        return static_cast<double>(list.counts[i]) * (factors == nullptr ? 1.0 : factors[list.rows[i]]);
    };
    double squares = 0.0;
    for (std::size_t i = 0; i < list.rows.size(); ++i) {
        squares = std::fma(weight(i), weight(i), squares);
    }
    const double length = squares > 0.0 ? std::sqrt(squares) : 1.0;
    std::vector<float> result(list.rows.size());
    for (std::size_t i = 0; i < result.size(); ++i) {
        result[i] = static_cast<float>(weight(i) / length);
    }
    return result;
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
