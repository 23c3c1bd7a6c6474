// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/file_blocks.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/matrix.hpp>

#include "../support/temporary_file.hpp"

namespace file_blocks_test {

#if __has_include(<nlohmann/json.hpp>)

using namespace linnet;
using linnet_test::TemporaryFile;

namespace {

Matrix<float> counted(std::size_t rows, std::size_t columns) {
    Matrix<float> matrix(rows, columns);
    for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t c = 0; c < columns; ++c) {
            matrix.view()(r, c) = static_cast<float>(columns * r + c);
        }
    }
    return matrix;
}

} // namespace

TEST_CASE("blocks are those of the file; only tables lie in it, and only if they may") {
    const Matrix<float> kernel = counted(3, 5);
    const Matrix<float> table = counted(4, 3);
    const std::vector<float> bias{1, 2, 3};
    const TemporaryFile file{""};
    SafetensorsWriter writer;
    writer.add("0.kernel", kernel.view());
    writer.add("0.bias", std::span{bias});
    writer.add("items", table.view());
    writer.add("vocabulary/x", std::span{bias}); // not a block
    writer.write(file.name());
    const SafetensorsFile read{file.name()};
    for (const bool in_place : {false, true}) {
        FileBlocks<float> blocks{read, in_place};
        const Matrix<float> read_kernel = blocks.values("0.kernel", BlockKind::dense, 3, 5);
        CHECK(!read_kernel.borrowed());
        CHECK(read_kernel.stride() == kernel.stride());
        CHECK(read_kernel.view()(2, 4) == 14);
        CHECK(read_kernel.view().row(2)[5] == 0);
        const Matrix<float> read_bias = blocks.values("0.bias", BlockKind::dense, 1, 3);
        CHECK(read_bias.view()(0, 2) == 3);
        const Matrix<float> read_table = blocks.values("items", BlockKind::rows, 4, 3);
        CHECK(read_table.borrowed() == in_place);
        CHECK(read_table.view()(3, 2) == 11);
        blocks.check();
    }
}

TEST_CASE("all blocks that are missing, extra or of another shape are named in one error") {
    const Matrix<float> numbers = counted(3, 5);
    const Matrix<double> doubles(1, 2);
    const TemporaryFile file{""};
    SafetensorsWriter writer;
    for (const char* const name : {"a", "b", "c", "d"}) {
        writer.add(name, numbers.view());
    }
    writer.add("e", doubles.view());
    writer.write(file.name());
    const SafetensorsFile read{file.name()};
    FileBlocks<float> blocks{read, true};
    const auto ask = [&](const char* name, std::size_t rows, std::size_t columns) {
        const Matrix<float> values = blocks.values(name, BlockKind::rows, rows, columns);
        CHECK(values.rows() == rows);
        CHECK(values.columns() == columns);
    };
    ask("a", 3, 5);
    ask("x", 1, 2);
    ask("b", 5, 3);
    ask("y", 2, 2);
    ask("e", 1, 2);
    CHECK_THROWS_WITH_AS(blocks.check(),
                         (file.name() +
                          ": does not fit the network: it lacks 'x', 'y'; 'b' is F32 3 x 5, not F32 5 x 3, "
                          "'e' is F64 1 x 2, not F32 1 x 2; the network has no 'c', 'd'")
                             .c_str(),
                         DataError);
}

#else

TEST_CASE("file_blocks") { MESSAGE("SKIPPED: nlohmann-json is not installed (nlohmann-json3-dev)"); }

#endif

} // namespace file_blocks_test
