// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/data/interactions.hpp>
#include <linnet/io/bad_line.hpp>
#include <linnet/io/delimited_reader.hpp>
#include <linnet/io/interaction_format.hpp>

namespace linnet {

/// What became of the lines of a file: `lines == header + rows + skipped + empty_lines + continued_lines`.
struct ReadReport {
    static constexpr std::size_t kept_problems = 10;

    std::size_t lines = 0;
    std::size_t header = 0; ///< 1 if the file has a header
    std::size_t rows = 0;
    std::size_t skipped = 0; ///< bad lines left out
    std::size_t empty_lines = 0;
    std::size_t continued_lines = 0; ///< further lines of rows, header or bad lines that span several, within quotes
    std::vector<std::string> problems{}; ///< of the first `kept_problems` skipped lines, as `file:line: what is wrong`
};

/// Reads a log of interactions from a text file. A line is bad if it has too few fields, or not `format.columns` of
/// them, an empty id, a rating that is not a finite number, a timestamp that is not an integer, or quotes that do not
/// fit.
/// Throws BadLine, naming file, line and value, for the first bad line unless the format says `skip`; DataError if the
/// file cannot be read or lacks a column.
[[nodiscard]] Interactions read_interactions(const std::string& path, const InteractionFormat& format,
                                             ReadReport* report = nullptr);

namespace detail {

/// Turns records into rows of `Interactions`.
class InteractionParser {
public:
    LINNET_COLD InteractionParser(const DelimitedReader& reader, const InteractionFormat& format)
        : reader_{reader}, columns_{format.columns}, user_{format.user.position_in(reader)},
          item_{format.item.position_in(reader)} {
        needed_ = std::max(user_, item_) + 1;
        if (format.rating) {
            rating_ = format.rating->position_in(reader);
            needed_ = std::max(needed_, rating_ + 1);
        }
        if (format.timestamp) {
            timestamp_ = format.timestamp->position_in(reader);
            needed_ = std::max(needed_, timestamp_ + 1);
        }
        if (columns_ != 0 && columns_ < needed_) {
            fail<SettingError>({"a format of ", columns_, " columns reads column number ", needed_});
        }
    }

    /// Throws BadLine unless the record has as many fields as the format wants.
    void check_count() const {
        const std::size_t count = reader_.fields().size();
        if (columns_ != 0 ? count != columns_ : count < needed_) {
            fail_count(count);
        }
    }

    /// Appends the record as a row; nothing if it throws BadLine.
    LINNET_HOT void append_to(Interactions& rows) const {
        check_count();
        const std::string_view user = id(user_, "user");
        const std::string_view item = id(item_, "item");
        const auto rating = number<float>(rating_, "rating", "is not a finite number");
        const auto timestamp = number<std::int64_t>(timestamp_, "timestamp", "is not a 64-bit integer");
        rows.users.push_back(user);
        rows.items.push_back(item);
        if (rating_ != no_column) {
            rows.ratings.push_back(rating);
        }
        if (timestamp_ != no_column) {
            rows.timestamps.push_back(timestamp);
        }
    }

private:
    static constexpr std::size_t no_column = static_cast<std::size_t>(-1);

    [[noreturn]] LINNET_COLD void fail_count(std::size_t count) const {
        std::string record;
        for (const std::string_view field : reader_.fields()) {
            append(record, {record.empty() ? "" : " | ", field});
        }
        fail<BadLine>({reader_.place(), count, count == 1 ? " field" : " fields", " where ",
                       columns_ != 0 ? "" : "at least ", columns_ != 0 ? columns_ : needed_,
                       " are needed: ", shown(record)});
    }

    [[nodiscard]] std::string_view id(std::size_t column, const char* what) const {
        const std::string_view text = reader_.fields()[column];
        if (text.empty()) {
            fail<BadLine>({reader_.place(), "the ", what, " id in field ", column + 1, " is empty"});
        }
        return text;
    }

    template <class Number>
    [[nodiscard]] Number number(std::size_t column, const char* what, const char* complaint) const {
        Number value{};
        if (column != no_column) {
            const std::string_view text = reader_.fields()[column];
            const char* end = text.data() + text.size();
            const auto [stop, error] = std::from_chars(text.data(), end, value);
            bool good = error == std::errc{} && stop == end;
            if constexpr (std::is_floating_point_v<Number>) {
                good = good && std::isfinite(value);
            }
            if (!good) {
                fail<BadLine>({reader_.place(), "the ", what, " ", shown(text), " ", complaint});
            }
        }
        return value;
    }

    const DelimitedReader& reader_;
    std::size_t columns_;
    std::size_t needed_ = 0;
    std::size_t user_;
    std::size_t item_;
    std::size_t rating_ = no_column;
    std::size_t timestamp_ = no_column;
};

} // namespace detail

LINNET_COLD inline Interactions read_interactions(const std::string& path, const InteractionFormat& format,
                                                  ReadReport* report) {
    DelimitedReader reader{path, format.file};
    const detail::InteractionParser parser{reader, format};
    if (format.file.header) {
        parser.check_count();
    }
    Interactions rows;
    ReadReport result;
    for (bool more = true; more;) {
        try {
            more = reader.next();
            if (more) {
                parser.append_to(rows);
            }
        } catch (const BadLine& bad) {
            if (format.on_bad_line == OnBadLine::refuse) {
                throw;
            }
            ++result.skipped;
            if (result.problems.size() < ReadReport::kept_problems) {
                result.problems.push_back(std::string{bad.what()});
            }
        }
    }
    if (report != nullptr) {
        result.lines = reader.lines();
        result.header = format.file.header ? 1 : 0;
        result.rows = rows.size();
        result.empty_lines = reader.empty_lines();
        result.continued_lines = reader.continued_lines();
        *report = std::move(result);
    }
    return rows;
}

} // namespace linnet
