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
#include <linnet/core/feature.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/jagged_column.hpp>
#include <linnet/core/matrix_view.hpp>
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

template <IdFeature F>
[[nodiscard]] constexpr std::size_t rows_to_draw(const RandomBatchSettings& settings) {
    return F::rows == dynamic ? settings.dynamic_rows : F::rows;
}

/// The random values of a feature: of the kind that its column is, or what the feature draws itself.
template <class F, class T>
class RandomColumn {
    static_assert(
        requires(const Random& random) { F::random_value(random, std::size_t{}); },
        "linnet: a random batch needs random_value(random, row) of a feature whose column is one of its own.");

public:
    RandomColumn(const RandomBatchSettings& settings, const Random& random) {
        for (std::size_t i = 0; i < settings.batch; ++i) {
            store_.add(F::random_value(random, i));
        }
        view_ = buffer_.gather(store_, settings.batch, [](std::size_t i) { return i; });
    }
    [[nodiscard]] typename F::template column<T> view() const { return view_; }

private:
    typename F::store store_;
    typename F::store::template Buffer<T> buffer_;
    typename F::template column<T> view_;
};

template <SingleIdFeature F, class T>
class RandomColumn<F, T> {
public:
    RandomColumn(const RandomBatchSettings& settings, const Random& random) {
        const std::size_t rows = rows_to_draw<F>(settings);
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
template <IdListFeature F, class T>
class RandomColumn<F, T> {
public:
    RandomColumn(const RandomBatchSettings& settings, const Random& random) {
        const std::size_t rows = rows_to_draw<F>(settings);
        offsets_.push_back(2);
        for (std::size_t i = 0; i < settings.batch; ++i) {
            offsets_.push_back(offsets_.back() + (i == 0 ? 0 : random.below(1 + longest(), i)));
        }
        for (std::size_t i = 0; i < offsets_.back() + 3; ++i) {
            ids_.push_back(static_cast<row_id>(random.below(rows, settings.batch + i)));
            if (settings.list_weights && WeightedListFeature<F>) {
                weights_.push_back(static_cast<T>(
                    static_cast<float>(0.1 + 1.9 * random.uniform(2 * settings.batch + offsets_.back() + 3 + i))));
            }
        }
    }
    [[nodiscard]] JaggedColumn<T> view() const { return {offsets_, ids_, weights_}; }

private:
    static constexpr std::size_t longest() {
        if constexpr (requires { F::max_length; }) {
            return F::max_length < 4 ? F::max_length : 4;
        } else {
            return 4;
        }
    }

    std::vector<std::uint64_t> offsets_;
    std::vector<row_id> ids_;
    std::vector<T> weights_;
};

template <NumberFeature F, class T>
class RandomColumn<F, T> {
public:
    RandomColumn(const RandomBatchSettings& settings, const Random& random) : numbers_{settings.batch, F::columns} {
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
        : columns_{detail::RandomColumn<Features, T>(settings,
                                                     Random{settings.seed, index_of<Features, Features...>()})...},
          batch_{settings.batch, {std::get<index_of<Features, Features...>()>(columns_).view()...}} {}
    RandomBatch(const RandomBatch&) = delete;
    RandomBatch& operator=(const RandomBatch&) = delete;

    [[nodiscard]] const Batch<T, Features...>& batch() const { return batch_; }

private:
    std::tuple<detail::RandomColumn<Features, T>...> columns_;
    Batch<T, Features...> batch_;
};

} // namespace linnet::inline LINNET_ISA
