// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <ctime>

#include <benchmark/benchmark.h>

namespace linnet::bench {

/// How often a case is to call what it times, and the clock that runs meanwhile: that of Google Benchmark, or our own,
/// which is the processor time of this thread.
class Calls {
public:
    explicit Calls(benchmark::State& state) : state_{&state}, count_{state.max_iterations} {}
    explicit Calls(benchmark::IterationCount count) : count_{count} {}

    [[nodiscard]] benchmark::IterationCount count() const { return count_; }
    void start() {
        if (state_ != nullptr) {
            state_->KeepRunningBatch(count_);
        } else {
            seconds_ = -now();
        }
    }
    void stop() {
        if (state_ != nullptr) {
            state_->KeepRunningBatch(count_);
        } else {
            seconds_ += now();
        }
    }
    /// What all calls took together, by our own clock.
    [[nodiscard]] double seconds() const { return seconds_; }

private:
    static double now() {
        std::timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
    }

    benchmark::State* state_ = nullptr;
    benchmark::IterationCount count_;
    double seconds_ = 0;
};

/// Calls `call()`, which the optimizer may not delete or join with the next call.
template <class Call>
void run(Calls& calls, Call&& call) {
    calls.start();
    for (auto left = calls.count(); left != 0; --left) {
        call();
        benchmark::ClobberMemory();
    }
    calls.stop();
}

} // namespace linnet::bench
