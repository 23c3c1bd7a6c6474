// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <initializer_list>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/log/log_split.hpp>

namespace linnet_test {

struct LogRow {
    std::string user;
    std::string item;
    float rating = 0.0F;
    std::int64_t time = 0;

    bool operator==(const LogRow&) const = default;
    auto operator<=>(const LogRow&) const = default;
};

[[nodiscard]] inline linnet::Interactions log_of(const std::vector<LogRow>& rows) {
    linnet::Interactions log;
    for (const LogRow& row : rows) {
        log.users.push_back(row.user);
        log.items.push_back(row.item);
        log.ratings.push_back(row.rating);
        log.timestamps.push_back(row.time);
    }
    return log;
}

[[nodiscard]] inline std::vector<LogRow> log_rows(const linnet::Interactions& log) {
    std::vector<LogRow> rows(log.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i] = {std::string{log.users[i]}, std::string{log.items[i]}};
        rows[i].rating = log.has_ratings() ? log.ratings[i] : 0.0F;
        rows[i].time = log.has_timestamps() ? log.timestamps[i] : 0;
    }
    return rows;
}

/// Rows of random users, items, ratings of whole stars and times, of which some are equal.
[[nodiscard]] inline std::vector<LogRow> random_rows(std::size_t rows, std::size_t users, std::size_t items) {
    std::vector<LogRow> result(rows);
    const linnet::Random random{rows, users};
    for (std::size_t i = 0; i < rows; ++i) {
        result[i] = {std::to_string(random.below(users, 4 * i)),
                     "item " + std::to_string(random.below(items, 4 * i + 1)),
                     static_cast<float>(1 + random.below(5, 4 * i + 2)),
                     static_cast<std::int64_t>(random.below(rows / 2 + 1, 4 * i + 3)) - 100};
    }
    return result;
}

/// Random logs as threads divide them: none, one row, fewer and more rows than a part has at least, one user, one item.
template <class Test>
void for_each_random_log(const Test& test) {
    struct Size {
        std::size_t rows, users, items;
    };
    for (const Size& size : {Size{0, 1, 1}, Size{1, 1, 1}, Size{300, 20, 30}, Size{1537, 90, 40}, Size{8191, 700, 90},
                             Size{12'289, 900, 300}, Size{13'000, 1, 2000}, Size{13'000, 2000, 1}}) {
        const auto rows = random_rows(size.rows, size.users, size.items);
        CAPTURE(size.rows);
        CAPTURE(size.users);
        for (const bool times : {true, false}) {
            CAPTURE(times);
            linnet::Interactions log = log_of(rows);
            if (!times) {
                log.timestamps.clear();
            }
            test(log);
        }
    }
}

[[nodiscard]] inline bool same_parts(const linnet::LogSplit& a, const linnet::LogSplit& b) {
    return a.train == b.train && a.validation == b.validation && a.test == b.test;
}

/// A file of ml-100k, `user TAB item TAB rating TAB time`. If it is not there, says so loudly and returns an empty log.
[[nodiscard]] inline linnet::Interactions movielens_log(const std::string& name) {
    std::ifstream file{LINNET_SHARED_DIR "/data/ml-100k/" + name};
    linnet::Interactions log;
    LogRow row;
    while (file >> row.user >> row.item >> row.rating >> row.time) {
        log.users.push_back(row.user);
        log.items.push_back(row.item);
        log.ratings.push_back(row.rating);
        log.timestamps.push_back(row.time);
    }
    if (log.empty()) {
        MESSAGE("SKIPPED: no " LINNET_SHARED_DIR "/data/ml-100k/" << name);
    }
    return log;
}

/// The lines of a file of ml-100k, cut at its bars.
[[nodiscard]] inline std::vector<std::vector<std::string>> movielens_lines(const std::string& name) {
    std::ifstream file{LINNET_SHARED_DIR "/data/ml-100k/" + name};
    std::vector<std::vector<std::string>> lines;
    for (std::string line; std::getline(file, line);) {
        std::istringstream fields{line};
        lines.emplace_back();
        for (std::string field; std::getline(fields, field, '|');) {
            lines.back().push_back(field);
        }
    }
    if (lines.empty()) {
        MESSAGE("SKIPPED: no " LINNET_SHARED_DIR "/data/ml-100k/" << name);
    }
    return lines;
}

/// The profiles: id, age (numbers), gender, occupation; without rows if the file is not there.
[[nodiscard]] inline linnet::Frame movielens_users() {
    linnet::StringColumn ids, genders, occupations;
    std::vector<float> ages;
    for (const auto& line : movielens_lines("u.user")) {
        ids.push_back(line[0]);
        ages.push_back(std::stof(line[1]));
        genders.push_back(line[2]);
        occupations.push_back(line[3]);
    }
    linnet::Frame frame;
    frame.set("id", ids);
    frame.set("age", ages);
    frame.set("gender", genders);
    frame.set("occupation", occupations);
    return frame;
}

/// The films: id, title, year (strings), genres, as `a|b`; without rows if the file is not there.
[[nodiscard]] inline linnet::Frame movielens_items() {
    const auto names = movielens_lines("u.genre");
    linnet::StringColumn ids, titles, years, genres;
    for (const auto& line : movielens_lines("u.item")) {
        std::string list;
        for (std::size_t g = 0; g < names.size(); ++g) {
            if (line.at(3 + g) == "1") {
                list += (list.empty() ? "" : "|") + names[g][0];
            }
        }
        ids.push_back(line[0]);
        titles.push_back(line[1]);
        years.push_back(line[2]);
        genres.push_back(list);
    }
    linnet::Frame frame;
    frame.set("id", ids);
    frame.set("title", titles);
    frame.set("year", years);
    frame.set("genres", genres);
    return frame;
}

} // namespace linnet_test
