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
#include <linnet/log/interactions.hpp>

namespace linnet::inline LINNET_ISA {

/// What `synthetic_log` makes.
struct SyntheticSettings {
    std::size_t users = 500;
    std::size_t items = 300;
    std::size_t interactions = 50'000;
    std::size_t dimensions = 4; ///< of the planted taste
    double popularity = 1.0;    ///< standard deviation of an item's appeal to everyone
    double generosity = 0.5;    ///< standard deviation of a user's liking of everything
    double taste = 0.7;         ///< standard deviation of the personal taste
    std::uint64_t seed = 1;
};

/// A log whose true probabilities are known.
struct SyntheticLog {
    Interactions interactions;        ///< ratings 5 (liked) and 1; timestamps 0, 1, 2 ...
    std::vector<float> probabilities; ///< the probability of each like; no model can rank better than by these
};

/// Draws a log with planted taste and popularity. User u likes item i with probability `sigmoid(generosity_u +
/// popularity_i + taste * t_u . t_i / sqrt(dimensions))`, where all factors are standard normal. Users are drawn
/// uniformly, items with weight 1 / (10 + rank). The best reachable AUC on some rows is that of their `probabilities`.
/// The same settings give the same log on every machine, except for rounding in a build without FMA.
/// Throws SettingError if there are no users, no items or no dimensions.
[[nodiscard]] SyntheticLog synthetic_log(const SyntheticSettings& settings = {});

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>
#include <cmath>

#include <linnet/initializers/normal_quantile.hpp>
#include <linnet/simd/multiply_add.hpp>
#include <linnet/simd/sigmoid.hpp>

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION SyntheticLog synthetic_log(const SyntheticSettings& settings) {
    if (settings.users == 0 || settings.items == 0 || settings.dimensions == 0) {
        detail::fail<SettingError>({"synthetic_log: users, items and dimensions must not be 0"});
    }
    enum Stream : std::uint64_t { user_taste, item_taste, user_level, item_level, who, what, liked };
    const auto normal = [&](Stream stream, std::size_t index) {
        return normal_quantile(Random{settings.seed, stream}.uniform(index));
    };
    AlignedBuffer<double> reach(settings.items); // cumulative weights of the items
    double total = 0.0;
    for (std::size_t i = 0; i < settings.items; ++i) {
        total += 1.0 / (10.0 + static_cast<double>(i));
        reach[i] = total;
    }
    SyntheticLog log;
    log.probabilities.reserve(settings.interactions);
    for (std::size_t n = 0; n < settings.interactions; ++n) {
        const std::size_t user = Random{settings.seed, who}.below(settings.users, n);
        const double at = total * Random{settings.seed, what}.uniform(n);
        const auto item =
            static_cast<std::size_t>(std::lower_bound(reach.data(), reach.data() + reach.size(), at) - reach.data());
        double match = 0.0;
        for (std::size_t d = 0; d < settings.dimensions; ++d) {
            match = multiply_add(normal(user_taste, user * settings.dimensions + d),
                                 normal(item_taste, item * settings.dimensions + d), match);
        }
        double logit = settings.generosity * normal(user_level, user);
        logit = multiply_add(settings.popularity, normal(item_level, item), logit);
        logit = multiply_add(settings.taste / std::sqrt(static_cast<double>(settings.dimensions)), match, logit);
        const double probability = sigmoid(pack<double, 1>(logit)).value();
        log.interactions.users.push_back(detail::text({"user ", user + 1}));
        log.interactions.items.push_back(detail::text({"item ", item + 1}));
        log.interactions.ratings.push_back(Random{settings.seed, liked}.uniform(n) < probability ? 5.0F : 1.0F);
        log.interactions.timestamps.push_back(static_cast<std::int64_t>(n));
        log.probabilities.push_back(static_cast<float>(probability));
    }
    return log;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
