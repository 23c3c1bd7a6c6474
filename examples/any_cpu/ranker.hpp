// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include <linnet/core/instruction_set.hpp>

// What main.cpp knows of a model that is compiled for several instruction sets: nothing of linnet's, as its other types
// differ between them.
class Ranker {
public:
    virtual ~Ranker() = default;
    [[nodiscard]] virtual std::vector<std::size_t> best_items(std::size_t user, std::size_t count) const = 0;
};

using MakeRanker = std::unique_ptr<Ranker>();
LINNET_MULTIVERSION(MakeRanker, make_ranker);
