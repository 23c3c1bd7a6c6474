// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/batch.hpp>
#include <linnet/core/categorical.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/testing/guarded_matrix.hpp>

namespace linnet::inline LINNET_ISA {

/// What a RandomBatch is drawn from.
struct RandomBatchSettings {
    std::size_t batch = 7;
    std::size_t dynamic_rows = 5; ///< ids of features with a `dynamic` vocabulary are below it
    bool list_weights = false;    ///< whether ids in lists have weights
    std::uint64_t seed = 1;
};

namespace detail {

/// The random values of a feature. Specialise it to test layers with a feature of your own.
template <class F, class T>
class RandomColumn;

template <IdFeature F>
[[nodiscard]] constexpr std::size_t rows_to_draw(const RandomBatchSettings& settings) {
    return F::rows == dynamic ? settings.dynamic_rows : F::rows;
}

template <FixedString Name, std::size_t Rows, UnknownId OnUnknown, class T>
class RandomColumn<Categorical<Name, Rows, OnUnknown>, T> {
public:
    RandomColumn(const RandomBatchSettings& settings, Random random) {
        const std::size_t rows = rows_to_draw<Categorical<Name, Rows, OnUnknown>>(settings);
        for (std::size_t i = 0; i < settings.batch; ++i) {
            ids_.push_back(static_cast<row_id>(random.below(rows, i)));
        }
    }
    [[nodiscard]] std::span<const row_id> view() const { return ids_; }

private:
    std::vector<row_id> ids_;
};

// Lists of 0 to 4 ids, the first of them empty. There are ids before the first list and after the last one that belong
// to no sample.
template <FixedString Name, std::size_t Rows, UnknownId OnUnknown, class T>
class RandomColumn<MultiCategorical<Name, Rows, OnUnknown>, T> {
public:
    RandomColumn(const RandomBatchSettings& settings, Random random) {
        const std::size_t rows = rows_to_draw<MultiCategorical<Name, Rows, OnUnknown>>(settings);
        offsets_.push_back(2);
        for (std::size_t i = 0; i < settings.batch; ++i) {
            offsets_.push_back(offsets_.back() + (i == 0 ? 0 : random.below(5, i)));
        }
        for (std::size_t i = 0; i < offsets_.back() + 3; ++i) {
            ids_.push_back(static_cast<row_id>(random.below(rows, settings.batch + i)));
            if (settings.list_weights) {
                weights_.push_back(static_cast<T>(
                    static_cast<float>(0.1 + 1.9 * random.uniform(2 * settings.batch + offsets_.back() + 3 + i))));
            }
        }
    }
    [[nodiscard]] JaggedColumn<T> view() const { return {offsets_, ids_, weights_}; }

private:
    std::vector<std::uint64_t> offsets_;
    std::vector<row_id> ids_;
    std::vector<T> weights_;
};

template <FixedString Name, std::size_t Columns, class T>
class RandomColumn<Numeric<Name, Columns>, T> {
public:
    RandomColumn(const RandomBatchSettings& settings, Random random) : numbers_{settings.batch, Columns} {
        numbers_.draw(random);
    }
    [[nodiscard]] ConstMatrixView<T> view() const { return numbers_.view(); }

private:
    GuardedMatrix<T> numbers_;
};

} // namespace detail

/// Owns a batch of random values for the features of a `TypeList`, with repeated ids, empty lists and unaligned
/// numbers. The values are the same for float and double.
template <class T, class Features>
class RandomBatch;

template <class T, Feature... Features>
class RandomBatch<T, TypeList<Features...>> {
public:
    explicit RandomBatch(const RandomBatchSettings& settings = {})
        : columns_{detail::RandomColumn<Features, T>(
              settings, Random{settings.seed, detail::index_of<Features, Features...>()})...},
          batch_{settings.batch, {std::get<detail::index_of<Features, Features...>()>(columns_).view()...}} {}
    RandomBatch(const RandomBatch&) = delete;
    RandomBatch& operator=(const RandomBatch&) = delete;

    [[nodiscard]] const Batch<T, Features...>& batch() const { return batch_; }

private:
    std::tuple<detail::RandomColumn<Features, T>...> columns_;
    Batch<T, Features...> batch_;
};

} // namespace linnet::inline LINNET_ISA
