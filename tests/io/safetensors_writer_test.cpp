// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/safetensors_writer.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/io/safetensors.hpp>

#include "../support/temporary_file.hpp"

namespace safetensors_writer_test {

#if __has_include(<nlohmann/json.hpp>)

using namespace linnet;
using linnet_test::TemporaryFile;

TEST_CASE("what was written is read again, without the padding of rows, and lies at multiples of its size") {
    Matrix<float> matrix(3, 5);
    for (std::size_t r = 0; r < 3; ++r) {
        for (std::size_t c = 0; c < 5; ++c) {
            matrix.view()(r, c) = static_cast<float>(10 * r + c);
        }
    }
    Matrix<double> doubles(1, 1);
    doubles.view()(0, 0) = -2.5;
    const std::vector<std::uint8_t> bytes{1, 2, 3};
    const std::vector<std::int64_t> integers{-1, std::int64_t{1} << 40};
    SafetensorsWriter writer;
    writer.set_metadata("what", "a \"test\"\n");
    writer.add("bytes", std::span{bytes});
    writer.add("a.matrix", std::as_const(matrix).view());
    writer.add("one", doubles.view());
    writer.add("integers", std::span{integers});
    writer.add("none", std::span<const std::uint16_t>{});
    const TemporaryFile file{"old"};
    writer.write(file.name());

    const SafetensorsFile read{file.name()};
    CHECK(*read.metadata("what") == "a \"test\"\n");
    REQUIRE(read.tensors().size() == 5);
    const FileTensor& read_matrix = *read.find("a.matrix");
    CHECK(read_matrix.type == "F32");
    CHECK(read_matrix.shape == std::vector<std::size_t>{3, 5});
    for (std::size_t i = 0; i < 15; ++i) {
        float number = 0;
        std::memcpy(&number, read_matrix.bytes.data() + 4 * i, 4);
        CHECK(number == static_cast<float>(10 * (i / 5) + i % 5));
    }
    CHECK(std::memcmp(read.find("one")->bytes.data(), doubles.view().data, 8) == 0);
    CHECK(read.find("integers")->type == "I64");
    CHECK(std::memcmp(read.find("integers")->bytes.data(), integers.data(), 16) == 0);
    CHECK(read.find("bytes")->type == "U8");
    CHECK(read.find("bytes")->bytes[2] == std::byte{3});
    CHECK(read.find("none")->type == "U16");
    CHECK(read.find("none")->shape == std::vector<std::size_t>{0});
    for (const FileTensor& tensor : read.tensors()) {
        const std::size_t element = detail::tensor_element_size(tensor.type);
        CHECK(reinterpret_cast<std::uintptr_t>(tensor.bytes.data()) % element == 0);
    }
}

TEST_CASE("a name is in a file once, and an empty file is one, too") {
    SafetensorsWriter writer;
    const std::vector<std::uint8_t> bytes{1};
    writer.add("a", std::span{bytes});
    CHECK_THROWS_WITH_AS(writer.add("a", std::span{bytes}), "a file cannot hold two tensors named 'a'", SettingError);
    const TemporaryFile file{""};
    SafetensorsWriter{}.write(file.name());
    CHECK(SafetensorsFile{file.name()}.tensors().empty());
}

#else

TEST_CASE("safetensors_writer") { MESSAGE("SKIPPED: nlohmann-json is not installed (nlohmann-json3-dev)"); }

#endif

} // namespace safetensors_writer_test
