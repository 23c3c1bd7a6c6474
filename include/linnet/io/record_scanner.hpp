// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Splits delimited text in memory into records; see `DelimitedFormat`. Each line of the text ends with a newline, a
/// carriage return or both.
class RecordScanner {
public:
    enum class Found {
        record,   ///< a record, whose fields are in `fields()`
        nothing,  ///< an empty line
        broken,   ///< quotes that do not fit, see `problem()`; the broken record is taken to be one line
        too_long, ///< a record longer than allowed; where the next one starts is not looked for
        cut_short ///< the text ends within the record; try again with more text
    };

    /// `separator` must not be empty. `quote` is 0 for none; only then may the separator be longer than one character.
    /// Records have at most `max_record` bytes, including the line end.
    RecordScanner(std::string separator, char quote, std::size_t max_record = static_cast<std::size_t>(-1));

    /// Scans the record at the start of [begin, end). `last` says that no text follows. requires: begin < end
    /// The fields point into the text; doubled quotes are replaced by single ones in place.
    Found scan(char* begin, const char* end, bool last);

    [[nodiscard]] const std::vector<std::string_view>& fields() const { return fields_; }
    /// What is wrong with a broken record.
    [[nodiscard]] std::string_view problem() const { return problem_; }
    /// Where the next record starts.
    [[nodiscard]] const char* next() const { return next_; }
    /// The number of lines that the record takes, including those within quotes.
    [[nodiscard]] std::size_t lines() const { return lines_; }
    /// Whether the record is cut short within quotes.
    [[nodiscard]] bool in_quotes() const { return in_quotes_; }

    /// The end of the line: a newline, a carriage return, or `end`.
    [[nodiscard]] static const char* line_end(const char* p, const char* end);
    /// Where the next line begins; null if a newline may follow after the text. requires: p is the end of a line
    [[nodiscard]] static const char* next_line(const char* p, const char* end, bool last);

private:
    [[nodiscard]] static bool ends_line(char c) { return c == '\n' || c == '\r'; }

    void stop_at(char c) { stops_[static_cast<unsigned char>(c)] = true; }

    /// The next character that may end a field, or `end`.
    [[nodiscard]] const char* stop(const char* p, const char* end) const;

    [[nodiscard]] static const char* find(const char* begin, const char* end, char wanted) {
        const auto* found = static_cast<const char*>(std::memchr(begin, wanted, static_cast<std::size_t>(end - begin)));
        return found == nullptr ? end : found;
    }

    [[nodiscard]] static std::string_view view(const char* begin, const char* end) {
        return {begin, static_cast<std::size_t>(end - begin)};
    }

    /// Moves `next_` past the end of the line. False if the text ends before that.
    [[nodiscard]] bool end_line(const char* line_end, const char* end, bool last) {
        next_ = next_line(line_end, end, last);
        return next_ != nullptr;
    }

    Found scan_line(const char* begin, const char* end, bool last);

    /// As in RFC 4180, a field is quoted as a whole or not at all. This strictness keeps a stray quote from joining
    /// fields silently. It also makes giving up cheap, because no two records that run to the end of the text can
    /// overlap.
    Found scan_quoted(char* begin, const char* end, bool last);

    /// Counts the line ends in [begin, end), where `end` ends a line.
    void count_lines(const char* begin, const char* end);

    /// The next quote that is not doubled. Notes the field if it has doubled ones.
    [[nodiscard]] const char* closing_quote(const char* p, const char* end);

    /// Only called once the record is known to be complete: any other record is scanned again, line by line.
    void unescape(char* begin);

    Found broken(std::string_view problem) {
        problem_ = problem;
        return Found::broken;
    }

    Found give_up(const char* begin, const char* end, bool last) {
        lines_ = 1;
        return end_line(line_end(begin, end), end, last) ? Found::broken : Found::cut_short;
    }

    std::string separator_;
    char quote_;
    std::size_t max_record_;
    std::array<bool, 256> stops_{}; // the characters that may end a field
    std::vector<std::string_view> fields_;
    std::vector<std::size_t> unescape_; // the indices of fields with doubled quotes
    std::string_view problem_;
    const char* next_ = nullptr;
    std::size_t lines_ = 1;
    bool in_quotes_ = false;
};

} // namespace linnet::inline LINNET_ISA::detail

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA::detail {

LINNET_DEFINITION RecordScanner::RecordScanner(std::string separator, char quote, std::size_t max_record)
    : separator_{std::move(separator)}, quote_{quote}, max_record_{max_record} {
    stop_at('\n');
    stop_at('\r');
    stop_at(separator_[0]);
    if (quote_ != '\0') {
        stop_at(quote_);
    }
}

LINNET_DEFINITION RecordScanner::Found RecordScanner::scan(char* begin, const char* end, bool last) {
    fields_.clear();
    lines_ = 1;
    in_quotes_ = false;
    const bool clipped = static_cast<std::size_t>(end - begin) > max_record_;
    if (clipped) {
        end = begin + max_record_ + 1; // one more byte shows whether a carriage return is the whole line end
        last = false;
    }
    auto found = quote_ == '\0' ? scan_line(begin, end, last) : scan_quoted(begin, end, last);
    if (found == Found::broken) {
        found = give_up(begin, end, last);
    }
    if (found == Found::record && fields_.size() == 1 && fields_[0].empty() && *begin != quote_) {
        return Found::nothing;
    }
    if (clipped && (found == Found::cut_short || (found == Found::record && next_ == end))) {
        return Found::too_long;
    }
    if (found == Found::record) {
        unescape(begin);
    }
    return found;
}

LINNET_COLD LINNET_DEFINITION const char* RecordScanner::line_end(const char* p, const char* end) {
    while (p != end && !ends_line(*p)) {
        ++p;
    }
    return p;
}

LINNET_DEFINITION const char* RecordScanner::next_line(const char* p, const char* end, bool last) {
    if (p == end || (*p == '\r' && p + 1 == end)) {
        return last ? end : nullptr;
    }
    return p + (*p == '\r' && p[1] == '\n' ? 2 : 1);
}

LINNET_DEFINITION const char* RecordScanner::stop(const char* p, const char* end) const {
    while (p != end && !stops_[static_cast<unsigned char>(*p)]) {
        ++p;
    }
    return p;
}

LINNET_DEFINITION RecordScanner::Found RecordScanner::scan_line(const char* begin, const char* end, bool last) {
    const std::size_t length = separator_.size();
    const char* field = begin;
    for (const char* p = begin;;) {
        p = stop(p, end);
        if (p == end || ends_line(*p)) {
            fields_.push_back(view(field, p));
            return end_line(p, end, last) ? Found::record : Found::cut_short;
        }
        if (length == 1 || (static_cast<std::size_t>(end - p) >= length && view(p, p + length) == separator_)) {
            fields_.push_back(view(field, p));
            p += length;
            field = p;
        } else {
            ++p; // only the start of a separator
        }
    }
}

LINNET_DEFINITION RecordScanner::Found RecordScanner::scan_quoted(char* begin, const char* end, bool last) {
    unescape_.clear();
    const char separator = separator_[0];
    const char quote = quote_;
    bool quoted = false;
    for (const char* p = begin;; ++p) {
        const char* field = p;
        if (p != end && *p == quote) {
            quoted = true;
            const char* close = closing_quote(++field, end);
            if (close == end) {
                in_quotes_ = true;
                return last ? broken("a quote is not closed") : Found::cut_short;
            }
            fields_.push_back(view(field, close));
            p = close + 1;
            if (p != end && *p != separator && !ends_line(*p)) {
                return broken("text follows a closing quote");
            }
        } else {
            p = stop(p, end);
            if (p != end && *p == quote) {
                return broken("a quote stands inside a field that does not begin with one");
            }
            fields_.push_back(view(field, p));
        }
        if (p == end || ends_line(*p)) {
            if (!end_line(p, end, last)) {
                return Found::cut_short;
            }
            if (quoted) {
                count_lines(begin, p);
            }
            return Found::record;
        }
    }
}

LINNET_DEFINITION void RecordScanner::count_lines(const char* begin, const char* end) {
    for (const char* p = find(begin, end, '\n'); p != end; p = find(p + 1, end, '\n')) {
        ++lines_;
    }
    for (const char* p = find(begin, end, '\r'); p != end; p = find(p + 1, end, '\r')) {
        lines_ += p[1] == '\n' ? 0U : 1U; // p is before the last quote, so a character follows
    }
}

LINNET_DEFINITION const char* RecordScanner::closing_quote(const char* p, const char* end) {
    bool doubled = false;
    for (;; p += 2) {
        p = find(p, end, quote_);
        if (p == end || p + 1 == end || p[1] != quote_) {
            break;
        }
        doubled = true;
    }
    if (doubled) {
        unescape_.push_back(fields_.size());
    }
    return p;
}

LINNET_DEFINITION void RecordScanner::unescape(char* begin) {
    for (const std::size_t i : unescape_) {
        char* const first = begin + (fields_[i].data() - begin);
        char* const field_end = first + fields_[i].size();
        char* to = first;
        for (const char* from = first; from != field_end; ++from) {
            const char c = *from;
            *to++ = c;
            if (c == quote_) {
                ++from;
            }
        }
        fields_[i] = view(first, to);
    }
}

} // namespace linnet::inline LINNET_ISA::detail

#endif // LINNET_DEFINES
