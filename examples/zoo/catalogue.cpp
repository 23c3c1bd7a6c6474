// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include "catalogue.hpp"

#include <cstddef>
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

/// Each is a friend of the next two of the same taste.
ln::Interactions made_up_friends() {
    ln::Interactions pairs;
    for (std::uint64_t user = 0; user < 600; ++user) {
        for (const std::uint64_t step : {6U, 12U}) {
            pairs.users.push_back("user " + std::to_string(user));
            pairs.items.push_back("user " + std::to_string((user + step) % 600));
        }
    }
    return pairs;
}

} // namespace

Catalogue read_catalogue(const std::string& folder, CatalogueData data) {
    Catalogue catalogue;
    catalogue.real = !folder.empty();
    catalogue.data = data;
    ln::Interactions train;
    ln::Interactions test;
    ln::Interactions friends; // pairs of users
    if (catalogue.real) {
        const auto read = [&](const std::string& file) {
            return data == CatalogueData::lastfm ? ln::read_interactions(folder + file, {.file = {.separator = "\t"}})
                                                 : ln::read_user_lists(folder + file);
        };
        train = read("/train.txt");
        test = read("/test.txt");
        if (data == CatalogueData::lastfm) {
            friends = read("/trust.txt");
        }
    } else {
        const ln::LogSplit split = ln::random_split(made_up_lists(), {.train = 0.8, .validation = 0.0, .seed = 1});
        train = split.train;
        test = split.test;
        friends = data == CatalogueData::lastfm ? made_up_friends() : friends;
    }
    catalogue.vocabularies.add<Catalogue::User, Catalogue::Item>(train);
    catalogue.vocabularies.of<Catalogue::User>().add(friends.users); // some had nothing yet
    for (std::size_t i = 0; i < friends.size(); ++i) {
        catalogue.friends[0].push_back(catalogue.vocabularies.of<Catalogue::User>().find(friends.users[i]));
        catalogue.friends[1].push_back(catalogue.vocabularies.of<Catalogue::User>().find(friends.items[i]));
    }
    const auto encoded = [&](const ln::Interactions& log) {
        return ln::encode<Catalogue::User, Catalogue::Item>(log, catalogue.vocabularies);
    };
    const auto who_had_what = [&](const ln::Interactions& log) {
        return ln::user_items<Catalogue::User, Catalogue::Item>(log, catalogue.vocabularies);
    };
    const ln::LogSplit parts = ln::random_split(train, {.train = 0.9, .validation = 0.1, .seed = 1});
    catalogue.train = {encoded(train), who_had_what(train)};
    catalogue.test = who_had_what(test);
    catalogue.most_of_train = {encoded(parts.train), who_had_what(parts.train)};
    catalogue.validation = who_had_what(parts.validation);
    return catalogue;
}

} // namespace zoo
