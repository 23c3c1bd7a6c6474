// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/user_lists.hpp>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>

#include "../support/temporary_file.hpp"

namespace user_lists_test {

using namespace linnet;
using Names = std::vector<std::string>;

namespace {

Names all(const StringColumn& column) {
    Names names;
    for (std::size_t i = 0; i < column.size(); ++i) {
        names.emplace_back(column[i]);
    }
    return names;
}

/// The file's log word by word, of lines that `std::getline` gives; empty, after a loud message, where it is not there.
struct Twin {
    Names users;
    Names items;
    std::vector<std::int64_t> places;
};
Twin twin_of(const std::filesystem::path& path) {
    Twin twin;
    std::ifstream file{path};
    for (std::string line, user, item; std::getline(file, line);) {
        std::istringstream words{line};
        words >> user;
        for (std::int64_t place = 0; words >> item; ++place) {
            twin.users.push_back(user);
            twin.items.push_back(item);
            twin.places.push_back(place);
        }
    }
    if (twin.users.empty()) {
        MESSAGE("SKIPPED: there is no " << path.string());
    }
    return twin;
}

} // namespace

TEST_CASE("each item of a list is an interaction, and every line is accounted for") {
    const linnet_test::TemporaryFile file{"0 5 7\r\n1\n\n2\t5\t 9 \n   \n3 \n0 8"};
    UserListReport report;
    const Interactions log = read_user_lists(file.path(), {}, &report);
    CHECK(all(log.users) == Names{"0", "0", "2", "2", "0"});
    CHECK(all(log.items) == Names{"5", "7", "5", "9", "8"});
    CHECK(!log.has_ratings());
    CHECK(!log.has_timestamps());
    CHECK(report.lines == 7);
    CHECK(report.lists == 3);
    CHECK(report.interactions == 5);
    CHECK(report.empty_lines == 2);
    CHECK(report.users_without_items == Names{"1", "3"});
}

TEST_CASE("the place in a user's list may be the timestamp, on one line or several") {
    const linnet_test::TemporaryFile file{"a x y z\nb x\na w v\n"};
    const Interactions log = read_user_lists(file.path(), {.order_as_timestamp = true});
    CHECK(log.timestamps == std::vector<std::int64_t>{0, 1, 2, 0, 3, 4});
    CHECK(!log.has_ratings());
}

TEST_CASE("an empty file gives an empty log, a missing one is refused") {
    const linnet_test::TemporaryFile file{""};
    UserListReport report{.lines = 7};
    CHECK(read_user_lists(file.path(), {}, &report).empty());
    CHECK(report.lines == 0);
    CHECK_THROWS_AS(static_cast<void>(read_user_lists(file.name() + "x")), DataError);
}

TEST_CASE("Toys and Games has the sequences of 19,412 users") {
    const std::string path = LINNET_SHARED_DIR "/data/s3rec-toys/Toys_and_Games.txt";
    const Twin twin = twin_of(path);
    if (twin.users.empty()) {
        return;
    }
    UserListReport report;
    const Interactions log = read_user_lists(path, {.order_as_timestamp = true}, &report);
    CHECK(log.size() == 167597);
    CHECK(log.users.distinct() == 19412);
    CHECK(log.items.distinct() == 11924);
    CHECK((all(log.users) == twin.users));
    CHECK((all(log.items) == twin.items));
    CHECK((log.timestamps == twin.places));
    CHECK(report.lines == 19412);
    CHECK(report.lists == 19412);
}

TEST_CASE("the LCFN split of MovieLens 1M has 796,244 interactions of 6,022 users to train on") {
    const std::string path = LINNET_SHARED_DIR "/data/ml-1m-lcfn/train.txt";
    const Twin twin = twin_of(path);
    if (twin.users.empty()) {
        return;
    }
    UserListReport report;
    const Interactions log = read_user_lists(path, {}, &report);
    CHECK(log.size() == 796244);
    CHECK(log.users.distinct() == 6022);
    CHECK((all(log.users) == twin.users));
    CHECK((all(log.items) == twin.items));
    CHECK(report.lines == report.lists + report.users_without_items.size() + report.empty_lines);
}

} // namespace user_lists_test
