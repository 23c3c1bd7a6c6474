// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/executor.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>

namespace executor_test {

using namespace linnet;

namespace {

/// Runs the shares on the calling thread, from the last to the first, and notes how many there were.
class Backwards : public Executor {
public:
    explicit Backwards(std::size_t threads) : threads_{threads} {}
    [[nodiscard]] std::size_t threads() const override { return threads_; }
    void run(std::size_t shares, Task task) override {
        runs.push_back(shares);
        while (shares-- > 0) {
            task(shares);
        }
    }

    std::vector<std::size_t> runs;

private:
    std::size_t threads_;
};

/// The shares of a loop in their order: first and count.
std::vector<std::pair<std::size_t, std::size_t>> parts_of(Executor* executor, std::size_t n, std::size_t unit,
                                                          std::size_t cost) {
    std::vector<std::pair<std::size_t, std::size_t>> shares;
    for_each_share(executor, n, unit, cost,
                   [&](std::size_t first, std::size_t count) { shares.emplace_back(first, count); });
    std::sort(shares.begin(), shares.end());
    return shares;
}

using Parts = std::vector<std::pair<std::size_t, std::size_t>>;
constexpr std::size_t dear = 16384;

} // namespace

TEST_CASE("without an executor a loop is one share") {
    CHECK(parts_of(nullptr, 10, 1, dear) == Parts{{0, 10}});
    CHECK(parts_of(nullptr, 0, 1, dear) == Parts{{0, 0}});
}

TEST_CASE("shares cover the loop and start at multiples of the unit") {
    Backwards three{3};
    CHECK(parts_of(&three, 10, 1, dear) == Parts{{0, 3}, {3, 3}, {6, 4}});
    CHECK(parts_of(&three, 10, 4, dear) == Parts{{0, 4}, {4, 4}, {8, 2}});
    CHECK(parts_of(&three, 17, 4, dear) == Parts{{0, 4}, {4, 8}, {12, 5}});
    CHECK(three.runs == std::vector<std::size_t>{3, 3, 3});
    for (std::size_t n = 1; n < 50; ++n) {
        for (const std::size_t unit : {1U, 3U, 16U}) {
            std::size_t next = 0;
            for (const auto& [first, count] : parts_of(&three, n, unit, dear)) {
                CHECK(first == next);
                CHECK(first % unit == 0);
                CHECK(count > 0);
                next = first + count;
            }
            CHECK(next == n);
        }
    }
}

TEST_CASE("there are no more shares than are worth a thread, and a single one stays with the caller") {
    Backwards eight{8};
    CHECK(parts_of(&eight, 10, 1, dear / 4) == Parts{{0, 5}, {5, 5}});
    CHECK(parts_of(&eight, 2, 1, dear) == Parts{{0, 1}, {1, 1}});
    CHECK(eight.runs == std::vector<std::size_t>{2, 2});
    CHECK(parts_of(&eight, 10, 1, dear / 10) == Parts{{0, 10}});
    CHECK(parts_of(&eight, 10, 16, dear) == Parts{{0, 10}});
    CHECK(parts_of(&eight, 0, 1, dear) == Parts{{0, 0}});
    CHECK(eight.runs.size() == 2);
}

TEST_CASE("a body that asks for it is told the number of its share") {
    Backwards three{3};
    Parts seen;
    for_each_share(&three, 10, 1, dear,
                   [&](std::size_t first, std::size_t, std::size_t share) { seen.emplace_back(share, first); });
    CHECK(seen == Parts{{2, 6}, {1, 3}, {0, 0}});
}

TEST_CASE("no answer of an executor is too absurd: 0 counts as 1, and as many threads as there cannot be as 1024") {
    /// Says what it is told to.
    class Absurd : public Backwards {
    public:
        Absurd(std::size_t threads, std::size_t cost) : Backwards{threads}, cost_{cost} {}
        [[nodiscard]] std::size_t least_share_cost() const override { return cost_; }

    private:
        std::size_t cost_;
    };
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
    CHECK(threads_of(nullptr) == 1);
    Absurd none{0, 0};
    CHECK(threads_of(&none) == 1);
    CHECK(parts_of(&none, 10, 1, dear) == Parts{{0, 10}});
    CHECK(none.runs.empty());
    Absurd free{4, 0};
    CHECK(parts_of(&free, 4, 1, 1) == Parts{{0, 1}, {1, 1}, {2, 1}, {3, 1}});
    CHECK(parts_of(&free, 4, 1, 0) == Parts{{0, 4}});
    Absurd never{4, most};
    CHECK(parts_of(&never, 1000, 1, dear) == Parts{{0, 1000}});
    CHECK(parts_of(&never, 8, 1, most) == Parts{{0, 2}, {2, 2}, {4, 2}, {6, 2}}); // a cost of what is worth a thread
    Absurd many{most, 1};
    CHECK(threads_of(&many) == 1024);
    CHECK(parts_of(&many, 5000, 1, 1).size() == 1024);
}

TEST_CASE("an executor that leaves out shares, or runs others, is told so") {
    class Broken : public Executor {
    public:
        explicit Broken(std::size_t from, std::size_t to) : from_{from}, to_{to} {}
        [[nodiscard]] std::size_t threads() const override { return 4; }
        void run(std::size_t, Task task) override {
            for (std::size_t share = from_; share < to_; ++share) {
                task(share);
            }
        }

    private:
        std::size_t from_;
        std::size_t to_;
    };
    std::size_t done = 0;
    const auto body = [&](std::size_t, std::size_t count) { done += count; };
    Broken lazy{0, 3};
    CHECK_THROWS_WITH_AS(for_each_share(&lazy, 8, 1, dear, body),
                         "an Executor was to run 4 shares once each, and ran 3", SettingError);
    CHECK(done == 6);
    Broken idle{0, 0};
    CHECK_THROWS_WITH_AS(for_each_share(&idle, 8, 1, dear, body),
                         "an Executor was to run 4 shares once each, and ran 0", SettingError);
    Broken eager{0, 6};
    done = 0;
    CHECK_THROWS_WITH_AS(for_each_share(&eager, 8, 1, dear, body),
                         "an Executor was to run 4 shares once each, and ran 6", SettingError);
    CHECK(done == 8);
}

TEST_CASE("what the first share throws of those that do reaches the caller when all have ended") {
    Backwards three{3};
    for (Executor* const executor : {static_cast<Executor*>(&three), static_cast<Executor*>(nullptr)}) {
        std::size_t done = 0;
        const auto run = [&](std::size_t bad_from) {
            for_each_share(executor, 9, 1, dear, [&](std::size_t first, std::size_t count) {
                done += count;
                if (first + count > bad_from) {
                    throw std::runtime_error(std::to_string(first));
                }
            });
        };
        CHECK_NOTHROW(run(9));
        CHECK(done == 9);
        CHECK_THROWS_WITH_AS(run(5), executor == nullptr ? "0" : "3", std::runtime_error);
        CHECK(done == 18);
    }
}

} // namespace executor_test
