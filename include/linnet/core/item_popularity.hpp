// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/alias_table.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// Draws items in proportion to (how often each was counted)^alpha, such as the number of users who had it. Row 0,
/// which stands for unknown items, and items with a count of 0 are never drawn. Copies share what they draw from.
/// Source: Mikolov et al., "Distributed representations of words and phrases and their compositionality", NIPS 2013,
/// whose alpha is the default.
class ItemPopularity {
public:
    /// Draws nothing.
    ItemPopularity() = default;
    /// Counts by row, such as `log.counts()`. Throws SettingError if none but that of row 0 is above 0, or if alpha is
    /// NaN or too large for the counts.
    explicit ItemPopularity(std::span<const std::uint32_t> counts, double alpha = 0.75);

    [[nodiscard]] bool empty() const { return tables_ == nullptr; }
    /// How many rows were counted.
    [[nodiscard]] std::size_t items() const { return empty() ? 0 : tables_->log_q.size(); }
    /// The item that is drawn where `random.bits(i)` are these. requires: not empty.
    [[nodiscard]] row_id draw_of(std::uint64_t bits) const { return tables_->alias.draw_of(bits); }
    /// The log of the probability of drawing an item. One that is never drawn is treated as if it had been counted
    /// once, so that its score stays finite. requires: item < items().
    [[nodiscard]] double log_q(row_id item) const { return tables_->log_q[item]; }

private:
    struct Tables {
        AlignedBuffer<double> log_q;
        detail::AliasTable alias;
    };
    std::shared_ptr<const Tables> tables_;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION ItemPopularity::ItemPopularity(std::span<const std::uint32_t> counts, double alpha) {
    AlignedBuffer<double> log_q(counts.size());
    AlignedBuffer<double> weights(counts.size());
    double total = 0.0;
    for (std::size_t item = 1; item < weights.size(); ++item) {
        if (counts[item] != 0) {
            log_q[item] = alpha * std::log(static_cast<double>(counts[item]));
            weights[item] = std::exp(log_q[item]);
            total += weights[item];
        }
    }
    if (!std::isfinite(total)) {
        detail::fail<SettingError>({"popularity: alpha is ", alpha, ", beyond which counts are no numbers"});
    }
    detail::AliasTable alias(weights);
    for (std::size_t item = 0; item < weights.size(); ++item) {
        log_q[item] -= std::log(total);
    }
    tables_.reset(new Tables{std::move(log_q), std::move(alias)}); // make_shared would be dearer to compile
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
