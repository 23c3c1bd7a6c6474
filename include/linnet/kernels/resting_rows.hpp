// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/parameters.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// Records which rows of a table an optimizer still moves although no batch looks them up, and since which step the
/// others rest. At first all rows rest, since step 0. Takes one bit and one number for each row.
class RestingRows {
    static constexpr std::size_t bits = 64;

public:
    /// Several threads may change rows at once if the rows lie in different runs of this length.
    static constexpr std::size_t unit = bits;

    RestingRows() = default;
    /// For a table. A dense block has no resting rows.
    template <class T>
    LINNET_COLD explicit RestingRows(const ParameterBlock<T>& block)
        : RestingRows(block.kind == BlockKind::rows ? block.values.rows() : 0) {}
    LINNET_COLD explicit RestingRows(std::size_t rows) : moving_((rows + bits - 1) / bits), since_(rows) {}

    [[nodiscard]] bool rests(std::size_t row) const { return (moving_[row / bits] >> row % bits & 1) == 0; }
    /// The step after which a row came to rest. requires: the row rests
    [[nodiscard]] std::uint64_t since(std::size_t row) const { return since_[row]; }

    void wake(std::size_t row) { moving_[row / bits] |= std::uint64_t{1} << row % bits; }
    void rest(std::size_t row, std::uint64_t step) {
        moving_[row / bits] &= ~(std::uint64_t{1} << row % bits);
        since_[row] = step;
    }

    /// Calls `visit(row, n)` for the runs of moving rows between `first` and `first + count`, each of at most `most`
    /// rows. `visit` may put rows of its run to rest.
    template <class Visit>
    void for_each_moving(std::size_t first, std::size_t count, std::size_t most, const Visit& visit) const {
        const std::size_t end = first + count;
        for (std::size_t row = next(first, end, true); row < end;) {
            const std::size_t run_end = next(row, std::min(end, row + most), false);
            visit(row, run_end - row);
            row = next(run_end, end, true);
        }
    }

    /// Hands over its numbers, for the `visit` of a state: a bit per row, set where the row moves, 64 of them in a
    /// number from the lowest bit on; and for each row the step since which it rests. Those of a table that has grown
    /// begin with those of the table before.
    template <class Visitor>
    LINNET_COLD void visit(Visitor&& visitor) {
        visitor(std::string_view{"moving"}, std::span<std::uint64_t>{moving_.data(), moving_.size()});
        visitor(std::string_view{"resting_since"}, std::span<std::uint64_t>{since_.data(), since_.size()});
    }

private:
    /// The first row from `row` on that moves (or that rests, if not `moves`), or `end` if there is none.
    [[nodiscard]] std::size_t next(std::size_t row, std::size_t end, bool moves) const {
        while (row < end) {
            const std::uint64_t word = moves ? moving_[row / bits] : ~moving_[row / bits];
            const std::uint64_t left = word >> row % bits;
            if (left != 0) {
                return std::min(end, row + static_cast<std::size_t>(std::countr_zero(left)));
            }
            row = (row / bits + 1) * bits;
        }
        return end;
    }

    AlignedBuffer<std::uint64_t> moving_; // one bit for each row
    AlignedBuffer<std::uint64_t> since_;
};

} // namespace linnet::inline LINNET_ISA::kernels
