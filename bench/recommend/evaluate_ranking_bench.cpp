// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// How a scorer of two vectors of 64 columns ranks all items, for users who have five relevant ones each, beside the
// lists of ten of the same users.
#include <algorithm>
#include <cstddef>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include <linnet/core/random.hpp>
#include <linnet/core/thread_pool.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/recommend/evaluate_ranking.hpp>
#include <linnet/recommend/factor_scorer.hpp>
#include <linnet/recommend/top_items.hpp>

#include "support/case.hpp"
#include "support/top_items_data.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

namespace {

constexpr std::size_t ranked_users = 200;
constexpr std::size_t ranked_items = 40'000;
constexpr std::size_t relevant_each = 5;

/// Every other user has their best item among the relevant ones; all others are drawn.
UserItems relevant_items() {
    const Random random{1, 2};
    const TopItemsData& data = top_items_data(ranked_users, ranked_items);
    const FactorScorer<float> scorer({data.users.view(), data.items.view()});
    std::vector<row_id> rows(ranked_users);
    std::iota(rows.begin(), rows.end(), row_id{0});
    const auto best = top_items(scorer, rows, {.k = 1, .unknown_row_0 = false});
    std::vector<row_id> users;
    std::vector<row_id> items;
    for (std::size_t user = 0; user < ranked_users; ++user) {
        for (std::size_t i = 0; i < relevant_each; ++i) {
            const bool first = i == 0 && user % 2 == 0;
            users.push_back(static_cast<row_id>(user));
            items.push_back(first ? best[user][0].row
                                  : static_cast<row_id>(random.below(ranked_items, relevant_each * user + i)));
        }
    }
    return {users, items, ranked_users, ranked_items};
}

template <class T, std::size_t W>
class EvaluateRankingCase : public Case {
public:
    explicit EvaluateRankingCase(std::size_t threads) : rows_(ranked_users), threads_{threads} {
        std::iota(rows_.begin(), rows_.end(), row_id{0});
    }

    void prepare(Check& check) override {
        data_ = &top_items_data(ranked_users, ranked_items);
        relevant_ = relevant_items();
        if (threads_ > 1) {
            pool_.emplace(threads_);
        }
        evaluate();
        search();
        check.that(result_.users.size() == ranked_users, "a user is not ranked");
        check.that(result_.accuracy.at("hit_rate@10") >= 0.5, "the best items are not found");
        // Of a few users, the items that are better than the best of the relevant ones are counted.
        for (std::size_t user = 0; user < ranked_users; user += 19) {
            std::vector<double> scores(ranked_items);
            for (std::size_t item = 0; item < ranked_items; ++item) {
                for (std::size_t k = 0; k < top_items_columns; ++k) {
                    scores[item] += static_cast<double>(data_->users.view()(user, k)) *
                                    static_cast<double>(data_->items.view()(item, k));
                }
            }
            double best = scores[relevant_.of(user)[0]];
            for (const row_id item : relevant_.of(user)) {
                best = std::max(best, scores[item]);
            }
            const auto rank = std::count_if(scores.begin(), scores.end(), [best](double s) { return s > best; });
            check.number("the hit rate", result_.per_user[0][user], rank < 10 ? 1 : 0, 0);
            check.number("the reciprocal rank", result_.per_user[4][user], 1 / static_cast<double>(rank + 1), 1e-12);
        }
        for (std::size_t user = 0; user < ranked_users; ++user) {
            const auto list = result_.lists[user];
            check.that(std::equal(list.begin(), list.end(), lists_[user].begin(), lists_[user].end(),
                                  [](row_id row, const Scored<T>& scored) { return row == scored.row; }),
                       "the lists are not those of top_items");
        }
    }
    void time(Calls& calls, std::size_t workload) override {
        run(calls, [&] { workload == 0 ? evaluate() : search(); });
    }

private:
    [[nodiscard]] Executor* executor() { return pool_ ? &*pool_ : nullptr; }
    [[nodiscard]] FactorScorer<T, W> scorer() const {
        return FactorScorer<T, W>({data_->users.view(), data_->items.view()});
    }
    void evaluate() {
        result_ = evaluate_ranking(scorer(), relevant_, {.unknown_row_0 = false, .executor = executor()});
    }
    void search() {
        lists_ = top_items(scorer(), rows_, {.k = top_items_k, .unknown_row_0 = false, .executor = executor()});
    }

    std::vector<row_id> rows_;
    std::size_t threads_;
    const TopItemsData* data_ = nullptr;
    UserItems relevant_;
    std::optional<ThreadPool> pool_;
    RankingEvaluation result_;
    std::vector<std::vector<Scored<T>>> lists_;
};

template <class T, std::size_t W>
void add_evaluation(std::size_t threads) {
    Workload search = top_items_workload(ranked_users, ranked_items);
    search.threads = threads;
    Workload evaluation = search;
    evaluation.name = "evaluate_ranking, " + std::to_string(ranked_items / 1000) + "k items, 64 columns";
    add(std::make_unique<EvaluateRankingCase<T, W>>(threads), {evaluation, search}, column_of<T, W>());
}

} // namespace

const Cases cases{[] {
    for_each_float_width([]<class T, std::size_t W>() {
        add_evaluation<T, W>(1);
        if constexpr (W == native_width<T>) {
            add_evaluation<T, W>(2);
        }
    });
}};

} // namespace linnet::bench
