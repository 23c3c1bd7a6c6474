// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/io/bad_line.hpp>
#include <linnet/io/delimited_reader.hpp>

namespace linnet::inline LINNET_ISA {

/// What to do about a line that cannot be used.
enum class OnBadLine {
    refuse, ///< throw BadLine
    skip    ///< leave it out, count it and report it
};

/// What became of the lines of a file: `lines == header + rows + skipped + empty_lines + continued_lines`.
struct ReadReport {
    static constexpr std::size_t kept_problems = 10;

    std::size_t lines = 0;
    std::size_t header = 0; ///< 1 if the file has a header
    std::size_t rows = 0;
    std::size_t skipped = 0; ///< bad lines left out
    std::size_t empty_lines = 0;
    std::size_t continued_lines = 0; ///< further lines of records, good or bad, that span several lines within quotes
    std::vector<std::string> problems{}; ///< of the first `kept_problems` skipped lines, as `file:line: what is wrong`
};

namespace detail {

/// Goes on to the next record that `use` accepts; false at the end of the file. `use()` throws BadLine for a record
/// that it does not accept, and returns false for one that holds nothing.
template <class Use>
[[nodiscard]] bool next_row(DelimitedReader& reader, OnBadLine on_bad_line, ReadReport& report, const Use& use) {
    for (;;) {
        try {
            if (!reader.next()) {
                return false;
            }
            if (use()) {
                ++report.rows;
                return true;
            }
            ++report.empty_lines;
        } catch (const BadLine& bad) {
            if (on_bad_line == OnBadLine::refuse) {
                throw;
            }
            ++report.skipped;
            if (report.problems.size() < ReadReport::kept_problems) {
                report.problems.push_back(std::string{bad.what()});
            }
        }
    }
}

/// Adds to a report what the reader knows of all lines so far.
void finish_report(ReadReport& report, const DelimitedReader& reader);

/// Calls `use` for each record of a file; see `next_row`.
template <class Use>
[[nodiscard]] LINNET_COLD ReadReport read_rows(DelimitedReader& reader, OnBadLine on_bad_line, const Use& use) {
    ReadReport report;
    while (next_row(reader, on_bad_line, report, use)) {
    }
    finish_report(report, reader);
    return report;
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION void finish_report(ReadReport& report, const DelimitedReader& reader) {
    report.lines = reader.lines();
    report.header = reader.header().empty() ? 0 : 1;
    report.empty_lines += reader.empty_lines();
    report.continued_lines = reader.continued_lines();
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
