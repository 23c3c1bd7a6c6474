// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/block_source.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/builder.hpp>
#include <linnet/initializers/constant.hpp>

namespace block_source_test {

using namespace linnet;

namespace {

/// Gives every block the number of the call, and writes down what it was asked for.
class Counting final : public BlockSource<float> {
public:
    Matrix<float> values(std::string_view name, BlockKind kind, std::size_t rows, std::size_t columns) override {
        names.emplace_back(name);
        kinds.push_back(kind);
        Matrix<float> result(rows, columns);
        result.view()(0, 0) = static_cast<float>(names.size());
        return result;
    }

    std::vector<std::string> names;
    std::vector<BlockKind> kinds;
};

} // namespace

TEST_CASE("a builder with a source takes all blocks from it, by their full names, and a shared table once") {
    Counting source;
    Parameters<float> parameters;
    const Builder<float>::rows_list rows;
    std::uint64_t streams = 0;
    const Builder<float> outer{parameters, 1, rows, streams, &source};
    Builder<float> builder = outer.child(2);
    const Zeros zeros{};
    builder.dense("kernel", 3, 2, zeros, {3, 2});
    builder.table("items", true, 4, 2, zeros);
    builder.table("items", true, 4, 2, zeros);
    builder.statistics("mean", 1, 2, zeros);
    CHECK(source.names == std::vector<std::string>{"2.kernel", "items", "2.mean"});
    CHECK(source.kinds == std::vector{BlockKind::dense, BlockKind::rows, BlockKind::statistics});
    REQUIRE(parameters.size() == 3);
    CHECK(parameters[0].values.view()(0, 0) == 1.0F);
    CHECK(parameters[2].values.view()(0, 0) == 3.0F);
    CHECK(parameters[1].values.rows() == 4);
}

} // namespace block_source_test
