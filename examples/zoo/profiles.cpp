// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include "profiles.hpp"

#include <cstddef>
#include <string>
#include <vector>

#include "../made_up.hpp"

namespace zoo {

Profiles read_profiles(const std::string& folder) {
    if (!folder.empty()) {
        return {ln::read_frame(folder + "/u.user", ln::movielens_100k_users()),
                ln::read_movielens_100k_items(folder + "/u.item")};
    }
    Profiles profiles{made_up::people(), made_up::films()};
    ln::StringColumn genders;
    for (std::size_t row = 0; row < profiles.people.size(); ++row) {
        genders.push_back(row % 2 == 0 ? "F" : "M");
    }
    profiles.people.set("gender", genders);
    profiles.films.set("year", std::vector<float>(profiles.films.size(), 1998.0F));
    return profiles;
}

} // namespace zoo
