// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/description.hpp>

#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

namespace description_test {

using linnet::Description;

TEST_CASE("a description has a line per layer, deeper within branches") {
    Description description;
    description.add("Concat", 5);
    description.nested([&] {
        description.add("Embedding<user>", 2, {0});
        description.nested([&] { description.add("Dense<3>", 3, {1, 2}); });
        description.add("Input<price>", 1);
    });
    description.add("Sigmoid", 1);
    const auto& lines = description.lines();
    REQUIRE(lines.size() == 5);
    std::vector<std::size_t> depths;
    for (const auto& line : lines) {
        depths.push_back(line.depth);
    }
    CHECK(depths == std::vector<std::size_t>{0, 1, 2, 1, 0});
    CHECK(lines[2].label == "Dense<3>");
    CHECK(lines[2].columns == 3);
    CHECK(lines[2].blocks == std::vector<std::size_t>{1, 2});
    CHECK(lines[4].blocks.empty());
}

TEST_CASE("what is behind branches of sequences puts out what the branches' layer says") {
    Description description;
    description.next_puts_out_steps(false);
    description.add("OverFields<4>", 8);
    description.nested([&] {
        description.next_puts_out_steps(true);
        description.add("SelfAttention<1>", 4);
    });
    description.add("Identity", 8);
    const auto& lines = description.lines();
    CHECK(!lines[0].steps);
    CHECK(lines[1].steps);
    CHECK(!lines[2].steps);
}

} // namespace description_test
