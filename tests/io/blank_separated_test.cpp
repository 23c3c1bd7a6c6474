// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/blank_separated.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "../support/temporary_file.hpp"

namespace blank_separated_test {

using namespace linnet;
using Words = std::vector<std::string>;

TEST_CASE("words are what stands between blanks and tabs") {
    const linnet_test::TemporaryFile file{"a  b\tc\t\td \r\n \t \n\t x y\n"};
    DelimitedReader reader{file.path(), detail::blank_separated()};
    const auto words = [&](std::size_t most) {
        Words found;
        REQUIRE(reader.next());
        detail::for_each_word(reader, [&](std::string_view word) {
            found.emplace_back(word);
            return found.size() != most;
        });
        return found;
    };
    CHECK(words(9) == Words{"a", "b", "c", "d"});
    CHECK(words(9).empty());
    CHECK(words(1) == Words{"x"});
}

} // namespace blank_separated_test
