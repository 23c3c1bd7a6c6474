// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/top_k.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/recommend/scores_of_users.hpp>

namespace linnet::inline LINNET_ISA {

/// How ItemKnn finds neighbours.
struct ItemKnnSettings {
    std::size_t k = 100;
    double shrink = 0.0; ///< lowers the similarity of pairs that few users had
};

/// Neighbourhoods of items: score(u, i) = sum of sim(i, j) over the items j that u had among the k most similar to i,
/// in double and in rising order of j. sim(i, j) = |users of both| / (sqrt(|users of i| |users of j|) + shrink), which
/// for shrink = 0 is the cosine of their columns of zeros and ones. Ties among neighbours go to the lower row. The log
/// must outlive it. The threads of an executor divide the items; the bits are the same for any number of them.
/// Throws SettingError if shrink is negative.
/// Cost: O(sum over users of (items of the user)^2 + items k log k) to make it, and 28 bytes for each neighbour; to
/// score all items for a user, O(items), and O(k) on average for each item of the user; `top_items` and
/// `evaluate_ranking` do so once for each user. Blocks of items cost a binary search for each item of the user. Source:
/// Sarwar, Karypis, Konstan, Riedl, "Item-based collaborative filtering recommendation algorithms", WWW 2001; Dacrema,
/// Cremonesi, Jannach, "Are we really making much progress?", RecSys 2019.
template <class T = float>
class ItemKnn {
public:
    using scalar = T;
    struct Workspace {
        std::vector<double> near; ///< similarities to one item, all 0 between calls
        std::vector<double> totals;
    };
    /// The scores of some users, computed once. Its rows are the places of the users.
    using OfUsers = detail::ScoresOfUsers<T>;
    /// So many users `top_items` takes at once, whose scores are kept: `users_at_once x items`.
    static constexpr std::size_t users_at_once = 32;

    explicit ItemKnn(const UserItems&& log, const ItemKnnSettings& settings = {},
                     Executor* executor = nullptr) = delete; // must outlive it
    LINNET_COLD explicit ItemKnn(const UserItems& log, const ItemKnnSettings& settings = {},
                                 Executor* executor = nullptr)
        : log_{&log}, offsets_(log.items() + 1) {
        if (!(settings.shrink >= 0.0)) {
            detail::fail<SettingError>({"ItemKnn: a shrink of ", settings.shrink, " is below 0"});
        }
        find_neighbours<double>(settings, executor);
        transpose();
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
        for (std::size_t u = 0; u < users.size(); ++u) {
            workspace.totals.assign(out.columns, 0.0);
            double* const totals = workspace.totals.data();
            for (const row_id item : log_->of(users[u])) {
                const std::span<const row_id> near = std::span<const row_id>(near_).subspan(
                    near_offsets_[item], near_offsets_[item + 1] - near_offsets_[item]);
                const double* const similarities = similarities_.data() + near_offsets_[item];
                const auto begin = first == 0 ? near.begin() : std::lower_bound(near.begin(), near.end(), first);
                for (auto i = static_cast<std::size_t>(begin - near.begin());
                     i < near.size() && near[i] < first + out.columns; ++i) {
                    totals[near[i] - first] += similarities[i];
                }
            }
            for (std::size_t j = 0; j < out.columns; ++j) {
                out(u, j) = static_cast<T>(totals[j]);
            }
        }
    }
    LINNET_HOT void score_items(row_id user, std::span<const row_id> items, std::span<T> out,
                                Workspace& workspace) const {
        workspace.near.resize(log_->items());
        for (std::size_t i = 0; i < items.size(); ++i) {
            for (const Scored<double>& neighbour : neighbours(items[i])) {
                workspace.near[neighbour.row] = neighbour.score;
            }
            double sum = 0.0; // in the order of `score`
            for (const row_id item : log_->of(user)) {
                sum += workspace.near[item];
            }
            for (const Scored<double>& neighbour : neighbours(items[i])) {
                workspace.near[neighbour.row] = 0.0;
            }
            out[i] = static_cast<T>(sum);
        }
    }
    [[nodiscard]] OfUsers of_users(std::span<const row_id> users) const {
        Matrix<T> scores(users.size(), items());
        Workspace workspace;
        score(users, 0, scores.view(), workspace);
        return OfUsers{std::move(scores)};
    }

private:
    static void sum_up(std::vector<std::uint64_t>& counts) {
        for (std::size_t i = 1; i < counts.size(); ++i) {
            counts[i] += counts[i - 1];
        }
    }

    /// Real is double: a parameter, so that programs without an ItemKnn need not compile its vectors.
    template <class Real>
    LINNET_HOT void find_neighbours(const ItemKnnSettings& settings, Executor* executor) {
        const UserItems users_of = log_->transposed();
        const std::size_t n = log_->items();
        std::vector<Real> norms(n);
        for (std::size_t item = 0; item < n; ++item) {
            norms[item] = std::sqrt(static_cast<double>(log_->counts()[item]));
        }
        std::vector<std::vector<Scored<Real>>> found(threads_of(executor)); // by the shares, one after the other
        const std::size_t cost = 64 + 16 * log_->size() / std::max<std::size_t>(1, n);
        for_each_share(executor, n, 1, cost, [&](std::size_t first, std::size_t count, std::size_t share) {
            std::vector<std::uint32_t> common(n); // all 0 between items
            std::vector<row_id> touched;          // where it is not
            std::vector<Scored<Real>> best;
            std::size_t most = 0; // room for all neighbours at once, of which what is not needed is never touched
            for (std::size_t item = first; item < first + count; ++item) {
                std::size_t pairs = 0;
                for (const row_id user : users_of.of(item)) {
                    pairs += log_->of(user).size();
                }
                most += std::min({settings.k, pairs, n});
            }
            found[share].reserve(most);
            for (std::size_t item = first; item < first + count; ++item) {
                touched.clear();
                for (const row_id user : users_of.of(item)) {
                    for (const row_id other : log_->of(user)) {
                        if (common[other]++ == 0) {
                            touched.push_back(other);
                        }
                    }
                }
                best.resize(std::min(settings.k, touched.size()));
                kernels::TopKHeap<Real> heap(best.data(), best.size());
                for (const row_id other : touched) {
                    if (other != item) {
                        heap.add(other, common[other] / (norms[item] * norms[other] + settings.shrink));
                    }
                    common[other] = 0;
                }
                const auto neighbours = static_cast<std::ptrdiff_t>(heap.finish());
                found[share].insert(found[share].end(), best.begin(), best.begin() + neighbours);
                offsets_[item + 1] = static_cast<std::uint64_t>(neighbours);
            }
        });
        sum_up(offsets_);
        neighbours_ = std::move(found[0]);
        neighbours_.reserve(offsets_.back());
        for (std::size_t share = 1; share < found.size(); ++share) {
            neighbours_.insert(neighbours_.end(), found[share].begin(), found[share].end());
            found[share] = {};
        }
    }

    /// Makes, for each item, the list of those that it is a neighbour of, in rising order.
    LINNET_HOT void transpose() {
        near_offsets_.resize(log_->items() + 1);
        for (const Scored<double>& neighbour : neighbours_) {
            ++near_offsets_[neighbour.row + 1];
        }
        sum_up(near_offsets_);
        near_.resize(neighbours_.size());
        similarities_.resize(neighbours_.size());
        std::vector<std::uint64_t> next(near_offsets_);
        for (std::size_t item = 0; item < log_->items(); ++item) {
            for (const Scored<double>& neighbour : neighbours(item)) {
                const std::uint64_t place = next[neighbour.row]++;
                near_[place] = static_cast<row_id>(item);
                similarities_[place] = neighbour.score;
            }
        }
    }

    const UserItems* log_;
    std::vector<std::uint64_t> offsets_;
    std::vector<Scored<double>> neighbours_;
    std::vector<std::uint64_t> near_offsets_; // of the lists that go the other way
    std::vector<row_id> near_;
    std::vector<double> similarities_;
};

} // namespace linnet::inline LINNET_ISA
