// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet {

/// A row and its score.
template <class T>
struct Scored {
    row_id row;
    T score;
};

/// Keeps the k best of the rows that it is shown: the highest scores, of equal ones the lower rows; NaN is worse than
/// every number. The result does not depend on the order in which rows are shown.
/// Cost: one comparison for a row that is not among the best so far, else log k.
template <class T>
class TopK {
public:
    explicit TopK(std::size_t k) : k_{k} { heap_.reserve(k); }

    void add(row_id row, T score) {
        const Scored<T> candidate{row, score};
        if (enters(candidate)) {
            insert(candidate);
        }
    }

    /// Shows the rows `first` ... `first + n - 1` with their scores, of which only those with `keep(row)` count. `keep`
    /// is asked for rows that would be among the best so far. The packs in which there is none are passed over at once.
    template <std::size_t W, class Keep>
    void add_block(row_id first, const T* scores, std::size_t n, const Keep& keep) {
        std::size_t i = 0;
        while (i < n) {
            if (!std::isnan(threshold_)) {
                const pack<T, W> threshold(threshold_); // equal scores count: their rows may be lower
                while (i + W <= n && !pack<T, W>::any(threshold <= pack<T, W>::load(scores + i))) {
                    i += W;
                }
            }
            for (const std::size_t end = std::min(i + W, n); i < end; ++i) {
                const Scored<T> candidate{static_cast<row_id>(first + i), scores[i]};
                if (enters(candidate) && keep(candidate.row)) {
                    insert(candidate);
                }
            }
        }
    }

    /// The best rows, the best first; fewer than k if fewer were shown. Empties the collection.
    [[nodiscard]] LINNET_COLD std::vector<Scored<T>> take() {
        std::sort_heap(heap_.begin(), heap_.end(), better);
        threshold_ = std::numeric_limits<T>::quiet_NaN();
        return std::move(heap_);
    }

private:
    [[nodiscard]] bool enters(const Scored<T>& candidate) const {
        return heap_.size() < k_ || (k_ != 0 && better(candidate, heap_.front()));
    }
    /// Puts the candidate into the heap, in the place of the worst if there are k.
    LINNET_HOT void insert(const Scored<T>& candidate) {
        std::size_t at = heap_.size();
        if (at < k_) {
            heap_.push_back(candidate);
            for (; at != 0 && better(heap_[(at - 1) / 2], candidate); at = (at - 1) / 2) {
                heap_[at] = heap_[(at - 1) / 2];
            }
        } else {
            at = 0;
            for (std::size_t below = 1; below < k_; below = 2 * at + 1) {
                below += below + 1 < k_ && better(heap_[below], heap_[below + 1]) ? 1 : 0; // the worse of the two
                if (!better(candidate, heap_[below])) {
                    break;
                }
                heap_[at] = heap_[below];
                at = below;
            }
        }
        heap_[at] = candidate;
        if (heap_.size() == k_) {
            threshold_ = heap_.front().score;
        }
    }

    static bool better(const Scored<T>& a, const Scored<T>& b) {
        if (std::isnan(a.score) || std::isnan(b.score)) {
            return std::isnan(a.score) == std::isnan(b.score) ? a.row < b.row : std::isnan(b.score);
        }
        return a.score != b.score ? a.score > b.score : a.row < b.row;
    }

    std::size_t k_;
    std::vector<Scored<T>> heap_; // the worst of the best in front, and nothing better above anything worse
    T threshold_ = std::numeric_limits<T>::quiet_NaN(); // what a score must reach; NaN: any may enter
};

} // namespace linnet
