// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Splits a delimited text in memory into records, see `DelimitedFormat`.
class RecordScanner {
public:
    enum class Found {
        record,   ///< `fields()` are those of a record
        nothing,  ///< an empty line
        broken,   ///< quotes that do not fit, see `problem()`; the broken record is taken to be one line
        cut_short ///< the text ends within the record; try again with more of it
    };

    /// `separator` is not empty; `quote` is 0 for none, and then the separator may be longer than one character.
    RecordScanner(std::string separator, char quote) : separator_{std::move(separator)}, quote_{quote} {}

    /// Looks at the record at the start of [begin, end). `last`: no text follows. requires: begin < end
    /// The fields point into the text; doubled quotes are made single in place.
    Found scan(char* begin, const char* end, bool last) {
        fields_.clear();
        lines_ = 1;
        const auto found = quote_ == '\0' ? scan_line(begin, end, last) : scan_quoted(begin, end, last);
        if (found == Found::broken) {
            return give_up(begin, end, last);
        }
        if (found == Found::record && fields_.size() == 1 && fields_[0].empty() && *begin != quote_) {
            return Found::nothing;
        }
        return found;
    }

    [[nodiscard]] const std::vector<std::string_view>& fields() const { return fields_; }
    /// What is wrong with a broken record.
    [[nodiscard]] std::string_view problem() const { return problem_; }
    /// Where the next record starts.
    [[nodiscard]] const char* next() const { return next_; }
    /// Lines that the record takes, those within quotes included.
    [[nodiscard]] std::size_t lines() const { return lines_; }

private:
    [[nodiscard]] static const char* find(const char* begin, const char* end, char wanted) {
        const auto* found = static_cast<const char*>(std::memchr(begin, wanted, static_cast<std::size_t>(end - begin)));
        return found == nullptr ? end : found;
    }

    [[nodiscard]] static std::string_view view(const char* begin, const char* end) {
        return {begin, static_cast<std::size_t>(end - begin)};
    }

    /// [begin, end) without the carriage return of a line that ends with both.
    [[nodiscard]] static const char* without_return(const char* begin, const char* end) {
        return end != begin && end[-1] == '\r' ? end - 1 : end;
    }

    /// Sets `next_` behind the line's end. False if the text ends before.
    [[nodiscard]] bool end_line(const char* line_end, const char* end, bool last) {
        next_ = line_end == end ? end : line_end + 1;
        return line_end != end || last;
    }

    /// The next separator, or `end`.
    [[nodiscard]] const char* separator_at(const char* p, const char* end) const {
        if (separator_.size() != 1) {
            const std::size_t at = view(p, end).find(separator_);
            return at == std::string_view::npos ? end : p + at;
        }
        while (p != end && *p != separator_[0]) {
            ++p;
        }
        return p;
    }

    Found scan_line(const char* begin, const char* end, bool last) {
        const char* line_end = find(begin, end, '\n');
        if (!end_line(line_end, end, last)) {
            return Found::cut_short;
        }
        line_end = without_return(begin, line_end);
        for (const char* field = begin;;) {
            const char* const stop = separator_at(field, line_end);
            fields_.push_back(view(field, stop));
            if (stop == line_end) {
                break;
            }
            field = stop + separator_.size();
        }
        return Found::record;
    }

    /// RFC 4180: a field is quoted as a whole or not at all. Being strict here keeps a stray quote from joining fields
    /// silently, and makes giving up cheap: no two records that run to the end of the text can overlap.
    Found scan_quoted(char* begin, const char* end, bool last) {
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
                    return last ? broken("a quote is not closed") : Found::cut_short;
                }
                fields_.push_back(view(field, close));
                p = close + 1;
                if (p != end && *p == '\r' && (p + 1 == end || p[1] == '\n')) {
                    ++p;
                }
                if (p != end && *p != separator && *p != '\n') {
                    return broken("text follows a closing quote");
                }
            } else {
                while (p != end && *p != separator && *p != '\n') {
                    if (*p == quote) {
                        return broken("a quote stands inside a field that does not begin with one");
                    }
                    ++p;
                }
                const bool line_ends = p == end || *p == '\n';
                fields_.push_back(view(field, line_ends ? without_return(field, p) : p));
            }
            if (p == end || *p == '\n') {
                if (!end_line(p, end, last)) {
                    return Found::cut_short;
                }
                if (quoted) {
                    for (const char* line = find(begin, p, '\n'); line != p; line = find(line + 1, p, '\n')) {
                        ++lines_;
                    }
                    unescape(begin);
                }
                return Found::record;
            }
        }
    }

    /// The next quote that is not doubled. Remembers the field if it has doubled ones.
    [[nodiscard]] const char* closing_quote(const char* p, const char* end) {
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

    /// Only once the record is complete: a broken one is looked at again, line by line.
    LINNET_COLD void unescape(char* begin) {
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

    Found broken(std::string_view problem) {
        problem_ = problem;
        return Found::broken;
    }

    Found give_up(const char* begin, const char* end, bool last) {
        lines_ = 1;
        return end_line(find(begin, end, '\n'), end, last) ? Found::broken : Found::cut_short;
    }

    std::string separator_;
    char quote_;
    std::vector<std::string_view> fields_;
    std::vector<std::size_t> unescape_; // indices of fields with doubled quotes
    std::string_view problem_;
    const char* next_ = nullptr;
    std::size_t lines_ = 1;
};

} // namespace linnet::inline LINNET_ISA::detail
