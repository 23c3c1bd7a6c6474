// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/compressed_file.hpp>

#include <cstddef>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/io/block_reader.hpp>
#include <linnet/io/interaction_reader.hpp>
#include <linnet/io/libsvm.hpp>
#include <linnet/io/user_lists.hpp>

#include "../support/archives.hpp"
#include "../support/temporary_file.hpp"

namespace compressed_file_test {

#if __has_include(<zlib.h>) && __has_include(<zstd.h>)

using namespace linnet;
using linnet_test::gzip;
using linnet_test::TemporaryFile;
using linnet_test::zstd;

namespace {

const DelimitedFormat csv{.separator = ",", .header = true, .quote = '"', .open = open_by_suffix};

/// A table of that many rows, with lines that continue, empty ones and a byte order mark.
std::string table(int rows) {
    std::string text = "\xEF\xBB\xBFid,text\n\n";
    for (int i = 0; i < rows; ++i) {
        text += std::to_string(i) + ",\"t\n" + std::to_string(i * i) + "\"\r\n";
    }
    return text;
}

} // namespace

TEST_CASE("a log is the same compressed or not") {
    const std::string content = "ann\tbook\t4\t7\n\nbob\tfilm\t5\t8";
    const InteractionFormat format{.file = {.open = open_by_suffix}, .rating = 2, .timestamp = 3};
    const TemporaryFile plain{content, "log.tsv"};
    ReadReport report;
    const Interactions log = read_interactions(plain.name(), format, &report);
    CHECK(log.size() == 2);
    const TemporaryFile gzipped{gzip(content), "log.tsv.gz"};
    const TemporaryFile members{gzip(content.substr(0, 8)) + gzip(content.substr(8)), "log.tsv.gz"};
    const TemporaryFile zstandard{zstd(content), "log.tsv.zst"};
    for (const TemporaryFile* file : {&gzipped, &members, &zstandard}) {
        ReadReport same;
        CHECK(read_interactions(file->name(), format, &same) == log);
        CHECK(same.lines == report.lines);
        CHECK(same.empty_lines == 1);
    }
}

TEST_CASE("lines of bad values are told by their place in what is unpacked") {
    const TemporaryFile file{gzip("a\tb\t4\na\tb\tx\n"), "log.tsv.gz"};
    CHECK_THROWS_WITH_AS(
        static_cast<void>(read_interactions(file.name(), {.file = {.open = open_by_suffix}, .rating = 2})),
        (file.name() + ":2: the rating 'x' is not a finite number").c_str(), BadLine);
}

TEST_CASE("blocks of a compressed table are those of the table, in any order") {
    const std::string content = table(20'000); // more than a reader's buffer
    const TemporaryFile plain{content, "t.csv"};
    const TemporaryFile gzipped{gzip(content), "t.csv.gz"};
    const TemporaryFile zstandard{zstd(content), "t.csv.zst"};
    const BlockReader expected{plain.name(), {.file = csv}, 3000};
    for (const TemporaryFile* file : {&gzipped, &zstandard}) {
        const BlockReader reader{file->name(), {.file = csv}, 3000};
        REQUIRE(reader.blocks() == 7);
        CHECK(reader.rows() == 20'000);
        CHECK(reader.report().lines == expected.report().lines);
        for (const std::size_t block : {5U, 0U, 6U, 1U, 2U, 3U, 4U, 5U}) {
            const bool same = reader.read(block) == expected.read(block);
            CHECK(same);
        }
    }
}

TEST_CASE("a compressed file that is cut is refused, whatever is to be done about bad lines") {
    for (const bool by_gzip : {true, false}) {
        const std::string content = table(20'000);
        std::string packed = by_gzip ? gzip(content) : zstd(content);
        packed.resize(packed.size() - 1);
        const TemporaryFile file{packed, by_gzip ? "t.csv.gz" : "t.csv.zst"};
        const std::string what =
            file.name() + ": the data compressed by " + (by_gzip ? "gzip" : "zstd") + " end too early";
        const FrameFormat format{.file = csv, .on_bad_line = OnBadLine::skip};
        CHECK_THROWS_WITH_AS(static_cast<void>(read_frame(file.name(), format)), what.c_str(), DataError);
        CHECK_THROWS_WITH_AS(static_cast<void>(BlockReader{file.name(), format, 10}), what.c_str(), DataError);
        DelimitedReader reader{file.name(), csv};
        std::size_t rows = 0;
        CHECK_THROWS_WITH_AS(
            [&] {
                while (reader.next()) {
                    ++rows;
                }
            }(),
            what.c_str(), DataError);
        CHECK(rows > 1000);
        CHECK_THROWS_WITH_AS(
            [&] {
                while (reader.next()) {
                }
            }(),
            what.c_str(), DataError);
    }
}

TEST_CASE("an empty archive is an empty file") {
    for (const auto& [packed, name] : {std::pair{gzip(""), "t.gz"}, std::pair{zstd(""), "t.zst"}}) {
        const TemporaryFile file{packed, name};
        CHECK(read_interactions(file.name(), {.file = {.open = open_by_suffix}}).empty());
        CHECK_THROWS_WITH_AS(static_cast<void>(read_frame(file.name(), {.file = csv})),
                             (file.name() + ": has no header line").c_str(), DataError);
    }
    for (const std::string name : {"t.gz", "t.zst"}) {
        const TemporaryFile file{"", name};
        CHECK_THROWS_WITH_AS(static_cast<void>(read_frame(file.name(), {.file = csv})),
                             doctest::Contains((file.name() + ": is empty, and thus not compressed by ").c_str()),
                             DataError);
    }
}

TEST_CASE("a name that does not say what the file is, is refused") {
    for (const auto& [content, name, what] :
         {std::tuple{std::string{"a,b\n"}, "t.gz", "is not compressed by gzip"},
          std::tuple{std::string{"a,b\n"}, "t.zst", "is not compressed by zstd"},
          std::tuple{zstd("a,b\n"), "t.gz", "is not compressed by gzip"},
          std::tuple{gzip("a,b\n"), "t.zst", "is not compressed by zstd"},
          std::tuple{gzip("a,b\n"), "t.csv",
                     "is compressed by gzip; unpack it, or let its name end in .gz and the `open` of its format be "
                     "open_by_suffix (linnet/io/compressed_file.hpp)"},
          std::tuple{gzip(zstd("a,b\n")), "t.csv.gz",
                     "is compressed by zstd; unpack it, or let its name end in .zst "
                     "and the `open` of its format be open_by_suffix "
                     "(linnet/io/compressed_file.hpp)"}}) {
        const TemporaryFile file{content, name};
        CHECK_THROWS_WITH_AS(DelimitedReader(file.name(), csv), (file.name() + ": " + what).c_str(), DataError);
    }
    CHECK_THROWS_WITH_AS(DelimitedReader("no/such.zst", csv),
                         "no/such.zst: cannot be opened: No such file or directory", DataError);
}

TEST_CASE("sparse samples and lists of users may be compressed, too") {
    const TemporaryFile samples{gzip("1 1:2 3:4\n"), "t.libsvm.gz"};
    CHECK(read_libsvm(samples.name(), OnBadLine::refuse, nullptr, open_by_suffix).indices.size() == 2);
    const TemporaryFile lists{zstd("u a b c\n"), "t.txt.zst"};
    CHECK(read_user_lists(lists.name(), {.open = open_by_suffix}).size() == 3);
}

#else
TEST_CASE("compressed_file") { MESSAGE("SKIPPED: zlib or libzstd is not installed (zlib1g-dev, libzstd-dev)"); }
#endif

} // namespace compressed_file_test
