// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/log/select_rows.hpp>
#include <linnet/samples/encode.hpp>
#include <linnet/samples/vocabulary.hpp>

namespace linnet::inline LINNET_ISA {

/// How the rows of a frame and those of a vocabulary matched.
struct AlignReport {
    std::size_t found = 0;    ///< ids that both have
    std::size_t missing = 0;  ///< ids of the vocabulary that the frame lacks
    std::size_t ignored = 0;  ///< rows of the frame whose id the vocabulary lacks
    std::size_t repeated = 0; ///< rows of the frame whose id occurred before
};

namespace detail {

/// Calls `use` with row and value of each number or integer in a column of a frame that is not missing.
/// Throws DataError for a number that is not whole, or too large to be exact.
template <class Use>
LINNET_COLD void for_each_whole_number(const Frame& frame, std::string_view name, const Use& use) {
    if (frame.is_integer(name)) {
        const std::vector<std::int64_t>& integers = frame.integers(name);
        for (std::size_t row = 0; row < integers.size(); ++row) {
            if (integers[row] != Frame::missing_integer) {
                use(row, integers[row]);
            }
        }
        return;
    }
    const std::vector<float>& numbers = frame.numbers(name);
    for (std::size_t row = 0; row < numbers.size(); ++row) {
        const float number = numbers[row];
        if (!std::isnan(number)) {
            if (!(std::abs(number) < 0x1p24F) || std::floor(number) != number) {
                fail<DataError>({"column '", name, "', row ", row, ": ", number, " is no id"});
            }
            use(row, static_cast<std::int64_t>(number));
        }
    }
}

/// For each entry of a frame's column, of strings or of whole numbers, its row in a vocabulary: 0 if the entry is
/// missing or unknown. Throws DataError for a number that is not an id.
[[nodiscard]] std::vector<row_id> find_rows(const Frame& frame, std::string_view name, const Vocabulary& vocabulary);

} // namespace detail

/// A frame whose row `r` describes row `r` of a vocabulary. That is the first row of `frame` that has its id in column
/// `id`, of strings or of whole numbers. Row 0, for unknown ids, and ids that the frame lacks get missing values. Ids
/// that the vocabulary lacks are left out. O(cells).
/// Throws DataError if the frame lacks the column, or a number in it is not an id.
[[nodiscard]] Frame align(const Frame& frame, std::string_view id, const Vocabulary& vocabulary,
                          AlignReport* report = nullptr);

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION std::vector<row_id> find_rows(const Frame& frame, std::string_view name,
                                                            const Vocabulary& vocabulary) {
    if (!frame.is_numeric(name) && !frame.is_integer(name)) {
        return find_rows(frame.strings(name), vocabulary);
    }
    std::vector<row_id> rows(frame.size());
    for_each_whole_number(frame, name,
                          [&](std::size_t row, std::int64_t number) { rows[row] = vocabulary.find(number); });
    return rows;
}

} // namespace detail

LINNET_COLD LINNET_DEFINITION Frame align(const Frame& frame, std::string_view id, const Vocabulary& vocabulary,
                                          AlignReport* report) {
    const std::vector<row_id> rows = detail::find_rows(frame, id, vocabulary);
    std::vector<std::size_t> source(vocabulary.size(), detail::no_row); // for each row of it, the frame's row
    AlignReport result;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] == 0) {
            ++result.ignored;
        } else if (source[rows[i]] != detail::no_row) {
            ++result.repeated;
        } else {
            source[rows[i]] = i;
            ++result.found;
        }
    }
    result.missing = vocabulary.size() - 1 - result.found;

    if (report != nullptr) {
        *report = result;
    }
    return detail::rows_or_missing(frame, source);
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
