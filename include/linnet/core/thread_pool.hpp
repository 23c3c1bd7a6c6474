// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
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
    // Thread t takes share t if it can, so that what it wrote in one loop it finds in its cache in the next. Then it
    // helps with the shares of threads that are late. A word of `free_` holds 32 bits of the round and a bit for each
    // of 32 shares that nobody has taken. A thread that comes late finds none, so nobody waits for it.
    static constexpr std::size_t shares_of_word = 32;

    void run_round(std::size_t first, std::size_t shares, Task task);
    void take_shares(std::size_t thread);
    /// Runs a free share of this word, the preferred one if it is free. Returns whether there was one.
    bool take_share(std::size_t word, std::size_t preferred);
    void work(std::size_t thread);

    /// Watches a number for a while, and returns whether it is no longer `old`.
    bool changed(const std::atomic<std::uint32_t>& number, std::uint32_t old) const;

    void end();

    Task task_{};
    std::size_t first_ = 0;
    detail::LowestError* error_ = nullptr; // of the run
    std::atomic_flag busy_;
    unsigned looks_ = 0;
    std::size_t words_ = 1; // of `free_` that are used
    alignas(64) std::array<std::atomic<std::uint64_t>, detail::most_threads / shares_of_word> free_{};
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
    words_ = (threads - 1) / shares_of_word + 1;
    looks_ = threads <= std::thread::hardware_concurrency() ? 10000 : 0;
    workers_.reserve(threads - 1);
    try {
        while (workers_.size() + 1 < threads) {
            workers_.emplace_back([this, thread = workers_.size() + 1] { work(thread); });
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
    const std::size_t most = words_ * shares_of_word;
    for (std::size_t first = 0; first < shares; first += most) {
        run_round(first, std::min(shares - first, most), task);
    }
    busy_.clear(std::memory_order_release);
    error.rethrow();
}

LINNET_DEFINITION void ThreadPool::run_round(std::size_t first, std::size_t shares, Task task) {
    task_ = task;
    first_ = first;
    done_.store(0, std::memory_order_relaxed);
    const std::uint32_t round = round_.load(std::memory_order_relaxed) + 1;
    for (std::size_t word = 0; word * shares_of_word < shares; ++word) {
        const std::size_t count = std::min(shares - word * shares_of_word, shares_of_word);
        const std::uint64_t shares_of_round = ~std::uint64_t{0} >> (64 - count);
        free_[word].store(std::uint64_t{round} << shares_of_word | shares_of_round, std::memory_order_release);
    }
    round_.store(round, std::memory_order_release);
    round_.notify_all();
    take_shares(0);
    const auto all = static_cast<std::uint32_t>(shares);
    for (std::uint32_t done = done_.load(std::memory_order_acquire); done != all;
         done = done_.load(std::memory_order_acquire)) {
        if (!changed(done_, done)) {
            done_.wait(done, std::memory_order_acquire);
        }
    }
}

LINNET_DEFINITION void ThreadPool::take_shares(std::size_t thread) {
    const std::size_t own = thread / shares_of_word;
    for (std::size_t i = 0; i < words_; ++i) {
        while (take_share((own + i) % words_, thread % shares_of_word)) {
        }
    }
}

LINNET_DEFINITION bool ThreadPool::take_share(std::size_t word, std::size_t preferred) {
    std::uint64_t free = free_[word].load(std::memory_order_acquire);
    while (const auto shares = static_cast<std::uint32_t>(free)) {
        const std::size_t bit =
            (shares >> preferred & 1U) != 0 ? preferred : static_cast<std::size_t>(std::countr_zero(shares));
        if (free_[word].compare_exchange_weak(free, free & ~(std::uint64_t{1} << bit), std::memory_order_acq_rel,
                                              std::memory_order_acquire)) {
            const std::size_t share = first_ + word * shares_of_word + bit;
            try {
                task_(share);
            } catch (...) {
                error_->keep(share);
            }
            done_.fetch_add(1, std::memory_order_release);
            done_.notify_one();
            return true;
        }
    }
    return false;
}

LINNET_DEFINITION void ThreadPool::work(std::size_t thread) {
    std::uint32_t seen = 0;
    while (true) {
        if (!changed(round_, seen)) {
            round_.wait(seen, std::memory_order_acquire);
        }
        seen = round_.load(std::memory_order_acquire);
        if (ended_.load(std::memory_order_acquire)) {
            return;
        }
        take_shares(thread);
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
