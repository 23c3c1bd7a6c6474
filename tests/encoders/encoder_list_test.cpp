// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/encoders/encoder_list.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/encoders.hpp>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>

#include "support/frames.hpp"

namespace encoder_list_test {

using namespace linnet;
using linnet_test::column_of;
using linnet_test::missing_number;
using strings = std::vector<std::string>;
using floats = std::vector<float>;
using Numbers = std::vector<std::vector<double>>;
using Rows = std::vector<row_id>;
using Kind = Categorical<"kind">;
using Age = Categorical<"age">;
using Genres = MultiCategorical<"genres">;
using Title = MultiCategorical<"title">;
using Crossed = MultiCategorical<"crossed", 100>;
using Price = Numeric<"price">;
using Features = TypeList<Price, Kind, Genres, Age, Title, Crossed>;
using Set = Vocabularies<TypeList<Categorical<"elsewhere">, Kind, Age, Genres, Title, Crossed, Price>>;

namespace {

Frame shop() {
    Frame frame;
    frame.set("id", column_of({"i1", "i2", "i3"}));
    frame.set("kind", column_of({"cup", "", "hat"}));
    frame.set("genres", column_of({"red|blue", "", "blue"}));
    frame.set("price", floats{1, missing_number, 3});
    frame.set("age", std::vector<std::int64_t>{17, 18, Frame::missing_integer});
    frame.set("title", column_of({"a cup", "the cup", ""}));
    frame.set("unused", floats{0, 0, 0});
    return frame;
}

auto all() {
    return EncoderList{numeric<Price>(),         category<Kind>(), split<Genres>(),
                       bucket<Age>("age", {18}), tf_idf<Title>(),  hashed<Crossed>({"kind", "age"})};
}

} // namespace

TEST_CASE("each feature is encoded by the encoder that makes it") {
    auto list = all();
    static_assert(std::is_same_v<decltype(list)::features, Features>);
    Set vocabularies;
    list.fit(shop(), vocabularies);
    CHECK(list.encode<Price>(shop(), vocabularies).numbers == floats{-1, 0, 1});
    CHECK(list.encode<Kind>(shop(), vocabularies).ids == Rows{1, 0, 2});
    CHECK(list.encode<Genres>(shop(), vocabularies).ids == Rows{1, 2, 2});
    CHECK(list.encode<Age>(shop(), vocabularies).ids == Rows{1, 2, 0});
    CHECK(list.encode<Title>(shop(), vocabularies).ids == Rows{1, 1, 2});
    CHECK(list.encode<Crossed>(shop(), vocabularies).ids.size() == 6);
    CHECK(vocabularies.of<Categorical<"elsewhere">>().size() == 1);
    CHECK(list.learned().size() == 6);
    CHECK(list.learned()[0] == std::vector<double>{2, 1});
    CHECK(list.learned()[1].empty());
    CHECK(list.learned()[4].size() == 3);

    Frame later = shop();
    later.set("kind", column_of({"new", "hat", "cup"}));
    later.set("genres", column_of({"green", "", ""}));
    later.set("price", floats{5, 6, 7});
    const Numbers before = list.learned();
    list.grow(later, vocabularies);
    CHECK(list.encode<Kind>(later, vocabularies).ids == Rows{3, 2, 1});
    CHECK(list.encode<Genres>(later, vocabularies).ids == Rows{3});
    CHECK(list.learned() == before);
}

TEST_CASE("an encoder of several features is asked for each of them") {
    struct Network {
        using features = TypeList<Kind, Price, Categorical<"unused">>;
    };
    EncoderList list{numeric<Price>(), categories<Network>()};
    Vocabularies<Network::features> vocabularies;
    list.fit(shop(), vocabularies);
    CHECK(list.encode<Kind>(shop(), vocabularies).ids == Rows{1, 0, 2});
    CHECK(list.encode<Categorical<"unused">>(shop(), vocabularies).ids == Rows{1, 1, 1});
    CHECK(list.encode<Price>(shop(), vocabularies).numbers == floats{-1, 0, 1});
}

TEST_CASE("only the columns that are read are kept, as they are") {
    Frame frame = shop();
    frame.set("kind", column_of({"3", "", "1"}), 9);
    const Frame used = all().used(frame, "id");
    CHECK(used.names() == strings{"id", "price", "kind", "genres", "age", "title"});
    CHECK(used.table_rows("kind") == 9);
    CHECK(used.strings("id") == frame.strings("id"));
    CHECK(used.integers("age") == frame.integers("age"));
    CHECK(used.size() == 3);
    CHECK(used.numbers("price")[2] == 3.0F);
    CHECK(all().used(frame, "kind").names() == strings{"kind", "price", "genres", "age", "title"});
    CHECK(EncoderList<>{}.used(frame, "unused").names() == strings{"unused"});
    CHECK_THROWS_AS(static_cast<void>(all().used(frame, "user")), DataError);
    frame.remove("title");
    CHECK_THROWS_WITH_AS(static_cast<void>(all().used(frame, "id")),
                         "a frame has no column 'title'; its columns are 'id', 'kind', 'genres', 'price' (numbers), "
                         "'age' (integers), 'unused' (numbers)",
                         DataError);
    Frame empty;
    empty.set("id", StringColumn{});
    empty.set("price", floats{});
    CHECK(EncoderList{numeric<Price>()}.used(empty, "id").size() == 0);
}

TEST_CASE("a line for each encoder") {
    EncoderList list{numeric<Price>(), category<Kind>()};
    CHECK(list.text() == "numeric<price>('price', standardise, missing 0)\ncategory<kind>('kind', min_count 1)\n");
    CHECK(EncoderList{category<Kind>(), numeric<Price>()}.text() != list.text());
    CHECK(EncoderList<>{}.text().empty());
}

TEST_CASE("what was learned is given to another list, unless it cannot have been learned") {
    auto list = all();
    Set vocabularies;
    list.fit(shop(), vocabularies);
    auto restored = all();
    restored.set_learned(list.learned());
    CHECK(restored.learned() == list.learned());
    CHECK(restored.encode<Title>(shop(), vocabularies).weights == list.encode<Title>(shop(), vocabularies).weights);

    Numbers numbers = list.learned();
    numbers.pop_back();
    CHECK_THROWS_WITH_AS(restored.set_learned(numbers), "numbers of 5 encoders for 6", DataError);
    numbers = list.learned();
    numbers[0].pop_back();
    CHECK_THROWS_AS(restored.set_learned(numbers), DataError);
    numbers = list.learned();
    numbers[0] = {9, 9};
    numbers[1].push_back(0.0);
    CHECK_THROWS_WITH_AS(restored.set_learned(numbers), "1 numbers for an encoder that learns none", DataError);
    CHECK(restored.learned() == list.learned());

    EncoderList one{numeric<Price>()};
    one.set_learned({{2, 1}});
    CHECK(one.learned() == Numbers{{2, 1}});
    EncoderList<> none;
    CHECK(none.learned().empty());
    CHECK_NOTHROW(none.set_learned({}));
    CHECK_THROWS_AS(none.set_learned({{}}), DataError);
}

TEST_CASE("what an encoder throws comes through") {
    auto list = all();
    Set vocabularies;
    list.fit(shop(), vocabularies);
    const Numbers before = list.learned();
    Frame bad = shop();
    bad.set("price", floats{1, std::numeric_limits<float>::infinity(), 3});
    CHECK_THROWS_AS(list.fit(bad, vocabularies), DataError);
    CHECK(list.learned() == before);
    CHECK_THROWS_AS(static_cast<void>(list.encode<Price>(bad, vocabularies)), DataError);
    CHECK_NOTHROW(static_cast<void>(list.encode<Kind>(bad, vocabularies)));
    bad.set("price", floats{100, 200, 300});
    bad.set("title", floats{1, 2, 3});
    CHECK_THROWS_AS(list.fit(bad, vocabularies), DataError);
    CHECK(list.learned() == before);
    bad.set("kind", floats{0.5F, 1, 2});
    CHECK_THROWS_AS(list.grow(bad, vocabularies), DataError);
    CHECK(list.learned() == before);
}

} // namespace encoder_list_test
