// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/gzip_file.hpp>

#include <cstddef>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "../support/archives.hpp"
#include "../support/naive_records.hpp"
#include "../support/temporary_file.hpp"

namespace gzip_file_test {

#if __has_include(<zlib.h>)

using namespace linnet;
using linnet_test::gzip;
using linnet_test::read_all;
using linnet_test::TemporaryFile;

namespace {

std::string unpacked(const TemporaryFile& file, std::size_t piece = 1 << 16) {
    GzipFile source{file.name()};
    return read_all(source, piece);
}

void refused(std::string_view content, const std::string& what) {
    const TemporaryFile file{content};
    GzipFile source{file.name()};
    for (int i = 0; i < 2; ++i) {
        CHECK_THROWS_WITH_AS(static_cast<void>(read_all(source)), (file.name() + ": " + what).c_str(), DataError);
    }
    source.go_to(0);
    CHECK_THROWS_AS(static_cast<void>(read_all(source)), DataError);
}

} // namespace

TEST_CASE("what gzip made is unpacked, whatever the pieces and the level") {
    std::string content;
    for (int i = 0; i < 50'000; ++i) {
        content += std::to_string(i * 7919 % 10'007) + "\n";
    }
    for (const int level : {0, 1, 9}) {
        const TemporaryFile file{gzip(content, level)};
        for (const std::size_t piece : {1U, 7U, 1000U, 1U << 20}) {
            const bool same = unpacked(file, piece) == content;
            CHECK(same);
        }
        GzipFile source{file.name()};
        for (const std::size_t offset : {200'000U, 5U, 6U, 0U}) {
            source.go_to(offset);
            const bool same = read_all(source) == content.substr(offset);
            CHECK(same);
        }
    }
    CHECK(unpacked(TemporaryFile{gzip("")}).empty());
    CHECK(unpacked(TemporaryFile{gzip("x")}, 1) == "x");
}

TEST_CASE("members follow one another, and zeros may follow them") {
    const std::string members = gzip("one ") + gzip("") + gzip("two ", 0) + gzip("three");
    for (const std::size_t piece : {1U, 4U, 5U, 1000U}) {
        CHECK(unpacked(TemporaryFile{members}, piece) == "one two three");
        CHECK(unpacked(TemporaryFile{members + std::string(700, '\0')}, piece) == "one two three");
        CHECK(unpacked(TemporaryFile{gzip("one") + std::string(9, '\0') + gzip(" two")}, piece) == "one two");
    }
    refused(members + "x", "what is compressed by gzip is followed by something else");
    refused(members + "\x1F", "the data compressed by gzip end too early");
    refused(members + "\x1Fx", "the data compressed by gzip cannot be unpacked: incorrect header check");
}

TEST_CASE("a file that is cut anywhere is refused, never taken for a shorter one") {
    const std::string whole = gzip("a\nb\nc\n" + linnet_test::random_text("0123456789\n", 1)) + gzip("d\n");
    const std::size_t first = gzip("a\nb\nc\n" + linnet_test::random_text("0123456789\n", 1)).size();
    for (std::size_t size = 1; size < whole.size(); ++size) {
        if (size != first) { // there, the second file just was not appended
            refused(std::string_view{whole}.substr(0, size), "the data compressed by gzip end too early");
        }
    }
    refused("", "is empty, and thus not compressed by gzip");
}

TEST_CASE("a file with any bit turned over is refused or has the same content") {
    const std::string content = "user\titem\n1\t2\n3\t4\n";
    const std::string whole = gzip(content);
    std::size_t refusals = 0;
    for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
        std::string damaged = whole;
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
        const TemporaryFile file{damaged};
        try {
            const std::string same = unpacked(file);
            CHECK(same == content); // time, system and the like in the header mean nothing
        } catch (const DataError& error) {
            ++refusals;
            CHECK(std::string_view{error.what()}.starts_with(file.name() + ": "));
        }
    }
    CHECK(refusals > 8 * (whole.size() - 10));
}

TEST_CASE("what gzip did not make is refused for that") {
    refused("user\titem\n", "is not compressed by gzip");
    refused("\x1F", "the data compressed by gzip end too early");
    refused("\x1F\x8B\x07 and so on", "the data compressed by gzip cannot be unpacked: unknown compression method");
    CHECK_THROWS_WITH_AS(GzipFile{"no/such.gz"}, "no/such.gz: cannot be opened: No such file or directory", DataError);
    GzipFile folder{"/"};
    CHECK_THROWS_WITH_AS(static_cast<void>(read_all(folder)), "/: cannot be read: Is a directory", DataError);
}

#else
TEST_CASE("gzip_file") { MESSAGE("SKIPPED: zlib is not installed (zlib1g-dev)"); }
#endif

} // namespace gzip_file_test
