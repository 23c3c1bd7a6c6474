// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/io/bad_line.hpp>
#include <linnet/io/delimited_reader.hpp>
#include <linnet/io/field_number.hpp>
#include <linnet/io/frame_format.hpp>
#include <linnet/io/read_report.hpp>

namespace linnet::inline LINNET_ISA {

/// Reads a table from a text file. A line is bad if it has too few fields, or not `format.fields` of them, if a column
/// of numbers, integers or timestamps has a field that is neither empty nor of that kind, if quotes do not fit, or if
/// it is too long. Throws BadLine, naming file, line and value, for the first bad line unless the format says `skip`;
/// DataError if the file cannot be read or lacks a column; SettingError if two columns have one name, or there are
/// none.
[[nodiscard]] Frame read_frame(const std::string& path, const FrameFormat& format, ReadReport* report = nullptr);

namespace detail {

/// Turns records into rows of a frame.
class FrameParser {
public:
    FrameParser(const DelimitedReader& reader, const FrameFormat& format);

    /// Parses the current record. Throws BadLine if it cannot be a row.
    void parse();

    /// Appends the record that was parsed last.
    void append();

    /// Returns the rows. The parser has none afterwards.
    [[nodiscard]] Frame take();

private:
    struct Column {
        std::string name;
        std::size_t source = 0;
        ColumnKind kind = ColumnKind::text;
        float number = 0.0F; // of the record that was parsed last
        std::int64_t integer = 0;
        std::vector<float> numbers;
        std::vector<std::int64_t> integers;
        StringColumn strings;
    };

    void make_columns(std::size_t count) {
        count_ = count;
        columns_ = std::make_unique<Column[]>(count);
    }

    void check_name(std::size_t last) const;

    const DelimitedReader& reader_;
    std::size_t fields_;
    std::size_t needed_ = 0;
    std::size_t count_ = 0;
    std::unique_ptr<Column[]> columns_;
};

} // namespace detail

Frame read_frame(const std::string& path, const FrameFormat& format, ReadReport* report);

/// As above, for the columns of a list of features; see `frame_format`.
template <class Features>
[[nodiscard]] LINNET_COLD Frame read_frame(const std::string& path, DelimitedFormat file = {},
                                           ReadReport* report = nullptr) {
    return read_frame(path, frame_format<Features>(std::move(file)), report);
}

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>
#include <limits>

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION FrameParser::FrameParser(const DelimitedReader& reader, const FrameFormat& format)
    : reader_{reader}, fields_{format.fields} {
    const std::vector<std::string>& header = reader.header();
    if (format.columns.empty()) {
        if (header.empty()) {
            fail<SettingError>({"a format of a frame needs a header or a list of columns"});
        }
        make_columns(header.size());
        for (std::size_t i = 0; i < count_; ++i) {
            columns_[i].name = header[i];
            columns_[i].source = i;
            static_cast<void>(reader.column(header[i])); // throws if the name is there twice
        }
        needed_ = count_;
        fields_ = fields_ == 0 ? needed_ : fields_;
    } else {
        make_columns(format.columns.size());
        for (std::size_t i = 0; i < count_; ++i) {
            const FrameColumn& column = format.columns[i];
            columns_[i].name = column.name;
            columns_[i].kind = column.kind;
            columns_[i].source = column.source.position_in(reader);
            needed_ = std::max(needed_, columns_[i].source + 1);
            check_name(i);
        }
    }
    if (format.file.header) {
        check_field_count(reader, fields_, needed_);
    }
    if (fields_ != 0 && fields_ < needed_) {
        fail<SettingError>({"a format of ", fields_, " fields reads field number ", needed_});
    }
}

LINNET_DEFINITION void FrameParser::parse() {
    check_field_count(reader_, fields_, needed_);
    for (std::size_t i = 0; i < count_; ++i) {
        Column& column = columns_[i];
        if (column.kind == ColumnKind::text) {
            continue;
        }
        const std::string_view field = reader_.fields()[column.source];
        if (column.kind == ColumnKind::number) {
            column.number = field.empty() ? std::numeric_limits<float>::quiet_NaN()
                                          : field_number<float>(reader_, field, column.name);
        } else {
            column.integer = field.empty() ? Frame::missing_integer
                             : column.kind == ColumnKind::integer
                                 ? field_number<std::int64_t>(reader_, field, column.name)
                                 : field_timestamp(reader_, field, column.name);
            if (column.integer == Frame::missing_integer && !field.empty()) {
                fail<BadLine>({reader_.place(), "the ", column.name, " ", shown(field),
                               " is the one that stands for a missing integer"});
            }
        }
    }
}

LINNET_HOT LINNET_DEFINITION void FrameParser::append() {
    for (std::size_t i = 0; i < count_; ++i) {
        Column& column = columns_[i];
        if (column.kind == ColumnKind::number) {
            column.numbers.push_back(column.number);
        } else if (column.kind == ColumnKind::text) {
            column.strings.push_back(reader_.fields()[column.source]);
        } else {
            column.integers.push_back(column.integer);
        }
    }
}

LINNET_COLD LINNET_DEFINITION Frame FrameParser::take() {
    Frame frame;
    for (std::size_t i = 0; i < count_; ++i) {
        Column& column = columns_[i];
        if (column.kind == ColumnKind::number) {
            frame.set(column.name, std::exchange(column.numbers, {}));
        } else if (column.kind == ColumnKind::text) {
            frame.set(column.name, std::exchange(column.strings, {}));
        } else {
            frame.set(column.name, std::exchange(column.integers, {}));
        }
    }
    return frame;
}

LINNET_DEFINITION void FrameParser::check_name(std::size_t last) const {
    for (std::size_t i = 0; i < last; ++i) {
        if (columns_[i].name == columns_[last].name) {
            fail<SettingError>({"two columns of a frame are to have the name ", shown(columns_[last].name)});
        }
    }
}

} // namespace detail

LINNET_COLD LINNET_DEFINITION Frame read_frame(const std::string& path, const FrameFormat& format, ReadReport* report) {
    DelimitedReader reader{path, format.file};
    detail::FrameParser parser{reader, format};
    ReadReport result = detail::read_rows(reader, format.on_bad_line, [&] {
        parser.parse();
        parser.append();
        return true;
    });
    Frame frame = parser.take();
    if (report != nullptr) {
        *report = std::move(result);
    }
    return frame;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
