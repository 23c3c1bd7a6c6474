// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/similar.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>
#include <linnet/network/model.hpp>

namespace similar_test {

using namespace linnet;

namespace {

using User = Categorical<"user">;
using Item = Categorical<"item">;
using Genre = Categorical<"genre", 5>;
using Network = Add<Embedding<User, 1>, Embedding<Item, 1>, Dot<Embedding<User, 8>, Embedding<Item, 8>>>;

Vocabularies<Network> vocabularies() {
    Vocabularies<Network> result;
    for (int i = 0; i < 20; ++i) {
        result.of<User>().add("user " + std::to_string(i));
    }
    for (int i = 0; i < 40; ++i) {
        result.of<Item>().add("item " + std::to_string(i));
    }
    return result;
}

double cosine(ConstMatrixView<float> table, std::size_t a, std::size_t b) {
    double ab = 0.0;
    double aa = 0.0;
    double bb = 0.0;
    for (std::size_t k = 0; k < table.columns; ++k) {
        ab += static_cast<double>(table(a, k)) * static_cast<double>(table(b, k));
        aa += static_cast<double>(table(a, k)) * static_cast<double>(table(a, k));
        bb += static_cast<double>(table(b, k)) * static_cast<double>(table(b, k));
    }
    return ab / std::sqrt(aa * bb);
}

} // namespace

TEST_CASE("the nearest rows of the widest table of a feature, without the row itself and unknown ids") {
    const Model<Network> model{3, vocabularies()};
    const ConstMatrixView<float> items = embedding_of<Item>(model);
    const ConstMatrixView<float> users = embedding_of<User>(model);
    CHECK(items.rows == 40 + 1);
    CHECK(items.columns == 8);
    CHECK(users.rows == 20 + 1);
    const auto check = [](ConstMatrixView<float> table, const auto& list, row_id of, const std::string& name) {
        std::vector<row_id> rows;
        for (row_id row = 1; row < table.rows; ++row) {
            if (row != of) {
                rows.push_back(row);
            }
        }
        std::sort(rows.begin(), rows.end(),
                  [&](row_id a, row_id b) { return cosine(table, of, a) > cosine(table, of, b); });
        REQUIRE(list.size() == 10);
        for (std::size_t i = 0; i < list.size(); ++i) {
            CHECK(list[i].row == rows[i]);
            CHECK(list[i].id == name + std::to_string(rows[i] - 1));
            CHECK(static_cast<double>(list[i].score) == doctest::Approx(cosine(table, of, rows[i])).epsilon(1e-5));
        }
    };
    check(items, similar_items(model, 5), 5, "item ");
    check(users, similar_users(model, 20), 20, "user ");
    check(users, similar_rows<User>(model, 2), 2, "user ");
    const auto few = similar_items(model, 5, {.k = 50, .exclude = {3}, .allow = {3, 5, 7, 8}});
    CHECK(few.size() == 2);
}

TEST_CASE("rows and features that are not there") {
    using Other = Sequential<Concat<Embedding<User, 4>, EmbeddingBag<MultiCategorical<"tags", 9>, 4>>, Dense<1>>;
    const Model<Other> other{1, Rows<User>{6}};
    CHECK(similar_rows<User>(other, 0).size() == 5);
    CHECK_THROWS_WITH_AS(static_cast<void>(embedding_of<Genre>(other)),
                         "the network has no Embedding of feature 'genre'", SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(similar_rows<User>(other, 6)), "feature 'user': row 6 is not below 6",
                         IdError);
}

} // namespace similar_test
