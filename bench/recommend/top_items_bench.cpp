// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// The ten items with the highest inner product: exact search, in the bits of `predict`, over items in float, int8 and
// bfloat16.
#include <cstddef>
#include <map>
#include <memory>
#include <numeric>
#include <utility>
#include <vector>

#include <linnet/recommend/factor_scorer.hpp>
#include <linnet/recommend/quantised_items.hpp>
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
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { search(); });
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

/// The items of a size in a format, which are the same for every case.
const std::shared_ptr<const QuantisedTable<float>>& quantised_items(const TopItemsData& data, TableFormat format) {
    static std::map<std::pair<std::size_t, TableFormat>, std::shared_ptr<const QuantisedTable<float>>> made;
    auto& table = made[{data.items.rows(), format}];
    if (table == nullptr) {
        table = std::make_shared<const QuantisedTable<float>>(
            detail::quantised_table<float>("items", data.items.view(), format));
    }
    return table;
}

template <class T, std::size_t W>
class QuantisedItemsCase : public Case {
public:
    QuantisedItemsCase(std::size_t users, std::size_t items, TableFormat format)
        : users_{users}, items_{items}, format_{format}, rows_(users) {
        std::iota(rows_.begin(), rows_.end(), row_id{0});
    }

    void prepare(Check& check) override {
        data_ = &top_items_data(users_, items_);
        search();
        const auto& list = lists_.back();
        check.that(list.size() == top_items_k, "the list is short");
        const QuantisedTable<T>& table = *quantised_items(*data_, format_);
        std::vector<T> vector(top_items_columns);
        data_->check(
            check, [&](std::size_t i) { return list[i].row; },
            [&](std::size_t i) { return static_cast<double>(list[i].score); },
            [&](std::size_t item) {
                kernels::dequantise_rows<T, 1>(
                    table, [item](std::size_t) { return item; },
                    MatrixView<T>{vector.data(), 1, top_items_columns, top_items_columns});
                return vector.data();
            });
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { search(); });
    }

private:
    void search() {
        using Rows = detail::RowsOfAnyFormat<T>;
        const QuantisedItems<T, W> scorer(
            detail::FactorsOfAnyFormat<T>{Rows{data_->users.view()}, Rows{quantised_items(*data_, format_)}, {}, {}});
        lists_ = top_items(scorer, rows_, {.k = top_items_k, .unknown_row_0 = false});
    }

    std::size_t users_;
    std::size_t items_;
    TableFormat format_;
    std::vector<row_id> rows_;
    const TopItemsData* data_ = nullptr;
    std::vector<std::vector<Scored<T>>> lists_;
};

} // namespace

const Cases cases{[] {
    for_each_float_width([]<class T, std::size_t W>() {
        for_each_top_items_size([](std::size_t users, std::size_t items) {
            add(std::make_unique<TopItemsCase<T, W>>(users, items), {top_items_workload(users, items)},
                column_of<T, W>());
            for (const auto& [format, name] :
                 {std::pair{TableFormat::int8, ", int8"}, std::pair{TableFormat::bfloat16, ", bfloat16"}}) {
                const std::size_t bytes = QuantisedTable<T>::bytes_of_row(format, top_items_columns);
                add(std::make_unique<QuantisedItemsCase<T, W>>(users, items, format),
                    {top_items_workload(users, items, bytes, name)}, column_of<T, W>());
            }
        });
    });
}};

} // namespace linnet::bench
