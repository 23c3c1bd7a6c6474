// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/heads.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/recommend/model_factors.hpp>
#include <linnet/samples/column_buffers.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/samples/vocabulary.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// The number of rows of a user or an item: the model's, or, where the network does not read its id, those of its side.
template <IdFeature Key, class ModelType, class Side>
[[nodiscard]] std::size_t rows_of_key(const ModelType& model, const Side* side) {
    if constexpr (list_contains<typename ModelType::features, Key>) {
        return model.template rows<Key>();
    } else {
        return side == nullptr ? 0 : side->size();
    }
}

} // namespace detail

/// A model as a Scorer: out(u, j) has the bits that `predict` gives for that user and item. Of a network that ends in
/// Outputs it is the head that is asked for, the first one by default.
///
/// `User` and `Item` are features of the model, or at least keys of what it reads: a network may do without an id. Its
/// other features come from a side: a data set whose sample r describes row r of the users, or of the items. Model and
/// sides must outlive it.
/// Throws SettingError if a side was encoded by other vocabularies than the model's, or the network has no such head,
/// or one of several columns. `score` throws SettingError if a side has fewer rows than the model has users or items,
/// and what the layers throw. Cost: one prediction for each pair; for a dot-product model (see `has_factors`), that of
/// a FactorScorer.
template <class ModelType, IdFeature User, IdFeature Item, class UserSide = Dataset<TypeList<User>>,
          class ItemSide = Dataset<TypeList<Item>>>
class ModelScorer {
    static_assert(ModelType::output_columns == 1 || is_heads<typename ModelType::output>,
                  "linnet: to score items, a network needs one output, or heads of which one has it.");

    static constexpr bool by_factors =
        detail::has_factor_views<ModelType> && std::is_same_v<typename ModelType::features, TypeList<User, Item>>;
    struct Nothing {
        struct Workspace {};
    };
    using factor_scorer = typename std::conditional_t<by_factors, detail::scorer_by_factors<ModelType>,
                                                      std::type_identity<Nothing>>::type;

public:
    using scalar = typename ModelType::scalar;

    class Workspace {
        friend ModelScorer;
        typename factor_scorer::Workspace factors_;
        std::vector<row_id> users_;
        std::vector<row_id> items_;
        detail::ColumnBuffers<scalar, typename ModelType::features> buffers_;
        typename ModelType::batch_type batch_;
        typename ModelType::Workspace model_;
    };

    explicit ModelScorer(const ModelType&& model, const UserSide* user_side = nullptr,
                         const ItemSide* item_side = nullptr, std::size_t head = 0) = delete; // must outlive it
    explicit ModelScorer(const ModelType& model, const UserSide* user_side = nullptr,
                         const ItemSide* item_side = nullptr, std::size_t head = 0)
        : model_{&model}, user_side_{user_side}, item_side_{item_side}, column_{column_of(head)} {
        check_side(user_side);
        check_side(item_side);
        if constexpr (by_factors) {
            blocks_ = detail::factor_blocks(model);
        }
    }

    [[nodiscard]] std::size_t users() const { return detail::rows_of_key<User>(*model_, user_side_); }
    [[nodiscard]] std::size_t items() const { return detail::rows_of_key<Item>(*model_, item_side_); }

    LINNET_HOT void score(std::span<const row_id> users, std::size_t first, MatrixView<scalar> out,
                          Workspace& workspace) const {
        if constexpr (by_factors) { // a prediction says which row there is not
            if (all_below(users, this->users()) && first + out.columns <= items()) {
                factor_scorer(detail::factors_in(*model_, blocks_)).score(users, first, out, workspace.factors_);
                return;
            }
        }
        for (std::size_t u = 0; u < users.size(); ++u) {
            for (std::size_t j = 0; j < out.columns; j += block) {
                const std::size_t count = std::min(block, out.columns - j);
                workspace.items_.resize(count);
                for (std::size_t i = 0; i < count; ++i) {
                    workspace.items_[i] = static_cast<row_id>(first + j + i);
                }
                predict(users[u], out.row(u) + j, workspace);
            }
        }
    }
    LINNET_HOT void score_items(row_id user, std::span<const row_id> items, std::span<scalar> out,
                                Workspace& workspace) const {
        if constexpr (by_factors) {
            if (user < users() && all_below(items, this->items())) {
                factor_scorer(detail::factors_in(*model_, blocks_)).score_items(user, items, out, workspace.factors_);
                return;
            }
        }
        for (std::size_t begin = 0; begin < items.size(); begin += block) {
            const std::span<const row_id> some = items.subspan(begin, std::min(block, items.size() - begin));
            workspace.items_.assign(some.begin(), some.end());
            predict(user, out.data() + begin, workspace);
        }
    }

private:
    static constexpr std::size_t block = 256; // pairs at a time, so that their activations stay near

    [[nodiscard]] static bool all_below(std::span<const row_id> rows, std::size_t end) {
        for (const row_id row : rows) {
            if (row >= end) {
                return false;
            }
        }
        return true;
    }

    /// The scores of the items in the workspace.
    void predict(row_id user, scalar* out, Workspace& workspace) const {
        const std::size_t count = workspace.items_.size();
        workspace.users_.assign(count, user);
        workspace.batch_.rows = count;
        fill(workspace, typename ModelType::features{});
        const ConstMatrixView<scalar> scores = model_->predict(workspace.batch_, workspace.model_);
        for (std::size_t i = 0; i < count; ++i) {
            out[i] = scores(i, column_);
        }
    }

    /// The column of the predictions that is the score.
    [[nodiscard]] LINNET_COLD static std::size_t column_of(std::size_t head) {
        using output = typename ModelType::output;
        if constexpr (is_heads<output>) {
            const std::string name = ModelType::head_name(head);
            if (output::widths[head] != 1) {
                detail::fail<SettingError>(
                    {"ModelScorer: to score items by ", name, " it must have one column, not ", output::widths[head]});
            }
            return output::first(head);
        } else {
            if (head != 0) {
                static_cast<void>(ModelType::head_name(head)); // throws
            }
            return 0;
        }
    }

    template <class Side>
    LINNET_COLD void check_side(const Side* side) const {
        const auto check = [&]<class F>() {
            if constexpr (IdFeature<F> && list_contains<typename Side::features, F>) {
                detail::check_encoding("ModelScorer", F::name, model_->template vocabulary<F>(),
                                       side->template encoded_by<F>());
            }
        };
        if (side != nullptr) {
            [&]<class... F>(TypeList<F...>) { (check.template operator()<F>(), ...); }(typename ModelType::features{});
        }
    }

    template <Feature... F>
    void fill(Workspace& workspace, TypeList<F...>) const {
        ((workspace.batch_.template column<F>() = column<F>(workspace)), ...);
    }

    template <class F>
    [[nodiscard]] typename F::template column<scalar> column(Workspace& workspace) const {
        if constexpr (std::is_same_v<F, User>) {
            return workspace.users_;
        } else if constexpr (std::is_same_v<F, Item>) {
            return workspace.items_;
        } else if constexpr (list_contains<typename UserSide::features, F>) {
            return gathered<F>(user_side_, users(), workspace.users_, workspace);
        } else if constexpr (list_contains<typename ItemSide::features, F>) {
            return gathered<F>(item_side_, items(), workspace.items_, workspace);
        } else {
            static_assert(never<F>, "linnet: to score items, each feature of the network but the user and the "
                                    "item must be a column of the user side or the item side.");
        }
    }

    template <class F, class Side>
    [[nodiscard]] typename F::template column<scalar>
    gathered(const Side* side, std::size_t rows, const std::vector<row_id>& ids, Workspace& workspace) const {
        if (side == nullptr || side->size() < rows) {
            detail::fail<SettingError>({"ModelScorer: feature '", F::name, "' needs a side of ", rows, " rows, not ",
                                        side == nullptr ? 0 : side->size()});
        }
        return workspace.buffers_.template of<F>().gather(side->template column<F>(), ids.size(),
                                                          [&](std::size_t i) { return ids[i]; });
    }

    const ModelType* model_;
    const UserSide* user_side_;
    const ItemSide* item_side_;
    std::size_t column_;
    detail::FactorBlocks<scalar> blocks_; // of a dot-product model
};

} // namespace linnet::inline LINNET_ISA
