// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include <linnet/core/feature.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/random.hpp>

#include "support/case.hpp"
#include "support/random_batches.hpp"

namespace linnet::bench {

inline constexpr std::size_t top_items_k = 10;
inline constexpr std::size_t top_items_columns = 64;

/// Users and items of 64 columns without gaps, as faiss wants them, and the k best items found by the naive way.
struct TopItemsData {
    TopItemsData(std::size_t user_count, std::size_t item_count)
        : users(user_count, top_items_columns), items(item_count, top_items_columns) {
        fill_random(users.view(), Random{1, 0});
        fill_random(items.view(), Random{1, 1});
    }

    /// Checks the scores of a list of the last user, its order, and that no item with a higher score is missing.
    template <class RowAt, class ScoreAt>
    void check(Check& check, const RowAt& row_at, const ScoreAt& score_at) const {
        this->check(check, row_at, score_at, [this](std::size_t item) { return items.view().row(item); });
    }
    /// The same where an item is the vector `item_at(item)`.
    template <class RowAt, class ScoreAt, class ItemAt>
    void check(Check& check, const RowAt& row_at, const ScoreAt& score_at, const ItemAt& item_at) const {
        const auto score = [&](std::size_t user, std::size_t item) {
            const float* const vector = item_at(item);
            double sum = 0;
            for (std::size_t k = 0; k < top_items_columns; ++k) {
                sum += static_cast<double>(users.view()(user, k)) * static_cast<double>(vector[k]);
            }
            return sum;
        };
        const std::size_t user = users.rows() - 1;
        for (std::size_t i = 0; i < top_items_k; ++i) {
            check.number("score", score_at(i), score(user, row_at(i)), 1e-5);
            check.that(i == 0 || score_at(i - 1) >= score_at(i), "the list is not sorted");
        }
        std::size_t better = 0;
        for (std::size_t item = 0; item < items.rows(); ++item) {
            better += score(user, item) > score_at(top_items_k - 1) + 1e-5 ? 1 : 0;
        }
        check.that(better < top_items_k, "the list lacks an item");
    }

    Matrix<float> users;
    Matrix<float> items;
};

/// The same for every case of a size, as it takes long to make.
[[nodiscard]] inline const TopItemsData& top_items_data(std::size_t users, std::size_t items) {
    static std::map<std::pair<std::size_t, std::size_t>, TopItemsData> made;
    return made.try_emplace({users, items}, users, items).first->second;
}

/// The work of a search: users against a table of items in which each is compared with all. An item takes so many
/// bytes, in the format of that name.
[[nodiscard]] inline Workload top_items_workload(std::size_t users, std::size_t items,
                                                 std::size_t bytes = top_items_columns * sizeof(float),
                                                 const std::string& format = "") {
    const auto columns = static_cast<double>(top_items_columns);
    const auto table = static_cast<double>(items) * static_cast<double>(bytes) / sizeof(float);
    return {.name = "Top 10 of " + std::to_string(items / 1000) + "k items, 64 columns" + format,
            .batch = users,
            .unit = "users/s",
            .flops = 2 * static_cast<double>(items) * columns,
            .elements = table / static_cast<double>(users) + columns,
            .footprint = table};
}

/// Calls `f(users, items)` for what is measured.
template <class F>
void for_each_top_items_size(const F& f) {
    for (const std::size_t items : {100'000U, 1'000'000U}) {
        for (const std::size_t users : {1U, 32U, 256U}) {
            f(users, items);
        }
    }
}

} // namespace linnet::bench
