// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/text.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>

namespace text_test {

TEST_CASE("text joins words and numbers") {
    const std::string name = "user";
    CHECK(linnet::detail::text({"feature '", name, "' has ", std::size_t{3}, " rows, not ", -1}) ==
          "feature 'user' has 3 rows, not -1");
    CHECK(linnet::detail::text({std::string_view{"x"}, 0.5}) == "x0.500000");
    CHECK(linnet::detail::text({}).empty());
}

TEST_CASE("numbers are told apart, however large or small") {
    using linnet::detail::text;
    CHECK(text({std::numeric_limits<std::uint64_t>::max()}) == "18446744073709551615");
    CHECK(text({std::numeric_limits<std::int64_t>::min()}) == "-9223372036854775808");
    CHECK(text({-7, " ", std::int8_t{-8}, " ", std::uint8_t{200}}) == "-7 -8 200");
    CHECK(text({-1e-9}) == "-1e-09");
    CHECK(text({0.001, " ", -0.5F, " ", 123456.5, " ", 0.0}) == "0.001000 -0.500000 123456.500000 0.000000");
    CHECK(text({1e300}) == "1e+300");
    CHECK(text({-std::numeric_limits<double>::infinity()}) == "-inf");
    CHECK(text({std::numeric_limits<float>::quiet_NaN()}) == "nan");
    CHECK(text({std::copysign(std::numeric_limits<double>::quiet_NaN(), -1.0)}) == "nan");
}

TEST_CASE("fail throws the error that it is asked for") {
    CHECK_THROWS_WITH_AS(linnet::detail::fail<linnet::IdError>({"id ", 7}), "id 7", linnet::IdError);
}

TEST_CASE("fail_at throws an error of a row") {
    try {
        linnet::detail::fail_at<linnet::LabelError>({"loss '", "x", "', row "}, 3, {": ", 0.5});
        FAIL("nothing was thrown");
    } catch (const linnet::LabelError& error) {
        CHECK(error.row() == 3);
        CHECK(std::string(error.what()) == "loss 'x', row 3: 0.500000");
    }
}

} // namespace text_test
