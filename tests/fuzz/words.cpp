// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// What read_libsvm and read_user_lists read, written down and read again, is the same, for any line end; numbers are
// those that the C library reads.
#include <cinttypes>

#include <linnet/io/field_number.hpp>
#include <linnet/io/libsvm.hpp>
#include <linnet/io/user_lists.hpp>

#include "../support/naive_records.hpp"
#include "fuzz.hpp"

using namespace linnet;
using namespace linnet_fuzz;

namespace {

/// A text none of whose lines begins with a byte order mark that is part of a word.
std::string written(const SparseSamples& samples) {
    std::string text = "\n";
    char word[80];
    for (std::size_t i = 0; i < samples.size(); ++i) {
        std::snprintf(word, sizeof word, "%.9g", static_cast<double>(samples.labels[i]));
        text += word;
        for (std::uint64_t at = samples.offsets[i]; at < samples.offsets[i + 1]; ++at) {
            if (samples.has_fields()) {
                text += " " + std::to_string(samples.fields[at]) + ":" + std::to_string(samples.indices[at]);
            } else {
                text += " " + std::to_string(samples.indices[at]);
            }
            std::snprintf(word, sizeof word, ":%.9g", static_cast<double>(samples.values[at]));
            text += word;
        }
        text += "\n";
    }
    return text;
}

std::string written(const Interactions& log) {
    std::string text = "\n";
    for (std::size_t row = 0; row < log.size(); ++row) {
        text += " " + std::string{log.users[row]} + " " + std::string{log.items[row]} + "\n";
    }
    return text;
}

void sparse(std::string_view text, std::optional<SparseSamples>& first) {
    const MemoryFile file{text};
    const std::string path = file.path();
    ReadReport report;
    SparseSamples samples;
    {
        const MemoryBound bound{bytes_to_read(text)};
        samples = read_libsvm(path, OnBadLine::skip, &report);
    }
    require(report.lines == linnet_test::lines_of(without_mark(text)), "every line is counted");
    require(report.lines == report.rows + report.skipped + report.empty_lines, "every line is a sample or reported");
    require(report.rows == samples.size() && samples.offsets.size() == samples.size() + 1, "samples are counted");
    require(samples.offsets.back() == samples.indices.size() && samples.indices.size() == samples.values.size() &&
                (samples.fields.empty() || samples.fields.size() == samples.indices.size()),
            "entries are whole");
    require(std::is_sorted(samples.offsets.begin(), samples.offsets.end()), "samples follow each other");
    for (const auto* numbers : {&samples.labels, &samples.values}) {
        require(std::all_of(numbers->begin(), numbers->end(), [](float x) { return std::isfinite(x); }),
                "numbers are finite");
    }
    const MemoryFile again{written(samples)};
    require(read_libsvm(again.path()) == samples, "samples that were written are read again");
    bool complete = false;
    try {
        require(read_libsvm(path) == samples, "a file without bad lines is read whole");
        complete = true;
    } catch (const BadLine& bad) {
        require(!report.problems.empty() && report.problems[0] == bad.what(), "the first bad line is refused");
    }
    require(complete == (report.skipped == 0), "a file with bad lines is refused");
    require(!first || *first == samples, "files that differ in line ends are the same samples");
    first = samples;
}

void lists(std::string_view text, bool order, std::optional<Interactions>& first) {
    const MemoryFile file{text};
    const std::string path = file.path();
    UserListReport report;
    Interactions log;
    try {
        const MemoryBound bound{bytes_to_read(text)};
        log = read_user_lists(path, {.order_as_timestamp = order}, &report);
    } catch (const BadLine&) {
        require(text.find("\xEF\xBB\xBF") != text.npos, "a line is bad only for a byte order mark");
        return;
    }
    require(report.lines == linnet_test::lines_of(without_mark(text)), "every line is counted");
    require(report.lines == report.lists + report.users_without_items.size() + report.empty_lines,
            "every line is a list, a user without items, or empty");
    require(report.interactions == log.size() && log.items.size() == log.size(), "interactions are counted");
    require(log.timestamps.size() == (order ? log.size() : 0), "there are times if wanted");
    const MemoryFile again{written(log)};
    require(read_user_lists(again.path(), {.order_as_timestamp = order}) == log,
            "lists that were written are read again");
    require(!first || *first == log, "files that differ in line ends are the same lists");
    first = log;
}

void numbers(std::string_view text) {
    float real = 7.0F;
    const auto naive = naive_float(text);
    require(detail::is_number(text, real) == naive.has_value(), "a float is one for the C library, too");
    require(real == naive.value_or(7.0F) && std::signbit(real) == std::signbit(naive.value_or(7.0F)),
            "and has its value");
    std::int64_t whole = 7;
    const auto integer = naive_integer(text);
    require(detail::is_number(text, whole) == integer.has_value(), "an integer is one for the C library, too");
    require(whole == integer.value_or(7), "and has its value");
    double wide = 7.0;
    const double expected = looks_like_number(text) ? std::strtod(std::string{text}.c_str(), nullptr) : HUGE_VAL;
    require(detail::is_number(text, wide) == !std::isinf(expected), "a double is one for the C library, too");
    require(wide == (std::isinf(expected) ? 7.0 : expected), "and has its value");
}

} // namespace

std::vector<std::string> linnet_fuzz::seeds() {
    return {std::string("\0\1", 2) + "+1 1:0.5 7:-1e-3 # comment\n-1 2:3\r\n\n0 x:1\n1 4294967295:1 4294967296:1\n",
            std::string("\0\1", 2) + "1 0:12:0.3 1:4:1\n0\t2:7:1e39\r1 3:4\n#\n",
            "\1\1"
            "0 5 7 9\n1 2 \t3\r\n2\n\n0 11\r",
            "\1\2"
            "0 5\n\xEF\xBB\xBFu 7\n \xEF\xBB\xBFv 7\n",
            "\2\1"
            "u1 a b a\nu2 a\nu1 c",
            "\3"
            "-123.456e-7",
            "\3"
            "1e-50",
            "\3"
            "0.000000000000000000000000000000000000000000000000000001E+12",
            "\3"
            "9223372036854775808"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Input input{data, size};
    const std::size_t choice = input.below(4);
    if (choice == 3) {
        numbers(input.text());
        return 0;
    }
    const std::string_view other_line_end = any_line_end(input);
    if (!is_plain(input.text())) {
        return 0;
    }
    std::optional<SparseSamples> samples;
    std::optional<Interactions> log;
    for (const std::string_view line_end : {std::string_view{}, other_line_end}) {
        const std::string text =
            line_end.empty() ? std::string{input.text()} : linnet_test::with_line_ends(input.text(), line_end);
        if (choice == 0) {
            sparse(text, samples);
        } else {
            lists(text, choice == 2, log);
        }
    }
    return 0;
}
