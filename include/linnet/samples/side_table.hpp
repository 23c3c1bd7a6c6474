// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/samples/align.hpp>
#include <linnet/samples/column_store.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/samples/vocabularies.hpp>
#include <linnet/samples/vocabulary.hpp>

namespace linnet::inline LINNET_ISA {

/// How the columns of a frame are read.
struct SideTableOptions {
    char separator = '|';        ///< between the entries of a list
    float missing_number = 0.0F; ///< replaces NaN
    std::size_t min_count = 1;   ///< values that occur less often are left out by `add_values`, and so are unknown
};

namespace detail {

/// Calls `use` with each entry of a list that is not empty.
template <class Use>
LINNET_COLD void for_each_entry(std::string_view list, char separator, const Use& use) {
    while (!list.empty()) {
        const std::size_t end = list.find(separator);
        const std::string_view entry = list.substr(0, end);
        if (!entry.empty()) {
            use(entry);
        }
        list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
    }
}

[[noreturn]] LINNET_COLD inline void fail_of_other_ids(std::string_view feature, std::size_t table_rows) {
    fail<SettingError>({"feature '", feature, "' has other ids in its vocabulary, and its column holds rows of a ",
                        "table of ", table_rows});
}

/// The rows that a column of a frame holds as strings, 0 for an empty string. The vocabulary must be empty, or that of
/// the row numbers. `rows` is the number of rows of the feature, if its type says it.
/// Throws SettingError if the feature or the vocabulary does not fit, DataError if an entry is not a row.
[[nodiscard]] std::vector<row_id> table_rows_of(const Frame& frame, std::string_view feature,
                                                const Vocabulary& vocabulary, std::size_t rows, std::string_view name);

/// Throws SettingError if the column has values and the vocabulary has none, because all of them would be unknown.
void check_values_known(const Frame& frame, std::string_view feature, const Vocabulary& vocabulary,
                        std::string_view name);

/// Appends what the feature parses from each string. Throws DataError, naming column and row, where it does.
template <class F>
LINNET_COLD void parse_column(const StringColumn& column, ColumnStore<F>& store, std::string_view name) {
    for (std::size_t row = 0; row < column.size(); ++row) {
        try {
            store.add(F::parse(column[row]));
        } catch (const DataError& error) {
            fail<DataError>({"column '", name, "', row ", row, ": ", error.what()});
        }
    }
}

/// Gives the numbers 1, 2, ... of the rows of a table these rows in a vocabulary, which makes it as large as the table.
/// Throws SettingError, and adds nothing, if other ids have these rows.
void add_table_rows(Vocabulary& vocabulary, std::string_view feature, std::size_t table_rows);

} // namespace detail

namespace detail {

/// `add_values` of one feature, from the column of that name.
template <IdFeature F>
LINNET_COLD void add_column_values(Vocabulary& vocabulary, const Frame& frame, std::string_view name,
                                   const SideTableOptions& options) {
    if (const std::size_t table_rows = frame.table_rows(name); table_rows != 0) {
        if (F::rows == dynamic) {
            add_table_rows(vocabulary, F::name, table_rows);
        }
        return;
    }
    StringColumn values;
    if (!IdListFeature<F> && (frame.is_numeric(name) || frame.is_integer(name))) {
        for_each_whole_number(frame, name,
                              [&](std::size_t, std::int64_t number) { values.push_back(Digits{number}.view()); });
        vocabulary.add(values, {.min_count = options.min_count});
        return;
    }
    const StringColumn& column = frame.strings(name);
    for (std::size_t row = 0; row < column.size(); ++row) {
        if constexpr (IdListFeature<F>) {
            for_each_entry(column[row], options.separator, [&](std::string_view part) { values.push_back(part); });
        } else if (!column[row].empty()) {
            values.push_back(column[row]);
        }
    }
    vocabulary.add(values, {.min_count = options.min_count});
}

} // namespace detail

/// For each feature with ids in a list of features, gives every value in the frame's column of that name a row of the
/// feature's vocabulary, in order of appearance. Lists are split and missing values left out. If HashToRows made the
/// column, the vocabulary becomes as large as the table; a feature whose type says its rows needs no vocabulary then.
/// Throws DataError if the frame lacks a column, or a number in it is not an id; SettingError if the vocabulary of
/// hashed rows has other ids, or no value occurs at least `min_count` times.
template <class Features, class All, class Places>
LINNET_COLD void add_values(detail::VocabularySet<All, Places>& vocabularies, const Frame& frame,
                            const SideTableOptions& options = {}) {
    const auto add = [&]<class F>() {
        if constexpr (IdFeature<F>) {
            detail::add_column_values<F>(vocabularies.template of<F>(), frame, F::name, options);
        }
    };
    [&]<class... Fs>(TypeList<Fs...>) { (add.template operator()<Fs>(), ...); }(Features{});
}

/// The column of a feature, from a column of a frame, by default that of its name, row by row: a Categorical takes
/// strings or whole numbers, a MultiCategorical or a Sequence strings that list entries, a Numeric of one column takes
/// numbers, a feature with `parse` strings. Ids are rows of the feature's vocabulary, 0 where it lacks the value, or
/// those that HashToRows made; a missing value is row 0, no entry, `missing_number`, or what `parse` makes of an empty
/// string. Throws DataError if the frame has no such column of that kind, or a number there is no id or infinite;
/// SettingError if hashed rows exceed those of the feature, its vocabulary has other ids, or it is empty and the column
/// is not.
template <Feature F, class All, class Places>
[[nodiscard]] LINNET_COLD ColumnStore<F>
frame_column(const Frame& frame, const detail::VocabularySet<All, Places>& vocabularies,
             const SideTableOptions& options = {}, std::string_view name = F::name) {
    ColumnStore<F> store;
    if constexpr (IdFeature<F>) {
        store.encoded_by = vocabularies.template of<F>().fingerprint();
        if (frame.table_rows(name) != 0) {
            for (const row_id row :
                 detail::table_rows_of(frame, F::name, vocabularies.template of<F>(), F::rows, name)) {
                if constexpr (IdListFeature<F>) {
                    store.add(std::span<const row_id>{&row, row == 0 ? std::size_t{0} : std::size_t{1}});
                } else {
                    store.add(row);
                }
            }
            return store;
        }
    }
    if constexpr (IdListFeature<F>) {
        const Vocabulary& vocabulary = vocabularies.template of<F>();
        const StringColumn& column = frame.strings(name);
        std::vector<row_id> list;
        for (std::size_t row = 0; row < column.size(); ++row) {
            list.clear();
            detail::for_each_entry(column[row], options.separator,
                                   [&](std::string_view entry) { list.push_back(vocabulary.find(entry)); });
            store.add(list);
        }
    } else if constexpr (SingleIdFeature<F>) {
        store.ids = detail::find_rows(frame, name, vocabularies.template of<F>());
    } else if constexpr (requires(std::string_view text) { F::parse(text); }) {
        detail::parse_column<F>(frame.strings(name), store, name);
    } else {
        static_assert(NumberFeature<F>,
                      "linnet: a column of a frame fills a feature of ids or numbers, or one that has "
                      "parse(text).");
        static_assert(F::columns == 1, "linnet: a column of a frame fills a Numeric of one column; give a side table "
                                       "wider ones by with_column.");
        store.numbers = frame.numbers(name);
        for (std::size_t row = 0; row < store.numbers.size(); ++row) {
            float& number = store.numbers[row];
            number = std::isnan(number) ? options.missing_number : number;
            if (std::isinf(number)) {
                detail::fail<DataError>({"column '", name, "', row ", row, ": the number is infinite"});
            }
        }
    }
    if constexpr (IdFeature<F>) {
        detail::check_values_known(frame, F::name, vocabularies.template of<F>(), name);
    }
    return store;
}

/// What is known about the ids of a key feature, such as the profiles of users: sample `r` describes row `r` of the
/// key's vocabulary. `frame` has one row for each id, which is in column `id`, and `frame_column` reads each feature.
/// Row 0, for unknown ids, and ids that the frame lacks get missing values throughout. Use `with_column` for columns
/// from elsewhere.
/// Throws DataError if the frame lacks a column, or a number that should be an id is not one; SettingError if none of
/// several rows has a known id; and what `frame_column` throws.
template <class Features, class All, class Places>
[[nodiscard]] LINNET_COLD Dataset<Features> side_table(const Frame& frame, std::string_view id, const Vocabulary& key,
                                                       const detail::VocabularySet<All, Places>& vocabularies,
                                                       const SideTableOptions& options = {},
                                                       AlignReport* report = nullptr) {
    AlignReport met;
    const Frame aligned = align(frame, id, key, &met);
    if (met.found == 0 && frame.size() > 1) {
        detail::fail<SettingError>({"side_table: column '", id, "' has none of the ", key.size() - 1,
                                    " ids that the rows are for, in any of ", frame.size(), " rows"});
    }
    if (report != nullptr) {
        *report = met;
    }
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
    static_assert(!is_one_of<F, Fs...>, "linnet: the data set has that feature already.");
    Dataset<TypeList<Fs..., F>, LabelColumns> result;
    ((result.template column<Fs>() = std::move(data.template column<Fs>())), ...);
    result.template column<F>() = std::move(column);
    result.labels = std::move(data.labels);
    result.weights = std::move(data.weights);
    result.check();
    return result;
}

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <charconv>

#include <system_error>

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION std::vector<row_id> table_rows_of(const Frame& frame, std::string_view feature,
                                                                const Vocabulary& vocabulary, std::size_t rows,
                                                                std::string_view name) {
    const StringColumn& column = frame.strings(name);
    const std::size_t table_rows = frame.table_rows(name);
    if (rows != dynamic && rows < table_rows) {
        fail<SettingError>(
            {"feature '", feature, "' has ", rows, " rows, and its column holds rows of a table of ", table_rows});
    }
    std::vector<row_id> row_of_code(column.distinct());
    for (std::uint32_t code = 0; code < column.distinct(); ++code) {
        const std::string_view digits = column.string(code);
        const char* const end = digits.data() + digits.size();
        const auto read = std::from_chars(digits.data(), end, row_of_code[code]);
        if (!digits.empty() && (read.ec != std::errc{} || read.ptr != end || row_of_code[code] >= table_rows)) {
            fail<DataError>({"column '", name, "': '", digits, "' is no row of a table of ", table_rows});
        }
        if (row_of_code[code] != 0 && vocabulary.size() > 1 && vocabulary.find(digits) != row_of_code[code]) {
            fail_of_other_ids(feature, table_rows);
        }
    }
    std::vector<row_id> result(column.size());
    for (std::size_t row = 0; row < result.size(); ++row) {
        result[row] = row_of_code[column.code(row)];
    }
    return result;
}

LINNET_COLD LINNET_DEFINITION void check_values_known(const Frame& frame, std::string_view feature,
                                                      const Vocabulary& vocabulary, std::string_view name) {
    if (vocabulary.size() > 1) {
        return;
    }
    bool any = false;
    if (frame.is_numeric(name)) {
        for (const float number : frame.numbers(name)) {
            any = any || !std::isnan(number);
        }
    } else if (frame.is_integer(name)) {
        for (const std::int64_t number : frame.integers(name)) {
            any = any || number != Frame::missing_integer;
        }
    } else {
        const StringColumn& column = frame.strings(name);
        for (std::uint32_t code = 0; code < column.distinct(); ++code) {
            any = any || !column.string(code).empty();
        }
    }
    if (any) {
        fail<SettingError>(
            {"feature '", feature,
             "' has values, and its vocabulary is empty; call add_values, or fit of its encoder, first"});
    }
}

LINNET_COLD LINNET_DEFINITION void add_table_rows(Vocabulary& vocabulary, std::string_view feature,
                                                  std::size_t table_rows) {
    for (std::size_t row = 1; row < table_rows && row < vocabulary.size(); ++row) {
        if (vocabulary.find(row) != row) {
            fail_of_other_ids(feature, table_rows);
        }
    }
    for (std::size_t row = vocabulary.size(); row < table_rows; ++row) {
        vocabulary.add(row);
    }
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
