// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/thread_pool.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>

namespace thread_pool_test {

using namespace linnet;

namespace {

/// How often each part of a run was called. Only one thread writes to a part's place, so a sanitizer sees a second
/// call.
std::vector<int> calls(ThreadPool& pool, std::size_t parts) {
    std::vector<int> counts(parts);
    pool.run(parts, {[](const void* data, std::size_t part) {
                         ++(*static_cast<std::vector<int>*>(const_cast<void*>(data)))[part];
                     },
                     &counts});
    return counts;
}

} // namespace

TEST_CASE("every part runs once, however many threads and parts there are") {
    for (const std::size_t threads : {1U, 2U, 3U, 8U}) {
        ThreadPool pool{threads};
        CHECK(pool.threads() == threads);
        for (const std::size_t parts : {0U, 1U, 2U, 7U, 1000U}) {
            CAPTURE(threads);
            CAPTURE(parts);
            CHECK(calls(pool, parts) == std::vector<int>(parts, 1));
        }
    }
    ThreadPool two{2};
    CHECK(calls(two, 70'000) == std::vector<int>(70'000, 1)); // more than a round holds
}

TEST_CASE("run after run, the caller sees what the threads wrote") {
    ThreadPool pool{3};
    std::vector<std::size_t> sums(3);
    for (std::size_t round = 0; round < 20'000; ++round) {
        pool.run(3, {[](const void* data, std::size_t part) {
                         ++(*static_cast<std::vector<std::size_t>*>(const_cast<void*>(data)))[part];
                     },
                     &sums});
    }
    CHECK(sums == std::vector<std::size_t>(3, 20'000));
}

TEST_CASE("the parts are shared among the threads") {
    // Each part waits until the other has begun, which takes two threads.
    struct Meeting {
        std::atomic<int> there{0};
        std::thread::id who[2];
    } meeting;
    ThreadPool pool{2};
    pool.run(2, {[](const void* data, std::size_t part) {
                     Meeting& here = *static_cast<Meeting*>(const_cast<void*>(data));
                     here.who[part] = std::this_thread::get_id();
                     ++here.there;
                     while (here.there < 2) {
                         std::this_thread::yield();
                     }
                 },
                 &meeting});
    CHECK(meeting.who[0] != meeting.who[1]);
    CHECK((meeting.who[0] == std::this_thread::get_id() || meeting.who[1] == std::this_thread::get_id()));
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

} // namespace thread_pool_test
