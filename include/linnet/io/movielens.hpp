// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/io/interaction_format.hpp>

namespace linnet {

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
[[nodiscard]] inline InteractionFormat movielens_latest() {
    return {.file = {.separator = ",", .header = true, .quote = '"'},
            .user = "userId",
            .item = "movieId",
            .rating = "rating",
            .timestamp = "timestamp",
            .columns = 4};
}

} // namespace linnet
