// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// read_interactions reads the rows that a naive twin finds, reports every other line, and does so for any line end.
#include <linnet/io/interaction_reader.hpp>
#include <linnet/io/movielens.hpp>

#include "../support/naive_records.hpp"
#include "fuzz.hpp"

using namespace linnet;
using namespace linnet_fuzz;
using linnet_test::NaiveRecord;

namespace {

/// The formats, and the columns that their files have, in order: user, item, rating, timestamp as u, i, r, t.
struct Case {
    InteractionFormat format;
    std::string_view columns;
};

Case case_of(std::size_t number) {
    switch (number) {
    case 0:
        return {movielens_100k(), "uirt"};
    case 1:
        return {movielens_1m(), "uirt"};
    case 2:
        return {movielens_latest(), "uirt"};
    case 3:
        return {{.file = {.separator = ",", .quote = '\''}, .user = 1, .item = 0, .timestamp = 3}, "iu?t"};
    default:
        return {{.file = {.separator = ",", .header = true}, .user = "u", .item = "v", .rating = "w"}, ""};
    }
}

/// The rows that the records of a text make; `bad` counts those that make none.
Interactions naive_rows(const std::vector<NaiveRecord>& records, const Case& chosen, std::size_t& bad) {
    Interactions rows;
    for (const NaiveRecord& record : records) {
        const std::vector<std::string>& fields = record.fields;
        bool good =
            record.kind == NaiveRecord::good && (chosen.format.columns != 0 ? fields.size() == chosen.format.columns
                                                                            : fields.size() >= chosen.columns.size());
        float rating = 0.0F;
        std::int64_t timestamp = 0;
        std::string user;
        std::string item;
        for (std::size_t i = 0; good && i < chosen.columns.size(); ++i) {
            const char kind = chosen.columns[i];
            if (kind == 'r') {
                const auto value = naive_float(fields[i]);
                good = value.has_value();
                rating = value.value_or(0.0F);
            } else if (kind == 't') {
                const auto value = naive_timestamp(fields[i]);
                good = value.has_value();
                timestamp = value.value_or(0);
            } else if (kind != '?') {
                good = !fields[i].empty();
                (kind == 'u' ? user : item) = fields[i];
            }
        }
        if (!good) {
            ++bad;
            continue;
        }
        rows.users.push_back(user);
        rows.items.push_back(item);
        if (chosen.columns.find('r') != std::string_view::npos) {
            rows.ratings.push_back(rating);
        }
        if (chosen.columns.find('t') != std::string_view::npos) {
            rows.timestamps.push_back(timestamp);
        }
    }
    return rows;
}

void check_report(const ReadReport& report, const Interactions& rows, std::string_view text) {
    require(report.lines == linnet_test::lines_of(without_mark(text)), "every line is counted");
    require(report.lines == report.header + report.rows + report.skipped + report.empty_lines + report.continued_lines,
            "every line is a row or reported");
    require(report.rows == rows.size() && rows.items.size() == rows.size(), "rows are counted");
    require(report.problems.size() == std::min(report.skipped, ReadReport::kept_problems), "problems are told");
}

} // namespace

std::vector<std::string> linnet_fuzz::seeds() {
    return {std::string("\0\1", 2) + "1\t2\t3\t881250949\n186\t302\t3.5\t891717742\r\n\n22\t377\tx\t1\n1\t2\t1e-50\t4",
            "\1\2"
            "1::1193::5::978300760\n1::661::3::978302109\r",
            std::string("\0\0", 2) + "1\t2\t3\t1500000000.75\n1\t2\t3\t2017-07-14T02:40:00Z\n1\t2\t3\t2016-02-29 "
                                     "04:40:00.5+0200\n1\t2\t3\t1969-12-31\n1\t2\t3\t2017-02-30T24:00-02:00\n",
            std::string("\2\0", 2) +
                "userId,movieId,rating,timestamp\n1,\"296\",5.0,1147880044\n1,306,3.5,\"1147868817\n2,3,4,5\n",
            "\3\1"
            "a,b,c,-5\n'x,y',b,'c\nd',6\n",
            "\4\1"
            "w,v,u,x\n0.5,7,8\n,7,8\n1e99,7,8\n"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Input input{data, size};
    Case chosen = case_of(input.below(5));
    const std::string_view other_line_end = any_line_end(input);
    const bool quoted = chosen.format.file.quote != '\0';
    std::optional<Interactions> first;
    for (const std::string_view line_end : {std::string_view{}, other_line_end}) {
        const std::string text =
            line_end.empty() ? std::string{input.text()} : linnet_test::with_line_ends(input.text(), line_end);
        const MemoryFile file{text};
        const std::string path = file.path();
        std::vector<NaiveRecord> records =
            linnet_test::naive_records(without_mark(text), chosen.format.file.separator, chosen.format.file.quote);
        std::erase_if(records, [](const NaiveRecord& record) { return record.kind == NaiveRecord::empty; });
        Interactions rows;
        ReadReport report;
        chosen.format.on_bad_line = OnBadLine::skip;
        bool refused = false;
        try {
            const MemoryBound bound{bytes_to_read(text)};
            rows = read_interactions(path, chosen.format, &report);
        } catch (const DataError&) {
            require(chosen.format.file.header || !is_plain(text), "a file is refused only for its header or kind");
            require(!first, "files that differ in line ends are refused alike");
            refused = true;
        }
        if (refused) {
            continue;
        }
        require(line_end.empty() || first, "files that differ in line ends are refused alike");
        check_report(report, rows, text);
        if (!chosen.columns.empty()) {
            if (chosen.format.file.header) {
                Case& by_name = chosen; // the header tells where the columns are
                require(!records.empty(), "there is a header");
                std::string columns;
                for (const std::string& name : records[0].fields) {
                    columns += name == "userId" ? 'u' : name == "movieId" ? 'i' : name == "rating" ? 'r' : 't';
                }
                const Case named{by_name.format, columns};
                records.erase(records.begin());
                std::size_t bad = 0;
                require(naive_rows(records, named, bad) == rows && bad == report.skipped, "the rows are those read");
            } else {
                std::size_t bad = 0;
                require(naive_rows(records, chosen, bad) == rows && bad == report.skipped, "the rows are those read");
            }
        }
        require(!first || quoted || *first == rows, "files that differ in line ends are the same log");
        first = rows;

        chosen.format.on_bad_line = OnBadLine::refuse;
        bool complete = false;
        try {
            require(read_interactions(path, chosen.format) == rows, "a file without bad lines is read whole");
            complete = true;
        } catch (const BadLine& bad) {
            require(!report.problems.empty() && report.problems[0] == bad.what(), "the first bad line is refused");
        }
        require(complete == (report.skipped == 0), "a file with bad lines is refused");
    }
    return 0;
}
