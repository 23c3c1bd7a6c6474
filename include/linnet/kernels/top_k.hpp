// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>

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
        if (heap_.size() < k_ || (k_ != 0 && better(candidate, heap_.front()))) {
            insert(candidate);
        }
    }

    /// The best rows, the best first; fewer than k if fewer were shown. Empties the collection.
    [[nodiscard]] LINNET_COLD std::vector<Scored<T>> take() {
        std::sort_heap(heap_.begin(), heap_.end(), better);
        return std::move(heap_);
    }

private:
    LINNET_COLD void insert(const Scored<T>& candidate) {
        if (heap_.size() < k_) {
            heap_.push_back(candidate);
        } else {
            std::pop_heap(heap_.begin(), heap_.end(), better);
            heap_.back() = candidate;
        }
        std::push_heap(heap_.begin(), heap_.end(), better);
    }

    static bool better(const Scored<T>& a, const Scored<T>& b) {
        if (std::isnan(a.score) || std::isnan(b.score)) {
            return std::isnan(a.score) == std::isnan(b.score) ? a.row < b.row : std::isnan(b.score);
        }
        return a.score != b.score ? a.score > b.score : a.row < b.row;
    }

    std::size_t k_;
    std::vector<Scored<T>> heap_; // the worst of the best in front
};

} // namespace linnet
