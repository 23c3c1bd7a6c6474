// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// What a reader keeps of a file is bounded: operator new of this program knows the largest piece of memory.
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <string>

#include <doctest/doctest.h>

#include <linnet/io/frame_reader.hpp>

#include "../support/naive_records.hpp"
#include "../support/temporary_file.hpp"

namespace read_memory_test {
namespace {

std::atomic<std::size_t> largest{0};

void* counted(std::size_t size, std::size_t alignment) {
    if (size > largest) {
        largest = size;
    }
    void* memory = std::aligned_alloc(alignment, (size / alignment + 1) * alignment);
    if (memory == nullptr) {
        throw std::bad_alloc{};
    }
    return memory;
}

} // namespace
} // namespace read_memory_test

// g++ sees through one of the pair when it inlines the other.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif

void* operator new(std::size_t size) { return read_memory_test::counted(size, alignof(std::max_align_t)); }
void* operator new(std::size_t size, std::align_val_t alignment) {
    return read_memory_test::counted(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

namespace read_memory_test {

using linnet_test::TemporaryFile;

namespace {

std::string many_lines(const std::string& first, std::size_t bytes) {
    std::string text = first;
    while (text.size() < bytes) {
        text += "2,some text that no quote follows\n";
    }
    return text;
}

} // namespace

TEST_CASE("a quote that is never closed takes memory for one record, and for no more of the file") {
    const TemporaryFile file{many_lines("id,text\n1,\"never closed\n", 3'000'000)};
    linnet::FrameFormat format{.file = {.separator = ",", .header = true, .quote = '"', .max_record = 1 << 16},
                               .columns = {{"id", "id"}},
                               .on_bad_line = linnet::OnBadLine::skip};
    linnet::ReadReport report;
    largest = 0;
    const linnet::Frame frame = linnet::read_frame(file.path(), format, &report);
    CHECK(largest < 1'000'000); // codes of all rows; the text has three times as many bytes
    CHECK(report.skipped == 1);
    CHECK(report.problems.front() ==
          file.name() + ":2: a quote is not closed within the 65536 bytes that a record may have (max_record)");
    CHECK(report.rows == report.lines - 2);
}

TEST_CASE("a file without line ends takes memory for one record") {
    const TemporaryFile file{std::string(5'000'000, 'x')};
    linnet::FrameFormat format{
        .file = {.separator = ","}, .columns = {{"id", 0}}, .on_bad_line = linnet::OnBadLine::skip};
    format.file.max_record = 1 << 16;
    linnet::ReadReport report;
    largest = 0;
    CHECK(linnet::read_frame(file.path(), format, &report).size() == 0);
    CHECK(largest <= 4 << 16);
    CHECK(report.skipped == 1);
}

TEST_CASE("without a word about it, records have at most 16 MiB") {
    const TemporaryFile file{many_lines("1,\"never closed\n", 40'000'000)};
    linnet::DelimitedReader reader{file.path(), {.separator = ",", .quote = '"'}};
    largest = 0;
    CHECK_THROWS_WITH_AS(reader.next(), doctest::Contains("within the 16777216 bytes"), linnet::BadLine);
    CHECK(largest <= 1U << 26);
    REQUIRE(reader.next());
    CHECK(reader.line() == 2);
}

} // namespace read_memory_test
