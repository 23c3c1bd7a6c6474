// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include "catalogue.hpp"

#include <cstdint>
#include <string>

namespace zoo {

namespace {

/// 600 people of six tastes, each with 24 of 300 items, three quarters of them among the 50 of their taste.
ln::Interactions made_up_lists() {
    ln::Interactions log;
    for (std::uint64_t user = 0; user < 600; ++user) {
        for (std::uint64_t i = 0; i < 24; ++i) {
            const ln::Random random{user, 0};
            const std::uint64_t item = i < 18 ? 50 * (user % 6) + random.below(50, i) : random.below(300, i);
            log.users.push_back("user " + std::to_string(user));
            log.items.push_back("item " + std::to_string(item));
        }
    }
    return ln::without_duplicates(log, ln::Keep::first);
}

} // namespace

Catalogue read_catalogue(const std::string& folder) {
    using User = Catalogue::User;
    using Item = Catalogue::Item;
    Catalogue catalogue;
    catalogue.real = !folder.empty();
    ln::Interactions train;
    ln::Interactions test;
    if (catalogue.real) {
        train = ln::read_user_lists(folder + "/train.txt");
        test = ln::read_user_lists(folder + "/test.txt");
    } else {
        const ln::LogSplit split = ln::random_split(made_up_lists(), {.train = 0.8, .validation = 0.0, .seed = 1});
        train = split.train;
        test = split.test;
    }
    catalogue.vocabularies.add<User, Item>(train);
    const auto encoded = [&](const ln::Interactions& log) {
        return ln::encode<User, Item>(log, catalogue.vocabularies);
    };
    const auto who_had_what = [&](const ln::Interactions& log) {
        return ln::user_items<User, Item>(log, catalogue.vocabularies);
    };
    const ln::LogSplit parts = ln::random_split(train, {.train = 0.9, .validation = 0.1, .seed = 1});
    catalogue.train = {encoded(train), who_had_what(train)};
    catalogue.test = who_had_what(test);
    catalogue.most_of_train = {encoded(parts.train), who_had_what(parts.train)};
    catalogue.validation = who_had_what(parts.validation);
    return catalogue;
}

} // namespace zoo
