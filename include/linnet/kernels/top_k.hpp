// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA {

/// A row and its score.
template <class T>
struct Scored {
    row_id row;
    T score;
};

} // namespace linnet::inline LINNET_ISA

namespace linnet::inline LINNET_ISA::kernels {

/// Keeps the k best of the rows that it is shown, in places that the caller owns: those with the highest scores, and of
/// equal scores the lower rows. NaN is worse than every number. The result does not depend on the order in which rows
/// are shown.
/// Cost: one comparison for a row that is not among the best so far (in `add_block`, W rows at a time), else log k.
template <class T>
class TopKHeap {
public:
    /// Room for k rows.
    TopKHeap(Scored<T>* places, std::size_t k) : heap_{places}, k_{k} {}

    void add(row_id row, T score) {
        const Scored<T> candidate{row, score};
        if (enters(candidate)) {
            insert(candidate);
        }
    }

    /// Shows the rows `first` ... `first + n - 1` with their scores, and counts only those with `keep(row)`. Asks
    /// `keep` only about rows that would be among the best so far.
    template <std::size_t W, class Keep>
    void add_block(row_id first, const T* scores, std::size_t n, const Keep& keep) {
        std::size_t i = 0;
        while (i < n) {
            if (!std::isnan(threshold_)) {
                const pack<T, W> threshold(threshold_); // equal scores count, because their rows may be lower
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

    /// Sorts the places, best first, and returns how many there are: fewer than k if fewer were shown. This is the last
    /// call.
    LINNET_COLD std::size_t finish() {
        for (std::size_t left = size_; left > 1; --left) {
            const Scored<T> last = heap_[left - 1];
            heap_[left - 1] = heap_[0];
            sink(last, left - 1);
        }
        return size_;
    }

private:
    [[nodiscard]] bool enters(const Scored<T>& candidate) const {
        return size_ < k_ || (k_ != 0 && better(candidate, heap_[0]));
    }
    /// Puts the candidate into the heap, in place of the worst one if there are k.
    LINNET_HOT void insert(const Scored<T>& candidate) {
        if (size_ < k_) {
            std::size_t at = size_++;
            for (; at != 0 && better(heap_[(at - 1) / 2], candidate); at = (at - 1) / 2) {
                heap_[at] = heap_[(at - 1) / 2];
            }
            heap_[at] = candidate;
        } else {
            sink(candidate, k_);
        }
        if (size_ == k_) {
            threshold_ = heap_[0].score;
        }
    }
    /// Puts the candidate in place of the worst one of a heap of n, and moves up what is worse than it.
    void sink(const Scored<T>& candidate, std::size_t n) {
        std::size_t at = 0;
        for (std::size_t below = 1; below < n; below = 2 * at + 1) {
            if (below + 1 < n && better(heap_[below], heap_[below + 1])) {
                ++below;
            }
            if (!better(candidate, heap_[below])) {
                break;
            }
            heap_[at] = heap_[below];
            at = below;
        }
        heap_[at] = candidate;
    }

    static bool better(const Scored<T>& a, const Scored<T>& b) {
        if (std::isnan(a.score) || std::isnan(b.score)) {
            return std::isnan(a.score) == std::isnan(b.score) ? a.row < b.row : std::isnan(b.score);
        }
        return a.score != b.score ? a.score > b.score : a.row < b.row;
    }

    Scored<T>* heap_; // a heap with the worst of the best on top, where none stands above a worse one
    std::size_t k_;
    std::size_t size_ = 0;
    T threshold_ = std::numeric_limits<T>::quiet_NaN(); // the score that a row must reach to enter; NaN: none enters
};

/// A TopKHeap that owns its places.
template <class T>
class TopK {
public:
    explicit TopK(std::size_t k) : places_(k), heap_{places_.data(), k} {}
    TopK(const TopK&) = delete;
    TopK& operator=(const TopK&) = delete;
    ~TopK() = default;

    void add(row_id row, T score) { heap_.add(row, score); }

    /// The best rows, best first; fewer than k if fewer were shown. Empties the collection.
    [[nodiscard]] LINNET_COLD std::vector<Scored<T>> take() {
        const std::size_t count = heap_.finish();
        heap_ = TopKHeap<T>(places_.data(), places_.size());
        return {places_.data(), places_.data() + count};
    }

private:
    AlignedBuffer<Scored<T>> places_;
    TopKHeap<T> heap_;
};

} // namespace linnet::inline LINNET_ISA::kernels
