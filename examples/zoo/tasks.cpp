// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include "tasks.hpp"

#include <cstddef>
#include <string>
#include <unordered_set>
#include <vector>

namespace zoo {

namespace {

template <class To, class From>
To with_columns_of(const From& from) {
    To to;
    [&]<class... Fs>(ln::TypeList<Fs...>) {
        ((to.template column<Fs>() = from.template column<Fs>()), ...);
    }(Samples::features{});
    return to;
}

/// What a sample is found by.
std::size_t pair_of(ln::row_id user, ln::row_id item) { return (std::size_t{user} << 32U) | item; }

/// The pairs that got five stars.
std::unordered_set<std::size_t> loved_pairs(const std::string& folder, const Clicks& clicks) {
    std::unordered_set<std::size_t> loved;
    const ln::Interactions log = ln::read_interactions(folder + "/u.data", ln::movielens_100k());
    for (std::size_t row = 0; row < log.size(); ++row) {
        const ln::row_id user = clicks.vocabularies.of<User>().find(log.users[row]);
        const ln::row_id item = clicks.vocabularies.of<Item>().find(log.items[row]);
        if (log.ratings[row] == 5.0F) {
            loved.insert(pair_of(user, item));
        }
    }
    return loved;
}

} // namespace

std::vector<float> label(const TwoLabels& samples, std::size_t task) {
    std::vector<float> labels;
    for (std::size_t s = 0; s < samples.size(); ++s) {
        labels.push_back(samples.labels[2 * s + task]);
    }
    return labels;
}

Samples of_task(const TwoLabels& samples, std::size_t task) {
    auto result = with_columns_of<Samples>(samples);
    result.labels = label(samples, task);
    return result;
}

Tasks read_tasks(const std::string& folder) {
    Tasks tasks{read_clicks(folder), {}};
    const Clicks& clicks = tasks.clicks;
    const auto loved = clicks.real ? loved_pairs(folder, clicks) : std::unordered_set<std::size_t>{};
    const auto with_love = [&](const Samples& from) {
        auto to = with_columns_of<TwoLabels>(from);
        for (std::size_t s = 0; s < from.size(); ++s) {
            const ln::row_id user = from.column<User>().ids[s];
            const ln::row_id item = from.column<Item>().ids[s];
            // Made-up ratings know no love; there it is half of the items that can be loved.
            const bool loves = clicks.real ? loved.contains(pair_of(user, item)) : item % 2 == 0;
            to.labels.push_back(from.labels[s]);
            to.labels.push_back(loves ? from.labels[s] : 0.0F);
        }
        return to;
    };
    tasks.parts = {with_love(clicks.fields.train), with_love(clicks.fields.validation), with_love(clicks.fields.test)};
    return tasks;
}

} // namespace zoo
