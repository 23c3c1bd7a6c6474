// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// An executor with threads of its own: the one that calls `run`, and `threads - 1` that it starts on construction and
/// ends on destruction. `ThreadPool{}` has as many threads as the machine has processors.
///
/// A thread without work waits actively for about 300 us and then sleeps. If there are more threads than processors, it
/// sleeps at once.
///
/// A pool serves one caller at a time. If `run` is called during another call, by another thread or by one of the
/// pool's own tasks, it throws SettingError before any share runs, and the pool stays usable. Tasks may throw: once all
/// have ended, the exception of the lowest share is rethrown.
/// Throws SettingError for 0 threads or more than 1024, and std::system_error if the system refuses a thread.
class ThreadPool : public Executor {
public:
    ThreadPool() : ThreadPool(std::max(1U, std::thread::hardware_concurrency())) {}
    explicit ThreadPool(std::size_t threads);
    LINNET_COLD ~ThreadPool() override { end(); }

    [[nodiscard]] std::size_t threads() const override { return workers_.size() + 1; }

    LINNET_HOT LINNET_DEFINITION void run(std::size_t shares, Task task) override;

private:
    // A thread takes a share by counting `claim_` up. `claim_` holds 32 bits of the round, 16 bits of the number of
    // shares and 16 bits of the number taken. A thread that comes late finds all shares taken, so nobody waits for it.
    static constexpr std::size_t most_shares = 0xFFFF;
    static constexpr std::uint64_t round_shift = 32;
    static constexpr std::uint64_t shares_shift = 16;

    void run_round(std::size_t first, std::size_t shares, Task task);
    void take_shares();
    void work();

    /// Watches a number for a while, and returns whether it is no longer `old`.
    bool changed(const std::atomic<std::uint32_t>& number, std::uint32_t old) const;

    void end();

    Task task_{};
    std::size_t first_ = 0;
    detail::LowestError* error_ = nullptr; // of the run
    std::atomic_flag busy_;
    unsigned looks_ = 0;
    alignas(64) std::atomic<std::uint64_t> claim_{0};
    alignas(64) std::atomic<std::uint32_t> round_{0};
    alignas(64) std::atomic<std::uint32_t> done_{0};
    std::atomic<bool> ended_{false};
    std::vector<std::thread> workers_;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION ThreadPool::ThreadPool(std::size_t threads) {
    if (threads == 0 || threads > detail::most_threads) {
        detail::fail<SettingError>({"a ThreadPool has 1 to 1024 threads, not ", threads});
    }
    looks_ = threads <= std::thread::hardware_concurrency() ? 10000 : 0;
    workers_.reserve(threads - 1);
    try {
        while (workers_.size() + 1 < threads) {
            workers_.emplace_back([this] { work(); });
        }
    } catch (...) {
        end();
        throw;
    }
}

void ThreadPool::run(std::size_t shares, Task task) {
    if (busy_.test_and_set(std::memory_order_acquire)) {
        detail::fail<SettingError>({"a ThreadPool serves one caller at a time"});
    }
    detail::LowestError error;
    error_ = &error;
    for (std::size_t first = 0; first < shares; first += most_shares) {
        run_round(first, std::min(shares - first, std::size_t{most_shares}), task);
    }
    busy_.clear(std::memory_order_release);
    error.rethrow();
}

LINNET_DEFINITION void ThreadPool::run_round(std::size_t first, std::size_t shares, Task task) {
    task_ = task;
    first_ = first;
    done_.store(0, std::memory_order_relaxed);
    const std::uint32_t round = round_.load(std::memory_order_relaxed) + 1;
    claim_.store(std::uint64_t{round} << round_shift | std::uint64_t{shares} << shares_shift,
                 std::memory_order_release);
    round_.store(round, std::memory_order_release);
    round_.notify_all();
    take_shares();
    const auto all = static_cast<std::uint32_t>(shares);
    for (std::uint32_t done = done_.load(std::memory_order_acquire); done != all;
         done = done_.load(std::memory_order_acquire)) {
        if (!changed(done_, done)) {
            done_.wait(done, std::memory_order_acquire);
        }
    }
}

LINNET_DEFINITION void ThreadPool::take_shares() {
    std::uint64_t claim = claim_.load(std::memory_order_acquire);
    while ((claim & most_shares) < (claim >> shares_shift & most_shares)) {
        if (claim_.compare_exchange_weak(claim, claim + 1, std::memory_order_acq_rel, std::memory_order_acquire)) {
            const std::size_t share = first_ + (claim & most_shares);
            try {
                task_(share);
            } catch (...) {
                error_->keep(share);
            }
            done_.fetch_add(1, std::memory_order_release);
            done_.notify_one();
            claim = claim_.load(std::memory_order_acquire);
        }
    }
}

LINNET_DEFINITION void ThreadPool::work() {
    std::uint32_t seen = 0;
    while (true) {
        if (!changed(round_, seen)) {
            round_.wait(seen, std::memory_order_acquire);
        }
        seen = round_.load(std::memory_order_acquire);
        if (ended_.load(std::memory_order_acquire)) {
            return;
        }
        take_shares();
    }
}

LINNET_DEFINITION bool ThreadPool::changed(const std::atomic<std::uint32_t>& number, std::uint32_t old) const {
    for (unsigned look = 0; look < looks_; ++look) {
        if (number.load(std::memory_order_acquire) != old) {
            return true;
        }
        if (look % 64 == 63) {
            std::this_thread::yield(); // the thread that we wait for may need this very processor
        }
#if defined(__x86_64__)
        __builtin_ia32_pause();
#endif
    }
    return number.load(std::memory_order_acquire) != old;
}

LINNET_COLD LINNET_DEFINITION void ThreadPool::end() {
    ended_.store(true, std::memory_order_release);
    round_.fetch_add(1, std::memory_order_release);
    round_.notify_all();
    for (std::thread& worker : workers_) {
        worker.join();
    }
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
