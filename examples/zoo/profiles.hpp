// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// What is known about the people and films of MovieLens-100K.
#include <string>

#include <linnet/linnet.hpp>

namespace zoo {

namespace ln = linnet;

using Gender = ln::Categorical<"gender">;
using Occupation = ln::Categorical<"occupation">;
using Age = ln::Categorical<"age">;
using Year = ln::Categorical<"year">;
using Genres = ln::MultiCategorical<"genres">;

using UserSide = ln::TypeList<Gender, Occupation, Age>;
using ItemSide = ln::TypeList<Year, Genres>;

/// A row for each person and each film, by column `id`.
struct Profiles {
    ln::Frame people;
    ln::Frame films;
};

/// Those in a folder, or made-up ones for an empty name.
[[nodiscard]] Profiles read_profiles(const std::string& folder);

} // namespace zoo
