// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include "ranking.hpp"

#include <cstddef>
#include <set>
#include <string>

#include "../made_up.hpp"

namespace zoo {

Films split_films(const ln::Interactions& log) {
    Films films;
    films.vocabularies.add<User, Item>(log);
    const ln::LogSplit split = ln::leave_one_out(log);
    const auto encoded = [&](const ln::Interactions& part) { return ln::encode<User, Item>(part, films.vocabularies); };
    const auto who_had_what = [&](const ln::Interactions& part) {
        return ln::user_items<User, Item>(encoded(part), films.vocabularies);
    };
    films.train_log = split.train;
    films.validation_log = split.validation;
    films.train = encoded(split.train);
    films.seen = who_had_what(split.train);
    films.validation = who_had_what(split.validation);
    films.test = who_had_what(split.test);
    const std::size_t items = films.vocabularies.of<Item>().size();
    leave_one_out::Log negatives;
    for (ln::row_id user = 1; user < films.seen.users(); ++user) {
        std::set<ln::row_id> drawn;
        for (std::size_t i = 0; drawn.size() < 99; ++i) {
            const auto item = static_cast<ln::row_id>(1 + ln::Random{1, user}.below(items - 1, i));
            if (!films.seen.contains(user, item) && !films.validation.contains(user, item) &&
                !films.test.contains(user, item) && drawn.insert(item).second) {
                negatives.column<User>().add(user);
                negatives.column<Item>().add(item);
            }
        }
    }
    films.sampled = ln::user_items<User, Item>(negatives, films.vocabularies);
    films.genres = ln::Matrix<float>(items, 4);
    return films;
}

namespace {

Films made_up_films() {
    Films films = split_films(made_up::purchases());
    for (std::size_t item = 0; item < films.genres.rows(); ++item) {
        films.genres.view()(item, item % films.genres.columns()) = 1.0F;
    }
    return films;
}

} // namespace

Ranking read_ranking(const std::string& folder) {
    const bool real = !folder.empty();
    return {real, real ? leave_one_out::read(folder) : made_up_films(), read_profiles(folder)};
}

} // namespace zoo
