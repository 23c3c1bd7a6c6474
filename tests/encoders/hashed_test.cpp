// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/encoders/hashed.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/sequence.hpp>

#include "support/frames.hpp"

namespace hashed_test {

using namespace linnet;
using namespace linnet_test;
using strings = std::vector<std::string>;
using floats = std::vector<float>;
using integers = std::vector<std::int64_t>;
using Rows = std::vector<row_id>;
using Offsets = std::vector<std::uint64_t>;
using All = MultiCategorical<"all", 1000>;
using Set = Vocabularies<TypeList<All>>;

namespace {

row_id row(std::string_view key) { return hashed_row(key, 1000); }

Frame visits() {
    Frame frame;
    frame.set("site", column_of({"a", "", "b"}));
    frame.set("hour", integers{7, 8, Frame::missing_integer});
    frame.set("place", floats{missing_number, -2, 7});
    return frame;
}

} // namespace

TEST_CASE("each sample has an entry for each column, in their order, from name and value") {
    auto encoder = hashed<All>({"hour", "site", "place"});
    static_assert(Encoder<decltype(encoder)>);
    CHECK(encoder.columns() == strings{"hour", "site", "place"});
    Set vocabularies;
    encoder.fit(visits(), vocabularies);
    CHECK(vocabularies == Set{});
    const auto column = encoder.encode<All>(visits(), vocabularies);
    CHECK(column.offsets == Offsets{0, 3, 6, 9});
    CHECK(column.ids == Rows{row("hour=7"), row("site=a"), row("place="), row("hour=8"), row("site="), row("place=-2"),
                             row("hour="), row("site=b"), row("place=7")});
    CHECK(column.weights.empty());
    CHECK(!column.encoded_by);
    CHECK_NOTHROW(column.check());
    CHECK(row("hour=7") != row("place=7"));
    CHECK(row("site=") != 0); // a missing value is a value of its own
    encoder.grow(visits(), vocabularies);
    CHECK(vocabularies == Set{});
}

TEST_CASE("a whole number is the value of its digits, whichever kind of column it comes in") {
    const auto encoder = hashed<All>({"x"});
    Frame of_integers;
    of_integers.set("x", integers{7, Frame::missing_integer, -1, 1534234785});
    const Rows rows = encoder.encode<All>(of_integers, Set{}).ids;
    CHECK(rows == Rows{row("x=7"), row("x="), row("x=-1"), row("x=1534234785")});
    CHECK(encoder.encode<All>(frame_of(strings{"7", "", "-1", "1534234785"}), Set{}).ids == rows);
    CHECK(encoder.encode<All>(frame_of(floats{7, missing_number, -1}), Set{}).ids ==
          Rows(rows.begin(), rows.end() - 1));
}

TEST_CASE("a column that is not there, or whose numbers are not whole, is refused") {
    auto encoder = hashed<All>({"x", "y"});
    Set vocabularies;
    const char* const sentence = "a frame has no column 'y'; its columns are 'x'";
    CHECK_THROWS_WITH_AS(encoder.fit(frame_of(strings{"a"}), vocabularies), sentence, DataError);
    CHECK_THROWS_WITH_AS(static_cast<void>(encoder.encode<All>(frame_of(strings{"a"}), vocabularies)), sentence,
                         DataError);
    const auto of_x = hashed<All>({"x"});
    CHECK_THROWS_WITH_AS(static_cast<void>(of_x.encode<All>(frame_of(floats{1, 0.5F}), vocabularies)),
                         "column 'x', row 1: 0.500000 is no id", DataError);
    CHECK_THROWS_AS(
        static_cast<void>(of_x.encode<All>(frame_of(floats{std::numeric_limits<float>::infinity()}), vocabularies)),
        DataError);
}

TEST_CASE("a sequence, frames without rows, and no columns") {
    using Steps = Sequence<"steps", 1000, 2>;
    Vocabularies<TypeList<Steps>> none;
    const auto steps = hashed<Steps>({"site", "hour"}).encode<Steps>(visits(), none);
    CHECK(steps.size() == 3);
    CHECK(std::vector<row_id>(steps.of(1).begin(), steps.of(1).end()) == Rows{row("site="), row("hour=8")});
    CHECK_NOTHROW(steps.check());

    CHECK(hashed<All>({"x"}).encode<All>(frame_of(strings{}), Set{}).size() == 0);
    CHECK(hashed<All>({"x"}).encode<All>(frame_of(floats{}), Set{}).offsets == Offsets{0});
    CHECK(hashed<All>({}).encode<All>(visits(), Set{}).offsets == Offsets{0, 0, 0, 0});
}

TEST_CASE("a table needs 2 to 2^32 rows, and its type must say how many") {
    CHECK_THROWS_WITH_AS(static_cast<void>(hashed<MultiCategorical<"x">>({"x"})),
                         "feature 'x' cannot be hashed to the rows of a feature that does not say how many it has",
                         SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(hashed<MultiCategorical<"x", 1>>({"x"})),
                         "feature 'x' cannot be hashed to 1 rows; there must be 2 to 2^32", SettingError);
    const auto smallest = hashed<MultiCategorical<"x", 2>>({"x"});
    CHECK(smallest
              .encode<MultiCategorical<"x", 2>>(frame_of(strings{"a", "", "b"}),
                                                Vocabularies<TypeList<MultiCategorical<"x", 2>>>{})
              .ids == Rows{1, 1, 1});
    using Largest = MultiCategorical<"x", std::size_t{1} << 32>;
    CHECK_NOTHROW(static_cast<void>(hashed<Largest>({"x"})));
}

TEST_CASE("its line tells encoders apart, and nothing is learned") {
    CHECK(hashed<All>({"a", "b"}).text() == "hashed<all>('a', 'b', rows 1000)");
    CHECK(hashed<All>({"b", "a"}).text() != hashed<All>({"a", "b"}).text());
    CHECK(hashed<MultiCategorical<"all", 999>>({"a", "b"}).text() == "hashed<all>('a', 'b', rows 999)");
    auto encoder = hashed<All>({"a"});
    CHECK(encoder.learned().empty());
    const std::vector<double> number{0.0};
    CHECK_THROWS_AS(encoder.set_learned(number), DataError);
}

} // namespace hashed_test
