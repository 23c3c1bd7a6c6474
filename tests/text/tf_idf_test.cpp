// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/text/tf_idf.hpp>

#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>
#include <linnet/core/text.hpp>

#include "support/logs.hpp"
#include "support/naive_tf_idf.hpp"

namespace tf_idf_test {

using linnet::TfIdf;

namespace {

linnet::StringColumn column_of(const std::vector<std::string>& texts) {
    linnet::StringColumn column;
    for (const std::string& text : texts) {
        column.push_back(text);
    }
    return column;
}

void compare(const std::vector<std::string>& texts, const linnet::TfIdfSettings& settings) {
    const TfIdf tf_idf{column_of(texts), settings};
    const auto expected = linnet_test::naive_tf_idf(
        texts, settings.min_df, settings.max_features == 0 ? texts.size() * 99 : settings.max_features);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto [rows, weights] = tf_idf(texts[i]);
        REQUIRE(rows.size() == expected[i].size());
        std::size_t at = 0;
        for (const auto& [word, weight] : expected[i]) { // in the order of the alphabet, as the rows
            CHECK(tf_idf.vocabulary().raw(rows[at]) == word);
            CHECK(std::abs(static_cast<double>(weights[at]) - weight) <= 6e-8); // rounded to float
            ++at;
        }
    }
}

} // namespace

TEST_CASE("weights by hand") {
    // n = 3; df: toy 1, story 3, two 1 (twice in its text).
    const TfIdf tf_idf{column_of({"Toy Story", "story", "two STORY two"})};
    CHECK(tf_idf.vocabulary().size() == 4);
    CHECK(tf_idf.vocabulary().find("story") == 1);
    CHECK(tf_idf.vocabulary().find("toy") == 2);
    CHECK(tf_idf.vocabulary().find("two") == 3);
    CHECK(tf_idf.idf(0) == 0.0);
    CHECK(tf_idf.idf(1) == 1.0);                                                // ln(4/4) + 1
    CHECK(tf_idf.idf(2) == doctest::Approx(1.6931471805599453).epsilon(1e-15)); // ln(4/2) + 1
    CHECK_THROWS_WITH_AS(static_cast<void>(tf_idf.idf(4)), "row 4 of a vocabulary of 4 rows", linnet::IdError);
    const auto toy = tf_idf("toy story, unheard of");
    CHECK(toy.rows == std::vector<linnet::row_id>{1, 2});
    CHECK(toy.weights[0] == doctest::Approx(0.5085423203783267).epsilon(1e-7)); // 1 / sqrt(1 + 1.6931...^2)
    CHECK(toy.weights[1] == doctest::Approx(0.8610369959439764).epsilon(1e-7));
    const auto two = tf_idf("two STORY two");
    CHECK(two.rows == std::vector<linnet::row_id>{1, 3});
    CHECK(two.weights[0] == doctest::Approx(0.2832169249871526).epsilon(1e-7)); // 1 / sqrt(1 + (2 * 1.6931...)^2)
    CHECK(two.weights[1] == doctest::Approx(0.95905587605771).epsilon(1e-7));
    CHECK(tf_idf("nothing known") == linnet::WeightedRows{});
    CHECK(tf_idf("") == linnet::WeightedRows{});
}

TEST_CASE("equal texts count as often as they come") {
    const TfIdf tf_idf{column_of({"aa", "aa", "bb", "aa"})};
    CHECK(tf_idf.idf(tf_idf.vocabulary().find("aa")) == doctest::Approx(std::log(5.0 / 4.0) + 1.0).epsilon(1e-15));
    CHECK(tf_idf.idf(tf_idf.vocabulary().find("bb")) == doctest::Approx(std::log(5.0 / 2.0) + 1.0).epsilon(1e-15));
    CHECK(TfIdf{column_of({"aa", "aa", "bb"}), {.min_df = 2}}.vocabulary().size() == 2);
}

TEST_CASE("rare tokens go first, then the most frequent stay, ties by the alphabet") {
    const auto texts = column_of({"dd dd dd dd", "cc bb", "bb cc", "aa aa aa", "aa ee"});
    const auto kept = [&](const linnet::TfIdfSettings& settings) {
        std::string words;
        const TfIdf tf_idf{texts, settings};
        for (std::size_t row = 1; row < tf_idf.vocabulary().size(); ++row) {
            words += std::string{tf_idf.vocabulary().raw(row)} + " ";
        }
        return words;
    };
    CHECK(kept({}) == "aa bb cc dd ee ");
    CHECK(kept({.min_df = 2}) == "aa bb cc ");
    CHECK(kept({.min_df = 6}).empty());
    CHECK(kept({.max_features = 3}) == "aa bb dd ");
    CHECK(kept({.min_df = 2, .max_features = 2}) == "aa bb ");
    CHECK(kept({.max_features = 5}) == "aa bb cc dd ee ");
    CHECK(kept({.tokenizer = {.stop_words = {"aa", "bb"}}}) == "cc dd ee ");
    CHECK_THROWS_WITH_AS((TfIdf{texts, {.min_df = 0}}), "TfIdf: min_df must be at least 1", linnet::SettingError);
    CHECK(TfIdf{{}}.vocabulary().size() == 1);
    CHECK(TfIdf{{}}("aa").rows.empty());
}

TEST_CASE("random texts agree with a naive implementation") {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const linnet::Random random{seed, 0};
        std::vector<std::string> texts(seed);
        for (std::size_t i = 0; i < texts.size(); ++i) {
            for (std::size_t w = 0; w < random.below(9, 100 * i); ++w) {
                linnet::detail::append(texts[i], {"w", random.below(12, 100 * i + w + 1), ", "});
            }
        }
        compare(texts, {.min_df = seed % 3 + 1, .max_features = seed % 2 * 5});
    }
}

TEST_CASE("the titles of ml-100k agree with a naive implementation") {
    const auto items = linnet_test::movielens_items();
    if (items.size() == 0) {
        return;
    }
    const auto& titles = items.strings("title");
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < titles.size(); ++i) {
        texts.emplace_back(titles[i]);
    }
    compare(texts, {});
    compare(texts, {.min_df = 2, .max_features = 200});
}

} // namespace tf_idf_test
