// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/gradients.hpp>

#include <doctest/doctest.h>

namespace gradients_test {

using namespace linnet;

TEST_CASE_TEMPLATE("gradients have a matrix for a dense block and a list of rows for a table", T, float, double) {
    Parameters<T> parameters;
    parameters.add({"kernel", BlockKind::dense, Matrix<T>(3, 5)});
    parameters.add({"table", BlockKind::rows, Matrix<T>(7, 2)});
    Gradients<T> gradients{parameters};
    REQUIRE(gradients.size() == 2);
    CHECK(gradients[0].dense.rows() == 3);
    CHECK(gradients[0].dense.columns() == 5);
    CHECK(gradients[0].dense.stride() == parameters[0].values.stride());
    CHECK(gradients[1].dense.bytes() == 0);
    const T vector[2] = {T{1}, T{2}};
    gradients[0].dense.view()(2, 4) = T{3};
    gradients[1].rows.add(6, vector);
    gradients.clear();
    CHECK(gradients[0].dense.view()(2, 4) == T{0});
    CHECK(gradients[1].rows.size() == 0);
    CHECK(gradients[1].rows.group_of(6) == RowGradients<T>::none);
    CHECK(Gradients<T>{}.size() == 0);
}

TEST_CASE_TEMPLATE("statistics get the next value that was written since the gradients were cleared", T, float,
                   double) {
    Parameters<T> parameters;
    parameters.add({"mean", BlockKind::statistics, Matrix<T>(2, 5)});
    parameters.add({"kernel", BlockKind::dense, Matrix<T>(2, 5)});
    Gradients<T> gradients{parameters};
    parameters[0].values.view()(1, 4) = T{7};
    gradients[1].dense.view()(1, 4) = T{3};
    gradients.assign_statistics(parameters);
    CHECK(parameters[0].values.view()(1, 4) == T{7});
    gradients[0].next()(1, 4) = T{8};
    gradients[0].next()(1, 4) = T{9};
    gradients.assign_statistics(parameters);
    CHECK(parameters[0].values.view()(1, 4) == T{9});
    CHECK(parameters[1].values.view()(1, 4) == T{0});
    for (const bool dropped : {false, true}) {
        gradients[0].next()(1, 4) = T{5};
        dropped ? gradients.drop() : gradients.clear();
        gradients.assign_statistics(parameters);
        CHECK(parameters[0].values.view()(1, 4) == T{9});
    }
}

} // namespace gradients_test
