// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/categorical.hpp>
#include <linnet/core/checked_id.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/recommend/model_factors.hpp>
#include <linnet/recommend/model_scorer.hpp>
#include <linnet/recommend/quantised_items.hpp>
#include <linnet/recommend/top_items.hpp>
#include <linnet/recommend/tower_scorer.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/samples/vocabulary.hpp>

namespace linnet::inline LINNET_ISA {

/// One line of a list of recommendations.
template <class T>
struct Recommendation {
    row_id row;     ///< of the item
    std::string id; ///< of the item in the log; empty if the model has no vocabulary
    T score;        ///< what `predict` gives for user and item
};

/// What users had: nothing, a data set of user and item, or UserItems, which is faster for many calls.
template <IdFeature User, IdFeature Item>
class SeenItems {
public:
    using log_type = Dataset<TypeList<User, Item>>;

    SeenItems(std::nullptr_t = nullptr) {}               // NOLINT(google-explicit-constructor)
    SeenItems(const log_type* log) : log_{log} {}        // NOLINT(google-explicit-constructor)
    SeenItems(const UserItems* items) : items_{items} {} // NOLINT(google-explicit-constructor)

    /// Throws SettingError if the data set was encoded by other vocabularies than the model's.
    template <class ModelType>
    LINNET_COLD void check(const ModelType& model) const {
        if (log_ != nullptr) {
            const auto check_feature = [&]<class F>() {
                detail::check_encoding("exclude_seen", F::name, model.template vocabulary<F>(),
                                       log_->template encoded_by<F>());
            };
            check_feature.template operator()<User>();
            check_feature.template operator()<Item>();
        }
    }

    /// What these users had, and possibly others. If it has to be made, it is kept in `made`. Ids that are not rows are
    /// left out. Throws SettingError if the columns of the log differ in length.
    [[nodiscard]] LINNET_COLD const UserItems* of(std::span<const row_id> users, std::size_t user_rows,
                                                  std::size_t item_rows, UserItems& made) const {
        if (log_ == nullptr) {
            return items_;
        }
        const std::vector<row_id>& log_users = log_->template column<User>().ids;
        const std::vector<row_id>& log_items = log_->template column<Item>().ids;
        if (log_users.size() != log_items.size()) {
            detail::fail<SettingError>({"the log of seen items has ", log_users.size(), " of '", User::name, "' and ",
                                        log_items.size(), " of '", Item::name, "'"});
        }
        std::vector<char> wanted(user_rows);
        for (const row_id user : users) {
            wanted[user] = 1;
        }
        std::vector<row_id> some_users;
        std::vector<row_id> some_items;
        for (std::size_t i = 0; i < log_users.size(); ++i) {
            if (log_users[i] < user_rows && wanted[log_users[i]] != 0 && log_items[i] < item_rows) {
                some_users.push_back(log_users[i]);
                some_items.push_back(log_items[i]);
            }
        }
        made = UserItems(some_users, some_items, user_rows, item_rows);
        return &made;
    }

private:
    const log_type* log_ = nullptr;
    const UserItems* items_ = nullptr;
};

/// How `recommend` chooses.
template <IdFeature User, IdFeature Item>
struct RecommendOptions {
    std::size_t k = 10;
    SeenItems<User, Item> exclude_seen = nullptr; ///< leaves out what the user has here
    std::vector<row_id> exclude = {};             ///< leaves out these items
    std::vector<row_id> allow = {};               ///< leaves out all but these items; none: allows all
    const Reranker* rerank = nullptr;             ///< chooses the k from the best `candidates`
    std::size_t candidates = 100;                 ///< how many the reranker gets, at least k
    Executor* executor = nullptr;                 ///< threads to divide the users among; null: the thread of the caller
};

namespace detail {

/// Stands in if the network does not read a user and an item, so that the static_assert in `recommend` is the only
/// error.
template <class Features>
struct user_and_item {
    static constexpr bool fits = false;
    using user = Categorical<"user">;
    using item = Categorical<"item">;
    using options = RecommendOptions<Categorical<"user">, Categorical<"item">>;
};
template <IdFeature User, IdFeature Item>
struct user_and_item<TypeList<User, Item>> {
    static constexpr bool fits = true;
    using user = User;
    using item = Item;
    using options = RecommendOptions<User, Item>;
};

/// The fastest scorer for a model of a user and an item.
template <IdFeature User, IdFeature Item, class ModelType>
[[nodiscard]] auto scorer_of(const ModelType& model) {
    if constexpr (has_factors<ModelType>) {
        return factor_scorer(model);
    } else if constexpr (has_plain_towers<ModelType>) {
        return TowerScorer<ModelType, User, Item>(model);
    } else {
        return ModelScorer<ModelType, User, Item>(model);
    }
}

/// A table may have more rows than its vocabulary has ids. Rows without an id are not listed.
[[nodiscard]] LINNET_COLD inline std::size_t listed_rows(const Vocabulary& vocabulary) {
    return vocabulary.size() > 1 ? vocabulary.size() : std::numeric_limits<std::size_t>::max();
}

/// Lists of rows for users, who must be rows of the model.
template <IdFeature User, IdFeature Item, class ModelType>
LINNET_COLD FlatLists<typename ModelType::scalar> best_items(const ModelType& model, std::span<const row_id> users,
                                                             const RecommendOptions<User, Item>& options) {
    const std::size_t user_rows = model.template rows<User>();
    for (const row_id user : users) {
        if (user >= user_rows) {
            fail<IdError>({"feature '", User::name, "': user ", user, " is not below ", user_rows});
        }
    }
    options.exclude_seen.check(model);
    UserItems made;
    return flat_top_items(scorer_of<User, Item>(model), users,
                          {.k = options.k,
                           .exclude_seen = options.exclude_seen.of(users, user_rows, model.template rows<Item>(), made),
                           .exclude = options.exclude,
                           .allow = options.allow,
                           .first_rows = listed_rows(model.template vocabulary<Item>()),
                           .unknown_row_0 = model.template vocabulary<Item>().size() > 1,
                           .rerank = options.rerank,
                           .candidates = options.candidates,
                           .executor = options.executor});
}

/// The rows with their ids.
template <class T>
LINNET_COLD std::vector<Recommendation<T>> with_ids(std::span<const Scored<T>> list, const Vocabulary& vocabulary) {
    std::vector<Recommendation<T>> result(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
        result[i].row = list[i].row;
        result[i].score = list[i].score;
        if (vocabulary.size() > 1) {
            result[i].id = vocabulary.raw(list[i].row);
        }
    }
    return result;
}

} // namespace detail

/// The k items that the model scores highest for a user, best first, with ties going to the lower row; fewer if fewer
/// are left. The user is the network's first feature and the item its second. Scores have the bits of `predict`.
///
/// `user` is a row of the user's table, such as `model.vocabulary<User>().find("42")`. Row 0, an unknown user, gets
/// what the model knows about items alone, and nothing counts as seen. Row 0 of a vocabulary of items is never
/// recommended, and neither are rows that have no id in it.
/// For networks that read more than a user and an item, see `top_items` and ModelScorer.
/// Throws IdError if the user is not a row, and what the reranker's check throws.
/// Cost: one prediction for each item; one inner product for each item of a dot-product model (see `has_factors`); one
/// pass of the item's tower for each item of a model of two towers (see `has_towers`). To recommend to single users one
/// after the other, keep the `factor_scorer` of such a model and call `top_items`.
template <class ModelType>
[[nodiscard]] std::vector<Recommendation<typename ModelType::scalar>>
recommend(const ModelType& model, std::integral auto user,
          const typename detail::user_and_item<typename ModelType::features>::options& options = {}) {
    using pair = detail::user_and_item<typename ModelType::features>;
    static_assert(pair::fits, "linnet: recommend needs a network that reads a user and an item, and nothing else.");
    static_assert(
        !pair::fits || ModelType::output_columns == 1,
        "linnet: recommend needs a network with one output; for one head of several pass a ModelScorer to top_items.");
    if constexpr (pair::fits) {
        const row_id row = detail::checked_id(pair::user::name, user);
        const auto lists = detail::best_items(model, {&row, 1}, options);
        return detail::with_ids(lists.list(0), model.template vocabulary<typename pair::item>());
    } else {
        return {};
    }
}

/// As above for several users, with a list for each. The lists do not depend on the number of threads.
template <class ModelType>
[[nodiscard]] std::vector<std::vector<Recommendation<typename ModelType::scalar>>>
recommend(const ModelType& model, std::span<const row_id> users,
          const typename detail::user_and_item<typename ModelType::features>::options& options = {}) {
    using pair = detail::user_and_item<typename ModelType::features>;
    static_assert(pair::fits, "linnet: recommend needs a network that reads a user and an item, and nothing else.");
    static_assert(
        !pair::fits || ModelType::output_columns == 1,
        "linnet: recommend needs a network with one output; for one head of several pass a ModelScorer to top_items.");
    std::vector<std::vector<Recommendation<typename ModelType::scalar>>> result(users.size());
    if constexpr (pair::fits) {
        const auto lists = detail::best_items(model, users, options);
        for (std::size_t u = 0; u < users.size(); ++u) {
            result[u] = detail::with_ids(lists.list(u), model.template vocabulary<typename pair::item>());
        }
    }
    return result;
}

} // namespace linnet::inline LINNET_ISA
