// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/gradient_clipping.hpp>

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

namespace gradient_clipping_test {

using namespace linnet;

namespace {

/// A dense block with the gradient (3, 0, 4), and a table of which row 1 was looked up twice and row 0 once.
struct Case {
    Parameters<float> parameters;
    Gradients<float> gradients;
    Matrix<float> scratch;
    float a[2] = {1, 2};
    float b[2] = {-1, 4};

    Case() {
        parameters.add({"dense", BlockKind::dense, Matrix<float>(1, 3)});
        parameters.add({"table", BlockKind::rows, Matrix<float>(3, 2)});
        parameters[1].values.view()(1, 0) = 10;
        gradients = Gradients<float>(parameters);
        gradients[0].dense.view()(0, 0) = 3;
        gradients[0].dense.view()(0, 2) = 4;
        gradients[1].rows.add(1, a);
        gradients[1].rows.add(0, a, 2.0F);
        gradients[1].rows.add(1, b); // the gradient of row 1 is (0, 6), that of row 0 (2, 4)
        gradients.arrange();
    }
    double norm() { return detail::global_norm<float, 4>(parameters, gradients, scratch); }
};

} // namespace

TEST_CASE("the global norm is that of all gradients, with equal rows summed") {
    Case some;
    CHECK(some.norm() == doctest::Approx(std::sqrt(9.0 + 16 + 36 + 4 + 16)));
}

TEST_CASE("gradients above the limit are scaled down to it, others stay") {
    Case some;
    const double before = some.norm();
    detail::clip_global_norm<float, 4>(some.parameters, some.gradients, before + 0.1, some.scratch);
    CHECK(some.norm() == before);
    CHECK(some.gradients[0].dense.view()(0, 0) == 3.0F);
    detail::clip_global_norm<float, 4>(some.parameters, some.gradients, 4.5, some.scratch);
    CHECK(some.norm() == doctest::Approx(4.5).epsilon(1e-6));
    CHECK(some.gradients[0].dense.view()(0, 0) == doctest::Approx(1.5).epsilon(1e-6));
    CHECK(some.gradients[1].rows.of(1)[0].scale == doctest::Approx(1.0).epsilon(1e-6));
}

TEST_CASE("statistics have no part in the norm, and are not scaled") {
    Case some;
    some.parameters.add({"mean", BlockKind::statistics, Matrix<float>(1, 2)});
    Gradients<float> more(some.parameters);
    more[0].dense.view()(0, 0) = 3.0F;
    more[2].next()(0, 1) = 1e30F;
    CHECK(detail::global_norm<float, 4>(some.parameters, more, some.scratch) == 3.0);
    detail::clip_global_norm<float, 4>(some.parameters, more, 1.5, some.scratch);
    CHECK(more[0].dense.view()(0, 0) == 1.5F);
    CHECK(more[2].dense.view()(0, 1) == 1e30F);
}

TEST_CASE("a norm that is not finite is returned, and nothing is scaled") {
    for (const float bad : {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()}) {
        Case some;
        some.gradients[0].dense.view()(0, 1) = bad;
        CHECK_FALSE(
            std::isfinite(detail::clip_global_norm<float, 4>(some.parameters, some.gradients, 1.0, some.scratch)));
        CHECK(some.gradients[0].dense.view()(0, 0) == 3.0F);
    }
}

TEST_CASE("gradients whose squares leave the range of floats have a norm") {
    for (const float scale : {1e30F, 1e37F, 1e-25F, 1e-35F}) {
        CAPTURE(scale);
        Case some;
        const double before = some.norm();
        some.gradients[0].dense.view()(0, 0) *= scale;
        some.gradients[0].dense.view()(0, 2) *= scale;
        some.gradients[1].rows.scale(scale);
        CHECK(some.norm() == doctest::Approx(before * static_cast<double>(scale)).epsilon(1e-5));
        detail::clip_global_norm<float, 4>(some.parameters, some.gradients, 1e-36, some.scratch);
        CHECK(some.norm() == doctest::Approx(1e-36).epsilon(1e-3));
    }
}

TEST_CASE("L2 is added once to each row that was looked up, and to no other") {
    Case some;
    detail::add_l2_of_rows(some.parameters, some.gradients, 0.5);
    REQUIRE(some.gradients[1].rows.size() == 2);
    CHECK(some.gradients[1].rows.group_of(2) == RowGradients<float>::none);
    float row[2];
    kernels::sum_row<float, 4>(some.gradients[1].rows, some.gradients[1].rows.group_of(1), row, 2);
    CHECK(row[0] == 5.0F);
    CHECK(row[1] == 6.0F);
    CHECK(some.gradients[0].dense.view()(0, 0) == 3.0F);
}

} // namespace gradient_clipping_test
