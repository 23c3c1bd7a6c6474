// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <linnet/core/random.hpp>

namespace linnet_test {

/// Random text in which the given characters are frequent. Some of it may be any bytes.
[[nodiscard]] inline std::string random_text(std::string_view frequent, std::uint64_t seed) {
    const linnet::Random random{seed, 1};
    std::string text(random.below(160, 0), ' ');
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::uint64_t any = random.below(256, 2 * i + 1);
        text[i] = random.below(16, 2 * i + 2) == 0 ? static_cast<char>(any) : frequent[any % frequent.size()];
    }
    return text;
}

/// Whether a line ends with this character of a text: a newline, or a carriage return without a newline after it.
[[nodiscard]] inline bool ends_line(std::string_view text, std::size_t i) {
    return text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
}

/// The number of lines of a text: its line ends, and one more if something follows the last.
[[nodiscard]] inline std::size_t lines_of(std::string_view text) {
    std::size_t lines = !text.empty() && !ends_line(text, text.size() - 1) ? 1 : 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        lines += ends_line(text, i) ? 1U : 0U;
    }
    return lines;
}

/// The text with each line end, in quotes or not, replaced by another: a newline, a carriage return, or both.
[[nodiscard]] inline std::string with_line_ends(std::string_view text, std::string_view line_end) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (ends_line(text, i)) {
            result += line_end;
        } else if (text[i] != '\r') {
            result += text[i];
        }
    }
    return result;
}

struct NaiveRecord {
    enum Kind { good, empty, broken } kind = good;
    std::size_t line = 0;
    std::size_t lines = 1;
    std::vector<std::string> fields{};

    bool operator==(const NaiveRecord&) const = default;
};

/// Cuts a text into records, one character at a time. Records of more than `max_record` bytes are broken, and so are
/// those that begin with a byte order mark.
[[nodiscard]] inline std::vector<NaiveRecord> naive_records(std::string_view text, std::string_view separator,
                                                            char quote,
                                                            std::size_t max_record = static_cast<std::size_t>(-1)) {
    enum class State { start, bare, quoted, closed };
    std::vector<NaiveRecord> records;
    std::size_t line = 1;
    for (std::size_t begin = 0; begin < text.size();) {
        NaiveRecord record{.line = line};
        record.fields.emplace_back();
        State state = State::start;
        bool any_quoted = false;
        std::size_t i = begin;
        for (;; ++i) {
            const bool end = i >= text.size();
            const bool line_ends = end || ends_line(text, i);
            const bool returns = !end && !line_ends && text[i] == '\r'; // and a newline follows
            const bool is_quote = !end && quote != '\0' && text[i] == quote;
            if (state == State::quoted) {
                if (end) {
                    record.kind = NaiveRecord::broken;
                    break;
                }
                if (is_quote) {
                    state = State::closed;
                } else {
                    record.lines += line_ends ? 1U : 0U;
                    record.fields.back() += text[i];
                }
            } else if (line_ends) {
                break;
            } else if (returns) {
                state = state == State::start ? State::bare : state;
            } else if (is_quote && state == State::closed) {
                record.fields.back() += quote;
                state = State::quoted;
            } else if (is_quote && state == State::start) {
                state = State::quoted;
                any_quoted = true;
            } else if (text.substr(i).starts_with(separator)) {
                record.fields.emplace_back();
                state = State::start;
                i += separator.size() - 1;
            } else if (is_quote || state == State::closed) {
                record.kind = NaiveRecord::broken;
                break;
            } else {
                record.fields.back() += text[i];
                state = State::bare;
            }
        }
        if (record.kind != NaiveRecord::broken && !any_quoted && record.fields == std::vector<std::string>{""}) {
            record.kind = NaiveRecord::empty;
            record.fields.clear();
        } else if (record.kind == NaiveRecord::broken || std::min(i + 1, text.size()) - begin > max_record) {
            record = {.kind = NaiveRecord::broken, .line = line};
            for (i = begin; i < text.size() && !ends_line(text, i);) {
                ++i;
            }
        }
        if (record.kind == NaiveRecord::good && record.fields[0].starts_with("\xEF\xBB\xBF")) {
            record.kind = NaiveRecord::broken;
            record.fields.clear();
        }
        begin = i + 1;
        line += record.lines;
        records.push_back(record);
    }
    return records;
}

} // namespace linnet_test
