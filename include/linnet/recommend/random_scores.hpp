// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/random.hpp>

namespace linnet::inline LINNET_ISA {

/// What RandomScores draws.
struct RandomScoresSettings {
    std::uint64_t seed = 1;
};

/// The lowest baseline: a score drawn uniformly for each user and item, which depends on the seed alone.
template <class T = float>
class RandomScores {
public:
    using scalar = T;
    struct Workspace {};

    RandomScores(std::size_t users, std::size_t items, const RandomScoresSettings& settings = {})
        : users_{users}, items_{items}, seed_{settings.seed} {}

    [[nodiscard]] std::size_t users() const { return users_; }
    [[nodiscard]] std::size_t items() const { return items_; }

    void score(std::span<const row_id> users, std::size_t first, MatrixView<T> out, Workspace&) const {
        for (std::size_t u = 0; u < users.size(); ++u) {
            const Random random{seed_, users[u]};
            for (std::size_t j = 0; j < out.columns; ++j) {
                out(u, j) = static_cast<T>(random.uniform(first + j));
            }
        }
    }
    void score_items(row_id user, std::span<const row_id> items, std::span<T> out, Workspace&) const {
        const Random random{seed_, user};
        for (std::size_t i = 0; i < items.size(); ++i) {
            out[i] = static_cast<T>(random.uniform(items[i]));
        }
    }

private:
    std::size_t users_;
    std::size_t items_;
    std::uint64_t seed_;
};

} // namespace linnet::inline LINNET_ISA
