// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/encoders/categories.hpp>

#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numbered.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/core/sequence.hpp>

#include "support/frames.hpp"

namespace categories_test {

using namespace linnet;
using linnet_test::column_of;
using strings = std::vector<std::string>;
using Rows = std::vector<row_id>;
using C1 = Categorical<numbered<"C", 1>()>;
using C2 = Categorical<numbered<"C", 2>()>;
using C3 = Categorical<numbered<"C", 3>()>;

namespace {

// What `categories` reads of a network.
struct Ads {
    using features = TypeList<C1, Numeric<"counts", 13>, C2, MultiCategorical<"genres">, Sequence<"seen">, C3>;
};
struct WithoutCategories {
    using features = TypeList<Numeric<"counts", 13>, MultiCategorical<"genres">>;
};
using Set = Vocabularies<Ads::features>;

Frame ads() {
    Frame frame;
    frame.set("C3", std::vector<std::int64_t>{5, Frame::missing_integer, 5, 6});
    frame.set("C1", column_of({"a", "b", "", "a"}));
    frame.set("C2", std::vector<float>{linnet_test::missing_number, 2, 2, 1});
    frame.set("unused", column_of({"", "", "", ""}));
    return frame;
}

} // namespace

TEST_CASE("each Categorical of a network comes from the column of its name") {
    auto encoder = categories<Ads>();
    static_assert(Encoder<decltype(encoder)>);
    static_assert(std::is_same_v<decltype(encoder)::features, TypeList<C1, C2, C3>>);
    CHECK(encoder.columns() == strings{"C1", "C2", "C3"});
    Set vocabularies;
    encoder.fit(ads(), vocabularies);
    CHECK(vocabularies.of<C1>().size() == 3);
    CHECK(vocabularies.of<C2>().size() == 3);
    CHECK(vocabularies.of<C3>().size() == 3);
    CHECK(vocabularies.of<MultiCategorical<"genres">>().size() == 1);
    CHECK(encoder.encode<C1>(ads(), vocabularies).ids == Rows{1, 2, 0, 1});
    CHECK(encoder.encode<C2>(ads(), vocabularies).ids == Rows{0, 1, 1, 2});
    CHECK(encoder.encode<C3>(ads(), vocabularies).ids == Rows{1, 0, 1, 2});
    CHECK(encoder.encode<C3>(ads(), vocabularies).encoded_by == vocabularies.of<C3>().fingerprint());

    Frame later = ads();
    later.set("C1", column_of({"z", "a", "y", ""}));
    CHECK(encoder.encode<C1>(later, vocabularies).ids == Rows{0, 1, 0, 0});
    encoder.grow(later, vocabularies);
    CHECK(encoder.encode<C1>(later, vocabularies).ids == Rows{3, 1, 4, 0});
    encoder.fit(later, vocabularies);
    CHECK(vocabularies.of<C1>().size() == 5);
}

TEST_CASE("rare values of every column are unknown, and stay so") {
    auto encoder = categories<Ads>({.min_count = 2});
    Set vocabularies;
    encoder.fit(ads(), vocabularies);
    CHECK(encoder.encode<C1>(ads(), vocabularies).ids == Rows{1, 0, 0, 1});
    CHECK(encoder.encode<C2>(ads(), vocabularies).ids == Rows{0, 1, 1, 0});
    CHECK(encoder.encode<C3>(ads(), vocabularies).ids == Rows{1, 0, 1, 0});
    Frame later = ads();
    later.set("C1", column_of({"z", "z", "z", "z"}));
    encoder.grow(later, vocabularies);
    CHECK(vocabularies.of<C1>().size() == 2);
    CHECK_THROWS_AS(categories<Ads>({.min_count = 3}).fit(ads(), vocabularies), SettingError);
}

TEST_CASE("a column that the frame lacks is named") {
    auto encoder = categories<Ads>();
    Set vocabularies;
    Frame frame = ads();
    frame.remove("C2");
    const char* const sentence = "a frame has no column 'C2'; its columns are 'C3' (integers), 'C1', 'unused'";
    CHECK_THROWS_WITH_AS(encoder.fit(frame, vocabularies), sentence, DataError);
    encoder.fit(ads(), vocabularies);
    CHECK_THROWS_AS(static_cast<void>(encoder.encode<C2>(frame, vocabularies)), DataError);
    CHECK(encoder.encode<C1>(frame, vocabularies).ids == Rows{1, 2, 0, 1});
}

TEST_CASE("frames without rows, and networks without a Categorical") {
    auto encoder = categories<Ads>();
    Set vocabularies;
    Frame empty;
    for (const char* name : {"C1", "C2", "C3"}) {
        empty.set(name, StringColumn{});
    }
    encoder.fit(empty, vocabularies);
    CHECK(vocabularies == Set{});
    CHECK(encoder.encode<C1>(empty, vocabularies).size() == 0);
    CHECK_THROWS_AS(static_cast<void>(encoder.encode<C1>(ads(), vocabularies)), SettingError);

    auto none = categories<WithoutCategories>();
    static_assert(decltype(none)::features::size == 0);
    Vocabularies<WithoutCategories::features> unused;
    CHECK_NOTHROW(none.fit(ads(), unused));
    CHECK_NOTHROW(none.grow(ads(), unused));
    CHECK(none.columns().empty());
}

TEST_CASE("its line names the columns, and nothing is learned beside values") {
    auto encoder = categories<Ads>();
    CHECK(encoder.text() == "category<C1, C2, C3>('C1', 'C2', 'C3', min_count 1)");
    CHECK(categories<Ads>({.min_count = 2}).text() == "category<C1, C2, C3>('C1', 'C2', 'C3', min_count 2)");
    CHECK(encoder.learned().empty());
    const std::vector<double> number{0.0};
    CHECK_THROWS_AS(encoder.set_learned(number), DataError);
}

} // namespace categories_test
