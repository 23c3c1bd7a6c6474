// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/log/user_items.hpp>

namespace linnet::inline LINNET_ISA {

/// The baseline that every model must beat: the score of an item is the number of users who had it, for everyone.
template <class T = float>
class MostPopular {
public:
    using scalar = T;
    struct Workspace {};

    LINNET_COLD explicit MostPopular(const UserItems& log)
        : users_{log.users()}, counts_(log.counts().begin(), log.counts().end()) {}

    [[nodiscard]] std::size_t users() const { return users_; }
    [[nodiscard]] std::size_t items() const { return counts_.size(); }

    void score(std::span<const row_id> users, std::size_t first, MatrixView<T> out, Workspace&) const {
        for (std::size_t u = 0; u < users.size(); ++u) {
            for (std::size_t j = 0; j < out.columns; ++j) {
                out(u, j) = static_cast<T>(counts_[first + j]);
            }
        }
    }
    void score_items(row_id, std::span<const row_id> items, std::span<T> out, Workspace&) const {
        for (std::size_t i = 0; i < items.size(); ++i) {
            out[i] = static_cast<T>(counts_[items[i]]);
        }
    }

private:
    std::size_t users_;
    std::vector<std::uint32_t> counts_;
};

} // namespace linnet::inline LINNET_ISA
