// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// DelimitedReader cuts any file as a naive twin cuts it, a character at a time, whatever the buffer, and goes back to
// any record.
#include <linnet/io/delimited_reader.hpp>

#include "../support/naive_records.hpp"
#include "fuzz.hpp"

using namespace linnet;
using namespace linnet_fuzz;
using linnet_test::NaiveRecord;

std::vector<std::string> linnet_fuzz::seeds() {
    return {std::string("\0\0\0\0\0", 5) + "1\t2\t3\n4\t5\t6\r\n\n7",
            std::string("\1\1\1\1\0", 5) + "a,\"b\nc\",d\r\"say \"\"hi\"\"\",,\n1,\"2\n3,4\n",
            std::string("\2\0\0\2\0", 5) + "1::2:3:::4::\n\r\n",
            std::string("\1\1\0\0\7", 5) + "1,\"too long\nfor the limit\"\n2,3\n4,\"not closed\n5\n",
            std::string("\4\2\1\0\0", 5) + "\xEF\xBB\xBF'one|two'|2\rx|'y'\r\xEF\xBB\xBFz|'\n'\rx"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Input input{data, size};
    constexpr const char* separators[] = {"\t", ",", "::", " ", "|", "aab"};
    constexpr char quotes[] = {'\0', '"', '\''};
    constexpr std::size_t buffers[] = {0, 17, 64, DelimitedReader::default_buffer};
    DelimitedFormat format{.separator = separators[input.below(std::size(separators))]};
    format.quote = quotes[input.below(std::size(quotes))];
    format.quote = format.separator.size() == 1 ? format.quote : '\0';
    format.header = input.below(2) == 1;
    const std::size_t buffer = buffers[input.below(std::size(buffers))];
    const std::size_t limit = input.below(64);
    format.max_record = limit == 0 ? format.max_record : limit;

    std::vector<NaiveRecord> expected =
        linnet_test::naive_records(without_mark(input.text()), format.separator, format.quote, format.max_record);
    std::size_t continued = 0;
    std::size_t empty = 0;
    for (const NaiveRecord& record : expected) {
        continued += record.lines - 1;
        empty += record.kind == NaiveRecord::empty ? 1U : 0U;
    }
    std::erase_if(expected, [](const NaiveRecord& record) { return record.kind == NaiveRecord::empty; });

    const MemoryFile file{input.text()};
    const std::string path = file.path();
    const MemoryBound bound{bytes_to_read(input.text())};
    std::optional<DelimitedReader> reader;
    try {
        reader.emplace(path, format, buffer);
    } catch (const DataError&) {
        require(!is_plain(input.text()) ||
                    (format.header && (expected.empty() || expected[0].kind == NaiveRecord::broken)),
                "a file is refused only for its header or kind");
        return 0;
    }
    require(is_plain(input.text()), "a file of another kind is refused");
    std::size_t next = 0;
    if (format.header) {
        require(!expected.empty() && reader->header() == expected[0].fields, "the header is the first record");
        next = 1;
    }
    std::vector<std::pair<std::uint64_t, std::size_t>> places; // before each record
    std::vector<std::size_t> records;
    for (bool more = true; more;) {
        places.emplace_back(reader->offset(), reader->lines());
        records.push_back(next);
        try {
            more = reader->next();
            require(more == (next < expected.size()), "there are as many records");
            if (more) {
                const auto& fields = reader->fields();
                require(expected[next].kind == NaiveRecord::good, "a record is read where there is one");
                require(std::equal(fields.begin(), fields.end(), expected[next].fields.begin(),
                                   expected[next].fields.end()),
                        "a record has the fields of its text");
            }
        } catch (const BadLine& bad) {
            require(next < expected.size() && expected[next].kind == NaiveRecord::broken, "what is refused is broken");
            require(std::string_view{bad.what()}.starts_with(reader->place()), "the place is told");
        }
        if (more) {
            require(reader->line() == expected[next].line, "a record is in its line");
            ++next;
        }
    }
    require(reader->lines() == linnet_test::lines_of(without_mark(input.text())), "every line is counted");
    require(reader->empty_lines() == empty && reader->continued_lines() == continued, "and known for what it is");
    for (std::size_t i = places.size(); i-- > 0;) {
        reader->go_to(places[i].first, places[i].second);
        bool more = false;
        try {
            more = reader->next();
        } catch (const BadLine&) {
            more = true;
        }
        require(more == (records[i] < expected.size()), "a reader that goes back finds the record");
        require(!more || reader->line() == expected[records[i]].line, "and its line");
    }
    return 0;
}
