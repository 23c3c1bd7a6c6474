// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/growing_buffer.hpp>

namespace linnet::inline LINNET_ISA {

/// The gradient of a table: for each row that the batch looked up, the list of contributions to it, in the order in
/// which they were added. Contributions are views; a row's gradient is the sum of `scale * gradient` over its list.
///
/// Grouping is by a slot per table row, 4 bytes each: no sort, and one random access per lookup.
template <class T>
class RowGradients {
public:
    struct Contribution {
        const T* gradient;
        T scale;
        std::size_t next; ///< index of the row's next contribution, or `none`
    };
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    RowGradients() = default;
    explicit RowGradients(std::size_t table_rows) : slots_(table_rows) {}

    /// requires: row < table_rows; `gradient` stays readable until `clear`.
    void add(row_id row, const T* gradient, T scale = T{1}) {
        const std::size_t index = contributions_.size();
        contributions_.push_back({gradient, scale, none});
        row_id& slot = slots_[row];
        if (slot == empty_slot) {
            touched_.push_back({row, index, index});
            slot = static_cast<row_id>(touched_.size());
        } else {
            Touched& group = touched_[slot - 1];
            contributions_[group.last].next = index;
            group.last = index;
        }
    }

    /// Says that `row` is added soon.
    LINNET_INLINE void prefetch(row_id row) const { __builtin_prefetch(slots_.data() + row, 1); }

    /// Forgets the batch; keeps the memory.
    void clear() {
        for (const Touched& group : touched_) {
            slots_[group.row] = empty_slot;
        }
        touched_.clear();
        contributions_.clear();
    }

    /// Multiplies every gradient by `factor`.
    void scale(T factor) {
        for (std::size_t i = 0; i < contributions_.size(); ++i) {
            contributions_[i].scale *= factor;
        }
    }

    /// Makes room for that many lookups, so that `add` does not allocate below it.
    void reserve(std::size_t lookups) {
        touched_.reserve(lookups);
        contributions_.reserve(lookups);
    }

    [[nodiscard]] std::size_t table_rows() const { return slots_.size(); }
    /// Distinct rows in the batch, in order of first lookup.
    [[nodiscard]] std::size_t size() const { return touched_.size(); }
    [[nodiscard]] row_id row(std::size_t group) const { return touched_[group].row; }
    [[nodiscard]] const Contribution& first(std::size_t group) const { return contributions_[touched_[group].first]; }
    [[nodiscard]] const Contribution& at(std::size_t index) const { return contributions_[index]; }

    /// The group of a table row, or `none` if the batch did not look it up.
    [[nodiscard]] std::size_t group_of(std::size_t row) const {
        return slots_[row] == empty_slot ? none : slots_[row] - std::size_t{1};
    }

private:
    struct Touched {
        row_id row;
        std::size_t first;
        std::size_t last;
    };
    static constexpr row_id empty_slot = 0; // else the number of the group, from 1

    AlignedBuffer<row_id> slots_;
    GrowingBuffer<Touched> touched_;
    GrowingBuffer<Contribution> contributions_;
};

} // namespace linnet::inline LINNET_ISA
