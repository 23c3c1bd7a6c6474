// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/network/quantisation.hpp>

#include <cmath>
#include <cstddef>

#include <doctest/doctest.h>

#include <linnet/core/matrix.hpp>

namespace quantisation_test {

using namespace linnet;

TEST_CASE("sizes say what became of the tables") {
    const QuantisationSizes none;
    CHECK(none.largest_error() == 0.0);
    CHECK(none.text() == "0 tables in int8: 0 bytes of parameters, which were 0 bytes; no number moved by more than "
                         "0.000000");
    const QuantisationSizes sizes{
        TableFormat::bfloat16, 3'500'000, 999, {{"users", 3'000'000, 900, 0.5}, {"items", 100, 50, 0.25}}};
    CHECK(sizes.largest_error() == 0.5);
    CHECK(sizes.text() ==
          "2 tables in bfloat16: 999 bytes of parameters, which were 3.50 MB; no number moved by more than 0.500000");
    CHECK(detail::bytes_text(1000) == "1.00 KB");
    CHECK(detail::bytes_text(12'345'000'000'000) == "12345.00 GB");
}

TEST_CASE("the largest error is that of the number that moved most") {
    Matrix<float> values(2, 3);
    values.view()(0, 0) = -1.0F;
    values.view()(0, 1) = 1.0F;
    values.view()(0, 2) = 0.25F / 127.0F; // between two codes
    values.view()(1, 2) = 5.0F;
    const auto table = detail::quantised_table<float>("table", values.view(), TableFormat::int8);
    CHECK(detail::largest_error<float>(values.view(), table) == doctest::Approx(0.25 / 127.0));
    const auto rounded = detail::quantised_table<float>("table", values.view(), TableFormat::bfloat16);
    CHECK(detail::largest_error<float>(values.view(), rounded) <= 0.25 / 127.0 / 256.0);
    CHECK(detail::largest_error<float>(values.view(), rounded) > 0.0);
}

} // namespace quantisation_test
