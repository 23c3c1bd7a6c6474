// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/item_vectors.hpp>

#include <limits>
#include <vector>

#include <doctest/doctest.h>

namespace item_vectors_test {

using namespace linnet;

TEST_CASE("vectors of float and of double") {
    const std::vector<float> a{3, 4, 9, 0, 0, 9};
    const std::vector<double> b{3, 4, 9, 0, 0, 9};
    const std::vector<Scored<double>> candidates{{1, 2.0}, {0, 1.0}};
    for (const ItemVectors& vectors : {ItemVectors(ConstMatrixView<float>{a.data(), 2, 2, 3}),
                                       ItemVectors(ConstMatrixView<double>{b.data(), 2, 2, 3})}) {
        CHECK(vectors.rows() == 2);
        CHECK(vectors.columns() == 2);
        CHECK(vectors(0, 1) == 4.0);
        const auto units = detail::unit_vectors(vectors, candidates);
        CHECK(units == std::vector<double>{0.0, 0.0, 3.0 / 5.0, 4.0 / 5.0});
        CHECK(detail::unit_product(units, 2, 1, 1) == doctest::Approx(1.0));
        CHECK(detail::unit_product(units, 2, 0, 1) == 0.0);
        CHECK_THROWS_WITH_AS(vectors.check("This", 3), "This: 2 vectors for 3 items", SettingError);
    }
}

TEST_CASE("a vector that is not finite is like no other") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    const std::vector<double> a{nan, 1, 3, 4, -infinity, 2};
    const auto units = detail::unit_vectors(ConstMatrixView<double>{a.data(), 3, 2, 2},
                                            std::vector<Scored<double>>{{0, 3.0}, {1, 2.0}, {2, 1.0}});
    CHECK(units == std::vector<double>{0, 0, 3.0 / 5.0, 4.0 / 5.0, 0, 0});
}

} // namespace item_vectors_test
