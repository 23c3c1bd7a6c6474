// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// What happens to a log between its file and a model: rows of the log that goes in, per second. The counter
// `bytes_per_row` is the most memory that a call holds at once, the result included: operator new of this program
// counts.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <new>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <malloc.h>
#include <unistd.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/thread_pool.hpp>
#include <linnet/io/interaction_reader.hpp>
#include <linnet/log/k_core.hpp>
#include <linnet/log/leave_one_out.hpp>
#include <linnet/log/random_split.hpp>
#include <linnet/log/time_split.hpp>
#include <linnet/log/without_duplicates.hpp>
#include <linnet/samples/to_user_items.hpp>
#include <linnet/samples/vocabularies.hpp>

#include "support/case.hpp"
#include "support/widths.hpp"

namespace {

std::atomic<std::size_t> bytes_held{0};
std::atomic<std::size_t> most_bytes_held{0};

void* counted(std::size_t size, std::size_t alignment) {
    void* const memory = std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
    if (memory == nullptr) {
        throw std::bad_alloc{};
    }
    const std::size_t bytes = ::malloc_usable_size(memory);
    const std::size_t held = bytes_held.fetch_add(bytes) + bytes;
    std::size_t most = most_bytes_held.load();
    while (most < held && !most_bytes_held.compare_exchange_weak(most, held)) {
    }
    return memory;
}

void released(void* memory) noexcept {
    bytes_held -= ::malloc_usable_size(memory);
    std::free(memory);
}

} // namespace

// g++ sees through one of the pair when it inlines the other.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif

void* operator new(std::size_t size) { return counted(size, alignof(std::max_align_t)); }
void* operator new(std::size_t size, std::align_val_t alignment) {
    return counted(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { released(memory); }
void operator delete(void* memory, std::size_t) noexcept { released(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { released(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { released(memory); }

namespace linnet::bench {

namespace {

using User = Categorical<"user", dynamic>;
using Item = Categorical<"item", dynamic>;

#ifdef LINNET_BENCH_FEW_WIDTHS
constexpr std::size_t log_rows = 20'000;
#else
constexpr std::size_t log_rows = 500'000;
#endif
constexpr std::size_t log_users = log_rows / 10;
constexpr std::size_t log_items = log_rows / 50;
constexpr MinimumCounts least{.users = 8, .items = 10};

/// Users are drawn alike, items with weight 1 / (10 + rank), and times rise with some disorder. Half of the rows come a
/// second time, with another time, among those that follow.
struct LogData {
    std::vector<std::size_t> users; ///< numbers of the raw ids, row by row
    std::vector<std::size_t> items;
    std::vector<std::int64_t> times;
    Interactions log;
    Vocabularies<TypeList<User, Item>> ids;
    std::string path; ///< the log as a file, which is removed at the end of the program

    LogData() {
        std::vector<double> reach(log_items); // cumulative weights
        double total = 0;
        for (std::size_t i = 0; i < log_items; ++i) {
            total += 1 / (10 + static_cast<double>(i));
            reach[i] = total;
        }
        const Random who{1, 0}, what{1, 1}, when{1, 2}, again{1, 3};
        for (std::size_t row = 0; row < log_rows; ++row) {
            if (row > 1000 && again.below(3, row) == 0) {
                const std::size_t before = row - 1 - again.below(1000, log_rows + row);
                users.push_back(users[before]);
                items.push_back(items[before]);
            } else {
                users.push_back(who.below(log_users, row));
                const auto place = std::lower_bound(reach.begin(), reach.end(), total * what.uniform(row));
                items.push_back(static_cast<std::size_t>(place - reach.begin()));
            }
            times.push_back(static_cast<std::int64_t>(row + when.below(1000, row)));
            log.users.push_back(linnet::detail::text({"u", users[row]}));
            log.items.push_back(linnet::detail::text({"i", items[row]}));
            log.ratings.push_back(static_cast<float>(1 + row % 5));
            log.timestamps.push_back(times[row]);
        }
        ids.of<User>().add(log.users);
        ids.of<Item>().add(log.items);
        const auto name = "linnet_bench_log_" + std::to_string(::getpid());
        path = (std::filesystem::temp_directory_path() / name).string();
        std::ofstream file{path};
        for (std::size_t row = 0; row < log_rows; ++row) {
            file << 'u' << users[row] << "\ti" << items[row] << '\t' << 1 + row % 5 << '\t' << times[row] << '\n';
        }
    }
    LogData(const LogData&) = delete;
    LogData& operator=(const LogData&) = delete;
    ~LogData() {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
    }

    [[nodiscard]] std::size_t pair(std::size_t row) const { return users[row] * log_items + items[row]; }
    /// All rows by user, or by pair, and then time.
    template <class KeyOf>
    [[nodiscard]] std::vector<std::size_t> order(const KeyOf& key_of) const {
        std::vector<std::size_t> rows(log_rows);
        std::iota(rows.begin(), rows.end(), std::size_t{0});
        std::sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
            return std::pair{key_of(a), times[a]} < std::pair{key_of(b), times[b]};
        });
        return rows;
    }
};

const LogData& log_data() {
    static const LogData data;
    return data;
}

double sum_of_times(const Interactions& log) {
    return static_cast<double>(std::accumulate(log.timestamps.begin(), log.timestamps.end(), std::int64_t{0}));
}

enum class Step { read, without_duplicates, k_core, leave_one_out, time_split, random_split, user_items };

class LogCase : public Case {
public:
    LogCase(Step step, std::size_t threads) : step_{step}, threads_{threads} {}

    void prepare(Check& check) override {
        data_ = &log_data();
        if (threads_ > 1) {
            pool_.emplace(threads_);
        }
        const std::size_t before = bytes_held;
        most_bytes_held = before;
        call();
        bytes_per_row_ = static_cast<double>(most_bytes_held - before) / static_cast<double>(log_rows);
        check.that(bytes_per_row_ > 4, "no memory is counted");
        switch (step_) {
        case Step::read:
            check.that(result_ == data_->log, "the log is not that of the file");
            break;
        case Step::without_duplicates:
            check_pairs(check);
            break;
        case Step::k_core:
            check_core(check);
            break;
        case Step::leave_one_out:
            check_last(check);
            break;
        case Step::time_split:
            check_times(check);
            break;
        case Step::random_split:
            check_shares(check);
            break;
        case Step::user_items:
            check_user_items(check);
            break;
        }
        clear();
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { call(); });
        clear();
    }
    [[nodiscard]] std::vector<std::pair<std::string, double>> counters() const override {
        return {{"bytes_per_row", bytes_per_row_}};
    }

private:
    void call() {
        clear();
        Executor* const executor = pool_ ? &*pool_ : nullptr;
        const Interactions& log = data_->log;
        switch (step_) {
        case Step::read:
            result_ = read_interactions(data_->path, {.rating = 2, .timestamp = 3}, nullptr, executor);
            break;
        case Step::without_duplicates:
            result_ = without_duplicates(log, Keep::last, nullptr, executor);
            break;
        case Step::k_core:
            result_ = k_core(log, least, nullptr, executor);
            break;
        case Step::leave_one_out:
            split_ = leave_one_out(log, executor);
            break;
        case Step::time_split:
            split_ = time_split(log, {}, executor);
            break;
        case Step::random_split:
            split_ = random_split(log, {}, executor);
            break;
        case Step::user_items:
            user_items_ = user_items<User, Item>(log, data_->ids, executor);
            break;
        }
    }
    void clear() {
        result_ = {};
        split_ = {};
        user_items_ = {};
    }

    /// The newest row of each pair.
    void check_pairs(Check& check) const {
        const auto pair_of = [this](std::size_t row) { return data_->pair(row); };
        const auto rows = data_->order(pair_of);
        std::size_t pairs = 0;
        double sum = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (i + 1 == rows.size() || pair_of(rows[i]) != pair_of(rows[i + 1])) {
                ++pairs;
                sum += static_cast<double>(data_->times[rows[i]]);
            }
        }
        check.that(pairs < log_rows * 3 / 4, "the log has too few duplicates");
        check.number("the number of pairs", static_cast<double>(result_.size()), static_cast<double>(pairs), 0);
        check.number("the sum of their times", sum_of_times(result_), sum, 0);
    }
    void check_core(Check& check) const {
        std::vector<char> stays(log_rows, 1);
        std::vector<std::size_t> of_user;
        std::vector<std::size_t> of_item;
        std::size_t rounds = 0;
        for (bool changed = true; changed; ++rounds) {
            of_user.assign(log_users, 0);
            of_item.assign(log_items, 0);
            for (std::size_t row = 0; row < log_rows; ++row) {
                of_user[data_->users[row]] += stays[row] != 0 ? 1 : 0;
                of_item[data_->items[row]] += stays[row] != 0 ? 1 : 0;
            }
            changed = false;
            for (std::size_t row = 0; row < log_rows; ++row) {
                if (stays[row] != 0 &&
                    (of_user[data_->users[row]] < least.users || of_item[data_->items[row]] < least.items)) {
                    stays[row] = 0;
                    changed = true;
                }
            }
        }
        double sum = 0;
        for (std::size_t row = 0; row < log_rows; ++row) {
            sum += stays[row] != 0 ? static_cast<double>(data_->times[row]) : 0;
        }
        const auto left = static_cast<std::size_t>(std::count(stays.begin(), stays.end(), char{1}));
        check.that(rounds > 2 && left > log_rows / 4, "the core is found in one round, or is small");
        check.number("the size of the core", static_cast<double>(result_.size()), static_cast<double>(left), 0);
        check.number("the sum of its times", sum_of_times(result_), sum, 0);
    }
    /// The last two rows of each user who has three.
    void check_last(Check& check) const {
        const auto user_of = [this](std::size_t row) { return data_->users[row]; };
        const auto rows = data_->order(user_of);
        std::size_t users = 0;
        double last = 0;
        double before = 0;
        for (std::size_t i = 2; i < rows.size(); ++i) {
            const std::size_t user = user_of(rows[i]);
            if (user_of(rows[i - 2]) == user && (i + 1 == rows.size() || user_of(rows[i + 1]) != user)) {
                ++users;
                last += static_cast<double>(data_->times[rows[i]]);
                before += static_cast<double>(data_->times[rows[i - 1]]);
            }
        }
        check_sizes(check, users, users);
        check.number("the sum of the times of the test", sum_of_times(split_.test), last, 0);
        check.number("the sum of the times of the validation", sum_of_times(split_.validation), before, 0);
    }
    void check_times(Check& check) const {
        check_sizes(check, log_rows / 10, log_rows / 10);
        const auto train = std::max_element(split_.train.timestamps.begin(), split_.train.timestamps.end());
        const auto [first, last] =
            std::minmax_element(split_.validation.timestamps.begin(), split_.validation.timestamps.end());
        const auto test = std::min_element(split_.test.timestamps.begin(), split_.test.timestamps.end());
        check.that(*train <= *first && *last <= *test, "the split is not one in time");
    }
    void check_shares(Check& check) const {
        check_sizes(check, log_rows / 10, log_rows / 10);
        const double all = sum_of_times(data_->log);
        check.number("the sum of all times",
                     sum_of_times(split_.train) + sum_of_times(split_.validation) + sum_of_times(split_.test), all, 0);
        check.number("the share of times in the test", sum_of_times(split_.test) / all, 0.1, 0.005);
    }
    void check_sizes(Check& check, std::size_t validation, std::size_t test) const {
        check.number("the size of the validation", static_cast<double>(split_.validation.size()),
                     static_cast<double>(validation), 0);
        check.number("the size of the test", static_cast<double>(split_.test.size()), static_cast<double>(test), 0);
        check.number("the size of the training", static_cast<double>(split_.train.size()),
                     static_cast<double>(log_rows - validation - test), 0);
    }
    void check_user_items(Check& check) const {
        std::vector<std::size_t> pairs(log_rows);
        for (std::size_t row = 0; row < log_rows; ++row) {
            pairs[row] = data_->pair(row);
        }
        std::sort(pairs.begin(), pairs.end());
        pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
        check.number("the number of pairs", static_cast<double>(user_items_.size()), static_cast<double>(pairs.size()),
                     0);
        for (std::size_t row = 0; row < log_rows; row += log_rows / 1000) {
            check.that(user_items_.contains(data_->ids.of<User>().find(data_->log.users[row]),
                                            data_->ids.of<Item>().find(data_->log.items[row])),
                       "a user lacks an item");
        }
    }

    Step step_;
    std::size_t threads_;
    double bytes_per_row_ = 0;
    const LogData* data_ = nullptr;
    std::optional<ThreadPool> pool_;
    Interactions result_;
    LogSplit split_;
    UserItems user_items_;
};

} // namespace

const Cases cases{[] {
    for_native_width([]<class T, std::size_t W>() {
        for (const auto& [step, name] : {std::pair{Step::read, "read_interactions"},
                                         {Step::without_duplicates, "without_duplicates"},
                                         {Step::k_core, "k_core"},
                                         {Step::leave_one_out, "leave_one_out"},
                                         {Step::time_split, "time_split"},
                                         {Step::random_split, "random_split"},
                                         {Step::user_items, "user_items"}}) {
            for (const std::size_t threads : {1U, 2U}) {
                add(std::make_unique<LogCase>(step, threads),
                    {{.name = std::string{name} + " of a log",
                      .batch = log_rows,
                      .unit = "rows/s",
                      .threads = threads}},
                    column_of<T, W>());
            }
        }
    });
}};

} // namespace linnet::bench
