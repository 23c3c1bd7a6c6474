// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/batch.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/samples/column_buffers.hpp>

namespace linnet::inline LINNET_ISA {

/// Owns the memory for one batch of a data set, for the features that a network reads.
template <class T, class Features, std::size_t LabelColumns>
class BatchBuffer;

template <class T, Feature... Features, std::size_t LabelColumns>
class BatchBuffer<T, TypeList<Features...>, LabelColumns> {
public:
    void reserve(std::size_t batch) {
        buffers_.reserve(batch);
        labels_.reserve(batch, LabelColumns);
        weights_.reserve(batch);
    }

    /// Gathers the samples `row_at(0)`, ..., `row_at(count - 1)`. Allocates only if the batch is larger than all before
    /// it.
    template <class Data, class RowAt>
    LINNET_HOT void fill(const Data& data, std::size_t count, const RowAt& row_at, std::uint64_t /*epoch*/ = 0,
                         Executor* /*executor*/ = nullptr) {
        batch_.rows = count;
        ((batch_.template column<Features>() =
              buffers_.template of<Features>().gather(data.template column<Features>(), count, row_at)),
         ...);
        labels_.reserve(count, LabelColumns);
        const MatrixView<T> labels = labels_.top(count);
        if (!data.labels.empty()) {
            for (std::size_t i = 0; i < count; ++i) {
                for (std::size_t c = 0; c < LabelColumns; ++c) {
                    labels(i, c) = static_cast<T>(data.labels[row_at(i) * LabelColumns + c]);
                }
            }
        }
        weights_.clear();
        if (!data.weights.empty()) {
            for (std::size_t i = 0; i < count; ++i) {
                weights_.push_back(static_cast<T>(data.weights[row_at(i)]));
            }
        }
    }

    /// Which of the gathered samples a row of the batch comes from.
    [[nodiscard]] static std::size_t sample_of(std::size_t row) { return row; }
    [[nodiscard]] const Batch<T, Features...>& batch() const { return batch_; }
    [[nodiscard]] ConstMatrixView<T> labels() const { return labels_.view().top(batch_.rows); }
    [[nodiscard]] std::span<const T> weights() const { return weights_; }
    [[nodiscard]] Targets<T> targets() const { return {labels(), weights()}; }

private:
    detail::ColumnBuffers<T, TypeList<Features...>> buffers_;
    Batch<T, Features...> batch_;
    Matrix<T> labels_;
    std::vector<T> weights_;
};

} // namespace linnet::inline LINNET_ISA
