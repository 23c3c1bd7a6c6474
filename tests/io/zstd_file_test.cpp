// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/zstd_file.hpp>

#include <cstddef>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "../support/archives.hpp"
#include "../support/naive_records.hpp"
#include "../support/temporary_file.hpp"

namespace zstd_file_test {

#if __has_include(<zstd.h>)

using namespace linnet;
using linnet_test::read_all;
using linnet_test::TemporaryFile;
using linnet_test::zstd;

namespace {

std::string unpacked(const TemporaryFile& file, std::size_t piece = 1 << 16) {
    ZstdFile source{file.name()};
    return read_all(source, piece);
}

void refused(std::string_view content, const std::string& what) {
    const TemporaryFile file{content};
    ZstdFile source{file.name()};
    for (int i = 0; i < 2; ++i) {
        CHECK_THROWS_WITH_AS(static_cast<void>(read_all(source)), (file.name() + ": " + what).c_str(), DataError);
    }
    source.go_to(0);
    CHECK_THROWS_AS(static_cast<void>(read_all(source)), DataError);
}

} // namespace

TEST_CASE("what zstd made is unpacked, whatever the pieces and the level") {
    std::string content;
    for (int i = 0; i < 50'000; ++i) {
        content += std::to_string(i * 7919 % 10'007) + "\n";
    }
    for (const int level : {-5, 1, 19}) {
        const TemporaryFile file{zstd(content, level)};
        for (const std::size_t piece : {1U, 7U, 1000U, 1U << 20}) {
            const bool same = unpacked(file, piece) == content;
            CHECK(same);
        }
        ZstdFile source{file.name()};
        for (const std::size_t offset : {200'000U, 5U, 6U, 0U}) {
            source.go_to(offset);
            const bool same = read_all(source) == content.substr(offset);
            CHECK(same);
        }
    }
    CHECK(unpacked(TemporaryFile{zstd("")}).empty());
    CHECK(unpacked(TemporaryFile{zstd("x")}, 1) == "x");
}

TEST_CASE("frames follow one another, and those that are to be skipped are") {
    const std::string skipped{"\x50\x2A\x4D\x18\x03\0\0\0abc", 11};
    const std::string frames = zstd("one ") + zstd("") + skipped + zstd("two ", 19) + zstd("three");
    for (const std::size_t piece : {1U, 4U, 5U, 1000U}) {
        CHECK(unpacked(TemporaryFile{frames}, piece) == "one two three");
        CHECK(unpacked(TemporaryFile{skipped + frames + skipped}, piece) == "one two three");
    }
    refused(frames + "x", "what is compressed by zstd is followed by something else");
    refused(frames + std::string(9, '\0'), "what is compressed by zstd is followed by something else");
    refused(frames + "\x28\xB5", "the data compressed by zstd end too early");
    refused(frames + skipped.substr(0, 10), "the data compressed by zstd end too early");
}

TEST_CASE("a frame that asks for much memory is refused") {
    const char window = '\xA8'; // 2^31 bytes: 31 - 10, shifted by 3
    refused(std::string{"\x28\xB5\x2F\xFD\0", 5} + window + "\1\0\0",
            "the data compressed by zstd cannot be unpacked: Frame requires too much memory for decoding");
}

TEST_CASE("a file that is cut anywhere is refused, never taken for a shorter one") {
    const std::string whole = zstd("a\nb\nc\n" + linnet_test::random_text("0123456789\n", 1)) + zstd("d\n");
    const std::size_t first = zstd("a\nb\nc\n" + linnet_test::random_text("0123456789\n", 1)).size();
    for (std::size_t size = 1; size < whole.size(); ++size) {
        if (size != first) { // there, the second file just was not appended
            refused(std::string_view{whole}.substr(0, size), "the data compressed by zstd end too early");
        }
    }
    refused("", "is empty, and thus not compressed by zstd");
}

TEST_CASE("a file with any bit turned over is refused or has the same content") {
    const std::string content = "user\titem\n1\t2\n3\t4\n";
    const std::string whole = zstd(content);
    std::size_t refusals = 0;
    for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
        std::string damaged = whole;
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
        const TemporaryFile file{damaged};
        try {
            const std::string same = unpacked(file);
            CHECK(same == content); // some bits mean nothing
        } catch (const DataError& error) {
            ++refusals;
            CHECK(std::string_view{error.what()}.starts_with(file.name() + ": "));
        }
    }
    CHECK(refusals > 7 * whole.size());
}

TEST_CASE("what zstd did not make is refused for that") {
    refused("user\titem\n", "is not compressed by zstd");
    refused("u", "is not compressed by zstd");
    refused("\x28\xB5\x2F\xFE and so on", "is not compressed by zstd");
    refused("\x28", "the data compressed by zstd end too early");
    CHECK_THROWS_WITH_AS(ZstdFile{"no/such.zst"}, "no/such.zst: cannot be opened: No such file or directory",
                         DataError);
    ZstdFile folder{"/"};
    CHECK_THROWS_WITH_AS(static_cast<void>(read_all(folder)), "/: cannot be read: Is a directory", DataError);
}

#else
TEST_CASE("zstd_file") { MESSAGE("SKIPPED: libzstd is not installed (libzstd-dev)"); }
#endif

} // namespace zstd_file_test
