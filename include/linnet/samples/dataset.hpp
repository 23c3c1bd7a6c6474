// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/fingerprint.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/samples/batch_buffer.hpp>
#include <linnet/samples/column_store.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

[[noreturn]] LINNET_COLD inline void fail_sample_count(std::string_view feature, std::size_t has, std::size_t wanted) {
    fail<SettingError>({"feature '", feature, "' has ", has, " rows where the first feature has ", wanted});
}

} // namespace detail

/// Samples in columns, one for each feature of the `TypeList`, with labels and, optionally, a weight for each sample.
///
/// Ids are table rows (see Vocabulary). Numbers, labels and weights are stored as float and converted to the scalar of
/// the model batch by batch. Labels are `size x LabelColumns`, row by row; with 0 columns, for losses that need none,
/// there are none.
template <class Features, std::size_t LabelColumns = 1>
class Dataset;

template <Feature... Features, std::size_t LabelColumns>
class Dataset<TypeList<Features...>, LabelColumns> {
public:
    using features = TypeList<Features...>;
    static constexpr std::size_t label_columns = LabelColumns;
    /// Its batches, for a network that reads some of its features.
    template <class T, class NetworkFeatures, class /*Towers*/ = void>
    using Batches = BatchBuffer<T, NetworkFeatures, LabelColumns>;

    std::vector<float> labels;
    std::vector<float> weights; ///< one for each sample, or none, which means weights of 1

    /// The values of one feature.
    template <class F>
    [[nodiscard]] ColumnStore<F>& column()
        requires(is_one_of<F, Features...>)
    {
        return static_cast<ColumnOf<F>&>(columns_).store;
    }
    template <class F>
    [[nodiscard]] const ColumnStore<F>& column() const {
        if constexpr (is_one_of<F, Features...>) {
            return static_cast<const ColumnOf<F>&>(columns_).store;
        } else {
            static_assert(never<F>, "linnet: the data set lacks a feature that the network reads.");
            const ColumnStore<F>* const nothing = nullptr;
            return *nothing;
        }
    }

    /// The vocabulary that gave the ids of a feature their rows, if any.
    template <class F>
    [[nodiscard]] Fingerprint encoded_by() const {
        return column<F>().encoded_by;
    }

    /// Appends a sample: its label, then a value for each feature, which is an id, a list of ids, or a list of numbers.
    /// If it throws, nothing is appended. Throws SettingError if a list of numbers does not have the size of its
    /// feature, IdError if an id is negative or does not fit a row_id.
    void add(float label, const typename ColumnStore<Features>::value&... values)
        requires(LabelColumns == 1)
    {
        (ColumnStore<Features>::check_value(values), ...);
        (column<Features>().add(values), ...);
        labels.push_back(label);
    }

    /// Appends a sample of a data set without labels.
    void add(const typename ColumnStore<Features>::value&... values)
        requires(LabelColumns == 0)
    {
        (ColumnStore<Features>::check_value(values), ...);
        (column<Features>().add(values), ...);
    }

    [[nodiscard]] bool has_labels() const { return !labels.empty(); }
    /// The number of samples.
    [[nodiscard]] std::size_t size() const { return first_column<Features...>().size(); }

    /// Throws SettingError, naming the column that differs, if the columns do not have the same number of rows. Labels
    /// may be missing if only predictions are wanted.
    LINNET_COLD void check() const {
        (check_column<Features>(), ...);
        const auto rows = [&](const char* what, std::size_t count, std::size_t per_row) {
            if (count != 0 && count != size() * per_row) {
                detail::fail<SettingError>({"a data set of ", size(), " rows has ", count, " ", what});
            }
        };
        rows("labels", labels.size(), LabelColumns);
        rows("weights", weights.size(), 1);
    }

private:
    template <class F>
    void check_column() const {
        column<F>().check();
        if (column<F>().size() != size()) {
            detail::fail_sample_count(F::name, column<F>().size(), size());
        }
    }

    // A base class for each, as a tuple of many types is dear to compile.
    template <std::size_t I, class F>
    struct Column {
        ColumnStore<F> store;
    };
    template <class Places>
    struct Columns;
    template <std::size_t... I>
    struct Columns<std::index_sequence<I...>> : Column<I, Features>... {};
    template <class F>
    using ColumnOf = Column<index_of<F, Features...>(), F>;

    template <class First, class...>
    [[nodiscard]] const ColumnStore<First>& first_column() const {
        return column<First>();
    }

    Columns<std::index_sequence_for<Features...>> columns_;
};

} // namespace linnet::inline LINNET_ISA
