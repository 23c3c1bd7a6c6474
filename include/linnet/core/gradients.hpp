// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>

#include <linnet/config.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/row_gradients.hpp>

namespace linnet::inline LINNET_ISA {

/// The gradient of one parameter block: `dense` for a dense block, `rows` for a table and what is derived from it. For
/// a block of statistics, `dense` is its next value.
template <class T>
struct GradientBlock {
    Matrix<T> dense;
    RowGradients<T> rows;
    Matrix<T> sums = {};         ///< memory for the sums of `rows`, where they must outlive the batch they come from
    bool has_next = false;       ///< whether `next` was called since the gradients were cleared
    std::size_t pulled_back = 0; ///< how many contributions to a derived block its table has got

    /// For a layer with statistics, in `backward`: the matrix for their next value, of the shape of the block. The
    /// layer must write every element of it, where it adds to other gradients; of several batches the last one counts.
    /// A layer that does not call it, such as for a batch of 0 rows, keeps the value.
    [[nodiscard]] MatrixView<T> next() {
        has_next = true;
        return dense.view();
    }
};

/// The gradients of all parameters, block by block. Layers add to them, and `clear` starts the next step. A program
/// that updates parameters itself, without a Trainer, calls `assign_statistics` once it has accepted the step.
template <class T>
class Gradients {
public:
    Gradients() = default;
    LINNET_COLD explicit Gradients(const Parameters<T>& parameters)
        : size_{parameters.size()}, blocks_{std::make_unique<GradientBlock<T>[]>(size_)} {
        for (std::size_t i = 0; i < size_; ++i) {
            const ParameterBlock<T>& block = parameters[i];
            if (block.kind == BlockKind::rows || block.kind == BlockKind::derived) {
                blocks_[i].rows = RowGradients<T>(block.values.rows());
            } else {
                blocks_[i].dense = Matrix<T>(block.values.rows(), block.values.columns());
            }
        }
    }

    LINNET_HOT void clear() {
        for (std::size_t i = 0; i < size_; ++i) {
            blocks_[i].rows.clear();
            blocks_[i].has_next = false;
            blocks_[i].pulled_back = 0;
            if (Matrix<T>& dense = blocks_[i].dense; dense.bytes() != 0) {
                std::memset(dense.view().data, 0, dense.bytes());
            }
        }
    }

    /// Brings the contributions to each row of a table together, once all layers have added theirs; see RowGradients.
    LINNET_HOT void arrange() {
        for (std::size_t i = 0; i < size_; ++i) {
            blocks_[i].rows.arrange();
        }
    }

    /// Ends the batch as if it had never happened; see RowGradients.
    LINNET_COLD void drop() {
        for (std::size_t i = 0; i < size_; ++i) {
            blocks_[i].rows.drop();
        }
        clear();
    }

    /// Gives the statistics of the model the next values that layers wrote since the last `clear`. Without a call of
    /// it, BatchNorm predicts with the moments that it started from.
    /// requires: the parameters are those that the gradients are of
    void assign_statistics(Parameters<T>& parameters) const {
        for (std::size_t i = 0; i < size_; ++i) {
            if (blocks_[i].has_next) {
                parameters[i].values.copy_common(blocks_[i].dense);
            }
        }
    }

    /// The first table whose number of rows has changed since this object was made, or `Parameters<T>::none`.
    /// requires: the parameters are those of a model of the same type
    [[nodiscard]] std::size_t misfit(const Parameters<T>& parameters) const {
        for (std::size_t i = 0; i < size_; ++i) {
            const std::size_t rows = blocks_[i].rows.table_rows(); // 0 for a dense block
            if (rows != parameters[i].values.rows() && parameters[i].kind == BlockKind::rows) {
                return i;
            }
        }
        return Parameters<T>::none;
    }

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] GradientBlock<T>& operator[](std::size_t i) { return blocks_[i]; }
    [[nodiscard]] const GradientBlock<T>& operator[](std::size_t i) const { return blocks_[i]; }

private:
    std::size_t size_ = 0;
    std::unique_ptr<GradientBlock<T>[]> blocks_;
};

} // namespace linnet::inline LINNET_ISA
