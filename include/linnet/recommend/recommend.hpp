// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/categorical.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/data/dataset.hpp>
#include <linnet/data/vocabulary.hpp>
#include <linnet/kernels/top_k.hpp>

namespace linnet {

/// One line of a list of recommendations.
template <class T>
struct Recommendation {
    row_id row;     ///< of the item
    std::string id; ///< of the item in the log; empty where the model has no vocabulary
    T score;        ///< what `predict` gives for user and item
};

/// How `recommend` chooses.
template <IdFeature User, IdFeature Item>
struct RecommendOptions {
    std::size_t k = 10;
    const Dataset<TypeList<User, Item>>* exclude_seen = nullptr; ///< leaves out what the user has here
    std::vector<row_id> exclude = {};                            ///< leaves out these items
};

namespace detail {

/// Where there are no such two features, it stands in for them, so that the sentence in `recommend` stands alone.
template <class Features>
struct user_and_item {
    static constexpr bool fits = false;
    using options = RecommendOptions<Categorical<"user">, Categorical<"item">>;
};
template <IdFeature User, IdFeature Item>
struct user_and_item<TypeList<User, Item>> {
    static constexpr bool fits = true;
    using user = User;
    using item = Item;
    using options = RecommendOptions<User, Item>;
};

template <IdFeature User, IdFeature Item, class ModelType>
LINNET_COLD std::vector<Recommendation<typename ModelType::scalar>>
best_items(const ModelType& model, row_id user, const RecommendOptions<User, Item>& options) {
    using T = typename ModelType::scalar;
    const std::size_t items = model.template rows<Item>();
    if (user >= model.template rows<User>()) {
        fail<IdError>({"feature '", User::name, "': user ", user, " is not below ", model.template rows<User>()});
    }
    const Vocabulary& vocabulary = model.template vocabulary<Item>();
    const bool has_vocabulary = vocabulary.size() > 1;
    AlignedBuffer<char> left_out(items);
    if (items != 0) {
        left_out[0] = has_vocabulary ? 1 : 0;
    }
    for (const row_id item : options.exclude) {
        if (item < items) {
            left_out[item] = 1;
        }
    }
    if (options.exclude_seen != nullptr && !(user == 0 && has_vocabulary)) {
        const auto& users = options.exclude_seen->template column<User>().ids;
        const auto& seen = options.exclude_seen->template column<Item>().ids;
        for (std::size_t i = 0; i < users.size(); ++i) {
            if (users[i] == user && seen[i] < items) {
                left_out[seen[i]] = 1;
            }
        }
    }

    constexpr std::size_t block = 1024;
    const std::vector<row_id> same_user(block, user);
    std::vector<row_id> candidates;
    candidates.reserve(block);
    typename ModelType::Workspace workspace;
    TopK<T> best(options.k);
    const auto score = [&] {
        typename ModelType::batch_type batch{candidates.size(), {}};
        batch.template column<User>() = std::span<const row_id>(same_user).first(candidates.size());
        batch.template column<Item>() = candidates;
        const auto scores = model.predict(batch, workspace);
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            best.add(candidates[i], scores(i, 0));
        }
        candidates.clear();
    };
    for (std::size_t item = 0; item < items; ++item) {
        if (left_out[item] == 0) {
            candidates.push_back(static_cast<row_id>(item));
        }
        if (candidates.size() == block || (item + 1 == items && !candidates.empty())) {
            score();
        }
    }
    const std::vector<Scored<T>> scored = best.take();
    std::vector<Recommendation<T>> result(scored.size());
    for (std::size_t i = 0; i < scored.size(); ++i) {
        result[i].row = scored[i].row;
        result[i].score = scored[i].score;
        if (has_vocabulary) {
            result[i].id = vocabulary.raw(scored[i].row);
        }
    }
    return result;
}

} // namespace detail

/// The k items that the model scores highest for a user, best first; ties go to the lower row. Fewer where fewer are
/// left. The user is the network's first feature, the item its second; scores have the bits of `predict`.
///
/// `user` is a row of the user's table, such as `model.vocabulary<User>().find("42")`: row 0, an unknown user, gets
/// what the model knows of items alone, and nothing counts as seen. Row 0 of a vocabulary's items is never recommended.
/// Throws IdError if the user is not a row.
/// Cost: one prediction per item.
template <class ModelType>
[[nodiscard]] std::vector<Recommendation<typename ModelType::scalar>>
recommend(const ModelType& model, row_id user,
          const typename detail::user_and_item<typename ModelType::features>::options& options = {}) {
    constexpr bool fits = detail::user_and_item<typename ModelType::features>::fits;
    static_assert(fits, "linnet: recommend needs a network that reads a user and an item, and nothing else.");
    static_assert(ModelType::output_columns == 1, "linnet: recommend needs a network with one output.");
    if constexpr (fits) {
        return detail::best_items(model, user, options);
    } else {
        return {};
    }
}

} // namespace linnet
