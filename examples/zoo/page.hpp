// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "result.hpp"

namespace zoo {

/// What it takes to compile a model.
struct Cost {
    std::size_t lines = 0; ///< of its type in `models/`
    double seconds = 0.0;  ///< of the compiler
};
using Costs = std::map<std::string, Cost>;

/// Writes a page that shows, for each task, accuracy over diversity and over the time to train. Throws if the file
/// cannot be written.
void write_page(const std::string& file, const std::vector<Task>& tasks, const Costs& costs);

} // namespace zoo
