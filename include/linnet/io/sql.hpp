// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in io.hpp, because it needs SOCI (Debian's libsoci-dev and libboost-dev): link with -lsoci_core.
#include <linnet/io/soci.hpp>
#if LINNET_HAS_SOCI

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/io/field_number.hpp>
#include <linnet/io/frame_format.hpp>
#include <linnet/io/sql_rows.hpp>
#include <linnet/io/timestamp.hpp>
#include <linnet/log/interactions.hpp>

namespace linnet::inline LINNET_ISA {

/// The columns of a query's result that make a log.
struct InteractionColumns {
    std::string user = "user";
    std::string item = "item";
    std::optional<std::string> rating{};    ///< if none, `Interactions::ratings` stays empty
    std::optional<std::string> timestamp{}; ///< as `parse_timestamp` reads it; if none, `timestamps` stays empty
};

/// A column of a query's result, and of the frame that is made of it.
struct SqlColumn {
    std::string name;
    ColumnKind kind = ColumnKind::text;
};

/// Reads a log from a database, in the order of the query. Ids may be numbers or text: they are kept as the text that
/// the database makes of them. Needs the memory of the log, and that of a few thousand rows; a MySQL server sends the
/// whole result at once. A word behind a colon outside quotes is a parameter to SOCI, and cannot be used here.
///
///     soci::session session{"sqlite3", "db=log.sqlite"};
///     read_interactions(session, "SELECT user, item, stars FROM ratings", {.rating = "stars"});
///
/// Throws DataError, with the query and what the database says, if it is refused; if it has not exactly one column of a
/// name; for a NULL, an empty id, a rating that is not a finite number, or a time that is none, naming row, from 0, and
/// column.
[[nodiscard]] Interactions read_interactions(soci::session& session, const std::string& query,
                                             const InteractionColumns& columns = {});

/// Reads a table from a database, in the order of the query. If no columns are named, all become text. A NULL is an
/// empty string, NaN or `Frame::missing_integer`.
/// Throws DataError as `read_interactions` does, but for NULLs; SettingError if two columns are to have one name.
[[nodiscard]] Frame read_frame(soci::session& session, const std::string& query, std::vector<SqlColumn> columns = {});

/// As above, for the columns of a list of features; see `frame_format`.
template <class Features>
[[nodiscard]] LINNET_COLD Frame read_frame(soci::session& session, const std::string& query) {
    std::vector<SqlColumn> columns;
    for (FrameColumn& column : frame_format<Features>().columns) {
        columns.push_back({std::move(column.name), column.kind});
    }
    return read_frame(session, query, std::move(columns));
}

namespace detail {

/// The number that a value is. Throws DataError, naming `what` it should be.
[[nodiscard]] inline float sql_float(const SqlRows& rows, std::size_t column, std::string_view what) {
    float value = 0.0F;
    if (const std::errc error =
            rows.is_null(column) ? std::errc::invalid_argument : read_number(rows.text(column), value);
        error != std::errc{}) {
        rows.refuse(what, column,
                    error == std::errc::result_out_of_range ? " is out of the range of float"
                                                            : " is not a finite number");
    }
    return value;
}
[[nodiscard]] inline std::int64_t sql_integer(const SqlRows& rows, std::size_t column, std::string_view what) {
    const std::string_view text = rows.text(column);
    // A column of floating point may hold integers, 42.0.
    const std::size_t point = text.find('.');
    const bool whole = point != std::string_view::npos && point + 1 < text.size() &&
                       text.find_first_not_of('0', point + 1) == std::string_view::npos;
    std::int64_t value = 0;
    if (!is_number(whole ? text.substr(0, point) : text, value)) {
        rows.refuse(what, column, " is not a 64-bit integer");
    }
    return value;
}
[[nodiscard]] inline std::int64_t sql_timestamp(const SqlRows& rows, std::size_t column, std::string_view what) {
    const std::optional<std::int64_t> time = rows.is_null(column) ? std::nullopt : parse_timestamp(rows.text(column));
    if (!time) {
        rows.refuse(what, column, no_timestamp);
    }
    return *time;
}

/// Makes frames of the rows of a query.
class SqlFrameBuilder {
public:
    LINNET_COLD SqlFrameBuilder(const SqlRows& rows, std::vector<SqlColumn> columns) : rows_{rows} {
        if (columns.empty()) {
            for (const std::string& name : rows.names()) {
                columns.push_back({name});
            }
        }
        for (std::size_t i = 0; i < columns.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (columns[i].name == columns[j].name) {
                    static_cast<void>(rows.column(columns[i].name)); // throws if it is the query that has two
                    fail<SettingError>({"two columns of a frame are to have the name ", shown(columns[i].name)});
                }
            }
        }
        if (columns.empty()) {
            static_cast<void>(rows.column("*")); // throws: there is no result
        }
        for (SqlColumn& column : columns) {
            const std::size_t source = rows.column(column.name);
            columns_.push_back({std::move(column.name), column.kind, source, {}, {}, {}});
        }
    }

    /// Appends the current row. If it throws, the builder is of no more use.
    LINNET_HOT void append() {
        for (Column& column : columns_) {
            const bool null = rows_.is_null(column.source);
            if (column.kind == ColumnKind::text) {
                column.strings.push_back(null ? std::string_view{} : rows_.text(column.source));
            } else if (column.kind == ColumnKind::number) {
                column.numbers.push_back(null ? std::numeric_limits<float>::quiet_NaN()
                                              : sql_float(rows_, column.source, "number"));
            } else {
                const bool integer = column.kind == ColumnKind::integer;
                column.integers.push_back(null      ? Frame::missing_integer
                                          : integer ? sql_integer(rows_, column.source, "integer")
                                                    : sql_timestamp(rows_, column.source, "timestamp"));
                if (!null && column.integers.back() == Frame::missing_integer) {
                    rows_.refuse(integer ? "integer" : "timestamp", column.source,
                                 " is the one that stands for a missing integer");
                }
            }
        }
    }

    /// The rows appended since the last call.
    [[nodiscard]] LINNET_COLD Frame take() {
        Frame frame;
        for (Column& column : columns_) {
            if (column.kind == ColumnKind::text) {
                frame.set(column.name, std::exchange(column.strings, {}));
            } else if (column.kind == ColumnKind::number) {
                frame.set(column.name, std::exchange(column.numbers, {}));
            } else {
                frame.set(column.name, std::exchange(column.integers, {}));
            }
        }
        return frame;
    }

private:
    struct Column {
        std::string name;
        ColumnKind kind;
        std::size_t source;
        StringColumn strings;
        std::vector<float> numbers;
        std::vector<std::int64_t> integers;
    };

    const SqlRows& rows_;
    std::vector<Column> columns_;
};

} // namespace detail

LINNET_COLD inline Interactions read_interactions(soci::session& session, const std::string& query,
                                                  const InteractionColumns& columns) {
    detail::SqlRows rows{session, query};
    const std::size_t user = rows.column(columns.user);
    const std::size_t item = rows.column(columns.item);
    const std::optional rating = columns.rating ? std::optional{rows.column(*columns.rating)} : std::nullopt;
    const std::optional timestamp = columns.timestamp ? std::optional{rows.column(*columns.timestamp)} : std::nullopt;
    Interactions log;
    const auto append_id = [&rows](StringColumn& ids, std::size_t column, std::string_view what) {
        if (rows.is_null(column) || rows.text(column).empty()) {
            rows.refuse(what, column, " is empty");
        }
        ids.push_back(rows.text(column));
    };
    while (rows.next()) {
        append_id(log.users, user, "user id");
        append_id(log.items, item, "item id");
        if (rating) {
            log.ratings.push_back(detail::sql_float(rows, *rating, "rating"));
        }
        if (timestamp) {
            log.timestamps.push_back(detail::sql_timestamp(rows, *timestamp, "timestamp"));
        }
    }
    return log;
}

LINNET_COLD inline Frame read_frame(soci::session& session, const std::string& query, std::vector<SqlColumn> columns) {
    detail::SqlRows rows{session, query};
    detail::SqlFrameBuilder builder{rows, std::move(columns)};
    while (rows.next()) {
        builder.append();
    }
    return builder.take();
}

} // namespace linnet::inline LINNET_ISA

#endif
