// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/log/interaction_rows.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/samples/vocabularies.hpp>
#include <linnet/samples/vocabulary.hpp>

namespace linnet::inline LINNET_ISA {

/// A label of 1 for ratings from `threshold` on, else 0: `LikedFrom{4}` for stars. There is no default, because ratings
/// may also be counts, percentages or seconds.
class LikedFrom {
public:
    explicit constexpr LikedFrom(float threshold) : threshold_{threshold} {}
    [[nodiscard]] float operator()(float rating) const { return rating >= threshold_ ? 1.0F : 0.0F; }
    [[nodiscard]] float threshold() const { return threshold_; }

private:
    float threshold_;
};

/// A label of 1 for every interaction, rated or not: a purchase, a click, a play.
struct ImplicitPositive {
    [[nodiscard]] float operator()() const { return 1.0F; }
};

/// The rating itself as the label.
struct RatingAsLabel {
    [[nodiscard]] float operator()(float rating) const { return rating; }
};

namespace detail {

/// For each entry of a column its row in a vocabulary, looked up once for each distinct string.
[[nodiscard]] std::vector<row_id> find_rows(const StringColumn& column, const Vocabulary& vocabulary,
                                            Executor* executor = nullptr);

/// As above, but throws SettingError if a column of several distinct ids has none that the vocabulary knows: then it is
/// the wrong vocabulary, or nothing was added to it.
[[nodiscard]] std::vector<row_id> find_known_rows(const StringColumn& column, const Vocabulary& vocabulary,
                                                  std::string_view feature, std::string_view who = "encode",
                                                  Executor* executor = nullptr);

/// Throws DataError if some row of the log has no rating to make a label from.
void check_ratings(const Interactions& log);

/// Throws SettingError if all ratings, of several, get the same label.
void check_threshold(const LikedFrom& liked, const std::vector<float>& ratings);

} // namespace detail

/// Turns a log into samples without labels, to predict for or to draw negatives for. User and item become rows of their
/// vocabularies, 0 if they are unknown. O(rows); the result does not depend on the executor.
/// Throws DataError if the columns of the log differ in length, SettingError if a vocabulary is empty or knows none of
/// several ids.
template <IdFeature User, IdFeature Item, class All, class Places>
[[nodiscard]] LINNET_COLD Dataset<TypeList<User, Item>>
encode(const Interactions& log, const detail::VocabularySet<All, Places>& vocabularies, Executor* executor = nullptr) {
    detail::check_columns("encode", log);
    Dataset<TypeList<User, Item>> data;
    const auto encode_column = [&]<class F>(const StringColumn& strings) {
        const Vocabulary& vocabulary = vocabularies.template of<F>();
        data.template column<F>().ids = detail::find_known_rows(strings, vocabulary, F::name, "encode", executor);
        data.template column<F>().encoded_by = vocabulary.fingerprint();
    };
    encode_column.template operator()<User>(log.users);
    encode_column.template operator()<Item>(log.items);
    return data;
}

/// The label of each row of a log, as `encode` gives it. Throws what that throws.
template <class Label>
[[nodiscard]] LINNET_COLD std::vector<float> log_labels(const Interactions& log, const Label& label) {
    constexpr bool needs_ratings = !std::is_invocable_v<const Label&>;
    if constexpr (needs_ratings) {
        detail::check_ratings(log);
    }
    if constexpr (std::is_same_v<Label, LikedFrom>) {
        detail::check_threshold(label, log.ratings);
    }
    std::vector<float> labels(log.size());
    for (std::size_t i = 0; i < log.size(); ++i) {
        if constexpr (needs_ratings) {
            labels[i] = label(log.ratings[i]);
        } else {
            labels[i] = label();
        }
        if (!std::isfinite(labels[i])) {
            detail::fail<DataError>({"encode: row ", i, " gets the label ", labels[i]});
        }
    }
    return labels;
}

/// Turns a log into samples with labels: LikedFrom{4} or another threshold, RatingAsLabel{}, ImplicitPositive{}, or a
/// function of the rating, or of nothing, that returns a float.
/// Throws what `encode` without labels throws; also DataError if the log lacks ratings that the label needs, a rating
/// is NaN or a label is not finite; and SettingError if LikedFrom gives all of several ratings the same label. Labels
/// from a function of your own are not judged in this way.
template <IdFeature User, IdFeature Item, class All, class Places, class Label>
    requires(!std::is_convertible_v<Label, Executor*>)
[[nodiscard]] LINNET_COLD Dataset<TypeList<User, Item>> encode(const Interactions& log,
                                                               const detail::VocabularySet<All, Places>& vocabularies,
                                                               const Label& label, Executor* executor = nullptr) {
    auto data = encode<User, Item>(log, vocabularies, executor);
    data.labels = log_labels(log, label);
    return data;
}

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_HOT LINNET_DEFINITION std::vector<row_id> find_rows(const StringColumn& column, const Vocabulary& vocabulary,
                                                           Executor* executor) {
    std::vector<row_id> row_of_code(column.distinct());
    for_each_share(executor, row_of_code.size(), 1, 256, [&](std::size_t first, std::size_t count) {
        for (std::size_t code = first; code < first + count; ++code) {
            row_of_code[code] = vocabulary.find(column.string(static_cast<std::uint32_t>(code)));
        }
    });
    std::vector<row_id> rows(column.size());
    for_each_share(executor, rows.size(), 1, 8, [&](std::size_t first, std::size_t count) {
        for (std::size_t i = first; i < first + count; ++i) {
            rows[i] = row_of_code[column.code(i)];
        }
    });
    return rows;
}

LINNET_COLD LINNET_DEFINITION std::vector<row_id> find_known_rows(const StringColumn& column,
                                                                  const Vocabulary& vocabulary,
                                                                  std::string_view feature, std::string_view who,
                                                                  Executor* executor) {
    if (!column.empty() && vocabulary.size() == 1) {
        fail<SettingError>({who, ": the vocabulary of feature '", feature,
                            "' is empty; add the training log to the vocabularies first"});
    }
    std::vector<row_id> rows = find_rows(column, vocabulary, executor);
    bool any = column.distinct() < 2; // a single unknown id may be a newcomer
    for (std::size_t i = 0; !any && i < rows.size(); ++i) {
        any = rows[i] != 0;
    }
    if (!any) {
        fail<SettingError>({who, ": the vocabulary of feature '", feature, "' has none of the ", column.distinct(),
                            " distinct ids of this log, of which the first is '", column.string(0), "'; it has ",
                            vocabulary.size() - 1, ", of which the first is '", vocabulary.raw(1), "'"});
    }
    return rows;
}

LINNET_COLD LINNET_DEFINITION void check_ratings(const Interactions& log) {
    if (!log.has_ratings() && !log.empty()) {
        fail<DataError>({"encode: these interactions have no ratings to make labels from"});
    }
    for (std::size_t row = 0; row < log.size(); ++row) {
        if (std::isnan(log.ratings[row])) {
            fail<DataError>({"encode: row ", row, " has the rating ", log.ratings[row],
                             ", which is no number to make a label from"});
        }
    }
}

LINNET_COLD LINNET_DEFINITION void check_threshold(const LikedFrom& liked, const std::vector<float>& ratings) {
    if (ratings.size() < 2) {
        return;
    }
    float lowest = ratings[0];
    float highest = ratings[0];
    for (const float rating : ratings) {
        lowest = rating < lowest ? rating : lowest;
        highest = rating > highest ? rating : highest;
    }
    if (liked(lowest) == liked(highest)) {
        fail<SettingError>({"encode: ", liked(lowest) > 0.0F ? "every" : "no", " rating reaches the threshold of ",
                            "LikedFrom{", liked.threshold(), "}: the ", ratings.size(), " ratings go from ", lowest,
                            " to ", highest, ", and every label would be ", static_cast<int>(liked(lowest)),
                            "; where that is meant, give a function of the rating instead"});
    }
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
