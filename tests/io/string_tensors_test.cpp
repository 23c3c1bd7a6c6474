// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/string_tensors.hpp>

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>

#include "../support/temporary_file.hpp"

namespace string_tensors_test {

#if __has_include(<nlohmann/json.hpp>)

using namespace linnet;
using linnet_test::TemporaryFile;
using views = std::vector<std::string_view>;

namespace {

/// Whether tensors "words" of that content are refused, by a sentence that names file and strings.
template <class Byte, class End>
bool is_damaged_of(const std::vector<Byte>& bytes, const std::vector<End>& ends) {
    const TemporaryFile file{""};
    SafetensorsWriter writer;
    writer.add("words/bytes", std::span{bytes});
    writer.add("words/ends", std::span{ends});
    writer.write(file.name());
    const SafetensorsFile read{file.name()};
    CHECK(StringTensors::are_in(read, "words"));
    try {
        static_cast<void>(StringTensors::read(read, "words"));
        return false;
    } catch (const DataError& error) {
        CHECK(error.what() == file.name() + ": 'words' is damaged");
        return true;
    }
}

bool is_damaged(std::string_view bytes, const std::vector<std::int64_t>& ends) {
    return is_damaged_of(std::vector<std::uint8_t>(bytes.begin(), bytes.end()), ends);
}

} // namespace

TEST_CASE("strings come back as they were, whatever is in them") {
    const views strings{"anna",
                        "",
                        std::string_view{"a\0b", 3},
                        "two\nlines\r\n",
                        "b\xFFob\xC3",
                        "anna",
                        std::string_view{"\0", 1},
                        "\xC3\xA4",
                        "[UNK]",
                        "",
                        ""};
    StringTensors tensors;
    for (const std::string_view string : strings) {
        tensors.push_back(string);
    }
    const StringTensors none;
    StringTensors empty_one;
    empty_one.push_back("");
    const TemporaryFile file{""};
    SafetensorsWriter writer;
    tensors.add_to(writer, "words");
    none.add_to(writer, "a/b c");
    empty_one.add_to(writer, "");
    writer.write(file.name());

    const SafetensorsFile read{file.name()};
    CHECK(StringTensors::read(read, "words") == strings);
    CHECK(StringTensors::read(read, "a/b c").empty());
    CHECK(StringTensors::read(read, "") == views{""});
    CHECK(read.find("words/bytes")->type == "U8");
    CHECK(read.find("words/ends")->type == "I64");
    CHECK(read.find("words/ends")->shape == std::vector<std::size_t>{strings.size()});
}

TEST_CASE("the strings are views of the file") {
    StringTensors tensors;
    tensors.push_back("ab");
    tensors.push_back("c");
    const TemporaryFile file{""};
    SafetensorsWriter writer;
    tensors.add_to(writer, "words");
    writer.write(file.name());
    const SafetensorsFile read{file.name()};
    const views strings = StringTensors::read(read, "words");
    const auto* const bytes = reinterpret_cast<const char*>(read.find("words/bytes")->bytes.data());
    CHECK(strings[0].data() == bytes);
    CHECK(strings[1].data() == bytes + 2);
}

TEST_CASE("tensors that contradict themselves are refused") {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    CHECK(!is_damaged("abc", {1, 3}));
    CHECK(!is_damaged("abc", {0, 0, 3, 3}));
    CHECK(!is_damaged("", {}));
    CHECK(!is_damaged("", {0, 0}));
    CHECK(is_damaged("abc", {1, 4})); // beyond the end
    CHECK(is_damaged("abc", {4, 3}));
    CHECK(is_damaged("abc", {4, 5}));
    CHECK(is_damaged("abc", {2, 1})); // backwards
    CHECK(is_damaged("abc", {2, 1, 3}));
    CHECK(is_damaged("abc", {1, 2})); // bytes are left
    CHECK(is_damaged("abc", {}));
    CHECK(is_damaged("", {1}));
    CHECK(is_damaged("abc", {-1, 3}));
    CHECK(is_damaged("abc", {1, -1}));
    CHECK(is_damaged("abc", {most, 3}));
    CHECK(is_damaged("abc", {least, 3}));
    CHECK(is_damaged("abc", {3, most}));
}

TEST_CASE("tensors of other types, or only one of them, are refused") {
    const std::vector<std::uint8_t> bytes{'a', 'b'};
    const std::vector<std::int64_t> ends{2};
    CHECK(!is_damaged_of(bytes, ends));
    CHECK(is_damaged_of(std::vector<std::int8_t>{'a', 'b'}, ends));
    CHECK(is_damaged_of(std::vector<std::uint16_t>{0x6161}, ends));
    CHECK(is_damaged_of(bytes, std::vector<std::uint64_t>{2}));
    CHECK(is_damaged_of(bytes, std::vector<std::int32_t>{2, 0}));
    CHECK(is_damaged_of(bytes, std::vector<double>{2.0}));
    for (const bool only_bytes : {true, false}) {
        const TemporaryFile file{""};
        SafetensorsWriter writer;
        if (only_bytes) {
            writer.add("words/bytes", std::span{bytes});
        } else {
            writer.add("words/ends", std::span{ends});
        }
        writer.write(file.name());
        const SafetensorsFile read{file.name()};
        CHECK(StringTensors::are_in(read, "words"));
        CHECK(!StringTensors::are_in(read, "word"));
        CHECK_THROWS_WITH_AS(static_cast<void>(StringTensors::read(read, "words")),
                             (file.name() + ": 'words' is damaged").c_str(), DataError);
        CHECK_THROWS_WITH_AS(static_cast<void>(StringTensors::read(read, "word")),
                             (file.name() + ": 'word' is damaged").c_str(), DataError);
    }
}

TEST_CASE("a file holds strings of one name once") {
    const StringTensors tensors;
    SafetensorsWriter writer;
    tensors.add_to(writer, "words");
    CHECK_THROWS_AS(tensors.add_to(writer, "words"), SettingError);
}

#else

TEST_CASE("string_tensors") { MESSAGE("SKIPPED: nlohmann-json is not installed (nlohmann-json3-dev)"); }

#endif

} // namespace string_tensors_test
