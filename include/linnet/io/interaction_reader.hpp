// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/bad_line.hpp>
#include <linnet/io/delimited_reader.hpp>
#include <linnet/io/field_number.hpp>
#include <linnet/io/interaction_format.hpp>
#include <linnet/io/read_report.hpp>
#include <linnet/log/interactions.hpp>

namespace linnet::inline LINNET_ISA {

/// Reads a log of interactions from a text file. A line is bad if it has too few fields, or not `format.columns` of
/// them, if it has an empty id, a rating that is not a finite number or a timestamp that `parse_timestamp` does not
/// take, if quotes do not fit, or if it is too long. Throws BadLine, naming file, line and value, for the first bad
/// line unless the format says `skip`; DataError if the file cannot be read or lacks a column.
[[nodiscard]] Interactions read_interactions(const std::string& path, const InteractionFormat& format,
                                             ReadReport* report = nullptr);

namespace detail {

/// Turns records into rows of `Interactions`.
class InteractionParser {
public:
    InteractionParser(const DelimitedReader& reader, const InteractionFormat& format);

    /// Appends the record as a row. If it throws BadLine, it appends nothing.
    void append_to(Interactions& rows) const;

private:
    /// Throws BadLine unless the record has as many fields as the format asks for.
    void check_count() const { check_field_count(reader_, columns_, needed_); }

    static constexpr std::size_t no_column = static_cast<std::size_t>(-1);

    [[nodiscard]] std::string_view id(std::size_t column, const char* what) const;

    const DelimitedReader& reader_;
    std::size_t columns_;
    std::size_t needed_ = 0;
    std::size_t user_;
    std::size_t item_;
    std::size_t rating_ = no_column;
    std::size_t timestamp_ = no_column;
};

} // namespace detail

Interactions read_interactions(const std::string& path, const InteractionFormat& format, ReadReport* report);

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION InteractionParser::InteractionParser(const DelimitedReader& reader,
                                                                   const InteractionFormat& format)
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
    if (!reader.header().empty()) {
        check_count();
    }
    if (columns_ != 0 && columns_ < needed_) {
        fail<SettingError>({"a format of ", columns_, " columns reads column number ", needed_});
    }
}

LINNET_HOT LINNET_DEFINITION void InteractionParser::append_to(Interactions& rows) const {
    check_count();
    const std::string_view user = id(user_, "user");
    const std::string_view item = id(item_, "item");
    const auto& fields = reader_.fields();
    const float rating = rating_ == no_column ? 0.0F : field_number<float>(reader_, fields[rating_], "rating");
    const std::int64_t timestamp =
        timestamp_ == no_column ? 0 : field_timestamp(reader_, fields[timestamp_], "timestamp");
    rows.users.push_back(user);
    rows.items.push_back(item);
    if (rating_ != no_column) {
        rows.ratings.push_back(rating);
    }
    if (timestamp_ != no_column) {
        rows.timestamps.push_back(timestamp);
    }
}

LINNET_DEFINITION std::string_view InteractionParser::id(std::size_t column, const char* what) const {
    const std::string_view text = reader_.fields()[column];
    if (text.empty()) {
        fail<BadLine>({reader_.place(), "the ", what, " id in field ", column + 1, " is empty"});
    }
    return text;
}

} // namespace detail

LINNET_COLD LINNET_DEFINITION Interactions read_interactions(const std::string& path, const InteractionFormat& format,
                                                             ReadReport* report) {
    DelimitedReader reader{path, format.file};
    const detail::InteractionParser parser{reader, format};
    Interactions rows;
    ReadReport result = detail::read_rows(reader, format.on_bad_line, [&] {
        parser.append_to(rows);
        return true;
    });
    if (report != nullptr) {
        *report = std::move(result);
    }
    return rows;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
