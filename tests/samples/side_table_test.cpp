// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/samples/side_table.hpp>

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/frame/bucket.hpp>
#include <linnet/text/tf_idf.hpp>

#include "support/logs.hpp"

namespace side_table_test {

using namespace linnet;
using Item = Categorical<"item">;
using Kind = Categorical<"kind">;
using Year = Categorical<"year">;
using Genres = MultiCategorical<"genres">;
using Price = Numeric<"price">;
using Title = MultiCategorical<"title">;
using Rows = std::vector<row_id>;

namespace {

StringColumn words(std::initializer_list<const char*> list) {
    StringColumn column;
    for (const char* word : list) {
        column.push_back(word);
    }
    return column;
}

Frame shop() {
    Frame frame;
    frame.set("id", words({"i1", "i2", "i3", "i4"}));
    frame.set("kind", words({"cup", "", "hat", "cup"}));
    frame.set("genres", words({"red|blue", "", "|blue||green|", "red"}));
    frame.set("price", std::vector<float>{1.5F, 2.5F, std::nanf(""), 4.5F});
    frame.set("year", std::vector<float>{1999, std::nanf(""), 1998, 1999});
    return frame;
}

using Read = TypeList<Kind, Genres, Price, Year>;
using All = TypeList<Item, Kind, Genres, Price, Year>;

} // namespace

TEST_CASE("each value gets a row of its feature's vocabulary") {
    Vocabularies<All> vocabularies;
    add_values<Read>(vocabularies, shop());
    CHECK(vocabularies.of<Item>().size() == 1);
    CHECK(vocabularies.of<Kind>().size() == 3);
    CHECK(vocabularies.of<Kind>().find("hat") == 2);
    CHECK(vocabularies.of<Genres>().size() == 4);
    CHECK(vocabularies.of<Genres>().find("green") == 3);
    CHECK(vocabularies.of<Year>().size() == 3);
    CHECK(vocabularies.of<Year>().find("1998") == 2);
    Frame dated;
    dated.set("year", std::vector<std::int64_t>{1534234785, Frame::missing_integer, 1999});
    add_values<TypeList<Year>>(vocabularies, dated);
    CHECK(vocabularies.of<Year>().size() == 4);
    CHECK(frame_column<Year>(dated, vocabularies).ids == Rows{3, 0, 1});
    add_values<TypeList<Genres>>(vocabularies, shop(), {.separator = ';'});
    CHECK(vocabularies.of<Genres>().contains("|blue||green|"));
}

TEST_CASE("values that come too seldom get no row") {
    Vocabularies<All> vocabularies;
    add_values<Read>(vocabularies, shop(), {.min_count = 2});
    CHECK(vocabularies.of<Kind>().size() == 2);
    CHECK(vocabularies.of<Kind>().contains("cup"));
    CHECK(vocabularies.of<Genres>().size() == 3);
    CHECK(vocabularies.of<Genres>().find("red") == 1);
    CHECK(vocabularies.of<Genres>().find("blue") == 2);
    CHECK(vocabularies.of<Year>().size() == 2);
    CHECK(vocabularies.of<Year>().contains(1999));
}

TEST_CASE("row r describes row r of the vocabulary") {
    Vocabularies<All> vocabularies;
    add_values<Read>(vocabularies, shop());
    for (const char* id : {"i3", "i0", "i2", "i1"}) {
        vocabularies.of<Item>().add(id);
    }
    AlignReport report;
    auto side = side_table<Read>(shop(), "id", vocabularies.of<Item>(), vocabularies, {}, &report);
    CHECK(side.size() == 5);
    CHECK_NOTHROW(side.check());
    CHECK(side.column<Kind>().ids == Rows{0, 2, 0, 0, 1});
    CHECK(side.column<Genres>().offsets == std::vector<std::uint64_t>{0, 0, 2, 2, 2, 4});
    CHECK(side.column<Genres>().ids == Rows{2, 3, 1, 2});
    CHECK(side.column<Price>().numbers == std::vector<float>{0, 0, 0, 2.5F, 1.5F});
    CHECK(side.column<Year>().ids == Rows{0, 2, 0, 0, 1});
    CHECK(report.found == 3);
    CHECK(report.missing == 1);
    CHECK(report.ignored == 1);
    const auto other =
        side_table<TypeList<Price>>(shop(), "id", vocabularies.of<Item>(), vocabularies, {.missing_number = -1.0F});
    CHECK(other.column<Price>().numbers == std::vector<float>{-1, -1, -1, 2.5F, 1.5F});
}

TEST_CASE("a list in order fills a sequence") {
    using Steps = Sequence<"genres", dynamic, 2>;
    Vocabularies<TypeList<Steps>> vocabularies;
    add_values<TypeList<Steps>>(vocabularies, shop());
    CHECK(vocabularies.of<Steps>().size() == 4);
    const auto column = frame_column<Steps>(shop(), vocabularies);
    CHECK(column.ids == Rows{1, 2, 2, 3, 1});
    CHECK(column.ranges == std::vector<ColumnStore<Steps>::Range>{{0, 2}, {2, 2}, {2, 4}, {4, 5}});
    CHECK(column.encoded_by == vocabularies.of<Steps>().fingerprint());
    Frame hashed = shop();
    hashed.set("genres", words({"3", "", "1", "2"}), 9);
    CHECK(frame_column<Steps>(hashed, Vocabularies<TypeList<Steps>>{}).ids == Rows{3, 1, 2});
}

TEST_CASE("values that a vocabulary lacks are row 0") {
    Vocabularies<All> vocabularies;
    vocabularies.of<Item>().add("i1");
    vocabularies.of<Genres>().add("blue");
    vocabularies.of<Kind>().add("shoe");
    const auto side = side_table<TypeList<Kind, Genres>>(shop(), "id", vocabularies.of<Item>(), vocabularies);
    CHECK(side.column<Kind>().ids == Rows{0, 0});
    CHECK(side.column<Genres>().ids == Rows{0, 1});
    CHECK(side.encoded_by<Genres>() == vocabularies.of<Genres>().fingerprint());
    CHECK(side.encoded_by<Kind>() == vocabularies.of<Kind>().fingerprint());
    vocabularies.of<Kind>().add("hat");
    CHECK(side_table<TypeList<Kind>>(shop(), "id", vocabularies.of<Item>(), vocabularies).encoded_by<Kind>() ==
          vocabularies.of<Kind>().fingerprint());
}

TEST_CASE("a frame of none of the ids is refused") {
    Vocabularies<All> vocabularies;
    add_values<Read>(vocabularies, shop());
    vocabularies.of<Item>().add("1");
    CHECK_THROWS_WITH_AS((void)(side_table<Read>(shop(), "id", vocabularies.of<Item>(), vocabularies)),
                         "side_table: column 'id' has none of the 1 ids that the rows are for, in any of 4 rows",
                         SettingError);
    vocabularies.of<Item>().add("i4");
    CHECK(side_table<Read>(shop(), "id", vocabularies.of<Item>(), vocabularies).size() == 3);
}

TEST_CASE("a column of another kind, or none, is refused") {
    Vocabularies<TypeList<Item, Title, MultiCategorical<"price">, Numeric<"kind">>> vocabularies;
    vocabularies.of<Item>().add("i1");
    const auto make = [&]<class F>() {
        return side_table<TypeList<F>>(shop(), "id", vocabularies.template of<Item>(), vocabularies).size();
    };
    CHECK_THROWS_WITH_AS(make.operator()<Title>(),
                         "a frame has no column of strings 'title'; its columns are 'id', 'kind', 'genres', 'price' "
                         "(numbers), 'year' (numbers)",
                         DataError);
    CHECK_THROWS_AS(make.operator()<MultiCategorical<"price">>(), DataError);
    CHECK_THROWS_AS(make.operator()<Numeric<"kind">>(), DataError);
    CHECK_THROWS_AS(add_values<TypeList<Title>>(vocabularies, shop()), DataError);
}

TEST_CASE("a column made elsewhere is added if it has as many rows") {
    Dataset<TypeList<Price>> data;
    data.add(1.0F, {2.0F});
    data.add(0.0F, {3.0F});
    data.weights = {4.0F, 5.0F};
    ColumnStore<Title> titles;
    titles.add(Rows{1, 2});
    CHECK_THROWS_WITH_AS(static_cast<void>(with_column(data, titles)),
                         "feature 'title' has 1 rows where the first feature has 2", SettingError);
    titles.add(Rows{});
    titles.weights = {0.5F, 0.25F};
    const Dataset<TypeList<Price, Title>> both = with_column(data, titles);
    CHECK(both.column<Price>().numbers == std::vector<float>{2, 3});
    CHECK(both.column<Title>().weights == std::vector<float>{0.5F, 0.25F});
    CHECK(both.labels == std::vector<float>{1, 0});
    CHECK(both.weights == std::vector<float>{4, 5});
}

TEST_CASE("profiles and films of ml-100k") {
    using User = Categorical<"user">;
    using Age = Categorical<"age">;
    using Gender = Categorical<"gender">;
    using Occupation = Categorical<"occupation">;
    using Profile = TypeList<Age, Gender, Occupation>;
    using Film = TypeList<Year, Genres>;
    Frame users = linnet_test::movielens_users();
    const Frame items = linnet_test::movielens_items();
    const Interactions log = linnet_test::movielens_log("u.data");
    if (users.size() == 0 || items.size() == 0 || log.empty()) {
        return;
    }
    users.set("age", bucket(users.numbers("age"), std::vector<float>{18, 25, 35, 45, 50, 56}));
    Vocabularies<TypeList<User, Item, Age, Gender, Occupation, Year, Genres>> vocabularies;
    vocabularies.add<User, Item>(log);
    add_values<Profile>(vocabularies, users);
    add_values<Film>(vocabularies, items);
    CHECK(vocabularies.of<Age>().size() == 1 + 7);
    CHECK(vocabularies.of<Gender>().size() == 1 + 2);
    CHECK(vocabularies.of<Occupation>().size() == 1 + 21);
    CHECK(vocabularies.of<Genres>().size() == 1 + 19);

    AlignReport report;
    const auto profiles = side_table<Profile>(users, "id", vocabularies.of<User>(), vocabularies, {}, &report);
    CHECK(report.found == 943);
    CHECK(report.missing + report.ignored + report.repeated == 0);
    const row_id first = vocabularies.of<User>().find("1"); // 1|24|M|technician|85711
    CHECK(vocabularies.of<Age>().raw(profiles.column<Age>().ids[first]) == "18-24");
    CHECK(vocabularies.of<Gender>().raw(profiles.column<Gender>().ids[first]) == "M");
    CHECK(vocabularies.of<Occupation>().raw(profiles.column<Occupation>().ids[first]) == "technician");

    const auto films = side_table<Film>(items, "id", vocabularies.of<Item>(), vocabularies, {}, &report);
    CHECK(report.found == 1682);
    CHECK(report.missing + report.ignored + report.repeated == 0);
    const auto lines = linnet_test::movielens_lines("u.item");
    const auto names = linnet_test::movielens_lines("u.genre");
    const auto& genres = films.column<Genres>();
    for (const auto& line : lines) {
        const row_id row = vocabularies.of<Item>().find(line[0]);
        std::vector<bool> flags(19);
        for (std::uint64_t at = genres.offsets[row]; at < genres.offsets[row + 1]; ++at) {
            const auto genre = vocabularies.of<Genres>().raw(genres.ids[at]);
            for (std::size_t g = 0; g < names.size(); ++g) {
                flags[g] = flags[g] || names[g][0] == genre;
            }
        }
        CHECK(genres.offsets[row] < genres.offsets[row + 1]);
        for (std::size_t g = 0; g < names.size(); ++g) {
            CHECK(flags[g] == (line[3 + g] == "1"));
        }
        CHECK(films.column<Year>().ids[row] == vocabularies.of<Year>().find(line[2]));
    }

    const TfIdf tf_idf{items.strings("title"), {.min_df = 2}};
    const auto aligned = align(items, "id", vocabularies.of<Item>());
    const auto with_titles = with_column(films, text_column<Title>(tf_idf, aligned.strings("title")));
    const auto& titles = with_titles.column<Title>();
    const row_id toy = vocabularies.of<Item>().find("1"); // Toy Story
    const auto expected = tf_idf("Toy Story");
    CHECK(expected.rows == Rows(titles.ids.begin() + static_cast<std::ptrdiff_t>(titles.offsets[toy]),
                                titles.ids.begin() + static_cast<std::ptrdiff_t>(titles.offsets[toy + 1])));
    CHECK(titles.offsets[1] == 0); // the unknown film has no title
}

} // namespace side_table_test
