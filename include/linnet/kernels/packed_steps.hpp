// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA::kernels {

/// The steps of a batch of sequences in the order of time, for layers that go from step to step over all sequences
/// together: first the first steps of all sequences, then the second steps, and so on. At each step the longer
/// sequences come first, and those of one length as they come in the batch, so the sequences that reach a step are
/// always the first ones. Its memory grows to what the largest batch needs and is then kept.
class PackedSteps {
public:
    /// Sorts the sequences of a batch. Shape: offsets `batch + 1`, or none, as in StepsView. Cost: linear.
    LINNET_HOT void pack(std::span<const std::uint64_t> offsets) {
        const std::size_t batch = offsets.empty() ? 0 : offsets.size() - 1;
        const auto length = [&](std::size_t b) { return static_cast<std::size_t>(offsets[b + 1] - offsets[b]); };
        longest_ = 0;
        for (std::size_t b = 0; b < batch; ++b) {
            longest_ = std::max(longest_, length(b));
        }
        active_.assign(longest_ + 1, 0); // first the sequences of each length, then those that are longer
        for (std::size_t b = 0; b < batch; ++b) {
            ++active_[length(b)];
        }
        std::size_t longer = 0;
        for (std::size_t t = longest_ + 1; t-- > 0;) {
            const std::size_t equal = active_[t];
            active_[t] = longer;
            longer += equal;
        }
        next_.assign(active_.begin(), active_.end());
        order_.resize(batch);
        for (std::size_t b = 0; b < batch; ++b) {
            order_[next_[length(b)]++] = b;
        }
        starts_.resize(longest_ + 1);
        steps_ = 0;
        for (std::size_t t = 0; t <= longest_; ++t) {
            starts_[t] = steps_;
            steps_ += active_[t];
        }
        before_.resize(batch);
        std::size_t before = 0;
        for (std::size_t k = 0; k < batch; ++k) {
            before_[k] = before;
            before += length(order_[k]);
        }
    }

    /// Sequences.
    [[nodiscard]] std::size_t batch() const { return order_.size(); }
    /// The steps of the longest sequence.
    [[nodiscard]] std::size_t longest() const { return longest_; }
    /// Steps of all sequences together.
    [[nodiscard]] std::size_t steps() const { return steps_; }
    /// How many sequences have a step t, which are those at places 0 ... active(t) - 1; t <= longest().
    [[nodiscard]] std::size_t active(std::size_t t) const { return active_[t]; }
    /// The row of step t of the sequence at place 0; the others follow. t <= longest().
    [[nodiscard]] std::size_t start(std::size_t t) const { return starts_[t]; }
    /// The sequence of the batch that is at place k.
    [[nodiscard]] std::size_t order(std::size_t k) const { return order_[k]; }
    /// How many places there are that have fewer than `step` steps at the places before them. It divides the sequences
    /// that are not empty into parts of equally many steps.
    [[nodiscard]] std::size_t places_below(std::size_t step) const {
        return static_cast<std::size_t>(std::lower_bound(before_.begin(), before_.end(), step) - before_.begin());
    }

private:
    std::size_t longest_ = 0;
    std::size_t steps_ = 0;
    std::vector<std::size_t> active_{0};
    std::vector<std::size_t> next_;
    std::vector<std::size_t> starts_{0};
    std::vector<std::size_t> order_;
    std::vector<std::size_t> before_; ///< steps of the sequences at the places before each
};

} // namespace linnet::inline LINNET_ISA::kernels
