// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/encoders/bucket.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>

#include "support/frames.hpp"

namespace bucket_test {

using namespace linnet;
using namespace linnet_test;
using strings = std::vector<std::string>;
using floats = std::vector<float>;
using Rows = std::vector<row_id>;
using Age = Categorical<"age">;
using Other = Categorical<"other">;
using Set = Vocabularies<TypeList<Other, Age>>;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

Frame frame_of_integers(const std::vector<std::int64_t>& values) {
    Frame frame;
    frame.set("x", values);
    return frame;
}

} // namespace

TEST_CASE("a number has the row of its bucket, whatever the training data has") {
    auto encoder = bucket<Age>("x", {18, 25, 56});
    static_assert(Encoder<decltype(encoder)>);
    Set vocabularies;
    encoder.fit(frame_of(floats{70}), vocabularies);
    CHECK(vocabularies.of<Age>().size() == 5);
    CHECK(vocabularies.of<Age>().raw(1) == "under 18");
    CHECK(vocabularies.of<Age>().raw(4) == "56+");
    CHECK(vocabularies.of<Other>().size() == 1);
    const auto column = encoder.encode<Age>(
        frame_of(floats{17.9F, 18, missing_number, 24, 25, 56, -3, 1000, infinity, -infinity}), vocabularies);
    CHECK(column.ids == Rows{1, 2, 0, 2, 3, 4, 1, 4, 4, 1});
    CHECK(column.encoded_by == vocabularies.of<Age>().fingerprint());
    CHECK(encoder.encode<Age>(frame_of_integers({17, 18, Frame::missing_integer, 56, -1}), vocabularies).ids ==
          Rows{1, 2, 0, 4, 1});
    CHECK(encoder.encode<Age>(frame_of(floats{}), vocabularies).ids.empty());
    CHECK(encoder.columns() == strings{"x"});
}

TEST_CASE("a second fit, and growth, change nothing") {
    auto encoder = bucket<Age>("x", {0.5F});
    Set vocabularies;
    encoder.fit(frame_of(floats{}), vocabularies);
    const Set once = vocabularies;
    CHECK(once.of<Age>().size() == 3);
    encoder.fit(frame_of(floats{1, 2}), vocabularies);
    encoder.grow(frame_of(floats{3}), vocabularies);
    CHECK(vocabularies == once);
    CHECK(encoder.encode<Age>(frame_of(floats{0.4F, 0.5F}), vocabularies).ids == Rows{1, 2});
}

TEST_CASE("a column of strings, or none, is refused") {
    auto encoder = bucket<Age>("x", {18});
    Set vocabularies;
    CHECK_THROWS_AS(static_cast<void>(encoder.encode<Age>(frame_of(floats{1}), vocabularies)), SettingError);
    CHECK_THROWS_AS(encoder.fit(frame_of(strings{"19"}), vocabularies), DataError);
    CHECK_THROWS_AS(encoder.fit(Frame{}, vocabularies), DataError);
    CHECK(vocabularies == Set{});
    encoder.fit(frame_of(floats{1}), vocabularies);
    CHECK_THROWS_WITH_AS(static_cast<void>(encoder.encode<Age>(frame_of(strings{"19"}), vocabularies)),
                         "a frame has no column of numbers 'x'; its columns are 'x'", DataError);
    const auto of_age = bucket<Age>("age", {18});
    CHECK_THROWS_WITH_AS(static_cast<void>(of_age.encode<Age>(frame_of(floats{1}), vocabularies)),
                         "a frame has no column 'age'; its columns are 'x' (numbers)", DataError);
}

TEST_CASE("edges that make no buckets are refused when the encoder is made") {
    CHECK_THROWS_WITH_AS(static_cast<void>(bucket<Age>("x", {})), "bucket: no edges", SettingError);
    CHECK_THROWS_AS(static_cast<void>(bucket<Age>("x", {1, 1})), SettingError);
    CHECK_THROWS_AS(static_cast<void>(bucket<Age>("x", {2, 1})), SettingError);
    CHECK_THROWS_AS(static_cast<void>(bucket<Age>("x", {1, infinity})), SettingError);
    CHECK_THROWS_AS(static_cast<void>(bucket<Age>("x", {missing_number})), SettingError);
}

TEST_CASE("its line tells encoders apart, and nothing is learned beside values") {
    CHECK(bucket<Age>("x", {18, 25.5F}).text() == "bucket<age>('x', 18, 25.5)");
    CHECK(bucket<Age>("x", {0.0010001F}).text() != bucket<Age>("x", {0.0010004F}).text());
    CHECK(bucket<Age>("x", {18, 25}).text() == bucket<Age>("x", {18, 25}).text());
    CHECK(bucket<Age>("x", {18, 25}).text() != bucket<Age>("x", {18, 26}).text());
    CHECK(bucket<Age>("x", {18, 25}).text() != bucket<Age>("x", {18}).text());
    CHECK(bucket<Age>("x", {18}).text() != bucket<Age>("y", {18}).text());
    CHECK(bucket<Age>("x", {18}).text() != bucket<Other>("x", {18}).text());
    auto encoder = bucket<Age>("x", {18});
    CHECK(encoder.learned().empty());
    const std::vector<double> number{0.0};
    CHECK_THROWS_AS(encoder.set_learned(number), DataError);
}

} // namespace bucket_test
