// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/growing_buffer.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// The gradient of a table. For each row that the batch looked up it lists the contributions to that row, in the order
/// in which they were added. Contributions are views, and the gradient of a row is the sum of `scale * gradient` over
/// its list.
///
/// Each table row has a slot of 4 bytes that holds its group, so grouping needs no sort and one random access for each
/// lookup. Between batches the slot says whether any batch has looked the row up so far.
template <class T>
class RowGradients {
public:
    struct Contribution {
        const T* gradient;
        T scale;
        std::uint32_t group; ///< see `row`
    };
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    RowGradients() = default;
    explicit RowGradients(std::size_t table_rows) : slots_(table_rows) {}

    /// requires: row < table_rows; `gradient` stays readable until `clear`.
    void add(row_id row, const T* gradient, T scale = T{1}) {
        row_id& slot = slots_[row];
        if (!is_group(slot)) {
            const auto group = static_cast<std::uint32_t>(touched_.size());
            touched_.push_back({row, slot, group + 1, 0});
            slot = group + 1;
        }
        ++touched_[slot - 1].count;
        contributions_.push_back({gradient, scale, slot - 1});
    }

    /// Brings the contributions to each row together, for `of`. The models do so when all layers have added theirs; a
    /// program that adds some by itself calls it before it reads them. Does nothing where each row has only one.
    LINNET_HOT void arrange() {
        if (arranged()) {
            return;
        }
        std::uint32_t begin = 0;
        for (Touched& group : touched_) {
            group.end = begin;
            begin += group.count;
        }
        sorted_.resize(contributions_.size());
        for (const Contribution& contribution : contributions_) {
            sorted_[touched_[contribution.group].end++] = contribution;
        }
    }

    /// Announces that `row` will be added soon.
    LINNET_INLINE void prefetch(row_id row) const { __builtin_prefetch(slots_.data() + row, 1); }

    /// Ends the batch, whose rows count as seen from now on. Keeps the memory.
    void clear() {
        for (const Touched& group : touched_) {
            slots_[group.row] = seen_slot;
        }
        forget_groups();
    }

    /// Ends the batch as if it had never happened.
    LINNET_COLD void drop() {
        for (const Touched& group : touched_) {
            slots_[group.row] = group.slot_before;
        }
        forget_groups();
    }

    /// Replaces the contributions to each row by their sum, which the caller has written to `sum(group)`.
    template <class Sum>
    void replace_by(const Sum& sum) {
        contributions_.clear();
        for (std::size_t group = 0; group < touched_.size(); ++group) {
            const auto number = static_cast<std::uint32_t>(group);
            touched_[group].end = number + 1;
            touched_[group].count = 1;
            contributions_.push_back({sum(group), T{1}, number});
        }
        sorted_.clear();
    }

    /// Multiplies every gradient by `factor`.
    void scale(T factor) {
        for (Contribution& contribution : contributions_) {
            contribution.scale *= factor;
        }
        for (Contribution& contribution : sorted_) {
            contribution.scale *= factor;
        }
    }

    /// Makes room for `lookups` lookups, so that `add` does not allocate for them.
    void reserve(std::size_t lookups) {
        touched_.reserve(lookups);
        contributions_.reserve(lookups);
        sorted_.reserve(lookups);
    }

    /// Distinct rows in the batch, in order of first lookup.
    [[nodiscard]] std::size_t size() const { return touched_.size(); }
    [[nodiscard]] row_id row(std::size_t group) const { return touched_[group].row; }
    /// The contributions to a row. Throws SettingError if some were added since `arrange`.
    [[nodiscard]] std::span<const Contribution> of(std::size_t group) const {
        if (!arranged()) [[unlikely]] {
            detail::fail<SettingError>({"RowGradients: arrange() has to be called between add and of"});
        }
        const Touched& touched = touched_[group];
        return {(sorted_.empty() ? contributions_ : sorted_).begin() + touched.end - touched.count, touched.count};
    }
    /// The contributions to all rows, in the order in which they were added.
    [[nodiscard]] std::span<const Contribution> all() const { return {contributions_.begin(), contributions_.size()}; }
    [[nodiscard]] std::size_t table_rows() const { return slots_.size(); }

    /// The group of a table row, or `none` if the batch did not look it up.
    [[nodiscard]] std::size_t group_of(std::size_t row) const {
        return is_group(slots_[row]) ? slots_[row] - std::size_t{1} : none;
    }

    /// Whether this batch or an earlier one looked the row up.
    [[nodiscard]] bool seen(std::size_t row) const { return slots_[row] != unseen_slot; }
    /// Says of a row whether a batch has looked it up. requires: no batch has begun.
    void set_seen(std::size_t row, bool seen) { slots_[row] = seen ? seen_slot : unseen_slot; }
    /// Marks the rows that `before` has seen as seen here, too. requires: no batch has begun.
    LINNET_COLD void take_over(const RowGradients& before) {
        for (std::size_t row = 0; row < std::min(slots_.size(), before.slots_.size()); ++row) {
            slots_[row] = before.seen(row) ? seen_slot : slots_[row];
        }
    }

private:
    struct Touched {
        row_id row;
        row_id slot_before;
        std::uint32_t end; ///< of its contributions, once they are arranged
        std::uint32_t count;
    };
    // A slot holds one of these values, or the number of the row's group, counted from 1.
    static constexpr row_id unseen_slot = 0;
    static constexpr row_id seen_slot = static_cast<row_id>(-1);

    [[nodiscard]] static bool is_group(row_id slot) { return static_cast<row_id>(slot - 1) < seen_slot - 1; }
    void forget_groups() {
        touched_.clear();
        contributions_.clear();
        sorted_.clear();
    }

    /// Whether contributions to a row lie together: by their order, or in `sorted_`.
    [[nodiscard]] bool arranged() const {
        return touched_.size() == contributions_.size() || sorted_.size() == contributions_.size();
    }

    AlignedBuffer<row_id> slots_;
    GrowingBuffer<Touched> touched_;
    GrowingBuffer<Contribution> contributions_; ///< in the order in which they were added
    GrowingBuffer<Contribution> sorted_;        ///< by group, where a row has several
};

} // namespace linnet::inline LINNET_ISA
