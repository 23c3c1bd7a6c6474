// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/frame_tensors.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <functional>
#include <iterator>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/frame/frame.hpp>

#include "../support/frames.hpp"
#include "../support/temporary_file.hpp"

namespace frame_tensors_test {

#if __has_include(<nlohmann/json.hpp>)

using namespace linnet;
using linnet_test::column_of;
using linnet_test::TemporaryFile;
using floats = std::vector<float>;
using integers = std::vector<std::int64_t>;
using codes = std::vector<std::uint32_t>;

namespace {

Frame shop() {
    StringColumn names;
    for (const std::string_view name :
         {std::string_view{"cup"}, std::string_view{}, std::string_view{"a\0b", 3}, std::string_view{"two\nlines"},
          std::string_view{"b\xFFob"}, std::string_view{"cup"}}) {
        names.push_back(name);
    }
    Frame frame;
    frame.set("name", names);
    frame.set("price/year", floats{1.5F, -0.0F, std::numeric_limits<float>::infinity(), 0.1F, 1e-45F, 3});
    frame.set("time", integers{0, Frame::missing_integer, -1, std::numeric_limits<std::int64_t>::max(), 5, 6});
    frame.set("", column_of({"3", "", "1", "8", "3", "0"}), 9);
    frame.set("b\xFF", integers{1, 2, 3, 4, 5, 6});
    frame.set("b\xFE", integers{1, 2, 3, 4, 5, 6});
    frame.set("caf\xC3\xA9 \"x\"\n", column_of({"", "", "", "", "", ""}));
    return frame;
}

void write(const Frame& frame, const std::string& name, const TemporaryFile& file) {
    const FrameTensors tensors{frame};
    SafetensorsWriter writer;
    tensors.add_to(writer, name);
    writer.write(file.name());
}

Frame read(const TemporaryFile& file, std::string_view name = "items") {
    return FrameTensors::read(SafetensorsFile{file.name()}, name);
}

Frame back(const Frame& frame) {
    const TemporaryFile file{""};
    write(frame, "items", file);
    return read(file);
}

/// What a file is refused for into which `fill` put tensors and texts, without its name; "none" if it is read.
std::string problem_of(const std::function<void(SafetensorsWriter&)>& fill,
                       const std::vector<std::string>& columns = {"kind"}) {
    const TemporaryFile file{""};
    SafetensorsWriter writer;
    StringTensors names;
    for (const std::string& column : columns) {
        names.push_back(column);
    }
    names.add_to(writer, "items/columns");
    fill(writer);
    writer.write(file.name());
    try {
        static_cast<void>(read(file));
        return "none";
    } catch (const DataError& error) {
        const std::string_view sentence = error.what();
        CHECK(sentence.starts_with(file.name() + ": "));
        CHECK(sentence.find(file.name(), 1) == std::string_view::npos);
        return std::string{sentence.substr(file.name().size() + 2)};
    }
}

constexpr const char* first_damaged = "'items/0' is damaged";

/// As above, with one column of strings.
std::string problem_of_strings(const codes& rows, std::string_view bytes, const integers& ends,
                               const char* table_rows = nullptr) {
    const std::vector<std::uint8_t> characters(bytes.begin(), bytes.end());
    return problem_of([&](SafetensorsWriter& writer) {
        if (table_rows != nullptr) {
            writer.set_metadata("items/0/rows", table_rows);
        }
        writer.add("items/0/bytes", std::span{characters});
        writer.add("items/0/ends", std::span{ends});
        writer.add("items/0/codes", std::span{rows});
    });
}

} // namespace

TEST_CASE("a frame comes back with its columns of every kind, in order") {
    const Frame frame = shop();
    CHECK(back(frame) == frame);
    CHECK(back(frame).names() == frame.names());
    CHECK(back(frame).table_rows("") == 9);
    CHECK(back(frame).table_rows("name") == 0);
    CHECK(std::bit_cast<std::uint32_t>(back(frame).numbers("price/year")[1]) == 0x80000000U);
    Frame missing;
    missing.set("x", floats{linnet_test::missing_number, std::bit_cast<float>(0xFFC12345U)});
    const floats numbers = back(missing).numbers("x");
    CHECK(std::bit_cast<std::uint32_t>(numbers[0]) == std::bit_cast<std::uint32_t>(linnet_test::missing_number));
    CHECK(std::bit_cast<std::uint32_t>(numbers[1]) == 0xFFC12345U);
}

TEST_CASE("frames without rows or without columns") {
    CHECK(back(Frame{}) == Frame{});
    Frame frame;
    frame.set("a", StringColumn{});
    frame.set("b", floats{});
    frame.set("c", integers{});
    frame.set("d", StringColumn{}, 7);
    CHECK(back(frame) == frame);
    CHECK(back(frame).size() == 0);
    CHECK(back(frame).is_numeric("b"));
    CHECK(back(frame).is_integer("c"));
    CHECK(back(frame).table_rows("d") == 7);
}

TEST_CASE("more columns than digits, and more strings than a few") {
    Frame frame;
    StringColumn many;
    for (std::size_t row = 0; row < 2000; ++row) {
        many.push_back("s" + std::to_string(row * row % 1013));
    }
    for (std::size_t c = 0; c < 12; ++c) {
        frame.set("c" + std::to_string(c), many);
        frame.set("n" + std::to_string(c), floats(2000, static_cast<float>(c)));
    }
    CHECK(back(frame) == frame);
}

TEST_CASE("several frames of a file, and one that it lacks") {
    Frame other;
    other.set("name", integers{1, 2});
    const Frame first = shop();
    const FrameTensors of_first{first};
    const FrameTensors of_other{other};
    const TemporaryFile file{""};
    SafetensorsWriter writer;
    writer.set_metadata("items", "of something else");
    of_first.add_to(writer, "items");
    of_other.add_to(writer, "users");
    of_other.add_to(writer, "items/0");
    writer.write(file.name());
    CHECK(read(file) == first);
    CHECK(read(file, "users") == other);
    CHECK(read(file, "items/0") == other);
    CHECK(read(file, "item") == Frame{});
    CHECK(read(file, "") == Frame{});
    CHECK_THROWS_AS(of_other.add_to(writer, "users"), SettingError);
}

TEST_CASE("equal frames are equal bytes") {
    const auto bytes_of = [](const Frame& frame) {
        const TemporaryFile file{""};
        write(frame, "items", file);
        std::ifstream in{file.path(), std::ios::binary};
        return std::string{std::istreambuf_iterator<char>{in}, {}};
    };
    const std::string bytes = bytes_of(shop());
    CHECK(bytes == bytes_of(shop()));
    CHECK(bytes == bytes_of(back(shop())));
}

TEST_CASE("strings that contradict their codes are refused") {
    CHECK(problem_of_strings({1, 0, 1}, "ab", {1, 2}) == "none");
    CHECK(problem_of_strings({}, "", {}) == "none");
    CHECK(problem_of_strings({2}, "ab", {1, 2}) == first_damaged);
    CHECK(problem_of_strings({0, 0xFFFFFFFFU}, "ab", {1, 2}) == first_damaged);
    CHECK(problem_of_strings({0}, "", {}) == first_damaged);
    CHECK(problem_of_strings({0, 1}, "ab", {1, 3}) == first_damaged);
    CHECK(problem_of_strings({0, 1}, "ab", {2, 1}) == first_damaged);
    CHECK(problem_of_strings({0, 1}, "ab", {1, 1}) == first_damaged);
    CHECK(problem_of_strings({0, 1}, "ab", {-1, 2}) == first_damaged);
}

TEST_CASE("a number of table rows that is none is refused") {
    CHECK(problem_of_strings({0}, "1", {1}, "9") == "none");
    CHECK(problem_of_strings({0}, "1", {1}, "4294967296") == "none");
    for (const char* rows :
         {"x", "9x", "-1", " 9", "9 ", "1.5", "0x9", "+9", "", "0", "4294967297", "18446744073709551616"}) {
        CHECK(problem_of_strings({0}, "1", {1}, rows) == first_damaged);
    }
}

TEST_CASE("columns that lack tensors, or have some of another type, are refused") {
    const floats numbers{1, 2};
    const std::vector<std::uint8_t> bytes{'a'};
    const integers ends{1};
    const codes rows{0, 0};
    CHECK(problem_of([](SafetensorsWriter&) {}) == first_damaged);
    const auto with = [&](bool with_bytes, bool with_ends, bool with_codes) {
        return problem_of([&](SafetensorsWriter& writer) {
            if (with_bytes) {
                writer.add("items/0/bytes", std::span{bytes});
            }
            if (with_ends) {
                writer.add("items/0/ends", std::span{ends});
            }
            if (with_codes) {
                writer.add("items/0/codes", std::span{rows});
            }
        });
    };
    CHECK(with(true, true, true) == "none");
    CHECK(with(true, true, false) == first_damaged);
    CHECK(with(true, false, true) == first_damaged);
    CHECK(with(false, true, true) == first_damaged);
    CHECK(with(false, false, true) == first_damaged);

    const auto of_type = [](const auto& tensor) {
        return problem_of([&](SafetensorsWriter& writer) { writer.add("items/0", std::span{tensor}); });
    };
    CHECK(of_type(floats{1}) == "none");
    CHECK(of_type(integers{1}) == "none");
    CHECK(of_type(std::vector<double>{1}) == first_damaged);
    CHECK(of_type(std::vector<std::int32_t>{1}) == first_damaged);
    CHECK(of_type(std::vector<std::uint64_t>{1}) == first_damaged);

    const auto codes_of = [&](const auto& other) {
        return problem_of([&](SafetensorsWriter& writer) {
            writer.add("items/0/bytes", std::span{bytes});
            writer.add("items/0/ends", std::span{ends});
            writer.add("items/0/codes", std::span{other});
        });
    };
    CHECK(codes_of(std::vector<std::int32_t>{0}) == first_damaged);
    CHECK(codes_of(std::vector<std::uint8_t>{0}) == first_damaged);
    CHECK(codes_of(floats{0}) == first_damaged);
}

TEST_CASE("columns of different lengths, or of one name, are refused") {
    const floats two{1, 2};
    const integers three{1, 2, 3};
    const auto problem = [&](const std::string& second, std::span<const std::int64_t> of_second) {
        return problem_of(
            [&](SafetensorsWriter& writer) {
                writer.add("items/0", std::span{two});
                writer.add("items/1", of_second);
            },
            {"price", second});
    };
    CHECK(problem("time", std::span{three}) == "column 'time' has 3 rows in a frame of 2");
    CHECK(problem("time", {}) == "column 'time' has 0 rows in a frame of 2");
    CHECK(problem("time", std::span{three}.first(2)) == "none");
    CHECK(problem("price", std::span{three}.first(2)) == "'items/1' is damaged");
    CHECK(problem("price", std::span{three}) == "'items/1' is damaged");
}

TEST_CASE("a file that is damaged anywhere is refused by name, or is a frame") {
    Frame frame;
    frame.set("a", column_of({"x", "yy", "x"}), 4);
    frame.set("b", floats{1, 2, 3});
    frame.set("c", integers{1, 2, 3});
    const TemporaryFile whole{""};
    write(frame, "items", whole);
    std::ifstream in{whole.path(), std::ios::binary};
    const std::string content{std::istreambuf_iterator<char>{in}, {}};
    std::size_t refused = 0;
    const auto check = [&](const std::string& bytes) {
        const TemporaryFile file{bytes};
        try {
            const Frame met = read(file);
            for (const std::string& name : met.names()) {
                const std::size_t rows = met.is_numeric(name)   ? met.numbers(name).size()
                                         : met.is_integer(name) ? met.integers(name).size()
                                                                : met.strings(name).size();
                REQUIRE(rows == met.size());
            }
        } catch (const DataError& error) {
            REQUIRE(std::string_view{error.what()}.starts_with(file.name() + ": "));
            ++refused;
        }
    };
    for (std::size_t size = 0; size < content.size(); ++size) {
        check(content.substr(0, size));
    }
    CHECK(refused == content.size());
    for (std::size_t at = 0; at < content.size(); ++at) {
        for (const int change : {1, 0x10, 0x80}) {
            std::string bytes = content;
            bytes[at] = static_cast<char>(bytes[at] ^ change);
            check(bytes);
        }
    }
    CHECK(refused > 2 * content.size());
}

#else

TEST_CASE("frame_tensors") { MESSAGE("SKIPPED: nlohmann-json is not installed (nlohmann-json3-dev)"); }

#endif

} // namespace frame_tensors_test
