// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// Models that are made from a log at once: items per second of Ease, where Eigen is installed, and of ItemKnn, and the
// lists of ten of ItemKnn.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <linnet/core/matrix.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/thread_pool.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/recommend/ease.hpp>
#include <linnet/recommend/item_knn.hpp>
#include <linnet/recommend/top_items.hpp>

#include "support/case.hpp"
#include "support/top_items_data.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

namespace {

#ifdef LINNET_BENCH_FEW_WIDTHS
constexpr std::size_t ease_items = 300;
constexpr std::size_t knn_items = 2'000;
#else
constexpr std::size_t ease_items = 1'500;
constexpr std::size_t knn_items = 20'000;
#endif
constexpr std::size_t listed_users = 200;

/// As many users as items, whose only item is that of their own row, and then as many who had up to 20 each, drawn with
/// weight 1 / (10 + row).
UserItems baseline_log(std::size_t items) {
    std::vector<double> reach(items); // cumulative weights
    double total = 0;
    for (std::size_t i = 0; i < items; ++i) {
        total += 1 / (10 + static_cast<double>(i));
        reach[i] = total;
    }
    std::vector<row_id> users(items);
    std::iota(users.begin(), users.end(), row_id{0});
    std::vector<row_id> had = users;
    const Random random{1, 0};
    for (std::size_t n = 0; n < 20 * items; ++n) {
        users.push_back(static_cast<row_id>(items + n / 20));
        const auto place = std::lower_bound(reach.begin(), reach.end(), total * random.uniform(n));
        had.push_back(static_cast<row_id>(place - reach.begin()));
    }
    return {users, had, 2 * items, items};
}

/// The same for every case of a number of items.
template <std::size_t Items>
const UserItems& baseline_log() {
    static const UserItems log = baseline_log(Items);
    return log;
}

/// For each item, how many users had it and the given one.
std::vector<double> users_of_both(const UserItems& log, std::size_t item) {
    std::vector<double> both(log.items());
    for (std::size_t user = 0; user < log.users(); ++user) {
        if (log.contains(user, static_cast<row_id>(item))) {
            for (const row_id other : log.of(user)) {
                ++both[other];
            }
        }
    }
    return both;
}

#if __has_include(<Eigen/Cholesky>)

template <class T>
class EaseCase : public Case {
public:
    explicit EaseCase(std::size_t threads) : threads_{threads} {}

    void prepare(Check& check) override {
        log_ = &baseline_log<ease_items>();
        if (threads_ > 1) {
            pool_.emplace(threads_);
        }
        make();
        // The users of one item each have the rows of B for scores, and G B = G outside the diagonal.
        std::vector<row_id> users(ease_items);
        std::iota(users.begin(), users.end(), row_id{0});
        Matrix<T> scores(ease_items, ease_items);
        typename Ease<T>::Workspace workspace;
        ease_->score(users, 0, scores.view(), workspace);
        for (std::size_t i = 0; i < ease_items; i += ease_items / 20) {
            check.number("the weight from an item to itself", static_cast<double>(scores.view()(i, i)), 0, 0);
            const std::vector<double> row = users_of_both(*log_, i);
            for (std::size_t j = 0; j < ease_items; ++j) {
                double sum = lambda * static_cast<double>(scores.view()(i, j));
                for (std::size_t k = 0; k < ease_items; ++k) {
                    sum += row[k] * static_cast<double>(scores.view()(k, j));
                }
                if (i != j) {
                    check.number("an element of G B", sum, row[j], 1e-4);
                }
            }
        }
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { make(); });
    }

private:
    static constexpr double lambda = 50;

    void make() { ease_.emplace(*log_, lambda, pool_ ? &*pool_ : nullptr); }

    std::size_t threads_;
    const UserItems* log_ = nullptr;
    std::optional<ThreadPool> pool_;
    std::optional<Ease<T>> ease_;
};

#endif

template <class T>
class ItemKnnCase : public Case {
public:
    explicit ItemKnnCase(std::size_t threads) : threads_{threads}, users_(listed_users) {
        std::iota(users_.begin(), users_.end(), static_cast<row_id>(knn_items));
    }

    void prepare(Check& check) override {
        log_ = &baseline_log<knn_items>();
        if (threads_ > 1) {
            pool_.emplace(threads_);
        }
        make();
        search();
        for (std::size_t item = 0; item < knn_items; item += knn_items / 20) {
            check_neighbours(check, item);
        }
        for (std::size_t u = 0; u < listed_users; u += 37) {
            check_list(check, u);
        }
    }
    void time(Calls& calls, std::size_t workload) override {
        run(calls, [&] { workload == 0 ? make() : search(); });
    }

private:
    static constexpr ItemKnnSettings settings{.k = 100, .shrink = 10};

    [[nodiscard]] Executor* executor() { return pool_ ? &*pool_ : nullptr; }
    void make() { knn_.emplace(*log_, settings, executor()); }
    void search() {
        lists_ = top_items(*knn_, users_, {.k = top_items_k, .unknown_row_0 = false, .executor = executor()});
    }

    void check_neighbours(Check& check, std::size_t item) const {
        const std::vector<double> both = users_of_both(*log_, item);
        std::vector<std::pair<double, std::size_t>> best; // pairs that sort as the neighbours do
        for (std::size_t other = 0; other < knn_items; ++other) {
            if (other != item && both[other] != 0) {
                const double norms = std::sqrt(static_cast<double>(log_->counts()[item])) *
                                     std::sqrt(static_cast<double>(log_->counts()[other]));
                best.emplace_back(-both[other] / (norms + settings.shrink), other);
            }
        }
        std::sort(best.begin(), best.end());
        best.resize(std::min(best.size(), settings.k));
        const auto found = knn_->neighbours(item);
        check.that(found.size() == best.size(), "the list of neighbours is short");
        for (std::size_t i = 0; i < std::min(found.size(), best.size()); ++i) {
            check.number("a neighbour", static_cast<double>(found[i].row), static_cast<double>(best[i].second), 0);
            check.number("its similarity", found[i].score, -best[i].first, 1e-12);
        }
    }
    void check_list(Check& check, std::size_t u) const {
        std::vector<double> scores(knn_items);
        for (std::size_t item = 0; item < knn_items; ++item) {
            for (const Scored<double>& neighbour : knn_->neighbours(item)) {
                scores[item] += log_->contains(users_[u], neighbour.row) ? neighbour.score : 0;
            }
        }
        check.that(lists_[u].size() == top_items_k, "the list is short");
        for (const Scored<T>& listed : lists_[u]) {
            check.number("a score", static_cast<double>(listed.score), scores[listed.row], 1e-5);
        }
        std::sort(scores.begin(), scores.end(), std::greater<>{});
        for (std::size_t i = 0; i < lists_[u].size(); ++i) {
            check.number("a place in the list", static_cast<double>(lists_[u][i].score), scores[i], 1e-5);
        }
    }

    std::size_t threads_;
    std::vector<row_id> users_;
    const UserItems* log_ = nullptr;
    std::optional<ThreadPool> pool_;
    std::optional<ItemKnn<T>> knn_;
    std::vector<std::vector<Scored<T>>> lists_;
};

template <class T, std::size_t W>
void add_baselines(std::size_t threads) {
#if __has_include(<Eigen/Cholesky>)
    add(std::make_unique<EaseCase<T>>(threads),
        {{.name = "Ease, made from a log", .batch = ease_items, .unit = "items/s", .threads = threads}},
        column_of<T, W>());
#endif
    add(std::make_unique<ItemKnnCase<T>>(threads),
        {{.name = "ItemKnn, made from a log", .batch = knn_items, .unit = "items/s", .threads = threads},
         {.name = "Top 10 of ItemKnn, " + std::to_string(knn_items / 1000) + "k items",
          .batch = listed_users,
          .unit = "users/s",
          .threads = threads}},
        column_of<T, W>());
}

} // namespace

const Cases cases{[] {
    for_native_width([]<class T, std::size_t W>() {
        add_baselines<T, W>(1);
        add_baselines<T, W>(2);
    });
}};

} // namespace linnet::bench
