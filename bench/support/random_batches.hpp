// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

#include <linnet/core/batch.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/jagged_column.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/type_list.hpp>

namespace linnet::bench {

/// Fills a matrix with numbers between -1 and 1.
template <class T>
void fill_random(MatrixView<T> matrix, const Random& random) {
    for (std::size_t r = 0; r < matrix.rows; ++r) {
        for (std::size_t c = 0; c < matrix.columns; ++c) {
            matrix(r, c) = static_cast<T>(2 * random.uniform(r * matrix.columns + c) - 1);
        }
    }
}

/// Random values of one feature for a number of samples. `dynamic_rows` are those of a feature that does not say.
template <class F>
class RandomColumn;

template <SingleIdFeature F>
class RandomColumn<F> {
public:
    template <class T>
    class Values {
    public:
        Values(std::size_t samples, const Random& random, std::size_t dynamic_rows) : ids_(samples) {
            const std::size_t rows = F::rows == dynamic ? dynamic_rows : F::rows;
            for (std::size_t i = 0; i < samples; ++i) {
                ids_[i] = static_cast<row_id>(random.below(rows, i));
            }
        }
        [[nodiscard]] std::span<const row_id> part(std::size_t first, std::size_t count) const {
            return std::span{ids_}.subspan(first, count);
        }

    private:
        std::vector<row_id> ids_;
    };
};

/// Lists of 1 to 39 ids, 20 on average, without weights.
template <IdListFeature F>
class RandomColumn<F> {
public:
    template <class T>
    class Values {
    public:
        Values(std::size_t samples, const Random& random, std::size_t) : offsets_{0} {
            for (std::size_t i = 0; i < samples; ++i) {
                offsets_.push_back(offsets_.back() + 1 + random.below(39, i));
            }
            for (std::size_t i = 0; i < offsets_.back(); ++i) {
                ids_.push_back(static_cast<row_id>(random.below(F::rows, samples + i)));
            }
        }
        [[nodiscard]] JaggedColumn<T> part(std::size_t first, std::size_t count) const {
            return {std::span{offsets_}.subspan(first, count + 1), ids_, {}};
        }

    private:
        std::vector<std::uint64_t> offsets_;
        std::vector<row_id> ids_;
    };
};

template <NumberFeature F>
class RandomColumn<F> {
public:
    template <class T>
    class Values {
    public:
        Values(std::size_t samples, const Random& random, std::size_t) : numbers_(samples, F::columns) {
            fill_random(numbers_.view(), random);
        }
        [[nodiscard]] ConstMatrixView<T> part(std::size_t first, std::size_t count) const {
            const auto all = numbers_.view();
            return {all.row(first), count, F::columns, all.stride};
        }

    private:
        Matrix<T> numbers_;
    };
};

/// Random batches for the features of a network, made beforehand and handed out in turn, so that no two calls in a row
/// see the same ids.
template <class T, class Features>
class RandomBatches;

template <class T, class... Features>
class RandomBatches<T, TypeList<Features...>> {
public:
    RandomBatches(std::size_t batch, std::size_t batches, [[maybe_unused]] std::size_t dynamic_rows = 0)
        : columns_{typename RandomColumn<Features>::template Values<T>(
              batch * batches, Random{7, index_of<Features, Features...>()}, dynamic_rows)...},
          labels_(batch * batches, 1) {
        const Random random{7, sizeof...(Features)};
        for (std::size_t i = 0; i < batch * batches; ++i) {
            labels_.view()(i, 0) = static_cast<T>(random.below(2, i));
        }
        for (std::size_t i = 0; i < batches; ++i) {
            batches_.push_back(
                {batch, {std::get<index_of<Features, Features...>()>(columns_).part(i * batch, batch)...}});
        }
    }
    RandomBatches(const RandomBatches&) = delete;
    RandomBatches& operator=(const RandomBatches&) = delete;

    void advance() { current_ = current_ + 1 == batches_.size() ? 0 : current_ + 1; }
    [[nodiscard]] const Batch<T, Features...>& batch() const { return batches_[current_]; }
    /// 0 or 1 per sample.
    [[nodiscard]] ConstMatrixView<T> labels() const {
        const std::size_t rows = batch().rows;
        return {labels_.view().row(current_ * rows), rows, 1, 1};
    }

private:
    std::tuple<typename RandomColumn<Features>::template Values<T>...> columns_;
    Matrix<T> labels_;
    std::vector<Batch<T, Features...>> batches_;
    std::size_t current_ = 0;
};

} // namespace linnet::bench
