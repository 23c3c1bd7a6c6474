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

/// Runs the shares of a loop on several threads. linnet starts no threads by itself: it computes on the thread that
/// calls it, and on those of an executor that the caller passes to `fit`, `evaluate`, `predict` or a Trainer.
/// ThreadPool is one; a program with its own threads derives another.
///
/// The work is divided by results, never within a sum, so the bits do not depend on the number of threads.
class Executor {
public:
    /// A function that takes the number of a share.
    struct Task {
        void (*function)(const void* data, std::size_t share);
        const void* data;

        void operator()(std::size_t share) const { function(data, share); }
    };

    Executor() = default;
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;
    virtual ~Executor() = default;

    /// How many shares may run at once. Must be the same at every call; 0 counts as 1, and more than 1024 as 1024.
    [[nodiscard]] virtual std::size_t threads() const = 0;
    /// Calls task(0), ..., task(shares - 1), each once, and returns when all of them have returned; the caller then
    /// sees what the tasks wrote. Allocates nothing. The tasks of linnet neither throw nor call `run`. An executor that
    /// several threads use at the same time must make them wait for each other, or refuse with an exception before it
    /// calls the first share.
    virtual void run(std::size_t shares, Task task) = 0;
    /// The least cost for which a share is worth a thread; 0 counts as 1. Cost is counted in numbers read, written or
    /// computed; about 10 of them take a nanosecond.
    [[nodiscard]] virtual std::size_t least_share_cost() const { return 16384; }
};

namespace detail {

/// How many multiply-adds cost as much as one number.
inline constexpr std::size_t multiply_adds_per_cost = 4;

template <class Body>
LINNET_INLINE void call_share(const Body& body, std::size_t first, std::size_t count, std::size_t share) {
    if constexpr (requires { body(first, count, share); }) { // asks less of the compiler than std::is_invocable
        body(first, count, share);
    } else {
        body(first, count);
    }
}

/// An upper limit on threads: more would help nobody, and each needs scratch memory.
inline constexpr std::size_t most_threads = 1024;

/// Keeps the exception of the lowest share that threw, while other shares still run.
class LowestError {
public:
    /// Keeps the current exception, unless a lower share has thrown too.
    void keep(std::size_t share) noexcept;
    /// Rethrows that exception, if there is one, once all shares have ended.
    void rethrow();

private:
    std::atomic_flag busy_;
    std::size_t share_ = 0;
    std::exception_ptr error_;
};

/// A loop over `n` items that is cut into shares of a multiple of `unit` items.
struct DividedLoop {
    void (*function)(const void* body, std::size_t first, std::size_t count, std::size_t share);
    const void* body;
    std::size_t n;
    std::size_t unit;
    std::size_t shares;

    /// What happened in the shares.
    struct Outcome {
        const DividedLoop& loop;
        std::atomic<std::size_t> ran{0};
        std::atomic<bool> raised{false}; ///< floating-point flags that the shares raised, to be raised for the caller
        LowestError error;
    };

    static void run_share(const void* data, std::size_t share);
    void run(Executor& executor, std::size_t item_cost);

private:
    void run_shares(Executor& executor) const;
};

} // namespace detail

/// How many shares may run at once.
[[nodiscard]] inline std::size_t threads_of(const Executor* executor) {
    return executor == nullptr ? 1 : std::clamp<std::size_t>(executor->threads(), 1, detail::most_threads);
}

/// Calls `body(first, count)` for shares that together cover 0 .. n - 1: on the threads of `executor`, if there is one
/// and the shares are worth it, else on this thread. A share starts at a multiple of `unit`. `item_cost` is counted as
/// `Executor::least_share_cost` counts it. A body that needs scratch memory may also take the number of its share,
/// `body(first, count, share)`, with share < threads_of(executor). The results must not depend on where a share starts.
/// If shares throw, the others still run, and then the exception of the lowest share is rethrown. Throws SettingError
/// if the executor did not run each share once, and whatever the executor throws.
template <class Body>
LINNET_INLINE void for_each_share(Executor* executor, std::size_t n, std::size_t unit, std::size_t item_cost,
                                  const Body& body) {
    if (executor == nullptr) {
        detail::call_share(body, 0, n, 0);
        return;
    }
    detail::DividedLoop loop{[](const void* data, std::size_t first, std::size_t count, std::size_t share) {
                                 detail::call_share(*static_cast<const Body*>(data), first, count, share);
                             },
                             &body, n, unit, 1};
    loop.run(*executor, item_cost);
}

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION void LowestError::keep(std::size_t share) noexcept {
    while (busy_.test_and_set(std::memory_order_acquire)) {
    }
    if (error_ == nullptr || share < share_) {
        error_ = std::current_exception();
        share_ = share;
    }
    busy_.clear(std::memory_order_release);
}

LINNET_DEFINITION void LowestError::rethrow() {
    if (error_ != nullptr) {
        std::rethrow_exception(std::exchange(error_, nullptr));
    }
}

LINNET_DEFINITION void DividedLoop::run_share(const void* data, std::size_t share) {
    Outcome& outcome = *static_cast<Outcome*>(const_cast<void*>(data));
    const DividedLoop& loop = outcome.loop;
    if (share < loop.shares) {
        const std::size_t units = (loop.n + loop.unit - 1) / loop.unit;
        const std::size_t first = units * share / loop.shares * loop.unit;
        const std::size_t last = std::min(loop.n, units * (share + 1) / loop.shares * loop.unit);
        const FloatFlags flags;
        try {
            loop.function(loop.body, first, last - first, share);
        } catch (...) {
            outcome.error.keep(share);
        }
        if (flags.raised()) {
            outcome.raised.store(true, std::memory_order_relaxed);
        }
    }
    outcome.ran.fetch_add(1, std::memory_order_relaxed);
}

LINNET_HOT LINNET_DEFINITION void DividedLoop::run(Executor& executor, std::size_t item_cost) {
    const std::size_t least = std::max<std::size_t>(1, executor.least_share_cost());
    const std::size_t worth = item_cost >= least ? n : n * item_cost / least;
    shares = std::min({executor.threads(), most_threads, (n + unit - 1) / unit, worth});
    if (shares > 1) {
        run_shares(executor);
    } else {
        function(body, 0, n, 0);
    }
}

LINNET_DEFINITION void DividedLoop::run_shares(Executor& executor) const {
    Outcome outcome{.loop = *this, .error = {}};
    executor.run(shares, {run_share, &outcome});
    if (const std::size_t ran = outcome.ran.load(std::memory_order_relaxed); ran != shares) {
        fail<SettingError>({"an Executor was to run ", shares, " shares once each, and ran ", ran});
    }
    if (outcome.raised.load(std::memory_order_relaxed)) {
        FloatFlags::raise();
    }
    outcome.error.rethrow();
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
