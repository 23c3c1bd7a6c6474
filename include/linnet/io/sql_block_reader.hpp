// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in io.hpp, because it needs SOCI (Debian's libsoci-dev and libboost-dev): link with -lsoci_core.
#include <linnet/io/soci.hpp>
#if LINNET_HAS_SOCI

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/io/sql.hpp>
#include <linnet/io/sql_rows.hpp>

namespace linnet::inline LINNET_ISA {

/// Reads a query's result that is larger than memory in blocks of rows, one after the other: what `read_sql` of pandas
/// does with `chunksize`. Needs the memory of one block, and that of a few thousand rows; a MySQL server sends the
/// whole result at once. The session must outlive the reader, and, but with PostgreSQL, may have to be left alone
/// meanwhile.
///
/// For blocks in a random order, let the query make it, or write the rows to a file and use BlockReader.
class SqlBlockReader {
public:
    /// Sends the query. Throws SettingError for blocks of no rows, and what `read_frame` throws.
    LINNET_COLD SqlBlockReader(soci::session& session, const std::string& query, std::vector<SqlColumn> columns,
                               std::size_t rows_per_block)
        : rows_{session, query}, builder_{rows_, std::move(columns)}, rows_per_block_{rows_per_block} {
        if (rows_per_block == 0) {
            detail::fail<SettingError>({"the query \"", query, "\" is to be read in blocks of no rows"});
        }
    }

    /// The next `rows_per_block` rows, or what is left; none at the end.
    /// Throws DataError as `read_frame` does; so does the next call then.
    [[nodiscard]] LINNET_COLD std::optional<Frame> next() {
        if (!problem_.empty()) {
            throw DataError(problem_);
        }
        std::size_t count = 0;
        try {
            while (count < rows_per_block_ && rows_.next()) {
                builder_.append();
                ++count;
            }
        } catch (const DataError& error) {
            problem_ = error.what();
            throw;
        }
        return count == 0 ? std::nullopt : std::optional{builder_.take()};
    }

private:
    detail::SqlRows rows_;
    detail::SqlFrameBuilder builder_;
    std::size_t rows_per_block_;
    std::string problem_;
};

} // namespace linnet::inline LINNET_ISA

#endif
