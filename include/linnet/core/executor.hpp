// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/float_flags.hpp>
#include <linnet/core/text.hpp>

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

    /// How many parts may run at once, the same number at every call; 0 counts as 1, and more than 1024 as 1024.
    [[nodiscard]] virtual std::size_t threads() const = 0;
    /// Calls task(0), ..., task(parts - 1), each once, and returns when all of them have. What the tasks wrote is then
    /// seen by the caller. Tasks of linnet do not throw, nor do they call `run`. Allocates nothing. It may refuse with
    /// an exception, before it calls the first part: an executor that is used by several threads at the same time must
    /// do so, or let them wait for each other.
    virtual void run(std::size_t parts, Task task) = 0;
    /// What a part must cost at least, so that it is worth a thread; 0 counts as 1. A cost is counted in numbers read,
    /// written or computed, some 10 of which take a nanosecond.
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

/// More threads are no use to anybody, and would cost their scratch.
inline constexpr std::size_t most_threads = 1024;

/// What was thrown by the lowest of some parts that run at once.
class LowestError {
public:
    /// Keeps what is being caught, unless a lower part threw, too.
    LINNET_COLD void keep(std::size_t part) noexcept {
        while (busy_.test_and_set(std::memory_order_acquire)) {
        }
        if (error_ == nullptr || part < part_) {
            error_ = std::current_exception();
            part_ = part;
        }
        busy_.clear(std::memory_order_release);
    }
    /// Throws it again, if there is one, when all parts have ended.
    void rethrow() {
        if (error_ != nullptr) {
            std::rethrow_exception(std::exchange(error_, nullptr));
        }
    }

private:
    std::atomic_flag busy_;
    std::size_t part_ = 0;
    std::exception_ptr error_;
};

/// A loop over `n` items, whose parts are multiples of `unit` items.
struct DividedLoop {
    void (*function)(const void* body, std::size_t first, std::size_t count, std::size_t part);
    const void* body;
    std::size_t n;
    std::size_t unit;
    std::size_t parts;

    /// What becomes of the parts.
    struct Outcome {
        const DividedLoop& loop;
        std::atomic<std::size_t> ran{0};
        std::atomic<bool> raised{false}; ///< flags of the parts' threads, to be those of the caller
        LowestError error;
    };

    static void run_part(const void* data, std::size_t part) {
        Outcome& outcome = *static_cast<Outcome*>(const_cast<void*>(data));
        const DividedLoop& loop = outcome.loop;
        if (part < loop.parts) {
            const std::size_t units = (loop.n + loop.unit - 1) / loop.unit;
            const std::size_t first = units * part / loop.parts * loop.unit;
            const std::size_t last = std::min(loop.n, units * (part + 1) / loop.parts * loop.unit);
            const FloatFlags flags;
            try {
                loop.function(loop.body, first, last - first, part);
            } catch (...) {
                outcome.error.keep(part);
            }
            if (flags.raised()) {
                outcome.raised.store(true, std::memory_order_relaxed);
            }
        }
        outcome.ran.fetch_add(1, std::memory_order_relaxed);
    }
    LINNET_HOT void run(Executor& executor, std::size_t item_cost) {
        const std::size_t least = std::max<std::size_t>(1, executor.least_part_cost());
        const std::size_t worth = item_cost >= least ? n : n * item_cost / least;
        parts = std::min({executor.threads(), most_threads, (n + unit - 1) / unit, worth});
        if (parts > 1) {
            run_parts(executor);
        } else {
            function(body, 0, n, 0);
        }
    }

private:
    void run_parts(Executor& executor) const {
        Outcome outcome{.loop = *this, .error = {}};
        executor.run(parts, {run_part, &outcome});
        if (const std::size_t ran = outcome.ran.load(std::memory_order_relaxed); ran != parts) {
            fail<SettingError>({"an Executor was to run ", parts, " parts once each, and ran ", ran});
        }
        if (outcome.raised.load(std::memory_order_relaxed)) {
            FloatFlags::raise();
        }
        outcome.error.rethrow();
    }
};

} // namespace detail

/// The parts that may run at once.
[[nodiscard]] inline std::size_t threads_of(const Executor* executor) {
    return executor == nullptr ? 1 : std::clamp<std::size_t>(executor->threads(), 1, detail::most_threads);
}

/// Calls `body(first, count)` for parts of 0 .. n - 1 that cover it, on the threads of `executor` where it is given and
/// the parts are worth it. A part starts at a multiple of `unit`. `item_cost` is that of `Executor::least_part_cost`. A
/// body that needs scratch takes the number of its part, too: `body(first, count, part)` with part <
/// threads_of(executor). What it computes must not depend on where a part starts. Where parts throw, the others still
/// run, and what the first of them threw is thrown again when all have ended.
/// Throws SettingError if the executor did not run as many parts as it was told to, and what it throws itself.
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

} // namespace linnet::inline LINNET_ISA
