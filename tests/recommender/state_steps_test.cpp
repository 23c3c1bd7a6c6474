// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommender/state_steps.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/losses.hpp>

#include "../support/small_town.hpp"

namespace state_steps_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE("of two frames the later counts, and ids without a value are left out") {
    Frame later = readers(3, 5);
    StringColumn towns;
    for (int i = 0; i < 3; ++i) {
        towns.push_back("Leeds");
    }
    later.set("town", towns);
    const Frame both = detail::merged_frames(later, readers(2, 4), "name");
    REQUIRE(both.size() == 4);
    std::string all;
    for (std::size_t row = 0; row < both.size(); ++row) {
        all += std::string{both.strings("name")[row]} + " " + std::string{both.strings("town")[row]} + ", ";
    }
    CHECK(all == "r3 Leeds, r4 Leeds, r5 Leeds, r2 York, ");
    Frame unnamed;
    StringColumn ids;
    ids.push_back("");
    ids.push_back("r1");
    unnamed.set("name", ids);
    CHECK(detail::merged_frames(unnamed, Frame{}, "name").size() == 1);
    CHECK(detail::merged_frames(Frame{}, unnamed, "name").size() == 1);
    Frame other;
    other.set("name", ids);
    other.set("age", std::vector<float>{1, 2});
    CHECK_THROWS_AS(static_cast<void>(detail::merged_frames(other, unnamed, "name")), DataError);
}

TEST_CASE("ids may be strings, whole numbers or integers") {
    Vocabulary ids;
    Frame frame;
    frame.set("id", std::vector<std::int64_t>{7, Frame::missing_integer, 8});
    detail::add_ids(frame, "id", ids);
    frame.set("id", std::vector<float>{8, 9, 7});
    detail::add_ids(frame, "id", ids);
    CHECK(ids.size() == 4);
    CHECK(ids.find("9") == 3);
    detail::add_ids(Frame{}, "id", ids);
    frame.set("id", std::vector<float>{8, 9.5F, 7});
    CHECK_THROWS_AS(detail::add_ids(frame, "id", ids), DataError);
}

TEST_CASE("only a loss of the user and the item gets what users had") {
    const UserItems seen(std::vector<row_id>{1}, std::vector<row_id>{1}, 2, 2);
    const auto of_user = detail::loss_with_log<Reader, Book>(InBatchSoftmax<Reader, Book>{}, seen);
    CHECK(!of_user.known.empty());
    CHECK(!of_user.candidate_sampling_probability.empty());
    const auto of_town = detail::loss_with_log<Reader, Book>(InBatchSoftmax<Town, Book>{}, seen);
    CHECK(of_town.known.empty());
    CHECK(!of_town.candidate_sampling_probability.empty());
    const auto of_past = detail::loss_with_log<Reader, Book>(InBatchSoftmax<Past, Book>{}, seen);
    CHECK(of_past.known.empty());
    const auto of_others = detail::loss_with_log<Town, Reader>(InBatchSoftmax<Reader, Book>{}, seen);
    CHECK(of_others.known.empty());
    CHECK(of_others.candidate_sampling_probability.empty());
    static_cast<void>(detail::loss_with_log<Reader, Book>(BinaryCrossEntropy{}, seen));
}

} // namespace state_steps_test
