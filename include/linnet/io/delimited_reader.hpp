// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/bad_line.hpp>
#include <linnet/io/byte_source.hpp>
#include <linnet/io/plain_file.hpp>
#include <linnet/io/record_scanner.hpp>

namespace linnet::inline LINNET_ISA {

/// How a text file is divided into records and fields. Records are lines, which end with a newline, a carriage return
/// or both. With a `quote`, fields may be quoted as in RFC 4180: separators and line ends within quotes belong to the
/// field, a doubled quote stands for one, and a quote inside an unquoted field is an error.
struct DelimitedFormat {
    std::string separator = "\t"; ///< one or more characters; exactly one if there is a quote
    bool header = false;          ///< the first record names the columns
    char quote = '\0';            ///< 0: quotes are ordinary characters
    /// The longest record in bytes, including its line end; longer ones are bad lines. If a quote is never closed, or a
    /// file has no line ends, reading takes less than four times this much memory.
    std::size_t max_record = std::size_t{1} << 24;
    /// Opens the file; null: as it is. `open_by_suffix` of linnet/io/compressed_file.hpp reads what gzip and zstd made.
    OpenFile open = nullptr;
};

/// Reads a text file record by record, through a buffer that grows only for records longer than half of it. It skips a
/// byte order mark of UTF-8, skips and counts empty lines, and does not require a newline after the last line.
///
/// Lines count from 1. Once `next` has returned false, `lines() == records, header included + empty_lines() +
/// continued_lines()`.
class DelimitedReader {
public:
    static constexpr std::size_t default_buffer = std::size_t{1} << 17;

    /// Opens the file and reads its header, if the format has one.
    /// Throws SettingError for a format that makes no sense; DataError if the file cannot be read, is in UTF-16 or
    /// compressed and the format does not open it as such, or has no header.
    explicit DelimitedReader(std::string path, DelimitedFormat format = {}, std::size_t buffer_size = default_buffer);

    /// Reads the next record; false at the end of the file.
    /// Throws BadLine if quotes do not fit, or if the record is too long or begins with a byte order mark; after the
    /// first two, the next call goes on with the line after the one where the record began. Throws DataError if the
    /// file cannot be read any further.
    bool next();

    /// The fields of the record that `next` read. Valid until the next call.
    [[nodiscard]] const std::vector<std::string_view>& fields() const { return scanner_.fields(); }
    /// The line on which that record begins.
    [[nodiscard]] std::size_t line() const { return line_; }
    /// `file:line: `, for messages about that record.
    [[nodiscard]] LINNET_COLD std::string place() const { return detail::text({path_, ":", line_, ": "}); }

    /// The names of the columns; empty if the format has no header.
    [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
    /// The position of a column. Throws DataError, naming the columns there are, unless exactly one has that name.
    [[nodiscard]] std::size_t column(std::string_view name) const;

    /// Where in the file, in bytes, unpacked, the next record begins, or the empty lines before it.
    [[nodiscard]] std::uint64_t offset() const { return read_ - (end_ - begin_); }
    /// Goes to a place where `offset()` and `lines()` had these values. Empty and continued lines are counted on from
    /// their present number. A compressed file is unpacked again up to there.
    /// Throws DataError if the file cannot be read there.
    void go_to(std::uint64_t offset, std::size_t lines);

    /// Text in memory. Its characters may be written, as those of doubled quotes are.
    struct Text {
        char* begin;
        std::size_t size;
    };
    /// What lies in the buffer from `offset()` on, once more is read where that is little: whole lines of at most
    /// `most` bytes, ending with a newline; `size` is 0 if there are none. Valid until more is read.
    /// For readers that take many plain lines at once. Throws DataError if the file cannot be read any further.
    [[nodiscard]] Text lines_ahead(std::size_t most);
    /// How many bytes lie in the buffer from `offset()` on.
    [[nodiscard]] std::size_t buffered() const { return end_ - begin_; }
    /// Goes on after the first `bytes` of `lines_ahead`, which are so many lines, some of them empty.
    void pass(std::size_t bytes, std::size_t lines, std::size_t empty_lines) {
        begin_ += bytes;
        lines_ += lines;
        empty_lines_ += empty_lines;
    }
    /// Whether a field begins as only the first of a file may.
    [[nodiscard]] static bool has_mark(std::string_view field) { return field.starts_with(byte_order_mark); }

    /// The number of lines read so far, including the header.
    [[nodiscard]] std::size_t lines() const { return lines_; }
    [[nodiscard]] std::size_t empty_lines() const { return empty_lines_; }
    /// The number of lines that are not the first of their record, because they begin within quotes.
    [[nodiscard]] std::size_t continued_lines() const { return continued_lines_; }

private:
    static constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

    [[nodiscard]] static DelimitedFormat checked(DelimitedFormat format);

    /// Skips the byte order mark of UTF-8. Throws DataError if the beginning shows that the file is not plain text.
    void check_kind(std::string_view start);

    /// An id with a mark in front would look like the id without it, and be another one.
    [[noreturn]] LINNET_COLD void refuse_mark() const {
        detail::fail<BadLine>({place(), "a byte order mark stands inside the file, as where files were joined"});
    }

    /// Skips the line on which a record begins that is too long.
    [[noreturn]] void refuse_long();

    /// Moves what is left to the front, and reads more behind it.
    void fill();

    std::string path_;
    DelimitedFormat format_;
    detail::RecordScanner scanner_;
    std::unique_ptr<ByteSource> file_;
    AlignedBuffer<char> buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    bool at_end_ = false;
    std::uint64_t read_ = 0; // bytes of the file up to the end of the buffer
    std::vector<std::string> header_;
    std::size_t line_ = 0;
    std::size_t lines_ = 0;
    std::size_t empty_lines_ = 0;
    std::size_t continued_lines_ = 0;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION DelimitedReader::DelimitedReader(std::string path, DelimitedFormat format,
                                                               std::size_t buffer_size)
    : path_{std::move(path)}, format_{checked(std::move(format))},
      scanner_{format_.separator, format_.quote, format_.max_record}, buffer_(std::max(buffer_size, std::size_t{16})) {
    if (format_.open == nullptr) {
        file_.reset(new PlainFile{path_}); // make_unique would instantiate more
    } else {
        file_ = format_.open(path_);
    }
    if (file_ == nullptr) {
        detail::fail<SettingError>({path_, ": the function of its format that is to open it (open) returned nothing"});
    }
    fill();
    check_kind({buffer_.data(), end_});
    if (format_.header) {
        if (!next()) {
            detail::fail<DataError>({path_, ": has no header line"});
        }
        for (const std::string_view field : fields()) {
            header_.push_back(std::string{field});
        }
    }
}

LINNET_HOT LINNET_DEFINITION bool DelimitedReader::next() {
    while (begin_ != end_ || !at_end_) {
        using enum detail::RecordScanner::Found;
        const auto found =
            begin_ == end_ ? cut_short : scanner_.scan(buffer_.data() + begin_, buffer_.data() + end_, at_end_);
        if (found == cut_short) {
            fill();
            continue;
        }
        line_ = lines_ + 1;
        if (found == too_long) {
            refuse_long();
        }
        begin_ = static_cast<std::size_t>(scanner_.next() - buffer_.data());
        lines_ += scanner_.lines();
        continued_lines_ += scanner_.lines() - 1;
        if (found == record) {
            if (has_mark(fields()[0])) {
                refuse_mark();
            }
            return true;
        }
        if (found == broken) {
            detail::fail<BadLine>({place(), scanner_.problem()});
        }
        ++empty_lines_;
    }
    return false;
}

LINNET_COLD LINNET_DEFINITION std::size_t DelimitedReader::column(std::string_view name) const {
    std::size_t found = 0;
    std::size_t position = 0;
    for (std::size_t i = 0; i < header_.size(); ++i) {
        if (header_[i] == name) {
            position = i;
            ++found;
        }
    }
    if (found != 1) {
        std::string text =
            detail::text({path_, ": has ", found == 0 ? "no column " : "two columns ", detail::shown(name),
                          header_.empty() ? ", as it has no header" : "; its columns are "});
        for (const std::string& other : header_) {
            detail::append(text, {&other == header_.data() ? "" : ", ", detail::shown(other)});
        }
        throw DataError(text);
    }
    return position;
}

LINNET_COLD LINNET_DEFINITION void DelimitedReader::go_to(std::uint64_t offset, std::size_t lines) {
    file_->go_to(offset);
    begin_ = end_ = 0;
    read_ = offset;
    lines_ = lines;
    fill();
}

LINNET_DEFINITION DelimitedReader::Text DelimitedReader::lines_ahead(std::size_t most) {
    if (buffered() < buffer_.size() / 2 && !at_end_) {
        fill();
    }
    char* const begin = buffer_.data() + begin_;
    std::size_t size = std::min(most, buffered());
    while (size != 0 && begin[size - 1] != '\n') {
        --size;
    }
    return {begin, size};
}

LINNET_COLD LINNET_DEFINITION DelimitedFormat DelimitedReader::checked(DelimitedFormat format) {
    const auto& separator = format.separator;
    if (separator.empty() || separator.find_first_of("\r\n") != separator.npos) {
        detail::fail<SettingError>({"the separator ", detail::shown(separator), " is empty or ends lines"});
    }
    if (format.quote != '\0' &&
        (separator.size() != 1 || separator[0] == format.quote || format.quote == '\n' || format.quote == '\r')) {
        detail::fail<SettingError>({"quoting by ", detail::shown({&format.quote, 1}),
                                    " does not go with the separator ", detail::shown(separator),
                                    ": both must be one character, and not the same"});
    }
    if (format.max_record == 0) {
        detail::fail<SettingError>({"a record of at most ", format.max_record, " bytes (max_record)"});
    }
    return format;
}

LINNET_COLD LINNET_DEFINITION void DelimitedReader::check_kind(std::string_view start) {
    begin_ = start.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF")) {
        detail::fail<DataError>({path_, ": is text in UTF-16; save it in UTF-8"});
    }
    const bool gzip = start.starts_with("\x1F\x8B\x08");
    if (gzip || start.starts_with("\x28\xB5\x2F\xFD")) {
        detail::fail<DataError>({path_, ": is compressed by ", gzip ? "gzip" : "zstd",
                                 "; unpack it, or let its name end in ", gzip ? ".gz" : ".zst",
                                 " and the `open` of its format be open_by_suffix (linnet/io/compressed_file.hpp)"});
    }
    if (start.starts_with("PK\x03\x04")) {
        detail::fail<DataError>({path_, ": is compressed by zip; unpack it first"});
    }
}

LINNET_COLD LINNET_DEFINITION void DelimitedReader::refuse_long() {
    lines_ = line_;
    const char* next = nullptr;
    while (next == nullptr) {
        const char* const end = buffer_.data() + end_;
        const char* const at = detail::RecordScanner::line_end(buffer_.data() + begin_, end);
        begin_ = static_cast<std::size_t>(at - buffer_.data());
        next = detail::RecordScanner::next_line(at, end, at_end_);
        if (next == nullptr) {
            fill();
        }
    }
    begin_ = static_cast<std::size_t>(next - buffer_.data());
    detail::fail<BadLine>(
        {place(), scanner_.in_quotes() ? "a quote is not closed within the " : "a record is longer than the ",
         format_.max_record,
         scanner_.in_quotes() ? " bytes that a record may have (max_record)" : " bytes that it may have (max_record)"});
}

LINNET_COLD LINNET_DEFINITION void DelimitedReader::fill() {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    if (end_ > buffer_.size() / 2) {
        AlignedBuffer<char> larger(2 * buffer_.size());
        std::memcpy(larger.data(), buffer_.data(), end_);
        buffer_ = std::move(larger);
    }
    const std::size_t wanted = buffer_.size() - end_;
    at_end_ = false;
    const std::size_t got = file_->read(buffer_.data() + end_, wanted);
    end_ += got;
    read_ += got;
    at_end_ = got != wanted;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
