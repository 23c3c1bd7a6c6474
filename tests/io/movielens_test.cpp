// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/io/interaction_reader.hpp>
#include <linnet/io/movielens.hpp>

#include "../support/logs.hpp"
#include "../support/temporary_file.hpp"

namespace movielens_test {

using linnet_test::TemporaryFile;
using Names = std::vector<std::string>;

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

TEST_CASE("profiles and films are read as the MovieLens files have them") {
    const TemporaryFile users{"1::F::1::10::48067\n"};
    const linnet::Frame user = linnet::read_frame(users.path(), linnet::movielens_1m_users());
    CHECK(user.names() == Names{"id", "gender", "age", "occupation", "zip"});
    CHECK(user.strings("age")[0] == "1");
    CHECK(user.strings("zip")[0] == "48067");
    const TemporaryFile colons{"1::Toy Story (1995)::Animation|Comedy\n"};
    const TemporaryFile commas{"movieId,title,genres\r\n11,\"American President, The (1995)\",Comedy|Drama\r\n"};
    const linnet::Frame film = linnet::read_frame(colons.path(), linnet::movielens_1m_items());
    CHECK(film.strings("title")[0] == "Toy Story (1995)");
    CHECK(film.strings("genres")[0] == "Animation|Comedy");
    const linnet::Frame latest = linnet::read_frame(commas.path(), linnet::movielens_latest_items());
    CHECK(latest.names() == film.names());
    CHECK(latest.strings("id")[0] == "11");
    CHECK(latest.strings("title")[0] == "American President, The (1995)");
    CHECK(latest.strings("genres")[0] == "Comedy|Drama");
}

TEST_CASE("a flag of a genre is 0 or 1") {
    const TemporaryFile file{"7|Film|1995|0|0|0|0|0|0|0|0|2|0|0|0|0|0|0|0|0|0|0\n"};
    CHECK_THROWS_WITH_AS(static_cast<void>(linnet::read_movielens_100k_items(file.path())),
                         (file.name() + ": the film '7' has 2.000000 as its flag of 'Drama', neither 0 nor 1").c_str(),
                         linnet::DataError);
}

TEST_CASE("the profiles and films of MovieLens 100K") {
    const linnet::Frame naive_users = linnet_test::movielens_users();
    const linnet::Frame naive_items = linnet_test::movielens_items();
    if (naive_users.size() == 0 || naive_items.size() == 0) {
        return;
    }
    const std::string folder = LINNET_SHARED_DIR "/data/ml-100k/";
    const linnet::Frame users = linnet::read_frame(folder + "u.user", linnet::movielens_100k_users());
    REQUIRE(users.size() == 943);
    CHECK(users.names() == Names{"id", "age", "gender", "occupation", "zip"});
    CHECK(users.strings("zip")[0] == "85711");
    CHECK((users.numbers("age") == naive_users.numbers("age")));
    for (const char* name : {"id", "gender", "occupation"}) {
        CHECK((users.strings(name) == naive_users.strings(name)));
    }

    linnet::ReadReport report;
    const linnet::Frame items = linnet::read_movielens_100k_items(folder + "u.item", &report);
    REQUIRE(items.size() == 1682);
    CHECK(report.rows == 1682);
    CHECK(items.names() == Names{"id", "title", "year", "genres"});
    for (const char* name : {"id", "title", "genres"}) {
        CHECK((items.strings(name) == naive_items.strings(name)));
    }
    for (std::size_t row = 0; row < items.size(); ++row) {
        const std::string year{naive_items.strings("year")[row]};
        const float number = items.numbers("year")[row];
        CHECK((year.empty() ? std::isnan(number) : number == std::stof(year)));
    }
    CHECK(std::isnan(items.numbers("year")[266]));
    CHECK(items.strings("genres")[266] == "unknown");
}

} // namespace movielens_test
