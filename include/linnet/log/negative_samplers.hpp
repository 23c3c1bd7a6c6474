// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/item_popularity.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/text.hpp>
#include <linnet/log/user_items.hpp>

namespace linnet::inline LINNET_ISA {

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

/// Draws an item in proportion to (the number of users who had it)^alpha, as ItemPopularity does. Making the sampler
/// throws SettingError if nobody had anything, or if alpha is NaN or too large for the counts.
struct PopularityNegatives {
    std::size_t count = 4;
    double alpha = 0.75;
    static constexpr bool in_batch = false;
    static constexpr bool corrects = true;

    class Sampler {
    public:
        LINNET_COLD Sampler(const PopularityNegatives& settings, const UserItems& log)
            : popularity_{log.counts(), settings.alpha} {}
        [[nodiscard]] row_id draw(const Random& random, std::uint64_t index) const {
            return draw_of(random.bits(index));
        }
        [[nodiscard]] row_id draw_of(std::uint64_t bits) const { return popularity_.draw_of(bits); }
        [[nodiscard]] double log_q(row_id item) const { return popularity_.log_q(item); }

    private:
        ItemPopularity popularity_;
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
