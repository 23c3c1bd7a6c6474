// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommender/side_columns.hpp>

#include <string>
#include <tuple>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/encoders.hpp>
#include <linnet/recommender/history.hpp>
#include <linnet/recommender/interests.hpp>

#include "../support/small_town.hpp"

namespace side_columns_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE("encoders of the frame and of the log are told apart, in any order") {
    const auto side = users<Reader>("name", interests<Likes, Topics>(5), category<Town>("town"), history<Past>());
    using Side = std::decay_t<decltype(side)>;
    static_assert(std::is_same_v<Side::frame_features, TypeList<Town>>);
    static_assert(std::is_same_v<Side::log_features, TypeList<Likes, Past>>);
    static_assert(Side::has_frame);
    static_assert(std::tuple_size_v<decltype(side.from_log)> == 2);
    CHECK(side.text() == "reader by 'name'\ncategory<town>('town', min_count 1)\ninterests<likes, topics>(5)\n"
                         "history<past>()\n");
}

TEST_CASE("nothing may be known") {
    using Nothing = decltype(items<Book>());
    static_assert(!Nothing::has_frame && Nothing::frame_features::size == 0);
    CHECK(items<Book>().text() == "book by ''\n");
    CHECK_NOTHROW(static_cast<void>(users<Reader>("", history<Past>())));
    CHECK_THROWS_WITH_AS(static_cast<void>(items<Book>("", split<Topics>())),
                         "the column of the ids of 'book' has no name", SettingError);
}

} // namespace side_columns_test
