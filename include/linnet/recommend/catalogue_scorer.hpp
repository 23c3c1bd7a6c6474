// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/heads.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/recommend/scores_of_users.hpp>
#include <linnet/samples/column_buffers.hpp>
#include <linnet/samples/vocabulary.hpp>

namespace linnet::inline LINNET_ISA {

/// A model that has an output for each item, such as models::MultVAE, as a Scorer: out(u, j) is the logit of column j
/// for what is known of that user. Of a network that ends in Outputs, the columns are those of the head that is asked
/// for, the first one by default.
///
/// What is known of users is a data set whose sample r describes row r of the users, such as `user_lists` of a log. A
/// user whose list is empty, as that of row 0 is, gets what the network makes of an empty list. For a new user, append
/// a sample. Model and users must outlive it. Throws SettingError if the data set was encoded by other vocabularies
/// than the model's, its columns do not fit, or the network has no such head. `score` throws IdError for a user without
/// a sample, and what the layers throw. Cost: a forward pass for each user of a call, whatever block of items is asked
/// for; `top_items` asks for all at once.
template <class ModelType, class Users>
class CatalogueScorer {
public:
    using scalar = typename ModelType::scalar;
    /// So many users `top_items` takes at once, whose scores are kept: `users_at_once x items`.
    static constexpr std::size_t users_at_once = 64;

    class Workspace {
        friend CatalogueScorer;
        std::vector<row_id> user_;
        detail::ColumnBuffers<scalar, typename ModelType::features> buffers_;
        typename ModelType::batch_type batch_;
        typename ModelType::Workspace model_;
    };

    /// The scores of some users, computed once. Its rows are the places of the users.
    using OfUsers = detail::ScoresOfUsers<scalar>;

    explicit CatalogueScorer(const ModelType&& model, const Users& users, std::size_t head = 0) = delete;
    explicit CatalogueScorer(const ModelType& model, const Users&& users, std::size_t head = 0) = delete;
    LINNET_COLD explicit CatalogueScorer(const ModelType& model, const Users& users, std::size_t head = 0)
        : model_{&model}, users_{&users} {
        users.check();
        [&]<class... F>(TypeList<F...>) { (check<F>(), ...); }(typename ModelType::features{});
        using output = typename ModelType::output;
        if (head != 0 || is_heads<output>) {
            static_cast<void>(ModelType::head_name(head)); // throws if there is none
        }
        if constexpr (is_heads<output>) {
            first_ = output::first(head);
            items_ = output::widths[head];
        }
    }

    [[nodiscard]] std::size_t users() const { return users_->size(); }
    [[nodiscard]] std::size_t items() const { return items_; }

    LINNET_HOT void score(std::span<const row_id> users, std::size_t first, MatrixView<scalar> out,
                          Workspace& workspace) const {
        for (std::size_t begin = 0; begin < users.size(); begin += users_at_once) {
            const std::span<const row_id> some = users.subspan(begin, std::min(users_at_once, users.size() - begin));
            const ConstMatrixView<scalar> logits = forward(some, workspace);
            for (std::size_t u = 0; u < some.size(); ++u) {
                std::copy_n(logits.row(u) + first_ + first, out.columns, out.row(begin + u));
            }
        }
    }
    LINNET_HOT void score_items(row_id user, std::span<const row_id> items, std::span<scalar> out,
                                Workspace& workspace) const {
        workspace.user_.assign(1, user);
        const ConstMatrixView<scalar> logits = forward(workspace.user_, workspace);
        for (std::size_t i = 0; i < items.size(); ++i) {
            out[i] = logits(0, first_ + items[i]);
        }
    }
    [[nodiscard]] OfUsers of_users(std::span<const row_id> users) const {
        Matrix<scalar> scores(users.size(), items_);
        Workspace workspace;
        score(users, 0, scores.view(), workspace);
        return OfUsers{std::move(scores)};
    }

private:
    template <class F>
    LINNET_COLD void check() const {
        if constexpr (IdFeature<F>) {
            detail::check_encoding("CatalogueScorer", F::name, model_->template vocabulary<F>(),
                                   users_->template encoded_by<F>());
        }
    }

    /// What the network puts out for some users.
    ConstMatrixView<scalar> forward(std::span<const row_id> users, Workspace& workspace) const {
        for (std::size_t u = 0; u < users.size(); ++u) {
            if (users[u] >= users_->size()) {
                detail::fail<IdError>({"CatalogueScorer: user ", users[u], " is not below the ", users_->size(),
                                       " samples of the data set"});
            }
        }
        workspace.batch_.rows = users.size();
        [&]<class... F>(TypeList<F...>) {
            ((workspace.batch_.template column<F>() = workspace.buffers_.template of<F>().gather(
                  users_->template column<F>(), users.size(), [&](std::size_t u) { return users[u]; })),
             ...);
        }(typename ModelType::features{});
        return model_->logits(workspace.batch_, workspace.model_);
    }

    const ModelType* model_;
    const Users* users_;
    std::size_t first_ = 0;
    std::size_t items_ = ModelType::output_columns;
};

} // namespace linnet::inline LINNET_ISA
