// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/bad_line.hpp>
#include <linnet/io/delimited_reader.hpp>
#include <linnet/io/field_number.hpp>
#include <linnet/io/interaction_format.hpp>
#include <linnet/io/read_report.hpp>
#include <linnet/io/record_scanner.hpp>
#include <linnet/io/timestamp.hpp>
#include <linnet/log/interactions.hpp>

namespace linnet::inline LINNET_ISA {

/// Reads a log of interactions from a text file. A line is bad if it has too few fields, or not `format.columns` of
/// them, if it has an empty id, a rating that is not a finite number or a timestamp that `parse_timestamp` does not
/// take, if quotes do not fit, or if it is too long. Throws BadLine, naming file, line and value, for the first bad
/// line unless the format says `skip`; DataError if the file cannot be read or lacks a column. The threads of an
/// executor share the work, apart from lines near bad ones and those near quotes; the result does not depend on them.
/// While it runs, it takes about 12 bytes for each byte of the file beside the result, but no more than 12 times
/// `DelimitedReader::default_buffer` for each thread.
[[nodiscard]] Interactions read_interactions(const std::string& path, const InteractionFormat& format,
                                             ReadReport* report = nullptr, Executor* executor = nullptr);

namespace detail {

/// What a record says.
struct InteractionRecord {
    std::string_view user;
    std::string_view item;
    float rating = 0.0F;
    std::int64_t timestamp = 0;
};

/// Turns records into rows of `Interactions`.
class InteractionParser {
public:
    InteractionParser(const DelimitedReader& reader, const InteractionFormat& format);

    /// Appends the record as a row. If it throws BadLine, it appends nothing.
    void append_to(Interactions& rows) const;

    /// What fields say; false if they are not as they should be.
    [[nodiscard]] bool read(const std::vector<std::string_view>& fields, InteractionRecord& record) const;

    [[nodiscard]] bool has_ratings() const { return rating_ != no_column; }
    [[nodiscard]] bool has_timestamps() const { return timestamp_ != no_column; }

private:
    /// Throws BadLine unless the record has as many fields as the format asks for.
    void check_count() const { check_field_count(reader_, columns_, needed_); }

    static constexpr std::size_t no_column = static_cast<std::size_t>(-1);

    /// Throws BadLine if the record has no id there.
    void check_id(std::size_t column, const char* what) const;
    /// Throws the BadLine of a record that `read` does not take.
    void refuse() const;

    const DelimitedReader& reader_;
    std::size_t columns_;
    std::size_t needed_ = 0;
    std::size_t user_;
    std::size_t item_;
    std::size_t rating_ = no_column;
    std::size_t timestamp_ = no_column;
};

/// The bytes of the shortest row: two ids, a separator and a line end. A log that takes both ids from one field may
/// have shorter ones, which are read line by line.
inline constexpr std::size_t shortest_row = 4;

/// Reads many plain lines at once: first all threads cut them into fields, then one looks up the users while another
/// looks up the items.
class InteractionBlocks {
public:
    InteractionBlocks(const DelimitedFormat& format, Executor* executor);

    /// Appends what the next lines say to `rows`, and goes on after them. Returns false, with nothing done, if there
    /// are none, or one is bad or begins with a byte order mark, or there are quotes: the reader then has to say what
    /// it is.
    [[nodiscard]] bool read(DelimitedReader& reader, const InteractionParser& parser, Interactions& rows);

    /// The size of a block in bytes.
    [[nodiscard]] std::size_t bytes() const { return DelimitedReader::default_buffer * threads_of(executor_); }

private:
    struct Part {
        std::size_t place = 0; // of its rows in the columns
        std::size_t rows = 0;
        std::size_t lines = 0;
        bool plain = false;
    };

    /// The rows of [begin, end), a part of a block.
    void parse(char* begin, const char* end, const InteractionParser& parser, Part& part);
    void append_to(Interactions& rows, bool users, const InteractionParser& parser) const;

    DelimitedFormat format_;
    Executor* executor_;
    std::vector<Part> parts_;
    std::vector<std::string_view> users_;
    std::vector<std::string_view> items_;
    std::vector<float> ratings_;
    std::vector<std::int64_t> timestamps_;
};

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>
#include <cstring>
#include <optional>

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

LINNET_HOT LINNET_DEFINITION bool InteractionParser::read(const std::vector<std::string_view>& fields,
                                                          InteractionRecord& record) const {
    if (columns_ != 0 ? fields.size() != columns_ : fields.size() < needed_) {
        return false;
    }
    record.user = fields[user_];
    record.item = fields[item_];
    if (record.user.empty() || record.item.empty() || (has_ratings() && !is_number(fields[rating_], record.rating))) {
        return false;
    }
    if (has_timestamps() && !is_number(fields[timestamp_], record.timestamp)) { // most files have integers
        const std::optional<std::int64_t> time = parse_timestamp(fields[timestamp_]);
        record.timestamp = time ? *time : 0;
        return time.has_value();
    }
    return true;
}

LINNET_HOT LINNET_DEFINITION void InteractionParser::append_to(Interactions& rows) const {
    InteractionRecord record;
    if (!read(reader_.fields(), record)) {
        refuse();
    }
    rows.users.push_back(record.user);
    rows.items.push_back(record.item);
    if (has_ratings()) {
        rows.ratings.push_back(record.rating);
    }
    if (has_timestamps()) {
        rows.timestamps.push_back(record.timestamp);
    }
}

LINNET_COLD LINNET_DEFINITION void InteractionParser::refuse() const {
    check_field_count(reader_, columns_, needed_);
    check_id(user_, "user");
    check_id(item_, "item");
    const auto& fields = reader_.fields();
    if (has_ratings()) {
        (void)field_number<float>(reader_, fields[rating_], "rating");
    }
    if (has_timestamps()) {
        (void)field_timestamp(reader_, fields[timestamp_], "timestamp");
    }
}

LINNET_DEFINITION void InteractionParser::check_id(std::size_t column, const char* what) const {
    if (reader_.fields()[column].empty()) {
        fail<BadLine>({reader_.place(), "the ", what, " id in field ", column + 1, " is empty"});
    }
}

LINNET_COLD LINNET_DEFINITION InteractionBlocks::InteractionBlocks(const DelimitedFormat& format, Executor* executor)
    : format_{format}, executor_{executor}, parts_(threads_of(executor)) {}

LINNET_HOT LINNET_DEFINITION bool InteractionBlocks::read(DelimitedReader& reader, const InteractionParser& parser,
                                                          Interactions& rows) {
    const DelimitedReader::Text text = reader.lines_ahead(bytes());
    if (text.size == 0 || (format_.quote != '\0' && std::memchr(text.begin, format_.quote, text.size) != nullptr)) {
        return false;
    }
    const std::size_t most_rows = text.size / shortest_row;
    if (users_.size() < most_rows) { // a small file takes little memory
        users_.resize(most_rows);
        items_.resize(most_rows);
        ratings_.resize(most_rows);
        timestamps_.resize(most_rows);
    }
    const auto begin_of = [&](std::size_t part) { // of the first line that begins there or later
        std::size_t at = text.size / parts_.size() * part;
        while (part != 0 && at != text.size && text.begin[at - 1] != '\n') {
            ++at;
        }
        return part == parts_.size() ? text.size : at;
    };
    constexpr std::size_t cost_of_byte = 8;
    for_each_share(executor_, parts_.size(), 1, text.size / parts_.size() * cost_of_byte,
                   [&](std::size_t first, std::size_t count) {
                       for (std::size_t part = first; part < first + count; ++part) {
                           const std::size_t begin = begin_of(part);
                           parts_[part].place = begin / shortest_row;
                           parse(text.begin + begin, text.begin + begin_of(part + 1), parser, parts_[part]);
                       }
                   });
    std::size_t lines = 0;
    std::size_t found = 0;
    for (const Part& part : parts_) {
        if (!part.plain) {
            return false;
        }
        lines += part.lines;
        found += part.rows;
    }
    for_each_share(executor_, 2, 1, text.size * cost_of_byte, [&](std::size_t first, std::size_t count) {
        for (std::size_t side = first; side < first + count; ++side) {
            append_to(rows, side == 0, parser);
        }
    });
    reader.pass(text.size, lines, lines - found);
    return true;
}

LINNET_HOT LINNET_DEFINITION void InteractionBlocks::parse(char* begin, const char* end,
                                                           const InteractionParser& parser, Part& part) {
    RecordScanner scanner{format_.separator, format_.quote, format_.max_record};
    const std::size_t most = static_cast<std::size_t>(end - begin) / shortest_row;
    part.rows = 0;
    part.lines = 0;
    part.plain = false;
    InteractionRecord record;
    while (begin != end) {
        const RecordScanner::Found found = scanner.scan(begin, end, false);
        if (found == RecordScanner::Found::record) {
            if (part.rows == most || DelimitedReader::has_mark(scanner.fields()[0]) ||
                !parser.read(scanner.fields(), record)) {
                return;
            }
            const std::size_t place = part.place + part.rows++;
            users_[place] = record.user;
            items_[place] = record.item;
            ratings_[place] = record.rating;
            timestamps_[place] = record.timestamp;
        } else if (found != RecordScanner::Found::nothing) {
            return;
        }
        ++part.lines;
        begin += scanner.next() - begin;
    }
    part.plain = true;
}

LINNET_HOT LINNET_DEFINITION void InteractionBlocks::append_to(Interactions& rows, bool users,
                                                               const InteractionParser& parser) const {
    for (const Part& part : parts_) {
        if (users) {
            rows.users.append(users_.data() + part.place, part.rows);
            continue;
        }
        rows.items.append(items_.data() + part.place, part.rows);
        for (std::size_t i = part.place; i < part.place + part.rows; ++i) {
            if (parser.has_ratings()) {
                rows.ratings.push_back(ratings_[i]);
            }
            if (parser.has_timestamps()) {
                rows.timestamps.push_back(timestamps_[i]);
            }
        }
    }
}

} // namespace detail

LINNET_COLD LINNET_DEFINITION Interactions read_interactions(const std::string& path, const InteractionFormat& format,
                                                             ReadReport* report, Executor* executor) {
    detail::InteractionBlocks blocks{format.file, executor};
    DelimitedReader reader{path, format.file, blocks.bytes()};
    const detail::InteractionParser parser{reader, format};
    Interactions rows;
    ReadReport result;
    for (bool more = true; more;) {
        if (!blocks.read(reader, parser, rows)) {
            const std::uint64_t end = reader.offset() + reader.buffered();
            do {
                more = detail::next_row(reader, format.on_bad_line, result, [&] {
                    parser.append_to(rows);
                    return true;
                });
            } while (more && reader.offset() < end);
        }
    }
    detail::finish_report(result, reader);
    result.rows = rows.size();
    if (report != nullptr) {
        *report = std::move(result);
    }
    return rows;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
