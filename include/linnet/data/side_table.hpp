// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/data/align.hpp>
#include <linnet/data/column_store.hpp>
#include <linnet/data/dataset.hpp>
#include <linnet/data/frame.hpp>
#include <linnet/data/string_column.hpp>
#include <linnet/data/vocabularies.hpp>
#include <linnet/data/vocabulary.hpp>
#include <linnet/data/weighted_rows.hpp>

namespace linnet::inline LINNET_ISA {

/// How the columns of a frame are read.
struct SideTableOptions {
    char separator = '|';        ///< between the entries of a list
    float missing_number = 0.0F; ///< stands for NaN
};

namespace detail {

/// Calls `use` with each part of a list that is not empty.
template <class Use>
LINNET_COLD void for_each_part(std::string_view list, char separator, const Use& use) {
    while (!list.empty()) {
        const std::size_t end = list.find(separator);
        const std::string_view part = list.substr(0, end);
        if (!part.empty()) {
            use(part);
        }
        list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
    }
}

} // namespace detail

/// Gives every value in a frame's column of that name, in order of appearance, a row of the vocabulary of the feature,
/// for each feature of a list that has ids. Lists are split, empty strings and NaN left out.
/// Throws DataError if the frame lacks a column, or a number there is no id.
template <class Features, class All, class Places>
LINNET_COLD void add_values(detail::VocabularySet<All, Places>& vocabularies, const Frame& frame,
                            const SideTableOptions& options = {}) {
    const auto add = [&]<class F>() {
        if constexpr (IdFeature<F>) {
            Vocabulary& vocabulary = vocabularies.template of<F>();
            if (!ListFeature<F> && frame.is_numeric(F::name)) {
                detail::for_each_whole_number(frame, F::name,
                                              [&](std::size_t, long number) { vocabulary.add(number); });
                return;
            }
            const StringColumn& column = frame.strings(F::name);
            for (std::uint32_t code = 0; code < column.distinct(); ++code) {
                if constexpr (ListFeature<F>) {
                    detail::for_each_part(column.string(code), options.separator,
                                          [&](std::string_view part) { vocabulary.add(part); });
                } else if (!column.string(code).empty()) {
                    vocabulary.add(column.string(code));
                }
            }
        }
    };
    [&]<class... Fs>(TypeList<Fs...>) { (add.template operator()<Fs>(), ...); }(Features{});
}

/// The column of a feature, from the column of its name in a frame, row by row: a Categorical takes strings or whole
/// numbers, a MultiCategorical strings that list entries, a Numeric of one column takes numbers. Ids are rows of the
/// feature's vocabulary, 0 where it lacks the value; a missing value is row 0, no entry, or `missing_number`.
/// Throws DataError if the frame has no such column of that kind, or a number there is no id.
template <Feature F, class All, class Places>
[[nodiscard]] LINNET_COLD ColumnStore<F> frame_column(const Frame& frame,
                                                      const detail::VocabularySet<All, Places>& vocabularies,
                                                      const SideTableOptions& options = {}) {
    ColumnStore<F> store;
    if constexpr (IdFeature<F>) {
        store.encoded_by = vocabularies.template of<F>().fingerprint();
    }
    if constexpr (ListFeature<F>) {
        const Vocabulary& vocabulary = vocabularies.template of<F>();
        const StringColumn& column = frame.strings(F::name);
        std::vector<row_id> list;
        for (std::size_t row = 0; row < column.size(); ++row) {
            list.clear();
            detail::for_each_part(column[row], options.separator,
                                  [&](std::string_view part) { list.push_back(vocabulary.find(part)); });
            store.add(list);
        }
    } else if constexpr (IdFeature<F>) {
        store.ids = detail::rows_of(frame, F::name, vocabularies.template of<F>());
    } else {
        static_assert(F::columns == 1, "linnet: a column of a frame fills a Numeric of one column; give a side table "
                                       "wider ones by with_column.");
        store.numbers = frame.numbers(F::name);
        for (float& number : store.numbers) {
            number = std::isnan(number) ? options.missing_number : number;
        }
    }
    return store;
}

/// What is known of the ids of a key feature, such as the profiles of users: sample `r` describes row `r` of the key's
/// vocabulary. `frame` has one row per id, named in column `id`; each feature is read by `frame_column`. Row 0, the
/// unknown one, and ids that the frame lacks have missing values throughout. For other columns see `with_column`.
/// Throws DataError if the frame lacks a column, or a number that should be an id is none.
template <class Features, class All, class Places>
[[nodiscard]] LINNET_COLD Dataset<Features> side_table(const Frame& frame, std::string_view id, const Vocabulary& key,
                                                       const detail::VocabularySet<All, Places>& vocabularies,
                                                       const SideTableOptions& options = {},
                                                       AlignReport* report = nullptr) {
    const Frame aligned = align(frame, id, key, report);
    Dataset<Features> side;
    [&]<class... Fs>(TypeList<Fs...>) {
        ((side.template column<Fs>() = frame_column<Fs>(aligned, vocabularies, options)), ...);
    }(Features{});
    return side;
}

/// A side table, or any data set, with one more feature, whose column was made elsewhere: words from `text_column` of
/// an aligned frame, or `interests`. Throws SettingError if the column has another number of rows.
template <Feature F, Feature... Fs, std::size_t LabelColumns>
[[nodiscard]] LINNET_COLD Dataset<TypeList<Fs..., F>, LabelColumns>
with_column(Dataset<TypeList<Fs...>, LabelColumns> data, ColumnStore<F> column) {
    static_assert(!detail::is_one_of<F, Fs...>, "linnet: the data set has that feature already.");
    Dataset<TypeList<Fs..., F>, LabelColumns> result;
    ((result.template column<Fs>() = std::move(data.template column<Fs>())), ...);
    result.template column<F>() = std::move(column);
    result.labels = std::move(data.labels);
    result.weights = std::move(data.weights);
    result.check();
    return result;
}

} // namespace linnet::inline LINNET_ISA
