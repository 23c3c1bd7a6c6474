// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/safetensors.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>

#include "../support/temporary_file.hpp"

namespace safetensors_test {

#if __has_include(<nlohmann/json.hpp>)

using namespace linnet;
using linnet_test::TemporaryFile;

namespace {

std::string file_of(std::string_view header, std::string_view data) {
    std::string content;
    for (std::size_t i = 0; i < 8; ++i) {
        content += static_cast<char>(std::uint64_t{header.size()} >> 8 * i & 0xFF);
    }
    return content.append(header).append(data);
}

/// What a file of that content is refused for, without its name.
std::string problem_of(const std::string& content) {
    const TemporaryFile file{content};
    try {
        const SafetensorsFile read{file.name()};
        return "none";
    } catch (const DataError& error) {
        const std::string_view sentence = error.what();
        CHECK(sentence.starts_with(file.name() + ": "));
        return std::string{sentence.substr(file.name().size() + 2)};
    }
}
std::string problem_of_header(std::string_view header, std::string_view data = "") {
    return problem_of(file_of(header, data));
}

} // namespace

TEST_CASE("the tensors and texts of a file, in any order of its header") {
    const TemporaryFile file{file_of(R"({"b":{"data_offsets":[4,12],"shape":[2,1],"dtype":"F32"},)"
                                     R"("__metadata__":{"format":"pt","of":"\u00e4"},)"
                                     R"("a":{"dtype":"I32","shape":[],"data_offsets":[0,4]}}   )",
                                     std::string("\5\0\0\0\0\0\x80\x3F\0\0\0\x40", 12))};
    const SafetensorsFile read{file.name()};
    REQUIRE(read.tensors().size() == 2);
    CHECK(read.tensors()[0].name == "a");
    CHECK(read.tensors()[0].shape.empty());
    CHECK(read.tensors()[0].bytes[0] == std::byte{5});
    const FileTensor* const b = read.find("b");
    REQUIRE(b != nullptr);
    CHECK(b->type == "F32");
    CHECK(b->shape == std::vector<std::size_t>{2, 1});
    CHECK(b->bytes.size() == 8);
    CHECK(b->bytes[3] == std::byte{0x3F});
    CHECK(read.find("c") == nullptr);
    CHECK(*read.metadata("format") == "pt");
    CHECK(*read.metadata("of") == "\xC3\xA4");
    CHECK(read.metadata("a") == nullptr);
    CHECK(problem_of_header("{}") == "none");
    CHECK(problem_of_header(R"({"a":{"dtype":"F32","shape":[0,3],"data_offsets":[0,0]}})") == "none");
}

TEST_CASE("files that are none, or were cut off, are refused in a sentence") {
    CHECK(problem_of("") == "is shorter than any safetensors file");
    CHECK(problem_of("1234567") == "is shorter than any safetensors file");
    const std::string whole = file_of(R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})", "xy");
    CHECK(problem_of(whole) == "none");
    for (std::size_t size = 8; size < whole.size() - 2; ++size) {
        CHECK(problem_of(whole.substr(0, size)) ==
              "is not a safetensors file, or was cut off: its header is said to be longer than the file");
    }
    CHECK(problem_of(whole.substr(0, whole.size() - 1)) ==
          "tensor 'a' lies outside of the file, or the file was cut off");
    CHECK(problem_of(whole + "z") == "has bytes behind its last tensor");
    CHECK(problem_of(std::string(16, '\xFF')) ==
          "is not a safetensors file, or was cut off: its header is said to be longer than the file");
    CHECK(problem_of_header("[]") == "is not a safetensors file: its header does not begin with '{'");
    CHECK(problem_of_header("{") == "its header is not JSON");
    CHECK(problem_of_header("{}x") == "its header is not JSON");
}

TEST_CASE("a header of another form is refused where it differs") {
    CHECK(problem_of_header(R"({"a":1})") == "its header has, at tensor 'a', a number");
    CHECK(problem_of_header(R"({"a":"F32"})") == "its header has, at tensor 'a', a string");
    CHECK(problem_of_header(R"({"a":[1]})") == "its header has, at tensor 'a', an array");
    CHECK(problem_of_header(R"({"a":null})") == "its header has, at tensor 'a', a null");
    CHECK(problem_of_header(R"({"a":{}})") ==
          "its header has, at tensor 'a', a tensor without one of dtype, shape and data_offsets");
    CHECK(problem_of_header(R"({"a":{"dtype":{"x":1}}})") == "its header has, at tensor 'a', an object");
    CHECK(problem_of_header(R"({"a":{"dtype":["F32"]}})") == "its header has, at tensor 'a', an array");
    CHECK(problem_of_header(R"({"a":{"shape":[[1]]}})") == "its header has, at tensor 'a', an array");
    CHECK(problem_of_header(R"({"a":{"shape":[-1]}})") == "its header has, at tensor 'a', a negative number");
    CHECK(problem_of_header(R"({"a":{"shape":[1.0]}})") == "its header has, at tensor 'a', a number that is not whole");
    CHECK(problem_of_header(R"({"a":{"shape":[18446744073709551616]}})") ==
          "its header has, at tensor 'a', a number that is not whole");
    CHECK(problem_of_header(R"({"a":{"shape":["1"]}})") == "its header has, at tensor 'a', a string");
    CHECK(problem_of_header(R"({"a":{"size":[1]}})") ==
          "its header has, at tensor 'a', an entry that is none of dtype, shape and data_offsets");
    CHECK(problem_of_header(R"({"a":{"shape":[1],"shape":[1]}})") == "its header has, at tensor 'a', an entry twice");
    CHECK(problem_of_header(R"({"__metadata__":{"x":1}})") == "its header has a number");
    CHECK(problem_of_header(R"({"__metadata__":{},"__metadata__":{}})") == "its header has __metadata__ twice");
    CHECK(problem_of_header(R"({"__metadata__":"x"})") == "its header has a string");
    CHECK(problem_of_header(std::string(R"({"a":)") + std::string(10'000, '[')) ==
          "its header has, at tensor 'a', an array");
}

TEST_CASE("tensors that do not fit the file, their type or each other are refused by name") {
    const auto one = [](std::string_view type, std::string_view shape, std::string_view offsets) {
        return problem_of_header(std::string(R"({"a":{"dtype":")")
                                     .append(type)
                                     .append(R"(","shape":[)")
                                     .append(shape)
                                     .append(R"(],"data_offsets":[)")
                                     .append(offsets)
                                     .append("]}}"),
                                 "12345678");
    };
    CHECK(one("F32", "2", "0,8") == "none");
    CHECK(one("F32", "2", "0,9") == "tensor 'a' lies outside of the file, or the file was cut off");
    CHECK(one("F32", "2", "8,0") == "tensor 'a' lies outside of the file, or the file was cut off");
    CHECK(one("F32", "2", "0") == "tensor 'a' lies outside of the file, or the file was cut off");
    CHECK(one("F32", "2", "0,4,8") == "tensor 'a' lies outside of the file, or the file was cut off");
    CHECK(one("F32", "2", "18446744073709551608,8") == "tensor 'a' lies outside of the file, or the file was cut off");
    CHECK(one("F32", "3", "0,8") == "tensor 'a' has another number of bytes than its type and shape say");
    CHECK(one("F64", "4611686018427387905,2", "0,8") ==
          "tensor 'a' has another number of bytes than its type and shape say"); // would wrap to 8 bytes
    CHECK(one("F31", "2", "0,8") == "tensor 'a' is of type 'F31', which is not known");
    CHECK(one("F32", "1", "4,8") == "tensor 'a' follows bytes of no tensor");
    CHECK(problem_of_header(R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},)"
                            R"("b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})",
                            "123") == "tensor 'b' overlaps another one");
    CHECK(problem_of_header(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                            R"("a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})",
                            "12") == "tensor 'a' is there twice");
}

#else

TEST_CASE("safetensors") { MESSAGE("SKIPPED: nlohmann-json is not installed (nlohmann-json3-dev)"); }

#endif

} // namespace safetensors_test
