// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/read_report.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "../support/temporary_file.hpp"

namespace read_report_test {

using namespace linnet;

TEST_CASE("every line is a row, skipped, empty, or more of another") {
    const linnet_test::TemporaryFile file{"head\n1\n\n#\nbad\n\"2\n3\"\n"};
    const DelimitedFormat format{.separator = ",", .header = true, .quote = '"'};
    const auto read = [&](OnBadLine on_bad_line, std::vector<std::string>& seen) {
        DelimitedReader reader{file.path(), format};
        return detail::read_rows(reader, on_bad_line, [&] {
            const std::string field{reader.fields()[0]};
            if (field == "bad") {
                throw BadLine(reader.place() + "bad");
            }
            if (field == "#") {
                return false;
            }
            seen.push_back(field);
            return true;
        });
    };
    std::vector<std::string> seen;
    const ReadReport report = read(OnBadLine::skip, seen);
    CHECK(seen == std::vector<std::string>{"1", "2\n3"});
    CHECK(report.lines == 7);
    CHECK(report.header == 1);
    CHECK(report.rows == 2);
    CHECK(report.skipped == 1);
    CHECK(report.empty_lines == 2);
    CHECK(report.continued_lines == 1);
    CHECK(report.problems == std::vector<std::string>{file.name() + ":5: bad"});
    seen.clear();
    CHECK_THROWS_AS(static_cast<void>(read(OnBadLine::refuse, seen)), BadLine);
    CHECK(seen == std::vector<std::string>{"1"});
}

} // namespace read_report_test
