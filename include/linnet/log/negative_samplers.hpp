// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/text.hpp>
#include <linnet/log/user_items.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// Draws from 0 ... n - 1 in proportion to weights, in O(1).
/// Source: Walker, "An efficient method for generating discrete random variables with general distributions", ACM TOMS
/// 3(3), 1977; Vose, IEEE TSE 17(9), 1991.
class AliasTable {
public:
    AliasTable() = default;
    /// Throws SettingError if no weight is above 0.
    explicit AliasTable(const AlignedBuffer<double>& weights);

    [[nodiscard]] std::uint32_t draw(const Random& random, std::uint64_t index) const {
        return draw_of(random.bits(index));
    }
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

} // namespace detail

/// Draws negatives for `with_negatives`.
///
/// requires:
///   N::count                 how many negatives each positive gets
///   N::in_batch              whether they are drawn from the positives of the batch
///   N::Sampler(n, log)       is made from the settings and the log of who had what
///   sampler.draw(random, i)  the row of an item; for in_batch not needed
///   sampler.draw_of(bits)    optional: the row that it draws where random.bits(i) are these. The bits of many draws
///                            are then computed together, which is faster
///   N::corrects, sampler.log_q(item)  whether it is worth knowing, and the log of the probability of drawing an item
template <class N>
concept NegativeSampler = std::copyable<N> && requires(const N& n, const UserItems& log, const typename N::Sampler& s) {
    { n.count } -> std::convertible_to<std::size_t>;
    { N::in_batch } -> std::convertible_to<bool>;
    { N::corrects } -> std::convertible_to<bool>;
    typename N::Sampler;
    requires std::constructible_from<typename N::Sampler, const N&, const UserItems&>;
    { s.log_q(row_id{}) } -> std::convertible_to<double>;
};

/// Draws every item with the same probability, except row 0, that of unknown items, which is never drawn.
struct UniformNegatives {
    std::size_t count = 4;
    static constexpr bool in_batch = false;
    static constexpr bool corrects = false;

    class Sampler {
    public:
        LINNET_COLD Sampler(const UniformNegatives&, const UserItems& log) : items_{log.items()} {
            if (items_ < 2) {
                detail::fail<SettingError>({"a sampler of negatives needs an item besides row 0"});
            }
        }
        [[nodiscard]] row_id draw(const Random& random, std::uint64_t index) const {
            return draw_of(random.bits(index));
        }
        [[nodiscard]] row_id draw_of(std::uint64_t bits) const {
            return static_cast<row_id>(1 + Random::below_of(items_ - 1, bits));
        }
        [[nodiscard]] double log_q(row_id) const { return -std::log(static_cast<double>(items_ - 1)); }

    private:
        std::size_t items_;
    };
};

/// Draws an item in proportion to (the number of users who had it)^alpha. Row 0 and items that nobody had are never
/// drawn. Making the sampler throws SettingError if nobody had anything, or if alpha is NaN or too large for the
/// counts.
/// Source: Mikolov et al., "Distributed representations of words and phrases and their compositionality", NIPS 2013,
/// whose alpha is the default.
struct PopularityNegatives {
    std::size_t count = 4;
    double alpha = 0.75;
    static constexpr bool in_batch = false;
    static constexpr bool corrects = true;

    class Sampler {
    public:
        Sampler(const PopularityNegatives& settings, const UserItems& log);
        [[nodiscard]] row_id draw(const Random& random, std::uint64_t index) const {
            return table_.draw(random, index);
        }
        [[nodiscard]] row_id draw_of(std::uint64_t bits) const { return table_.draw_of(bits); }
        [[nodiscard]] double log_q(row_id item) const { return log_q_[item]; }

    private:
        AlignedBuffer<double> log_q_;
        detail::AliasTable table_;
    };
};

/// Draws the negatives of a positive from the items of the other positives in its batch. Popular items are so drawn
/// more often; losses that read log q correct for it.
/// Source: Yi et al., "Sampling-bias-corrected neural modeling for large corpus item recommendations", RecSys 2019.
struct InBatchNegatives {
    std::size_t count = 4;
    static constexpr bool in_batch = true;
    static constexpr bool corrects = true;

    class Sampler : public PopularityNegatives::Sampler {
    public:
        LINNET_COLD Sampler(const InBatchNegatives&, const UserItems& log)
            : PopularityNegatives::Sampler{PopularityNegatives{.alpha = 1.0}, log} {}
    };
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

namespace detail {

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

} // namespace detail

LINNET_COLD LINNET_DEFINITION PopularityNegatives::Sampler::Sampler(const PopularityNegatives& settings,
                                                                    const UserItems& log)
    : log_q_(log.items()) {
    AlignedBuffer<double> weights(log.items());
    double total = 0.0;
    for (std::size_t item = 1; item < weights.size(); ++item) {
        if (log.counts()[item] != 0) {
            log_q_[item] = settings.alpha * std::log(static_cast<double>(log.counts()[item]));
            weights[item] = std::exp(log_q_[item]);
            total += weights[item];
        }
    }
    if (!std::isfinite(total)) {
        detail::fail<SettingError>(
            {"PopularityNegatives: alpha is ", settings.alpha, ", beyond which counts are no numbers"});
    }
    table_ = detail::AliasTable(weights);
    for (std::size_t item = 0; item < weights.size(); ++item) {
        // An item that is never drawn is treated as if one user had it, so that its score stays finite.
        log_q_[item] -= std::log(total);
    }
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
