// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/text/tokenizer.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace tokenizer_test {

using linnet::Tokenizer;
using tokens = std::vector<std::string>;

TEST_CASE("words of two characters and more, in small letters") {
    const Tokenizer tokenize;
    CHECK(tokenize("Star Trek VI: The Undiscovered Country") ==
          tokens{"star", "trek", "vi", "the", "undiscovered", "country"});
    CHECK(tokenize("a,b-cd_EF 2001's AZ09") == tokens{"cd", "ef", "2001", "az09"});
    CHECK(tokenize("").empty());
    CHECK(tokenize(" ,. ").empty());
    CHECK(tokenize("end") == tokens{"end"});
    CHECK(tokenize("@[`{/:no") == tokens{"no"}); // the neighbours of letters and digits
    CHECK(tokenize(std::string_view("ab\0cd", 5)) == tokens{"ab", "cd"});
}

TEST_CASE("words in UTF-8 stay whole, and their characters are counted, not their bytes") {
    const Tokenizer tokenize;
    CHECK(tokenize("Misérables, Les: Ärger à Łódź") == tokens{"misérables", "les", "Ärger", "Łódź"});
    CHECK(Tokenizer{{.min_length = 5}}("Łódź Łódźa") == tokens{"Łódźa"});
}

TEST_CASE("length and stop words are chosen") {
    CHECK(Tokenizer{{.min_length = 1}}("I, a Robot") == tokens{"i", "a", "robot"});
    CHECK(Tokenizer{{.min_length = 0}}("a  b") == tokens{"a", "b"});
    CHECK(Tokenizer{{.min_length = 4}}("one four three") == tokens{"four", "three"});
    CHECK(Tokenizer{{.min_length = 2, .stop_words = {"The", "of"}}}("THE Theory of the Thing, Of") ==
          tokens{"theory", "thing"});
}

} // namespace tokenizer_test
