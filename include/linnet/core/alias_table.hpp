// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Draws from 0 ... n - 1 in proportion to weights, in O(1).
/// Source: Walker, "An efficient method for generating discrete random variables with general distributions", ACM TOMS
/// 3(3), 1977; Vose, IEEE TSE 17(9), 1991.
class AliasTable {
public:
    AliasTable() = default;
    /// Throws SettingError if no weight is above 0.
    explicit AliasTable(const AlignedBuffer<double>& weights);

    /// The number that is drawn where `random.bits(i)` are these.
    [[nodiscard]] std::uint32_t draw_of(std::uint64_t bits) const {
        const double at = Random::uniform_of(bits) * static_cast<double>(slots_.size());
        const auto i = static_cast<std::size_t>(at);
        // Without a branch, as which of the two it is cannot be predicted.
        const auto kept = static_cast<std::uint32_t>(i) ^ slots_[i].other;
        return slots_[i].other ^ (kept & -static_cast<std::uint32_t>(at - static_cast<double>(i) < slots_[i].keep));
    }

private:
    struct Slot {
        double keep = 0.0;
        std::uint32_t other = 0;
    };

    /// A slot that rounding left over keeps its own number, unless its weight is 0.
    void settle(const AlignedBuffer<double>& weights, std::uint32_t i) {
        slots_[i].keep = weights[i] > 0.0 ? 1.0 : 0.0;
    }

    AlignedBuffer<Slot> slots_;
};

} // namespace linnet::inline LINNET_ISA::detail

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA::detail {

LINNET_COLD LINNET_DEFINITION AliasTable::AliasTable(const AlignedBuffer<double>& weights) : slots_(weights.size()) {
    double total = 0.0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        total += weights[i];
    }
    if (!(total > 0.0)) {
        fail<SettingError>({"a sampler of negatives needs an item that somebody had"});
    }
    const double scale = static_cast<double>(weights.size()) / total;
    std::vector<std::uint32_t> small;
    std::vector<std::uint32_t> large;
    for (std::uint32_t i = 0; i < weights.size(); ++i) {
        slots_[i] = {weights[i] * scale, i};
        (slots_[i].keep < 1.0 ? small : large).push_back(i);
    }
    while (!small.empty() && !large.empty()) {
        const std::uint32_t less = small.back();
        const std::uint32_t more = large.back();
        small.pop_back();
        slots_[less].other = more;
        slots_[more].keep -= 1.0 - slots_[less].keep;
        if (slots_[more].keep < 1.0) {
            large.pop_back();
            small.push_back(more);
        }
    }
    for (const std::uint32_t i : small) {
        settle(weights, i);
    }
    for (const std::uint32_t i : large) {
        settle(weights, i);
    }
}

} // namespace linnet::inline LINNET_ISA::detail

#endif // LINNET_DEFINES
