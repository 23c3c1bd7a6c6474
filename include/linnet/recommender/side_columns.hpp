// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/encoders/encoder.hpp>
#include <linnet/encoders/encoder_list.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// Whether an encoder reads the log, as `history` and `interests` do.
template <class E>
inline constexpr bool reads_log = requires { typename E::of_log; };

/// The encoders that read a frame, or those that read the log.
template <bool OfLog, class E>
[[nodiscard]] auto if_reads_log(E encoder) {
    if constexpr (!reads_log<E> && !Encoder<E>) {
        static_assert(
            OfLog, // one sentence is enough
            "linnet: a side is made of encoders: category, split, bucket, numeric, tf_idf, hashed; that of the "
            "users also of history and interests.");
        return std::tuple<>{};
    } else if constexpr (reads_log<E> == OfLog) {
        return std::tuple<E>{std::move(encoder)};
    } else {
        return std::tuple<>{};
    }
}
template <bool OfLog, class... E>
using those_of_log = decltype(std::tuple_cat(if_reads_log<OfLog>(std::declval<E>())...));

template <class Tuple>
struct list_of_encoders;
template <class... E>
struct list_of_encoders<std::tuple<E...>> {
    using type = EncoderList<E...>;
};
template <class Tuple>
struct features_of_encoders;
template <class... E>
struct features_of_encoders<std::tuple<E...>> {
    using type = merged<typename E::features...>;
};

} // namespace detail

/// What is known about users, or about items, and how it is read; see `users` and `items`.
template <IdFeature Key, class... Encoders>
class SideColumns {
    using of_frame = detail::those_of_log<false, Encoders...>;
    using of_log = detail::those_of_log<true, Encoders...>;
    using encoder_list = typename detail::list_of_encoders<of_frame>::type;

public:
    using key = Key;
    using frame_features = typename detail::features_of_encoders<of_frame>::type;
    using log_features = typename detail::features_of_encoders<of_log>::type;
    static constexpr bool has_frame = frame_features::size != 0;

    LINNET_COLD explicit SideColumns(std::string id_column, Encoders... encoders)
        : id{std::move(id_column)},
          columns{std::make_from_tuple<encoder_list>(std::tuple_cat(detail::if_reads_log<false>(encoders)...))},
          from_log{std::tuple_cat(detail::if_reads_log<true>(encoders)...)} {
        if (has_frame && id.empty()) {
            detail::fail<SettingError>({"the column of the ids of '", Key::name, "' has no name"});
        }
    }

    std::string id; ///< the column of raw ids
    encoder_list columns;
    of_log from_log;

    /// A line for each encoder, under one for the id.
    [[nodiscard]] LINNET_COLD std::string text() const {
        std::string lines = detail::text({Key::name, " by '", id, "'\n", columns.text()});
        std::apply([&](const auto&... each) { (detail::append(lines, {each.text(), "\n"}), ...); }, from_log);
        return lines;
    }
};

/// The users of a Recommender, and what is known about them: `users<User>("id", bucket<AgeGroup>("age", {18, 25}),
/// category<Occupation>("occupation"), interests<Interests, Genres>())`. The frame of `set_users` has a row for each,
/// whose raw id is in the column `id`. Throws SettingError if that has no name.
template <IdFeature User, class... Encoders>
[[nodiscard]] LINNET_COLD SideColumns<User, Encoders...> users(std::string id, Encoders... encoders) {
    return SideColumns<User, Encoders...>(std::move(id), std::move(encoders)...);
}
/// Users of whom nothing is known but their log.
template <IdFeature User>
[[nodiscard]] LINNET_COLD SideColumns<User> users() {
    return SideColumns<User>("");
}

/// The items of a Recommender, and what is known about them: `items<Film>("id", split<Genres>("genres", "|"),
/// tf_idf<Title>("title", {.min_df = 2}))`. The frame of `set_items` has a row for each.
template <IdFeature Item, class... Encoders>
[[nodiscard]] LINNET_COLD SideColumns<Item, Encoders...> items(std::string id, Encoders... encoders) {
    static_assert((!detail::reads_log<Encoders> && ...),
                  "linnet: history and interests say what is known about users, not about items.");
    return SideColumns<Item, Encoders...>(std::move(id), std::move(encoders)...);
}
/// Items of which nothing is known but the log.
template <IdFeature Item>
[[nodiscard]] LINNET_COLD SideColumns<Item> items() {
    return SideColumns<Item>("");
}

} // namespace linnet::inline LINNET_ISA
