// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/checked_id.hpp>
#include <linnet/core/description.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>
#include <linnet/recommend/cosine_scorer.hpp>
#include <linnet/recommend/recommend.hpp>
#include <linnet/recommend/top_items.hpp>
#include <linnet/recommend/tower_scorer.hpp>

namespace linnet::inline LINNET_ISA {

/// How `similar_items` and `similar_users` choose.
struct SimilarOptions {
    std::size_t k = 10;
    std::vector<row_id> exclude = {}; ///< leaves out these rows
    std::vector<row_id> allow = {};   ///< leaves out all but these rows; empty: allows all
};

/// The embedding table of a feature in the model: the widest one, or the first of the widest. A view into the model.
/// Throws SettingError if the network has no Embedding of that feature.
template <IdFeature F, class ModelType>
[[nodiscard]] LINNET_COLD ConstMatrixView<typename ModelType::scalar> embedding_of(const ModelType& model) {
    constexpr bool has_views = requires { model.current_parameters(); };
    static_assert(has_views,
                  "linnet: a table of a quantised model is no view of numbers: ask the model that it was made "
                  "from.");
    Description description;
    model.describe(description);
    const std::string label = detail::text({"Embedding<", F::name, ">"});
    ConstMatrixView<typename ModelType::scalar> widest;
    for (const LayerDescription& line : description.lines()) {
        if (line.label == label && line.columns > widest.columns) {
            if constexpr (has_views) {
                widest = model.current_parameters()[line.blocks[0]].values.view();
            }
        }
    }
    if (widest.columns == 0) {
        detail::fail<SettingError>({"the network has no Embedding of feature '", F::name, "'"});
    }
    return widest;
}
/// Deleted, because the view would outlive a temporary model.
template <IdFeature F, class ModelType>
ConstMatrixView<typename ModelType::scalar> embedding_of(const ModelType&& model) = delete;

/// The k rows of a feature whose embeddings have the highest cosine with that of row `id`, best first, without that row
/// itself; ties go to the lower row. Scores are cosines. Row 0 of a vocabulary is never listed, and neither are rows
/// that have no id in it. In a model with a tower for the user and one for the item (`has_towers`), the vectors that
/// the feature's tower computes take the place of embeddings.
/// Throws IdError if `id` is not a row, SettingError if the network has no Embedding of the feature.
/// Cost: 4 n flops for each row, and a pass of a tower.
template <IdFeature F, class ModelType>
[[nodiscard]] LINNET_COLD std::vector<Recommendation<typename ModelType::scalar>>
similar_rows(const ModelType& model, std::integral auto id, const SimilarOptions& options = {}) {
    using T = typename ModelType::scalar;
    const row_id row = detail::checked_id(F::name, id);
    TowerVectors<T> computed;
    ConstMatrixView<T> table;
    constexpr bool of_tower = detail::tower_side<F, detail::towers_of<ModelType>> < 2;
    if constexpr (of_tower && detail::has_plain_towers<ModelType> && !has_factors<ModelType>) {
        computed = tower_vectors<F>(model);
        table = computed.vectors.view();
    } else {
        table = embedding_of<F>(model);
    }
    if (row >= table.rows) {
        detail::fail<IdError>({"feature '", F::name, "': row ", row, " is not below ", table.rows});
    }
    std::vector<row_id> exclude = options.exclude;
    exclude.push_back(row);
    const Vocabulary& vocabulary = model.template vocabulary<F>();
    const auto lists = detail::flat_top_items(CosineScorer<T, ModelType::width>(table), {&row, 1},
                                              {.k = options.k,
                                               .exclude = exclude,
                                               .allow = options.allow,
                                               .first_rows = detail::listed_rows(vocabulary),
                                               .unknown_row_0 = vocabulary.size() > 1});
    return detail::with_ids(lists.list(0), vocabulary);
}

/// `similar_rows` of the network's second feature, the item.
template <class ModelType>
[[nodiscard]] auto similar_items(const ModelType& model, std::integral auto item, const SimilarOptions& options = {}) {
    using pair = detail::user_and_item<typename ModelType::features>;
    static_assert(pair::fits, "linnet: similar_items needs a network that reads a user and an item, and nothing else; "
                              "similar_rows<Item> takes any.");
    return similar_rows<typename pair::item>(model, item, options);
}

/// `similar_rows` of the network's first feature, the user.
template <class ModelType>
[[nodiscard]] auto similar_users(const ModelType& model, std::integral auto user, const SimilarOptions& options = {}) {
    using pair = detail::user_and_item<typename ModelType::features>;
    static_assert(pair::fits, "linnet: similar_users needs a network that reads a user and an item, and nothing else; "
                              "similar_rows<User> takes any.");
    return similar_rows<typename pair::user>(model, user, options);
}

} // namespace linnet::inline LINNET_ISA
