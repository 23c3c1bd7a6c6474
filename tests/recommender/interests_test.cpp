// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommender/interests.hpp>

#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/type_list.hpp>
#include <linnet/samples/dataset.hpp>

#include "../support/small_town.hpp"

namespace recommender_interests_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE("the categories of what users had, of their own vocabulary") {
    Dataset<TypeList<Book, Topics>> table;
    table.add(0.0F, 0, std::vector<row_id>{});
    table.add(0.0F, 1, std::vector<row_id>{2});
    table.add(0.0F, 2, std::vector<row_id>{1, 2});
    table.labels.clear();
    Vocabularies<TypeList<Likes, Topics>> vocabularies;
    vocabularies.of<Topics>().add("war");
    vocabularies.of<Topics>().add("art");
    const auto encoder = interests<Likes, Topics>(1);
    encoder.fit<Book>(vocabularies);
    CHECK(vocabularies.of<Likes>() == vocabularies.of<Topics>());
    const UserItems seen(std::vector<row_id>{1, 1}, std::vector<row_id>{1, 2}, 2, 3);
    const auto column = encoder.of_users(Interactions{}, Vocabulary{}, vocabularies, seen, table);
    REQUIRE(column.size() == 2);
    CHECK(column.ids == std::vector<row_id>{2}); // art, twice of three
    CHECK(column.weights[0] == doctest::Approx(2.0 / 3.0));
    CHECK(encoder.text() == "interests<likes, topics>(1)");
}

} // namespace recommender_interests_test
