// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/io/frame_format.hpp>
#include <linnet/io/frame_reader.hpp>
#include <linnet/io/interaction_format.hpp>
#include <linnet/io/read_report.hpp>

namespace linnet::inline LINNET_ISA {

/// `u.data` of MovieLens 100K: user, item, rating, seconds since 1970; tabs, no header.
/// Source: F. Harper, J. Konstan, "The MovieLens datasets: history and context", ACM TiiS 5(4), 2015.
[[nodiscard]] inline InteractionFormat movielens_100k() {
    return {.file = {.separator = "\t"}, .user = 0, .item = 1, .rating = 2, .timestamp = 3, .columns = 4};
}

/// `ratings.dat` of MovieLens 1M and 10M: user::item::rating::seconds since 1970; no header.
[[nodiscard]] inline InteractionFormat movielens_1m() {
    return {.file = {.separator = "::"}, .user = 0, .item = 1, .rating = 2, .timestamp = 3, .columns = 4};
}

/// `ratings.csv` of MovieLens Latest, 20M, 25M and 32M: comma-separated under the header
/// `userId,movieId,rating,timestamp`.
[[nodiscard]] InteractionFormat movielens_latest();

/// `u.user` of MovieLens 100K: `id`, `age` (a number), `gender` (M or F), `occupation`, `zip`; separated by bars, no
/// header.
[[nodiscard]] LINNET_COLD inline FrameFormat movielens_100k_users() {
    return {.file = {.separator = "|"},
            .columns = {{"id", 0}, {"age", 1, ColumnKind::number}, {"gender", 2}, {"occupation", 3}, {"zip", 4}},
            .fields = 5};
}

/// The genres of MovieLens 100K, in the order of `u.genre`.
inline constexpr std::string_view movielens_100k_genres[] = {
    "unknown",     "Action", "Adventure", "Animation", "Children's", "Comedy",  "Crime",
    "Documentary", "Drama",  "Fantasy",   "Film-Noir", "Horror",     "Musical", "Mystery",
    "Romance",     "Sci-Fi", "Thriller",  "War",       "Western"};

/// `u.item` of MovieLens 100K, reduced to the year of the date, `id|title|year|19 flags`, no header: `id`, `title`,
/// `year` (a number, may be missing), and for each genre a column of numbers, 0 or 1, under its name.
[[nodiscard]] FrameFormat movielens_100k_items();

/// Reads that file. The flags become one column of text, `genres`, such as `Action|Comedy`.
/// Throws what `read_frame` throws, and DataError for a flag that is neither 0 nor 1.
[[nodiscard]] Frame read_movielens_100k_items(const std::string& path, ReadReport* report = nullptr);

/// `users.dat` of MovieLens 1M: `id`, `gender` (M or F), `age` (the lowest of a range of seven), `occupation` (0 to 20)
/// and `zip`, all as text; double colons, no header.
[[nodiscard]] LINNET_COLD inline FrameFormat movielens_1m_users() {
    return {.file = {.separator = "::"},
            .columns = {{"id", 0}, {"gender", 1}, {"age", 2}, {"occupation", 3}, {"zip", 4}},
            .fields = 5};
}

/// `movies.dat` of MovieLens 1M and 10M: `id`, `title`, with the year in brackets, and `genres`, such as
/// `Action|Comedy`; double colons, no header. The titles of 1M are in Latin-1.
[[nodiscard]] LINNET_COLD inline FrameFormat movielens_1m_items() {
    return {.file = {.separator = "::"}, .columns = {{"id", 0}, {"title", 1}, {"genres", 2}}, .fields = 3};
}

/// `movies.csv` of MovieLens Latest, 20M, 25M and 32M, the same columns under the header `movieId,title,genres`.
[[nodiscard]] LINNET_COLD inline FrameFormat movielens_latest_items() {
    return {.file = {.separator = ",", .header = true, .quote = '"'},
            .columns = {{"id", "movieId"}, {"title", "title"}, {"genres", "genres"}},
            .fields = 3};
}

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

LINNET_DEFINITION InteractionFormat movielens_latest() {
    return {.file = {.separator = ",", .header = true, .quote = '"'},
            .user = "userId",
            .item = "movieId",
            .rating = "rating",
            .timestamp = "timestamp",
            .columns = 4};
}

LINNET_COLD LINNET_DEFINITION FrameFormat movielens_100k_items() {
    FrameFormat format{.file = {.separator = "|"},
                       .columns = {{"id", 0}, {"title", 1}, {"year", 2, ColumnKind::number}},
                       .fields = 3 + std::size(movielens_100k_genres)};
    for (const std::string_view genre : movielens_100k_genres) {
        format.columns.push_back({std::string{genre}, format.columns.size(), ColumnKind::number});
    }
    return format;
}

LINNET_COLD LINNET_DEFINITION Frame read_movielens_100k_items(const std::string& path, ReadReport* report) {
    ReadReport result;
    Frame frame = read_frame(path, movielens_100k_items(), &result);
    StringColumn genres;
    std::string list;
    for (std::size_t row = 0; row < frame.size(); ++row) {
        list.clear();
        for (const std::string_view genre : movielens_100k_genres) {
            const float flag = frame.numbers(genre)[row];
            if (flag == 1.0F) {
                detail::append(list, {list.empty() ? "" : "|", genre});
            } else if (flag != 0.0F) {
                detail::fail<DataError>({path, ": the film '", frame.strings("id")[row], "' has ", flag,
                                         " as its flag of '", genre, "', neither 0 nor 1"});
            }
        }
        genres.push_back(list);
    }
    for (const std::string_view genre : movielens_100k_genres) {
        frame.remove(genre);
    }
    frame.set("genres", std::move(genres));
    if (report != nullptr) {
        *report = std::move(result);
    }
    return frame;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
