// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/top_k.hpp>
#include <linnet/log/user_items.hpp>

namespace linnet::inline LINNET_ISA {

/// How ItemKnn finds neighbours.
struct ItemKnnSettings {
    std::size_t k = 100;
    double shrink = 0.0; ///< lowers the similarity of pairs that few users had
};

/// Neighbourhoods of items: score(u, i) = sum of sim(i, j) over the items j that u had among the k most similar to i.
/// sim(i, j) = |users of both| / (sqrt(|users of i| |users of j|) + shrink), which for shrink = 0 is the cosine of
/// their columns of zeros and ones. Ties among neighbours go to the lower row.
/// Cost: O(sum over users of (items of the user)^2) to make it; O(items k + items of the user) to score for a user.
/// The log must outlive it. Throws SettingError if shrink is negative.
/// Source: Sarwar, Karypis, Konstan, Riedl, "Item-based collaborative filtering recommendation algorithms", WWW 2001;
/// Dacrema, Cremonesi, Jannach, "Are we really making much progress?", RecSys 2019.
template <class T = float>
class ItemKnn {
public:
    using scalar = T;
    struct Workspace {
        std::vector<char> had; ///< all 0 between calls
    };

    explicit ItemKnn(const UserItems&& log, const ItemKnnSettings& settings = {}) = delete; // must outlive it
    LINNET_COLD explicit ItemKnn(const UserItems& log, const ItemKnnSettings& settings = {})
        : log_{&log}, offsets_(log.items() + 1) {
        if (!(settings.shrink >= 0.0)) {
            detail::fail<SettingError>({"ItemKnn: a shrink of ", settings.shrink, " is below 0"});
        }
        const UserItems users_of = log.transposed();
        std::vector<std::uint32_t> common(log.items());
        for (std::size_t item = 0; item < log.items(); ++item) {
            for (const row_id user : users_of.of(item)) {
                for (const row_id other : log.of(user)) {
                    ++common[other];
                }
            }
            common[item] = 0;
            kernels::TopK<double> best(std::min(settings.k, log.items()));
            for (std::size_t other = 0; other < common.size(); ++other) {
                if (common[other] != 0) {
                    const double norms = std::sqrt(static_cast<double>(log.counts()[item])) *
                                         std::sqrt(static_cast<double>(log.counts()[other]));
                    best.add(static_cast<row_id>(other), common[other] / (norms + settings.shrink));
                    common[other] = 0;
                }
            }
            for (const Scored<double>& neighbour : best.take()) {
                neighbours_.push_back({neighbour.row, neighbour.score});
            }
            offsets_[item + 1] = neighbours_.size();
        }
    }

    [[nodiscard]] std::size_t users() const { return log_->users(); }
    [[nodiscard]] std::size_t items() const { return log_->items(); }

    /// The neighbours of an item, the most similar first.
    [[nodiscard]] std::span<const Scored<double>> neighbours(std::size_t item) const {
        return std::span<const Scored<double>>(neighbours_)
            .subspan(offsets_[item], offsets_[item + 1] - offsets_[item]);
    }

    LINNET_HOT void score(std::span<const row_id> users, std::size_t first, MatrixView<T> out,
                          Workspace& workspace) const {
        workspace.had.resize(items());
        for (std::size_t u = 0; u < users.size(); ++u) {
            mark(users[u], 1, workspace);
            for (std::size_t j = 0; j < out.columns; ++j) {
                out(u, j) = total(first + j, workspace);
            }
            mark(users[u], 0, workspace);
        }
    }
    LINNET_HOT void score_items(row_id user, std::span<const row_id> items, std::span<T> out,
                                Workspace& workspace) const {
        workspace.had.resize(log_->items());
        mark(user, 1, workspace);
        for (std::size_t i = 0; i < items.size(); ++i) {
            out[i] = total(items[i], workspace);
        }
        mark(user, 0, workspace);
    }

private:
    void mark(row_id user, char had, Workspace& workspace) const {
        for (const row_id item : log_->of(user)) {
            workspace.had[item] = had;
        }
    }
    [[nodiscard]] T total(std::size_t item, const Workspace& workspace) const {
        double sum = 0.0;
        for (const Scored<double>& neighbour : neighbours(item)) {
            sum += workspace.had[neighbour.row] != 0 ? neighbour.score : 0.0;
        }
        return static_cast<T>(sum);
    }

    const UserItems* log_;
    std::vector<std::uint64_t> offsets_;
    std::vector<Scored<double>> neighbours_;
};

} // namespace linnet::inline LINNET_ISA
