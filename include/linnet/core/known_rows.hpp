// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

// Compiled once for the features of a network together, and not per feature.

[[nodiscard]] row_id highest_id(std::span<const row_id> ids);

/// What `known_rows` does where an id is not below `rows`.
template <class RowOf>
[[nodiscard, gnu::noinline]] std::span<const row_id> replaced_rows(std::string_view name, bool refused,
                                                                   std::span<const row_id> ids, std::size_t rows,
                                                                   std::vector<row_id>& storage, const RowOf& row_of) {
    if (refused || rows == 0) {
        std::size_t bad = 0;
        while (ids[bad] < rows) {
            ++bad;
        }
        fail_at<IdError>({"feature '", name, "', row "}, static_cast<std::size_t>(row_of(bad)),
                         {": id ", ids[bad], " is not below ", rows});
    }
    storage.resize(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        storage[i] = ids[i] < rows ? ids[i] : 0;
    }
    return storage;
}

/// `known_rows` for a feature that is known when the program runs.
template <class RowOf = std::identity>
[[nodiscard]] LINNET_INLINE std::span<const row_id>
rows_of_ids(std::string_view name, bool refused, std::span<const row_id> ids, std::size_t rows,
            std::vector<row_id>& storage, const RowOf& row_of = {}) {
    const row_id highest = ids.size() == 1 ? ids[0] : highest_id(ids);
    if (ids.empty() || highest < rows) {
        return ids;
    }
    return replaced_rows(name, refused, ids, rows, storage, row_of);
}

} // namespace detail

/// Returns the table rows that `ids` name. These are the ids themselves, unless one is not below `rows`. In that case
/// the policy of the feature decides: throw IdError, naming the feature, the row of the batch and the value, or return
/// a copy in `storage` that reads row 0 instead. `row_of` maps a position in `ids` to the row of the batch. A table
/// without rows knows no id at all.
template <IdFeature F, class RowOf = std::identity>
[[nodiscard]] std::span<const row_id> known_rows(std::span<const row_id> ids, std::size_t rows,
                                                 std::vector<row_id>& storage, const RowOf& row_of = {}) {
    return detail::rows_of_ids(F::name, F::unknown == UnknownId::refuse, ids, rows, storage, row_of);
}

/// The same for one id, of a row of the batch.
template <IdFeature F>
[[nodiscard]] LINNET_INLINE row_id known_row(row_id id, std::size_t rows, std::size_t batch_row) {
    if (id < rows) [[likely]] {
        return id;
    }
    if (F::unknown == UnknownId::refuse || rows == 0) {
        detail::fail_at<IdError>({"feature '", F::name, "', row "}, batch_row, {": id ", id, " is not below ", rows});
    }
    return 0;
}

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_HOT LINNET_DEFINITION row_id highest_id(std::span<const row_id> ids) {
    row_id highest = 0;
    for (const row_id id : ids) {
        highest = std::max(highest, id);
    }
    return highest;
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
