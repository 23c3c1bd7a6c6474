// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// `n` items cut into parts of almost equal size, for loops that come back to the same parts: first to count what each
/// part has, then to write it behind what the parts before it have.
class Parts {
public:
    /// At most one part for each thread, none of them with fewer than `least` items unless there is only one. There is
    /// at least one part, which is empty if there are no items. requires: least > 0
    Parts(Executor* executor, std::size_t n, std::size_t least)
        : executor_{executor}, n_{n}, size_{std::clamp<std::size_t>(n / least, 1, threads_of(executor))} {}

    /// The number of parts.
    [[nodiscard]] std::size_t size() const { return size_; }
    /// The first item of a part; `begin(size())` is the number of items.
    [[nodiscard]] std::size_t begin(std::size_t part) const {
        return n_ / size_ * part + n_ % size_ * part / size_; // n * part would overflow for a huge n
    }

    /// Calls `body(part, begin, end)` for each part, on the threads of the executor. See `for_each_share`.
    template <class Body>
    void run(std::size_t item_cost, const Body& body) const {
        for_each_share(executor_, size_, 1, n_ / size_ * item_cost, [&](std::size_t first, std::size_t count) {
            for (std::size_t part = first; part < first + count; ++part) {
                body(part, begin(part), begin(part + 1));
            }
        });
    }

private:
    Executor* executor_;
    std::size_t n_;
    std::size_t size_;
};

} // namespace linnet::inline LINNET_ISA::detail
