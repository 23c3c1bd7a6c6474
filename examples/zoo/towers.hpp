// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// The task of ranking.hpp for two towers that read what is known about people and films.
#include "ranking.hpp"
#include "sequences.hpp"
#include "training.hpp"

namespace zoo {

struct Towers {
    ln::Vocabularies<ln::TypeList<User, Item, Gender, Occupation, Age, Year, Genres, History>> vocabularies;
    ln::Dataset<UserSide> people;
    ln::Dataset<ItemSide> films;

    explicit Towers(const Ranking& ranking) {
        vocabularies.of<User>() = ranking.films.vocabularies.of<User>();
        vocabularies.of<Item>() = vocabularies.of<History>() = ranking.films.vocabularies.of<Item>();
        ln::add_values<UserSide>(vocabularies, ranking.profiles.people);
        ln::add_values<ItemSide>(vocabularies, ranking.profiles.films);
        people = ln::side_table<UserSide>(ranking.profiles.people, "id", vocabularies.of<User>(), vocabularies);
        films = ln::side_table<ItemSide>(ranking.profiles.films, "id", vocabularies.of<Item>(), vocabularies);
    }
};

} // namespace zoo
