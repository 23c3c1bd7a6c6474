// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// The ten items with the highest inner product: exact search, in the bits of `predict`.
#include <cstddef>
#include <memory>
#include <numeric>
#include <vector>

#include <linnet/recommend/factor_scorer.hpp>
#include <linnet/recommend/top_items.hpp>

#include "support/case.hpp"
#include "support/top_items_data.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

namespace {

template <class T, std::size_t W>
class TopItemsCase : public Case {
public:
    TopItemsCase(std::size_t users, std::size_t items) : users_{users}, items_{items}, rows_(users) {
        std::iota(rows_.begin(), rows_.end(), row_id{0});
    }

    void prepare(Check& check) override {
        data_ = &top_items_data(users_, items_);
        search();
        const auto& list = lists_.back();
        check.that(list.size() == top_items_k, "the list is short");
        data_->check(
            check, [&](std::size_t i) { return list[i].row; },
            [&](std::size_t i) { return static_cast<double>(list[i].score); });
    }
    void time(benchmark::State& state, std::size_t) override {
        run(state, [&] { search(); });
    }

private:
    void search() {
        const FactorScorer<T, W> scorer({data_->users.view(), data_->items.view()});
        lists_ = top_items(scorer, rows_, {.k = top_items_k, .unknown_row_0 = false});
    }

    std::size_t users_;
    std::size_t items_;
    std::vector<row_id> rows_;
    const TopItemsData* data_ = nullptr;
    std::vector<std::vector<Scored<T>>> lists_;
};

} // namespace

void add_cases() {
    for_each_float_width([]<class T, std::size_t W>() {
        for_each_top_items_size([](std::size_t users, std::size_t items) {
            add(std::make_unique<TopItemsCase<T, W>>(users, items), {top_items_workload(users, items)},
                column_of<T, W>());
        });
    });
}

} // namespace linnet::bench
