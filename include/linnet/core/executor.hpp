// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <exception>
#include <type_traits>
#include <vector>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

/// Runs parts of a loop on several threads. linnet starts no threads by itself: it computes on the thread that calls
/// it, and on those of an executor that is handed to `fit`, `evaluate`, `predict` or a Trainer. ThreadPool is one; a
/// program with threads of its own derives another.
///
/// Work is divided by its results, never within a sum, so the bits do not depend on the number of threads.
class Executor {
public:
    /// A function of the number of a part.
    struct Task {
        void (*function)(const void* data, std::size_t part);
        const void* data;

        void operator()(std::size_t part) const { function(data, part); }
    };

    Executor() = default;
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;
    virtual ~Executor() = default;

    /// How many parts may run at once; at least 1.
    [[nodiscard]] virtual std::size_t threads() const = 0;
    /// Calls task(0), ..., task(parts - 1), each once, and returns when all of them have. What the tasks wrote is then
    /// seen by the caller. Tasks do not throw, nor do they call `run`. Allocates nothing.
    virtual void run(std::size_t parts, Task task) = 0;
    /// What a part must cost at least, so that it is worth a thread. A cost is counted in numbers read, written or
    /// computed, some 10 of which take a nanosecond.
    [[nodiscard]] virtual std::size_t least_part_cost() const { return 16384; }
};

namespace detail {

/// Multiply-adds that take as long as one number of a part's cost.
inline constexpr std::size_t multiply_adds_per_cost = 4;

template <class Body>
LINNET_INLINE void call_part(const Body& body, std::size_t first, std::size_t count, std::size_t part) {
    if constexpr (std::is_invocable_v<const Body&, std::size_t, std::size_t, std::size_t>) {
        body(first, count, part);
    } else {
        body(first, count);
    }
}

/// A loop over `n` items, whose parts are multiples of `unit` items.
struct DividedLoop {
    void (*function)(const void* body, std::size_t first, std::size_t count, std::size_t part);
    const void* body;
    std::size_t n;
    std::size_t unit;
    std::size_t parts;

    static void run_part(const void* data, std::size_t part) {
        const auto& loop = *static_cast<const DividedLoop*>(data);
        const std::size_t units = (loop.n + loop.unit - 1) / loop.unit;
        const std::size_t first = units * part / loop.parts * loop.unit;
        const std::size_t last = std::min(loop.n, units * (part + 1) / loop.parts * loop.unit);
        loop.function(loop.body, first, last - first, part);
    }
    LINNET_HOT void run(Executor& executor, std::size_t item_cost) {
        parts = std::min({executor.threads(), (n + unit - 1) / unit, n * item_cost / executor.least_part_cost()});
        if (parts > 1) {
            executor.run(parts, {run_part, this});
        } else {
            function(body, 0, n, 0);
        }
    }
};

} // namespace detail

/// The parts that may run at once.
[[nodiscard]] inline std::size_t threads_of(const Executor* executor) {
    return executor == nullptr ? 1 : executor->threads();
}

/// Calls `body(first, count)` for parts of 0 .. n - 1 that cover it, on the threads of `executor` where it is given and
/// the parts are worth it. A part starts at a multiple of `unit`. `item_cost` is that of `Executor::least_part_cost`. A
/// body that needs scratch takes the number of its part, too: `body(first, count, part)` with part <
/// threads_of(executor). It must not throw, and what it computes must not depend on where a part starts.
template <class Body>
LINNET_INLINE void for_each_part(Executor* executor, std::size_t n, std::size_t unit, std::size_t item_cost,
                                 const Body& body) {
    if (executor == nullptr) {
        detail::call_part(body, 0, n, 0);
        return;
    }
    detail::DividedLoop loop{[](const void* data, std::size_t first, std::size_t count, std::size_t part) {
                                 detail::call_part(*static_cast<const Body*>(data), first, count, part);
                             },
                             &body, n, unit, 1};
    loop.run(*executor, item_cost);
}

/// The same for a body that may throw: what the first part throws of those that do is thrown again when all have ended.
template <class Body>
void for_each_throwing_part(Executor* executor, std::size_t n, std::size_t unit, std::size_t item_cost,
                            const Body& body) {
    if (executor == nullptr) {
        detail::call_part(body, 0, n, 0);
        return;
    }
    std::vector<std::exception_ptr> errors(executor->threads());
    for_each_part(executor, n, unit, item_cost, [&](std::size_t first, std::size_t count, std::size_t part) {
        try {
            detail::call_part(body, first, count, part);
        } catch (...) {
            errors[part] = std::current_exception();
        }
    });
    for (const std::exception_ptr& error : errors) {
        if (error != nullptr) {
            std::rethrow_exception(error);
        }
    }
}

} // namespace linnet::inline LINNET_ISA
