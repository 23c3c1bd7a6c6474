// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include <linnet/io/interaction_reader.hpp>
#include <linnet/io/movielens.hpp>

#include "../support/temporary_file.hpp"

namespace movielens_test {

using linnet_test::TemporaryFile;

namespace {

void check_row(const linnet::Interactions& log, float rating) {
    REQUIRE(log.size() == 2);
    CHECK(log.users[0] == "1");
    CHECK(log.items[0] == "1193");
    CHECK(log.ratings[0] == rating);
    CHECK(log.timestamps[0] == 978300760);
    CHECK(log.users[1] == "2");
}

} // namespace

TEST_CASE("the formats read lines as the MovieLens files have them") {
    const TemporaryFile tabs{"1\t1193\t5\t978300760\n2\t3\t4\t5\n"};
    check_row(linnet::read_interactions(tabs.path(), linnet::movielens_100k()), 5.0F);
    const TemporaryFile colons{"1::1193::5::978300760\n2::3::4::5\n"};
    check_row(linnet::read_interactions(colons.path(), linnet::movielens_1m()), 5.0F);
    const TemporaryFile commas{"userId,movieId,rating,timestamp\r\n1,1193,4.5,978300760\r\n2,3,4,5\r\n"};
    check_row(linnet::read_interactions(commas.path(), linnet::movielens_latest()), 4.5F);
}

TEST_CASE("MovieLens 100K has 100,000 ratings of 1,682 films by 943 users") {
    const std::filesystem::path path = LINNET_SHARED_DIR "/data/ml-100k/u.data";
    if (!std::filesystem::exists(path)) {
        MESSAGE("SKIPPED: there is no " << path.string());
        return;
    }
    linnet::ReadReport report;
    const auto log = linnet::read_interactions(path, linnet::movielens_100k(), &report);
    CHECK(log.size() == 100000);
    CHECK(log.users.distinct() == 943);
    CHECK(log.items.distinct() == 1682);
    CHECK(log.users[0] == "196");
    CHECK(log.items[0] == "242");
    CHECK(log.timestamps[0] == 881250949);
    CHECK(std::all_of(log.ratings.begin(), log.ratings.end(), [](float r) { return 1 <= r && r <= 5; }));
    CHECK(report.lines == 100000);
    CHECK(report.skipped == 0);
}

} // namespace movielens_test
