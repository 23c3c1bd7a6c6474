// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/frame/cross.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/frames.hpp"

namespace cross_test {

using linnet::Cross;
using linnet::Frame;
using namespace linnet_test;
using strings = std::vector<std::string>;

namespace {

Frame people() {
    Frame frame;
    frame.set("age", column_of({"young", "old", "", "old", ""}));
    frame.set("city", column_of({"Bern", "Bern", "Rome", "", ""}));
    frame.set("height", std::vector<float>{1, 2, 3, 4, 5});
    return frame;
}

} // namespace

TEST_CASE("two columns become one, missing where either is") {
    Frame frame = people();
    const Cross cross{.first = "age", .second = "city"};
    cross.apply(frame);
    CHECK(strings_of(frame.strings("age x city")) == strings{"young x Bern", "old x Bern", "", "", ""});
    frame.remove("age x city");
    CHECK(frame == people());
    CHECK(cross.reads("age"));
    CHECK(cross.reads("city"));
    CHECK(!cross.reads("age x city"));
    CHECK(cross.writes() == "age x city");
}

TEST_CASE("the order of the columns counts, and the result may go to another column or a source") {
    Frame frame = people();
    Cross{.first = "city", .second = "age", .to = "both"}.apply(frame);
    CHECK(strings_of(frame.strings("both")) == strings{"Bern x young", "Bern x old", "", "", ""});
    Cross{.first = "city", .second = "age", .to = "age"}.apply(frame);
    CHECK(frame.strings("age") == frame.strings("both"));
}

TEST_CASE("nothing is learned") {
    Cross cross{.first = "age", .second = "city"};
    cross.fit(people());
    CHECK(cross == Cross{.first = "age", .second = "city"});
    CHECK(cross != Cross{.first = "city", .second = "age"});
}

TEST_CASE("what cannot be is refused and changes nothing") {
    Frame frame = people();
    Cross same{.first = "age", .second = "age"};
    CHECK_THROWS_WITH_AS(same.fit(frame), "Cross: column 'age' cannot be crossed with itself", linnet::SettingError);
    CHECK_THROWS_WITH_AS(same.apply(frame), "Cross: column 'age' cannot be crossed with itself", linnet::SettingError);
    const char* const sentence = "a frame has no column of strings 'height'; its columns are 'age', 'city', 'height' "
                                 "(numbers)";
    Cross second{.first = "age", .second = "height"};
    CHECK_THROWS_WITH_AS(second.fit(frame), sentence, linnet::DataError);
    CHECK_THROWS_WITH_AS(second.apply(frame), sentence, linnet::DataError);
    Cross first{.first = "height", .second = "age"};
    CHECK_THROWS_WITH_AS(first.fit(frame), sentence, linnet::DataError);
    CHECK_THROWS_WITH_AS(first.apply(frame), sentence, linnet::DataError);
    CHECK(frame == people());
}

} // namespace cross_test
