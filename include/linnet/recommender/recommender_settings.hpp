// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/recommend/reranker.hpp>
#include <linnet/recommender/log_label.hpp>
#include <linnet/samples/encode.hpp>

namespace linnet::inline LINNET_ISA {

/// What a Recommender is made with.
struct RecommenderSettings {
    std::uint64_t seed = 0; ///< of the model's parameters, and of all that training draws
    LogLabel label = ImplicitPositive{};
    /// Users and items with fewer events share row 0 in training. So they do later, and such items are never listed,
    /// unless a frame describes them: these get rows with the mean of the trained ones.
    std::size_t min_user_count = 1;
    std::size_t min_item_count = 1;
};

/// How a Recommender chooses a list. Items are raw ids; those that are not known are ignored.
struct ListOptions {
    std::size_t k = 10;
    bool exclude_seen = true;              ///< leaves out what the user has in the log
    std::vector<std::string> exclude = {}; ///< leaves out these items
    std::vector<std::string> allow = {};   ///< leaves out all but these items; none: allows all
    const Reranker* rerank = nullptr;      ///< chooses the k from the best `candidates`
    std::size_t candidates = 100;          ///< how many the reranker gets, at least k
    Executor* executor = nullptr;          ///< threads to divide users among; null: the thread of the caller
};

} // namespace linnet::inline LINNET_ISA
