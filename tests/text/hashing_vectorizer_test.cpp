// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/text/hashing_vectorizer.hpp>

#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace hashing_vectorizer_test {

using linnet::HashingVectorizer;
using rows = std::vector<linnet::row_id>;

TEST_CASE("tokens get the rows of their hash, counts of unit length as weights") {
    const HashingVectorizer vectorizer{{.rows = 1001}};
    CHECK(vectorizer.rows() == 1001);
    const auto row = [](const char* token) {
        return static_cast<linnet::row_id>(1 + linnet::detail::stable_hash(token) % 1000);
    };
    const auto [ids, weights] = vectorizer("Foobar item, foobar: FOOBAR!");
    const bool foobar_first = row("foobar") < row("item");
    CHECK(ids == (foobar_first ? rows{row("foobar"), row("item")} : rows{row("item"), row("foobar")}));
    CHECK(weights[foobar_first ? 0 : 1] == doctest::Approx(3.0 / std::sqrt(10.0)));
    CHECK(weights[foobar_first ? 1 : 0] == doctest::Approx(1.0 / std::sqrt(10.0)));
    CHECK(row("foobar") == 1 + 0x2C22194922D1672BU % 1000); // the same on every machine
    CHECK(vectorizer("a . b") == linnet::WeightedRows{});
}

TEST_CASE("row 0 is never used, the last row is, and tokens that meet add up") {
    const HashingVectorizer two{{.rows = 2}};
    CHECK(two("some words that meet") == linnet::WeightedRows{{1}, {1.0F}});
    const HashingVectorizer four{{.rows = 4}};
    std::vector<int> used(4);
    for (int i = 0; i < 100; ++i) {
        for (const auto id : four("word" + std::to_string(i)).rows) {
            ++used.at(id);
        }
    }
    CHECK(used[0] == 0);
    CHECK(used[1] > 0);
    CHECK(used[2] > 0);
    CHECK(used[3] > 0);
    CHECK(HashingVectorizer{{.rows = 2, .tokenizer = {.stop_words = {"all"}}}}("all").rows.empty());
}

TEST_CASE("tables without a row for tokens, or beyond ids, are refused") {
    CHECK_THROWS_WITH_AS((HashingVectorizer{{.rows = 1}}), "HashingVectorizer: 1 rows are not 2 to 2^32",
                         linnet::SettingError);
    CHECK_THROWS_AS((HashingVectorizer{{.rows = 0}}), linnet::SettingError);
    CHECK_THROWS_AS((HashingVectorizer{{.rows = (std::size_t{1} << 32) + 1}}), linnet::SettingError);
    CHECK_NOTHROW((HashingVectorizer{{.rows = std::size_t{1} << 32}}));
}

} // namespace hashing_vectorizer_test
