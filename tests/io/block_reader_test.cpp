// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/block_reader.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/io/criteo.hpp>

#include "../support/naive_records.hpp"
#include "../support/temporary_file.hpp"

namespace block_reader_test {

using namespace linnet;
using linnet_test::TemporaryFile;
using Lines = std::vector<std::string>;

namespace {

FrameFormat quoted(OnBadLine on_bad_line = OnBadLine::refuse) {
    return {.file = {.separator = ",", .header = true, .quote = '"'},
            .columns = {{"id", "id", ColumnKind::number}, {"text", "text"}},
            .on_bad_line = on_bad_line};
}

/// The rows of a frame as text, missing numbers included.
Lines rows_as_text(const Frame& frame) {
    Lines rows(frame.size());
    for (const std::string& name : frame.names()) {
        for (std::size_t row = 0; row < rows.size(); ++row) {
            rows[row] += frame.is_numeric(name) ? std::to_string(frame.numbers(name)[row])
                                                : std::string{frame.strings(name)[row]};
            rows[row] += '|';
        }
    }
    return rows;
}

/// All blocks one after the other.
Lines all_blocks(const BlockReader& reader) {
    Lines all;
    std::size_t size = 0;
    for (std::size_t block = 0; block < reader.blocks(); ++block) {
        const Lines rows = rows_as_text(reader.read(block));
        CHECK(rows.size() == reader.rows(block));
        all.insert(all.end(), rows.begin(), rows.end());
        size += rows.size();
    }
    CHECK(size == reader.rows());
    return all;
}

/// A file of that many rows that say which they are.
std::string numbered(std::size_t rows) {
    std::string text = "id,text\n";
    for (std::size_t i = 0; i < rows; ++i) {
        text += std::to_string(i) + ",t" + std::to_string(i) + "\n";
    }
    return text;
}

} // namespace

TEST_CASE("the blocks together are the file, whatever stands between and within its records") {
    const TemporaryFile file{
        "\xEF\xBB\xBFid,text\r\n\n0,\"a\nb\"\r\n1,\"\n\n\"\n\n2,\"say \"\"x\"\"\n\"\n,t\n4,\n\n5,u"};
    const Lines whole = rows_as_text(read_frame(file.path(), quoted()));
    REQUIRE(whole.size() == 6);
    for (const std::size_t rows : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 1000U}) {
        const BlockReader reader{file.path(), quoted(), rows};
        CHECK(reader.blocks() == (6 + rows - 1) / rows);
        CHECK(reader.rows() == 6);
        CHECK(all_blocks(reader) == whole);
    }
    const BlockReader reader{file.path(), quoted(), 4};
    CHECK(rows_as_text(reader.read(1)) == Lines{"4.000000||", "5.000000|u|"});
    CHECK(reader.rows(1) == 2);
    ReadReport report;
    static_cast<void>(read_frame(file.path(), quoted(), &report));
    CHECK(reader.report().lines == report.lines);
    CHECK(reader.report().rows == report.rows);
    CHECK(reader.report().header == 1);
    CHECK(reader.report().empty_lines == report.empty_lines);
    CHECK(reader.report().continued_lines == report.continued_lines);
}

TEST_CASE("a file of no rows has no blocks") {
    const TemporaryFile file{"id,text\n\n"};
    const BlockReader reader{file.path(), quoted(), 4};
    CHECK(reader.blocks() == 0);
    CHECK(reader.rows() == 0);
    CHECK(reader.block_order({.seed = 1, .epoch = 1}).empty());
    CHECK_THROWS_WITH_AS(static_cast<void>(reader.read(0)), (file.name() + ": has 0 blocks, no block 0").c_str(),
                         SettingError);
}

TEST_CASE("bad lines are refused at once, or skipped in every block") {
    const TemporaryFile file{"id,text\n0,a\nx,b\n2,c\n3\n\n4,\"d\n5,e\n6,f\nx,g\n"};
    CHECK_THROWS_WITH_AS(static_cast<void>(BlockReader{file.path(), quoted(), 2}),
                         (file.name() + ":3: the id 'x' is not a finite number").c_str(), BadLine);
    const BlockReader reader{file.path(), quoted(OnBadLine::skip), 2};
    CHECK(reader.rows() == 4);
    CHECK(reader.blocks() == 2);
    CHECK(reader.report().skipped == 4);
    CHECK(all_blocks(reader) == rows_as_text(read_frame(file.path(), quoted(OnBadLine::skip))));
}

TEST_CASE("a file that changes is noticed, with the line of what is bad in it") {
    const TemporaryFile file{numbered(10)};
    const BlockReader reader{file.path(), quoted(), 4};
    const auto write = [&](std::string text) { std::ofstream{file.path(), std::ios::binary} << text; };
    std::string text = numbered(10);
    write(text.replace(text.find("6,t6"), 4, "x,t6"));
    CHECK(reader.read(0).size() == 4);
    CHECK(reader.read(2).size() == 2);
    CHECK_THROWS_WITH_AS(static_cast<void>(reader.read(1)),
                         (file.name() + ":8: the id 'x' is not a finite number").c_str(), BadLine);
    write(numbered(6));
    CHECK_THROWS_WITH_AS(static_cast<void>(reader.read(1)),
                         (file.name() + ": has changed since its blocks were found").c_str(), DataError);
    text = numbered(10);
    write(text.replace(text.find("9,t9"), 4, "9,t99"));
    CHECK_THROWS_AS(static_cast<void>(reader.read(2)), DataError);
}

TEST_CASE("blocks without rows, and blocks that are not there, are refused") {
    const TemporaryFile file{numbered(3)};
    CHECK_THROWS_WITH_AS(static_cast<void>(BlockReader{file.path(), quoted(), 0}),
                         (file.name() + ": is to be read in blocks of no rows").c_str(), SettingError);
    const BlockReader reader{file.path(), quoted(), 2};
    CHECK_THROWS_WITH_AS(static_cast<void>(reader.read(2)), (file.name() + ": has 2 blocks, no block 2").c_str(),
                         SettingError);
    CHECK_THROWS_AS(static_cast<void>(reader.rows(2)), SettingError);
    CHECK_THROWS_AS(static_cast<void>(reader.read_shuffled(2, {.seed = 1, .epoch = 1})), SettingError);
}

TEST_CASE("an epoch has every row once, in an order of its own that the seed decides") {
    const TemporaryFile file{numbered(100)};
    const BlockReader reader{file.path(), quoted(), 16};
    const auto epoch_of = [&](std::uint64_t seed, std::uint64_t epoch) {
        Lines rows;
        for (const std::size_t block : reader.block_order({.seed = seed, .epoch = epoch})) {
            const Lines part = rows_as_text(reader.read_shuffled(block, {.seed = seed, .epoch = epoch}));
            CHECK(std::is_permutation(part.begin(), part.end(), rows_as_text(reader.read(block)).begin()));
            rows.insert(rows.end(), part.begin(), part.end());
        }
        return rows;
    };
    const Lines whole = rows_as_text(read_frame(file.path(), quoted()));
    const Lines first = epoch_of(1, 0);
    CHECK(first != whole);
    CHECK(std::multiset<std::string>(first.begin(), first.end()) ==
          std::multiset<std::string>(whole.begin(), whole.end()));
    CHECK(epoch_of(1, 0) == first);
    CHECK(epoch_of(1, 1) != first);
    CHECK(epoch_of(2, 0) != first);
    CHECK(reader.block_order({.seed = 1, .epoch = 0}).size() == 7);
    CHECK(reader.block_order({.seed = 1, .epoch = 0}) != reader.block_order({.seed = 1, .epoch = 1}));
    CHECK(reader.block_order({.seed = 1, .epoch = 0}) != reader.block_order({.seed = 2, .epoch = 0}));
}

TEST_CASE("every block, and every row of one, comes first equally often, and blocks are not shuffled alike") {
    const TemporaryFile file{numbered(20)};
    const BlockReader reader{file.path(), quoted(), 4};
    std::array<int, 5> first_blocks{};
    std::array<int, 4> first_rows{};
    int alike = 0;
    for (std::uint64_t epoch = 0; epoch < 1000; ++epoch) {
        ++first_blocks.at(reader.block_order({.seed = 7, .epoch = epoch})[0]);
        const auto first =
            static_cast<std::size_t>(reader.read_shuffled(0, {.seed = 7, .epoch = epoch}).numbers("id")[0]);
        const auto other =
            static_cast<std::size_t>(reader.read_shuffled(1, {.seed = 7, .epoch = epoch}).numbers("id")[0]) - 4;
        ++first_rows.at(first);
        alike += first == other ? 1 : 0;
    }
    for (const int count : first_blocks) {
        CHECK(count == doctest::Approx(200).epsilon(0.32)); // five deviations of 12.6
    }
    for (const int count : first_rows) {
        CHECK(count == doctest::Approx(250).epsilon(0.28)); // five deviations of 13.7
    }
    CHECK(alike == doctest::Approx(250).epsilon(0.28));
}

TEST_CASE("the blocks of random files are their rows") {
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        std::string text = "id,text\n" + linnet_test::random_text("1,,2\"\"\n\r", seed);
        const TemporaryFile file{text};
        const Lines whole = rows_as_text(read_frame(file.path(), quoted(OnBadLine::skip)));
        CHECK(all_blocks(BlockReader{file.path(), quoted(OnBadLine::skip), 1 + seed % 3}) == whole);
    }
}

TEST_CASE("blocks of the Criteo sample") {
    const std::filesystem::path path = LINNET_SHARED_DIR "/data/criteo-6k/criteo.tsv";
    if (!std::filesystem::exists(path)) {
        MESSAGE("SKIPPED: there is no " << path.string());
        return;
    }
    const BlockReader reader{path, criteo(true), 1000};
    CHECK(reader.blocks() == 7);
    CHECK(reader.rows() == 6435);
    CHECK(reader.rows(6) == 435);
    const bool same = all_blocks(reader) == rows_as_text(read_frame(path, criteo(true)));
    CHECK(same);
}

} // namespace block_reader_test
