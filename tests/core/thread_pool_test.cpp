// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/thread_pool.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>

namespace thread_pool_test {

using namespace linnet;

namespace {

/// How often each share of a run was called. Only one thread writes to a share's place, so a sanitizer sees a second
/// call.
std::vector<int> calls(ThreadPool& pool, std::size_t shares) {
    std::vector<int> counts(shares);
    pool.run(shares, {[](const void* data, std::size_t share) {
                          ++(*static_cast<std::vector<int>*>(const_cast<void*>(data)))[share];
                      },
                      &counts});
    return counts;
}

} // namespace

TEST_CASE("every share runs once, however many threads and shares there are") {
    for (const std::size_t threads : {1U, 2U, 3U, 8U}) {
        ThreadPool pool{threads};
        CHECK(pool.threads() == threads);
        for (const std::size_t shares : {0U, 1U, 2U, 7U, 1000U}) {
            CAPTURE(threads);
            CAPTURE(shares);
            CHECK(calls(pool, shares) == std::vector<int>(shares, 1));
        }
    }
    ThreadPool two{2};
    CHECK(calls(two, 70'000) == std::vector<int>(70'000, 1)); // more than a round holds
}

TEST_CASE("run after run, the caller sees what the threads wrote") {
    ThreadPool pool{3};
    std::vector<std::size_t> sums(3);
    for (std::size_t round = 0; round < 20'000; ++round) {
        pool.run(3, {[](const void* data, std::size_t share) {
                         ++(*static_cast<std::vector<std::size_t>*>(const_cast<void*>(data)))[share];
                     },
                     &sums});
    }
    CHECK(sums == std::vector<std::size_t>(3, 20'000));
}

TEST_CASE("the shares are shared among the threads") {
    // Each share waits until the other has begun, which takes two threads.
    struct Meeting {
        std::atomic<int> there{0};
        std::thread::id who[2];
    } meeting;
    ThreadPool pool{2};
    pool.run(2, {[](const void* data, std::size_t share) {
                     Meeting& here = *static_cast<Meeting*>(const_cast<void*>(data));
                     here.who[share] = std::this_thread::get_id();
                     ++here.there;
                     while (here.there < 2) {
                         std::this_thread::yield();
                     }
                 },
                 &meeting});
    CHECK(meeting.who[0] != meeting.who[1]);
    CHECK((meeting.who[0] == std::this_thread::get_id() || meeting.who[1] == std::this_thread::get_id()));
}

TEST_CASE("a share runs on the same thread in every loop, as long as no thread is late") {
    // Each share waits until all have begun, which takes a thread for each.
    struct Meeting {
        std::atomic<std::size_t> there{0};
        std::vector<std::thread::id> who;
    };
    for (const std::size_t threads : {3U, 40U}) { // 40 shares take two words
        ThreadPool pool{threads};
        const auto meet = [&] {
            Meeting meeting;
            meeting.who.resize(threads);
            pool.run(threads, {[](const void* data, std::size_t share) {
                                   Meeting& here = *static_cast<Meeting*>(const_cast<void*>(data));
                                   here.who[share] = std::this_thread::get_id();
                                   ++here.there;
                                   while (here.there < here.who.size()) {
                                       std::this_thread::yield();
                                   }
                               },
                               &meeting});
            return meeting.who;
        };
        const std::vector<std::thread::id> first = meet();
        CHECK(first[0] == std::this_thread::get_id());
        for (int round = 0; round < 20; ++round) {
            CHECK(meet() == first);
        }
    }
}

TEST_CASE("a pool may go without having worked, and wakes up after a rest") {
    {
        ThreadPool idle{4};
    }
    ThreadPool pool{2};
    CHECK(calls(pool, 5) == std::vector<int>(5, 1));
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
    CHECK(calls(pool, 5) == std::vector<int>(5, 1));
    CHECK(ThreadPool{}.threads() >= 1);
}

TEST_CASE("a pool has at least one thread, and not any number") {
    CHECK_THROWS_WITH_AS(ThreadPool{0}, "a ThreadPool has 1 to 1024 threads, not 0", SettingError);
    CHECK_THROWS_AS(ThreadPool{1025}, SettingError);
}

TEST_CASE("what the lowest share throws of those that do reaches the caller when all have ended") {
    struct Parts {
        std::size_t bad_from;
        std::vector<std::atomic<int>> done;
    };
    for (const std::size_t threads : {1U, 3U}) {
        ThreadPool pool{threads};
        const auto run = [&](std::size_t shares, std::size_t bad_from) {
            Parts seen{bad_from, std::vector<std::atomic<int>>(shares)};
            std::string thrown;
            try {
                pool.run(shares, {[](const void* data, std::size_t share) {
                                      Parts& all = *static_cast<Parts*>(const_cast<void*>(data));
                                      ++all.done[share];
                                      if (share >= all.bad_from) {
                                          throw std::runtime_error(std::to_string(share));
                                      }
                                  },
                                  &seen});
            } catch (const std::runtime_error& error) {
                thrown = error.what();
            }
            CHECK(std::all_of(seen.done.begin(), seen.done.end(), [](const auto& count) { return count == 1; }));
            return thrown;
        };
        for (std::size_t round = 0; round < 50; ++round) {
            CHECK(run(8, 3) == "3");
            CHECK(run(8, 8).empty());
        }
        CHECK(run(66'000, 65'990) == "65990"); // in the last of many rounds
        CHECK(run(66'000, 7) == "7");
        CHECK(calls(pool, 5) == std::vector<int>(5, 1));
    }
}

TEST_CASE("a pool serves one caller at a time, and goes on to do so") {
    struct Meeting {
        ThreadPool pool{2};
        std::atomic<int> refused{0};
        std::atomic<bool> begun{false};
        std::atomic<bool> over{false};
    } meeting;
    const auto wait_for = [](const std::atomic<bool>& flag) {
        while (!flag) {
            std::this_thread::yield();
        }
    };
    std::thread other([&] {
        wait_for(meeting.begun);
        int ran = 0;
        const Executor::Task task{[](const void* data, std::size_t) { ++*static_cast<int*>(const_cast<void*>(data)); },
                                  &ran};
        for (int attempt = 0; attempt < 100; ++attempt) {
            try {
                meeting.pool.run(4, task);
            } catch (const SettingError& error) {
                meeting.refused += std::string{error.what()} == "a ThreadPool serves one caller at a time" ? 1 : 0;
            }
        }
        meeting.refused += ran; // no share of what is refused runs
        meeting.over = true;
    });
    meeting.pool.run(2, {[](const void* data, std::size_t) {
                             Meeting& here = *static_cast<Meeting*>(const_cast<void*>(data));
                             here.begun = true;
                             while (!here.over) {
                                 std::this_thread::yield();
                             }
                         },
                         &meeting});
    other.join();
    CHECK(meeting.refused == 100);
    CHECK(calls(meeting.pool, 7) == std::vector<int>(7, 1));
}

TEST_CASE("a task may not run its own pool, which is said and does no harm") {
    for (const std::size_t threads : {1U, 2U}) {
        ThreadPool pool{threads};
        const Executor::Task inner{[](const void*, std::size_t) { FAIL("ran"); }, nullptr};
        struct Both {
            ThreadPool& pool;
            const Executor::Task& task;
        } both{pool, inner};
        CHECK_THROWS_WITH_AS(pool.run(3, {[](const void* data, std::size_t) {
                                              const Both& nested = *static_cast<const Both*>(data);
                                              nested.pool.run(2, nested.task);
                                          },
                                          &both}),
                             "a ThreadPool serves one caller at a time", SettingError);
        CHECK(calls(pool, 5) == std::vector<int>(5, 1));
    }
}

TEST_CASE("loops of two threads that share a pool are each done as a whole, or refused") {
    ThreadPool pool{2};
    std::atomic<int> wrong{0};
    std::atomic<int> whole{0};
    const auto work = [&] {
        for (int round = 0; round < 2000; ++round) {
            std::vector<int> seen(64);
            try {
                for_each_share(&pool, 64, 1, 1'000'000, [&](std::size_t first, std::size_t count) {
                    for (std::size_t i = first; i < first + count; ++i) {
                        ++seen[i];
                    }
                });
                ++whole;
                wrong += seen == std::vector<int>(64, 1) ? 0 : 1;
            } catch (const SettingError&) {
                wrong += seen == std::vector<int>(64, 0) ? 0 : 1;
            }
        }
    };
    std::thread other(work);
    work();
    other.join();
    CHECK(wrong == 0);
    CHECK(whole > 0);
}

} // namespace thread_pool_test
