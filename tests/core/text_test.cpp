// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/text.hpp>

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
