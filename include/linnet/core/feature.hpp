// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

/// The table row that an id names. Vocabularies keep row 0 for unknown ids.
using row_id = std::uint32_t;

/// What a lookup does with an id that is not below the number of rows.
enum class UnknownId {
    refuse,   ///< throw IdError, naming feature, row and value
    use_row_0 ///< read (and train) the row kept for unknown ids
};

/// A column that a network reads.
///
/// requires:
///   F::name       its name, unique in a network
///   F::column<T>  a view of the column's values for a batch, cheap to copy
/// where they are there:
///   F::visit_numbers(column, see)  calls `see(row, number)` for each number of a batch that the network computes with;
///                                  training then refuses NaN and infinity by feature, row and value
template <class F>
concept Feature = requires {
    { F::name } -> std::convertible_to<std::string_view>;
    typename F::template column<float>;
};

/// A feature that data sets hold.
///
/// requires:
///   F::store             the values of all samples, empty when made. IdStore, ListStore, SequenceStore and NumberStore
///                        are there for features whose column is that of Categorical, MultiCategorical, Sequence or
///                        Numeric; so is a store of the feature's own.
///   F::store::value      the value of one sample, as `Dataset::add` takes it
///   store.size()         number of samples
///   F::store::check_value(value)  throws SettingError for a value that `add` would refuse
///   store.add(value)     appends a sample
///   store.add_row(from, row)      appends sample `row` of another store
///   store.check()        throws SettingError where what is public in the store contradicts itself
///   F::store::Buffer<T>  owns the memory of a batch: reserve(batch), and gather(store, count, row_at), which returns
///                        the F::column<T> of the samples row_at(0), ..., row_at(count - 1), and allocates only where a
///                        batch outgrows all before it
///   store.encoded_by     of ids: the Fingerprint of the vocabulary whose rows they are, if any
/// where they are there, as a feature needs whose column is none of the kinds in `core/feature_kinds.hpp`:
///   F::parse(text)                the value that a string stands for in a frame, or DataError for one that has none
///   F::random_value(random, row)  a value for tests, a function of a Random and of the sample
template <class F>
concept StoredFeature =
    Feature<F> &&
    requires(typename F::store& store, const typename F::store& from, const typename F::store::value& value,
             typename F::store::template Buffer<float>& buffer, std::size_t (*row_at)(std::size_t)) {
        { from.size() } -> std::convertible_to<std::size_t>;
        F::store::check_value(value);
        store.add(value);
        store.add_row(from, std::size_t{});
        from.check();
        buffer.reserve(std::size_t{});
        { buffer.gather(from, std::size_t{}, row_at) } -> std::convertible_to<typename F::template column<float>>;
    };

/// A feature of ids, which index the rows of a table.
template <class F>
concept IdFeature = Feature<F> && requires {
    { F::rows } -> std::convertible_to<std::size_t>;
    { F::unknown } -> std::convertible_to<UnknownId>;
};

/// The number of rows of a feature with a `dynamic` vocabulary, as in `Model model{seed, Rows<Item>{1682}}`.
template <IdFeature F>
struct Rows {
    std::size_t count;
};

} // namespace linnet::inline LINNET_ISA
