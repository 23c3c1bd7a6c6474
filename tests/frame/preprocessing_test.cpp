// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/frame/preprocessing.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/frame/cross.hpp>
#include <linnet/frame/fill_missing.hpp>
#include <linnet/frame/log1p.hpp>
#include <linnet/frame/quantile_buckets.hpp>
#include <linnet/frame/standard_scaler.hpp>
#include <linnet/samples/hash_to_rows.hpp>

#include "support/frames.hpp"

namespace preprocessing_test {

using namespace linnet;
using namespace linnet_test;
using floats = std::vector<float>;
using strings = std::vector<std::string>;

namespace {

Frame train() {
    Frame frame;
    frame.set("age", floats{10, missing_number, 30, 20});
    frame.set("city", column_of({"Bern", "Rome", "", "Bern"}));
    frame.set("price", floats{1, 2, 3, 6});
    return frame;
}

Frame test() {
    Frame frame;
    frame.set("price", floats{3, 100});
    frame.set("age", floats{missing_number, 50});
    frame.set("city", column_of({"", "Oslo"}));
    return frame;
}

Preprocessing steps() {
    return Preprocessing{FillMissing{.column = "age"}, QuantileBuckets{.column = "age", .buckets = 2, .to = "old"},
                         StandardScaler{.column = "age"}, FillMissing{.column = "city", .with = FillWith::own_category},
                         Cross{.first = "old", .second = "city"}};
}

/// Writes down which frame it was fitted on, and fails on request.
struct Spy {
    std::string from;
    std::string to;
    bool fit_fails = false;
    bool apply_fails = false;
    const Frame* fitted_on = nullptr;
    strings names{};

    void fit(const Frame& frame) {
        if (fit_fails) {
            throw DataError("fit failed");
        }
        fitted_on = &frame;
        names = frame.names();
    }
    void apply(Frame& frame) const {
        if (apply_fails) {
            throw DataError("apply failed");
        }
        frame.set(to, frame.numbers(from));
    }
    [[nodiscard]] bool reads(std::string_view name) const { return name == from; }
    [[nodiscard]] std::string writes() const { return to; }
    [[nodiscard]] bool operator==(const Spy&) const = default;
};

} // namespace

TEST_CASE("each transform learns from what the ones before it made") {
    Preprocessing preprocessing = steps();
    preprocessing.fit(train());
    const auto* const filling = preprocessing.get<FillMissing>(0);
    REQUIRE(filling != nullptr);
    CHECK(filling->filled_number == 20.0F);
    const auto* const buckets = preprocessing.get<QuantileBuckets>(1);
    REQUIRE(buckets != nullptr);
    CHECK(buckets->edges == std::vector<double>{20});
    const auto* const scaler = preprocessing.get<StandardScaler>(2);
    REQUIRE(scaler != nullptr);
    CHECK(scaler->mean == 20.0);
    CHECK(scaler->deviation == doctest::Approx(7.0710678118654752).epsilon(1e-15)); // over 4 numbers: sqrt(200 / 4)
    CHECK(preprocessing.get<StandardScaler>(1) == nullptr);
    CHECK(preprocessing.get<StandardScaler>(5) == nullptr);
    CHECK(preprocessing.size() == 5);
}

TEST_CASE("what was learned on train is applied to test") {
    Preprocessing preprocessing = steps();
    const Frame learned_on = train();
    preprocessing.fit(learned_on);
    CHECK(learned_on.names() == strings{"age", "city", "price"});
    Frame frame = test();
    preprocessing.apply(frame);
    CHECK(frame.names() == strings{"price", "age", "city", "old", "old x city"});
    CHECK(frame.numbers("price") == floats{3, 100});
    CHECK(frame.numbers("age") == floats{0, static_cast<float>(30.0 / 7.0710678118654752)});
    CHECK(strings_of(frame.strings("city")) == strings{"[MISSING]", "Oslo"});
    CHECK(strings_of(frame.strings("old x city")) == strings{"bucket 1 x [MISSING]", "bucket 1 x Oslo"});
}

TEST_CASE("to fit and apply at once is the same") {
    Preprocessing one = steps();
    Preprocessing two = steps();
    Frame by_one = train();
    one.fit(by_one);
    one.apply(by_one);
    Frame by_two = train();
    two.fit_apply(by_two);
    CHECK(by_two == by_one);
    CHECK(two == one);
    CHECK(by_two.numbers("age")[1] == 0.0F);
}

TEST_CASE("a step that nothing came before learns from the frame itself, not from a copy") {
    Frame frame = train();
    Preprocessing preprocessing{Spy{"age", "a"}, Spy{"price", "p"}, Spy{"p", "q"}, Spy{"q", "r"}, Spy{"age", "b"}};
    preprocessing.fit(frame);
    CHECK(preprocessing.get<Spy>(0)->fitted_on == &frame);
    CHECK(preprocessing.get<Spy>(1)->fitted_on == &frame);
    CHECK(preprocessing.get<Spy>(4)->fitted_on == &frame);
    // The others see the columns that pass through several steps, and no more.
    CHECK(preprocessing.get<Spy>(2)->names == strings{"price", "p"});
    CHECK(preprocessing.get<Spy>(3)->names == strings{"price", "p", "q"});
}

TEST_CASE("a fit that fails changes nothing") {
    Preprocessing preprocessing{StandardScaler{.column = "age"}, Spy{"age", "a"}};
    preprocessing.fit(train());
    const Preprocessing before = preprocessing;
    Frame other = train();
    other.set("age", column_of({"a", "b", "c", "d"}));
    CHECK_THROWS_WITH_AS(preprocessing.fit(other),
                         "a frame has no column of numbers 'age'; its columns are 'age', 'city', 'price' (numbers)",
                         DataError);
    CHECK(preprocessing == before);

    Preprocessing half{StandardScaler{.column = "age"}, Spy{"age", "a", true}};
    const Preprocessing unfitted = half;
    CHECK_THROWS_WITH_AS(half.fit(train()), "fit failed", DataError);
    CHECK(half == unfitted);
    Frame frame;
    frame.set("age", floats{1, 3});
    const Frame same = frame;
    CHECK_THROWS_WITH_AS(half.fit_apply(frame), "fit failed", DataError);
    CHECK(half == unfitted);
    CHECK(frame == same);
}

TEST_CASE("an apply that fails halfway leaves the frame as it was") {
    Frame frame;
    frame.set("city", column_of({"a", ""}));
    frame.set("x", floats{1, 3});
    frame.set("y", floats{5, 6});
    const Frame before = frame;
    // Overwritten twice, of another kind, new, new and overwritten; then one fails.
    Preprocessing preprocessing{StandardScaler{.column = "x"},
                                Spy{"y", "x"},
                                QuantileBuckets{.column = "y", .buckets = 2},
                                Spy{"x", "new"},
                                Log1p{.column = "new"},
                                FillMissing{.column = "city", .with = FillWith::own_category},
                                Spy{"x", "late", false, true}};
    CHECK_THROWS_WITH_AS(preprocessing.fit_apply(frame), "apply failed", DataError);
    CHECK(frame == before);
    preprocessing.fit(frame);
    CHECK_THROWS_WITH_AS(preprocessing.apply(frame), "apply failed", DataError);
    CHECK(frame == before);
    Preprocessing missing{Log1p{.column = "x"}, Log1p{.column = "z"}};
    CHECK_THROWS_WITH_AS(missing.apply(frame),
                         "a frame has no column of numbers 'z'; its columns are 'city', 'x' (numbers), 'y' (numbers)",
                         DataError);
    CHECK(frame == before);
    CHECK_THROWS_WITH_AS((Preprocessing{Log1p{.column = "x"}, StandardScaler{.column = "y"}}.apply(frame)),
                         "StandardScaler: column 'y' is to be transformed before fit was called", SettingError);
    CHECK(frame == before);
}

TEST_CASE("a column of integers that was overwritten is put back, too") {
    Frame frame;
    frame.set("x", std::vector<std::int64_t>{1534234785, Frame::missing_integer});
    const Frame before = frame;
    const Preprocessing hashed{HashToRows{.column = "x", .rows = 10}, Log1p{.column = "nowhere"}};
    CHECK_THROWS_AS(hashed.apply(frame), DataError);
    CHECK(frame == before);
}

TEST_CASE("copies are of their own, and equal what they were made of") {
    Preprocessing preprocessing = steps();
    Preprocessing copy = preprocessing;
    CHECK(copy == preprocessing);
    copy.fit(train());
    CHECK(copy != preprocessing);
    preprocessing.fit(train());
    CHECK(copy == preprocessing);
    preprocessing = Preprocessing{Log1p{.column = "age"}};
    CHECK(preprocessing.size() == 1);
    preprocessing = copy;
    CHECK(preprocessing == copy);
    const Preprocessing moved = std::move(preprocessing);
    CHECK(moved == copy);
    CHECK(moved.size() == 5);
}

TEST_CASE("lists are equal if they hold equal transforms in the same order") {
    const Preprocessing one{Log1p{.column = "a"}, HashToRows{.column = "b"}};
    CHECK(one == Preprocessing{}.add(Log1p{.column = "a"}).add(HashToRows{.column = "b"}));
    CHECK(one != Preprocessing{HashToRows{.column = "b"}, Log1p{.column = "a"}});
    CHECK(one != Preprocessing{Log1p{.column = "a"}});
    CHECK(Preprocessing{Log1p{.column = "a"}} != one);
    CHECK(one != Preprocessing{Log1p{.column = "a"}, HashToRows{.column = "c"}});
    CHECK(one != Preprocessing{});
    CHECK(Preprocessing{} == Preprocessing{});
}

TEST_CASE("no transforms do nothing") {
    Frame frame = test();
    Preprocessing none;
    none.fit(frame);
    none.apply(frame);
    none.fit_apply(frame);
    CHECK(none.size() == 0);
    CHECK(none.get<Log1p>(0) == nullptr);
    CHECK(frame.names() == test().names());
    Frame empty;
    none.apply(empty);
    CHECK(empty == Frame{});
}

} // namespace preprocessing_test
