// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/parameters.hpp>

#include <cstddef>
#include <string>

#include <doctest/doctest.h>

namespace parameters_test {

using namespace linnet;

TEST_CASE_TEMPLATE("parameters are blocks in the order in which they were added, found by name", T, float, double) {
    Parameters<T> parameters;
    CHECK(parameters.size() == 0);
    CHECK(parameters.count() == 0);
    CHECK(parameters.add({"kernel", BlockKind::dense, Matrix<T>(3, 5)}) == 0);
    CHECK(parameters.add({"table", BlockKind::rows, Matrix<T>(100, 3)}) == 1);
    CHECK(parameters.find("table") == 1);
    CHECK(parameters.find("bias") == Parameters<T>::none);
    CHECK(parameters[0].count() == 15);
    CHECK(parameters.count() == 315);
    CHECK(parameters.bytes() == parameters[0].values.bytes() + parameters[1].values.bytes());
    CHECK(parameters.bytes() > 315 * sizeof(T));
    std::string names;
    for (auto& block : parameters) {
        names += block.name + " ";
        block.values.view()(0, 0) = T{1};
    }
    const Parameters<T> copy = parameters;
    parameters[0].values.view()(0, 0) = T{2};
    for (const auto& block : copy) {
        CHECK(block.values.view()(0, 0) == T{1});
    }
    CHECK(names == "kernel table ");
}

TEST_CASE("statistics are numbers of the model, but not trainable ones") {
    Parameters<float> parameters;
    parameters.add({"kernel", BlockKind::dense, Matrix<float>(3, 5)});
    parameters.add({"mean", BlockKind::statistics, Matrix<float>(2, 5)});
    CHECK(parameters[0].trainable_count() == 15);
    CHECK(parameters[1].count() == 10);
    CHECK(parameters[1].trainable_count() == 0);
    CHECK(parameters.count() == 15);
    CHECK(parameters.bytes() == parameters[0].values.bytes() + parameters[1].values.bytes());
}

} // namespace parameters_test
