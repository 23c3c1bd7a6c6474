// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// read_frame reads the cells that a naive twin finds, for any line end, and BlockReader gives the same rows in blocks.
#include <linnet/io/block_reader.hpp>
#include <linnet/io/criteo.hpp>
#include <linnet/io/movielens.hpp>

#include "../support/naive_records.hpp"
#include "fuzz.hpp"

using namespace linnet;
using namespace linnet_fuzz;
using linnet_test::NaiveRecord;

namespace {

FrameFormat format_of(std::size_t number) {
    switch (number) {
    case 0:
        return criteo();
    case 1:
        return movielens_100k_users();
    case 2:
        return movielens_100k_items();
    case 3:
        return movielens_1m_items();
    case 4:
        return movielens_latest_items();
    case 5:
        return {.file = {.separator = ",", .header = true, .quote = '"'}};
    case 6:
        return {.file = {.separator = ",", .quote = '"'},
                .columns = {{"time", 2, ColumnKind::integer}, {"name", 0}, {"price", 1, ColumnKind::number}}};
    default:
        return {.file = {.separator = ";", .header = true},
                .columns = {{"x", "a", ColumnKind::number},
                            {"y", 0, ColumnKind::integer},
                            {"z", "b"},
                            {"t", "t", ColumnKind::timestamp}}};
    }
}

/// A cell as text that says all of it; none if the field is no such cell.
std::optional<std::string> naive_cell(const std::string& field, ColumnKind kind) {
    if (kind == ColumnKind::text) {
        return field;
    }
    if (field.empty()) {
        return "missing";
    }
    if (kind != ColumnKind::number) {
        const auto value = kind == ColumnKind::integer ? naive_integer(field) : naive_timestamp(field);
        return value && *value != Frame::missing_integer ? std::optional{std::to_string(*value)} : std::nullopt;
    }
    const auto value = naive_float(field);
    return value ? std::optional{std::to_string(*value) + std::to_string(std::signbit(*value))} : std::nullopt;
}

std::string cell(const Frame& frame, const std::string& name, std::size_t row) {
    if (frame.is_numeric(name)) {
        const float number = frame.numbers(name)[row];
        return std::isnan(number) ? "missing" : std::to_string(number) + std::to_string(std::signbit(number));
    }
    if (frame.is_integer(name)) {
        const std::int64_t integer = frame.integers(name)[row];
        return integer == Frame::missing_integer ? "missing" : std::to_string(integer);
    }
    return std::string{frame.strings(name)[row]};
}

using Cells = std::vector<std::vector<std::string>>;

void append_cells(const Frame& frame, Cells& cells) {
    const std::vector<std::string> names = frame.names();
    for (std::size_t row = 0; row < frame.size(); ++row) {
        cells.emplace_back();
        for (const std::string& name : names) {
            cells.back().push_back(cell(frame, name, row));
        }
    }
}

/// The cells of the records of a file, which are all of a format that finds its columns by place.
Cells naive_cells(const std::vector<NaiveRecord>& records, const std::vector<std::size_t>& sources,
                  const FrameFormat& format, std::size_t fields) {
    Cells cells;
    for (const NaiveRecord& record : records) {
        bool good = record.kind == NaiveRecord::good &&
                    (fields != 0 ? record.fields.size() == fields
                                 : record.fields.size() > *std::max_element(sources.begin(), sources.end()));
        std::vector<std::string> row;
        for (std::size_t i = 0; good && i < sources.size(); ++i) {
            const auto value = naive_cell(record.fields[sources[i]],
                                          format.columns.empty() ? ColumnKind::text : format.columns[i].kind);
            good = value.has_value();
            row.push_back(value.value_or(""));
        }
        if (good) {
            cells.push_back(row);
        }
    }
    return cells;
}

void check_same(const ReadReport& a, const ReadReport& b) {
    require(a.lines == b.lines && a.header == b.header && a.rows == b.rows && a.skipped == b.skipped &&
                a.empty_lines == b.empty_lines && a.continued_lines == b.continued_lines && a.problems == b.problems,
            "blocks are reported as the whole file is");
}

} // namespace

std::vector<std::string> linnet_fuzz::seeds() {
    std::string criteo_line = "1";
    for (int i = 0; i < 13; ++i) {
        criteo_line += "\t" + std::to_string(i * i - 1);
    }
    for (int i = 0; i < 26; ++i) {
        criteo_line += i % 5 == 0 ? "\t" : "\t68fd1e64";
    }
    return {std::string("\0\0\1", 3) + criteo_line + "\n" + criteo_line,
            "\1\1\1"
            "1|24|M|technician|85711\n2|53|F|other|94043\r\n3||M|writer\n",
            "\2\2\1"
            "1|Toy Story|1995|0|0|0|1|1|1|0|0|0|0|0|0|0|0|0|0|0|0|0\n",
            std::string("\3\0\1", 3) + "1::Toy Story (1995)::Animation|Children's|Comedy\n2::Jumanji\n",
            "\4\3\1"
            "movieId,title,genres\n11,\"American President, The (1995)\",Comedy\n2,\"a\n3,b,c\n",
            "\5\4\1"
            "id,\"na\nme\",age\r\n7,\"a \"\"b\"\", c\",5\r\n8,x\n",
            "\6\1\1"
            "a,1.5,1534234785\nb,,\nc,1e-50,-9223372036854775808\n\n\"d\n\",1e39,1\n",
            "\7\2\1"
            "y;a;b;t\n1;2;3;4\r4;5;6;7.5\r\r7;x;9;\r7;8;9;2017-07-14T02:40:00+02\r"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Input input{data, size};
    FrameFormat format = format_of(input.below(8));
    const std::size_t rows_per_block = 1 + input.below(5);
    const std::string_view other_line_end = any_line_end(input);
    const bool quoted = format.file.quote != '\0';
    std::optional<Cells> first;
    for (const std::string_view line_end : {std::string_view{}, other_line_end}) {
        const std::string text =
            line_end.empty() ? std::string{input.text()} : linnet_test::with_line_ends(input.text(), line_end);
        const MemoryFile file{text};
        const std::string path = file.path();
        format.on_bad_line = OnBadLine::skip;
        Frame frame;
        ReadReport report;
        try {
            const MemoryBound bound{bytes_to_read(text)};
            frame = read_frame(path, format, &report);
        } catch (const DataError&) {
            require(format.file.header || !is_plain(text), "a file is refused only for its header or kind");
            require(!first, "files that differ in line ends are refused alike");
            continue;
        }
        require(line_end.empty() || first, "files that differ in line ends are refused alike");
        require(report.lines == linnet_test::lines_of(without_mark(text)), "every line is counted");
        require(report.lines ==
                    report.header + report.rows + report.skipped + report.empty_lines + report.continued_lines,
                "every line is a row or reported");
        require(report.rows == frame.size(), "rows are counted");

        std::vector<NaiveRecord> records =
            linnet_test::naive_records(without_mark(text), format.file.separator, format.file.quote);
        std::erase_if(records, [](const NaiveRecord& record) { return record.kind == NaiveRecord::empty; });
        DelimitedReader names{path, format.file};
        std::vector<std::size_t> sources(format.columns.empty() ? names.header().size() : format.columns.size());
        for (std::size_t i = 0; i < sources.size(); ++i) {
            sources[i] = format.columns.empty() ? i : format.columns[i].source.position_in(names);
        }
        const std::size_t fields = format.columns.empty() ? sources.size() : format.fields;
        records.erase(records.begin(), records.begin() + (format.file.header ? 1 : 0));
        Cells cells;
        append_cells(frame, cells);
        require(cells == naive_cells(records, sources, format, fields), "the cells are those of the text");
        require(cells.size() + report.skipped == records.size(), "every record is a row or skipped");
        require(!first || quoted || *first == cells, "files that differ in line ends are the same table");
        first = cells;

        const BlockReader blocks{path, format, rows_per_block};
        check_same(blocks.report(), report);
        Cells together;
        for (std::size_t block = 0; block < blocks.blocks(); ++block) {
            append_cells(blocks.read(block), together);
        }
        require(together == cells, "blocks are the whole file");

        format.on_bad_line = OnBadLine::refuse;
        bool complete = false;
        try {
            require(read_frame(path, format).size() == frame.size(), "a file without bad lines is read whole");
            complete = true;
        } catch (const BadLine& bad) {
            require(!report.problems.empty() && report.problems[0] == bad.what(), "the first bad line is refused");
        }
        require(complete == (report.skipped == 0), "a file with bad lines is refused");
        try {
            static_cast<void>(read_movielens_100k_items(path));
        } catch (const DataError&) {
        }
    }
    return 0;
}
