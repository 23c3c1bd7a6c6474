// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/data/dataset.hpp>
#include <linnet/data/interactions.hpp>
#include <linnet/data/string_column.hpp>
#include <linnet/data/vocabularies.hpp>
#include <linnet/data/vocabulary.hpp>

namespace linnet::inline LINNET_ISA {

/// A label of 1 for ratings from `threshold` on, else 0.
struct LikedFrom {
    float threshold = 4.0F;
    [[nodiscard]] float operator()(float rating) const { return rating >= threshold ? 1.0F : 0.0F; }
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

/// The row of each entry of a column, looked up once per distinct string.
[[nodiscard]] LINNET_COLD inline std::vector<row_id> rows_of(const StringColumn& column, const Vocabulary& vocabulary) {
    std::vector<row_id> row_of_code(column.distinct());
    for (std::uint32_t code = 0; code < column.distinct(); ++code) {
        row_of_code[code] = vocabulary.find(column.string(code));
    }
    std::vector<row_id> rows(column.size());
    for (std::size_t i = 0; i < column.size(); ++i) {
        rows[i] = row_of_code[column.code(i)];
    }
    return rows;
}

} // namespace detail

/// Turns a log into samples: user and item become rows of their vocabularies (0 where unknown), the rating becomes the
/// label, or every interaction has one (ImplicitPositive). Throws DataError if the log has no ratings where the label
/// needs them.
template <IdFeature User, IdFeature Item, class All, class Places, class Label = LikedFrom>
[[nodiscard]] LINNET_COLD Dataset<TypeList<User, Item>>
encode(const Interactions& log, const detail::VocabularySet<All, Places>& vocabularies, Label label = {}) {
    constexpr bool needs_ratings = !std::is_invocable_v<const Label&>;
    if (needs_ratings && !log.has_ratings() && !log.empty()) {
        detail::fail<DataError>({"these interactions have no ratings to make labels from"});
    }
    Dataset<TypeList<User, Item>> data;
    const auto encode_column = [&]<class F>(const StringColumn& strings) {
        const Vocabulary& vocabulary = vocabularies.template of<F>();
        data.template column<F>().ids = detail::rows_of(strings, vocabulary);
        data.template column<F>().encoded_by = vocabulary.fingerprint();
    };
    encode_column.template operator()<User>(log.users);
    encode_column.template operator()<Item>(log.items);
    data.labels.resize(log.size());
    for (std::size_t i = 0; i < log.size(); ++i) {
        if constexpr (needs_ratings) {
            data.labels[i] = label(log.ratings[i]);
        } else {
            data.labels[i] = label();
        }
    }
    return data;
}

} // namespace linnet::inline LINNET_ISA
