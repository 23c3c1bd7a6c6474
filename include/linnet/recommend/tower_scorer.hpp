// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/layers/named.hpp>
#include <linnet/network/towers.hpp>
#include <linnet/recommend/factor_scorer.hpp>
#include <linnet/recommend/model_factors.hpp>
#include <linnet/recommend/model_scorer.hpp>
#include <linnet/samples/column_buffers.hpp>
#include <linnet/samples/dataset.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class ModelType>
using towers_of = two_towers<typename without_closing<without_names<typename ModelType::network>>::body>;

/// Whether a model of two features, a user and an item, has a tower for each.
template <class ModelType, class Features = typename ModelType::features>
inline constexpr bool has_plain_towers = false;
template <class ModelType, IdFeature User, IdFeature Item>
inline constexpr bool has_plain_towers<ModelType, TypeList<User, Item>> =
    tower_side<User, towers_of<ModelType>> + tower_side<Item, towers_of<ModelType>> == 1;

} // namespace detail

/// Whether the network of a model is a Dot of two towers, such as Sequentials of layers, that share no feature; a bias
/// of either may be added, and an activation may follow. Its scores then take one pass of a tower for each user and one
/// of the other for each item, where other networks take a pass for each pair.
template <class ModelType>
inline constexpr bool has_towers = detail::towers_of<ModelType>::fits;

/// The output of a tower for some rows.
template <class T>
struct TowerVectors {
    Matrix<T> vectors; ///< rows x n
    Matrix<T> bias;    ///< rows x 1, or nothing if the network adds none

    [[nodiscard]] ConstMatrixView<T> bias_view() const { return bias.rows() == 0 ? ConstMatrixView<T>{} : bias.view(); }
};

namespace detail {

/// The feature by which a tower is known: the key, or, where the network does not read that, the first feature of the
/// key's side that one of the towers reads; the key itself where there is none.
template <class Towers, class Key, class Features>
struct tower_feature {
    using type = Key;
};
template <class Towers, class Key, class First, class... Rest>
    requires(tower_side<Key, Towers> == 2)
struct tower_feature<Towers, Key, TypeList<First, Rest...>>
    : std::conditional_t<tower_side<First, Towers> != 2, std::type_identity<First>,
                         tower_feature<Towers, Key, TypeList<Rest...>>> {};
template <class ModelType, class Key, class Side>
using tower_feature_of = typename tower_feature<towers_of<ModelType>, Key, typename Side::features>::type;

/// Runs one tower, and its bias, on blocks of rows of the feature `Key`.
template <class ModelType, IdFeature Key, class Side>
class TowerRunner {
    using T = typename ModelType::scalar;
    using towers = towers_of<ModelType>;
    using feature = tower_feature_of<ModelType, Key, Side>;
    static constexpr std::size_t side = towers::template side_of<feature>;
    using features = typename towers::template features<side>;

public:
    struct Workspace {
        ColumnBuffers<T, features> buffers;
        typename ModelType::batch_type batch;
        typename ModelType::Workspace model;
    };

    static constexpr std::size_t columns = towers::columns;
    static constexpr bool has_bias = towers::bias[side] != no_branch;

    TowerRunner(const ModelType& model, const Side* of_rows)
        : TowerRunner(model, of_rows, rows_of_key<Key>(model, of_rows)) {}
    /// For fewer rows than the model has: those of the side from 0 to `rows - 1`.
    TowerRunner(const ModelType& model, const Side* of_rows, std::size_t rows)
        : model_{&model}, side_{of_rows}, rows_{rows} {}

    [[nodiscard]] std::size_t rows() const { return rows_; }

    LINNET_HOT void run(std::span<const row_id> ids, MatrixView<T> vectors, MatrixView<T> bias,
                        Workspace& workspace) const {
        constexpr std::size_t block = 256; // so that activations stay near
        for (std::size_t first = 0; first < ids.size(); first += block) {
            const std::size_t count = std::min(block, ids.size() - first);
            workspace.batch.rows = count;
            fill(ids.subspan(first, count), workspace, features{});
            const ConstMatrixView<T> out = model_->template tower<feature>(workspace.batch, workspace.model);
            for (std::size_t i = 0; i < count; ++i) {
                kernels::copy_row<T, ModelType::width>(out.row(i), vectors.row(first + i), columns);
            }
            if constexpr (has_bias) {
                const ConstMatrixView<T> added = model_->template tower_bias<feature>(workspace.batch, workspace.model);
                for (std::size_t i = 0; i < count; ++i) {
                    bias(first + i, 0) = added(i, 0);
                }
            }
        }
    }

    /// As above for all of `ids`, in memory of its own.
    [[nodiscard]] LINNET_COLD TowerVectors<T> run(std::span<const row_id> ids, Executor* executor) const {
        constexpr std::size_t some = 256;
        TowerVectors<T> result{Matrix<T>(ids.size(), columns), has_bias ? Matrix<T>(ids.size(), 1) : Matrix<T>()};
        const std::size_t cost = executor == nullptr ? 0 : executor->least_share_cost() / some;
        for_each_share(executor, ids.size(), 1, cost, [&](std::size_t first, std::size_t count) {
            Workspace workspace;
            run(ids.subspan(first, count), result.vectors.view().middle(first, count),
                has_bias ? result.bias.view().middle(first, count) : MatrixView<T>{}, workspace);
        });
        return result;
    }

private:
    template <Feature... F>
    void fill(std::span<const row_id> ids, Workspace& workspace, TypeList<F...>) const {
        ((workspace.batch.template column<F>() = column<F>(ids, workspace)), ...);
    }

    template <class F>
    [[nodiscard]] typename F::template column<T> column(std::span<const row_id> ids, Workspace& workspace) const {
        if constexpr (std::is_same_v<F, Key>) {
            return ids;
        } else if constexpr (list_contains<typename Side::features, F>) {
            if (side_ == nullptr || side_->size() < rows()) {
                fail<SettingError>({"feature '", F::name, "' of the tower of '", Key::name, "' needs a side of ",
                                    rows(), " rows, not ", side_ == nullptr ? 0 : side_->size()});
            }
            for (const row_id id : ids) {
                if (id >= side_->size()) {
                    fail<IdError>({"feature '", Key::name, "': id ", id, " is not below ", side_->size()});
                }
            }
            auto& buffer = workspace.buffers.template of<F>();
            return buffer.gather(side_->template column<F>(), ids.size(), [&](std::size_t i) { return ids[i]; });
        } else {
            static_assert(never<F>, "linnet: each feature of a tower but the user or the item must be a column of the "
                                    "side of that user or item.");
        }
    }

    const ModelType* model_;
    const Side* side_;
    std::size_t rows_;
};

} // namespace detail

/// The vectors that a tower computes for rows of feature `Key`, which it reads, in the order of the list. Its other
/// features come from `side`, a data set whose sample r describes row r of the key. The rows are divided among the
/// threads of `executor`, if one is given.
/// Throws SettingError if the side has fewer rows than the model, and what the layers throw, such as IdError.
template <IdFeature Key, class ModelType, class Side = Dataset<TypeList<Key>>>
[[nodiscard]] LINNET_COLD TowerVectors<typename ModelType::scalar>
tower_vectors(const ModelType& model, std::span<const row_id> rows, const Side* side = nullptr,
              Executor* executor = nullptr) {
    constexpr bool fits =
        detail::tower_side<detail::tower_feature_of<ModelType, Key, Side>, detail::towers_of<ModelType>> < 2;
    static_assert(fits, "linnet: tower_vectors needs a network that is a Dot of two towers, one of which reads the "
                        "feature; ModelScorer takes any network.");
    if constexpr (fits) {
        return detail::TowerRunner<ModelType, Key, Side>(model, side).run(rows, executor);
    } else {
        return {};
    }
}

/// As above for all rows of the feature.
template <IdFeature Key, class ModelType, class Side = Dataset<TypeList<Key>>>
[[nodiscard]] LINNET_COLD TowerVectors<typename ModelType::scalar>
tower_vectors(const ModelType& model, const Side* side = nullptr, Executor* executor = nullptr) {
    std::vector<row_id> rows(detail::rows_of_key<Key>(model, side));
    std::iota(rows.begin(), rows.end(), row_id{0});
    return tower_vectors<Key>(model, std::span<const row_id>(rows), side, executor);
}

/// A model of two towers as a Scorer: f(u . v_i + biases), with the bits of `predict`. The item vectors v_i are
/// computed once, when it is made, and a vector u for each user asked for. After further training, make a new one.
///
/// `User` is a feature of one tower and `Item` a feature of the other; a tower may also do without the id itself and
/// read only what its side knows. The other features of a tower come from that side: a data set whose sample r
/// describes row r of the users, or of the items. Model and sides must outlive it. Its item vectors have other uses,
/// too: `CosineScorer(scorer.item_vectors())` finds similar items, and HnswItems and ItemVectors accept them. Throws
/// SettingError if a side has fewer rows than the model has users or items, and what the layers throw. Cost: a pass of
/// one tower for each item once, then a pass of the other for each user, and 2 n flops for each score.
template <class ModelType, IdFeature User, IdFeature Item, class UserSide = Dataset<TypeList<User>>,
          class ItemSide = Dataset<TypeList<Item>>>
class TowerScorer {
    using towers = detail::towers_of<ModelType>;
    using runner = detail::TowerRunner<ModelType, User, UserSide>;
    using T = typename ModelType::scalar;
    static constexpr std::size_t user_side =
        detail::tower_side<detail::tower_feature_of<ModelType, User, UserSide>, towers>;
    static constexpr std::size_t item_side =
        detail::tower_side<detail::tower_feature_of<ModelType, Item, ItemSide>, towers>;

public:
    using scalar = T;
    using factor_scorer =
        FactorScorer<T, ModelType::width, typename detail::without_closing<typename ModelType::network>::closing>;

    struct Workspace {
        typename runner::Workspace tower;
        Matrix<T> vectors; ///< of the users asked for
        Matrix<T> bias;
        std::vector<row_id> places;
        typename factor_scorer::Workspace products;
    };

    /// Some users, whose vectors are computed once: row r of this Scorer is the r-th of them.
    class OfUsers {
    public:
        using scalar = T;
        using Workspace = typename factor_scorer::Workspace;

        [[nodiscard]] std::size_t users() const { return vectors_.vectors.rows(); }
        [[nodiscard]] std::size_t items() const { return all_->items(); }
        [[nodiscard]] Factors<T> factors() const {
            return all_->factors(vectors_.vectors.view(), vectors_.bias_view());
        }
        void score(std::span<const row_id> rows, std::size_t first, MatrixView<T> out, Workspace& workspace) const {
            factor_scorer(factors()).score(rows, first, out, workspace);
        }

    private:
        friend TowerScorer;
        OfUsers(const TowerScorer& all, TowerVectors<T> vectors) : all_{&all}, vectors_{std::move(vectors)} {}

        const TowerScorer* all_;
        TowerVectors<T> vectors_;
    };

    explicit TowerScorer(const ModelType& model, const UserSide* of_users = nullptr, const ItemSide* of_items = nullptr,
                         Executor* executor = nullptr)
        : user_tower_{model, of_users}, items_{tower_vectors<Item>(model, of_items, executor)} {
        static_assert(user_side + item_side == 1,
                      "linnet: a TowerScorer needs a user and an item of different towers.");
    }

    [[nodiscard]] std::size_t users() const { return user_tower_.rows(); }
    [[nodiscard]] std::size_t items() const { return items_.vectors.rows(); }
    /// Rows of items x n.
    [[nodiscard]] ConstMatrixView<T> item_vectors() const { return items_.vectors.view(); }
    /// Rows of items x 1, or nothing.
    [[nodiscard]] ConstMatrixView<T> item_bias() const { return items_.bias_view(); }
    [[nodiscard]] LINNET_COLD TowerVectors<T> user_vectors(std::span<const row_id> users) const {
        return user_tower_.run(users, nullptr);
    }

    /// A scorer of these users. It is faster than this one if scores are asked for block after block of items. It
    /// refers to this scorer.
    [[nodiscard]] OfUsers of_users(std::span<const row_id> users) const { return {*this, user_vectors(users)}; }
    /// As above for users whom the model does not know, with vectors from elsewhere: one for each row of a side.
    [[nodiscard]] LINNET_COLD OfUsers of_side(const ModelType& model, const UserSide& side) const {
        std::vector<row_id> rows(side.size());
        std::iota(rows.begin(), rows.end(), row_id{0});
        return {*this, runner(model, &side, side.size()).run(rows, nullptr)};
    }

    LINNET_HOT void score(std::span<const row_id> users, std::size_t first, MatrixView<T> out,
                          Workspace& workspace) const {
        scorer_of(users, workspace).score(workspace.places, first, out, workspace.products);
    }
    LINNET_HOT void score_items(row_id user, std::span<const row_id> items, std::span<T> out,
                                Workspace& workspace) const {
        scorer_of({&user, 1}, workspace).score_items(0, items, out, workspace.products);
    }

private:
    /// The vectors of these users, at places 0, 1, ... in the workspace.
    [[nodiscard]] factor_scorer scorer_of(std::span<const row_id> users, Workspace& workspace) const {
        workspace.vectors.reserve(users.size(), runner::columns);
        const MatrixView<T> vectors = workspace.vectors.top(users.size());
        MatrixView<T> bias;
        if constexpr (runner::has_bias) {
            workspace.bias.reserve(users.size(), 1);
            bias = workspace.bias.top(users.size());
        }
        user_tower_.run(users, vectors, bias, workspace.tower);
        workspace.places.resize(users.size());
        std::iota(workspace.places.begin(), workspace.places.end(), row_id{0});
        return factor_scorer(factors(vectors, bias));
    }

    [[nodiscard]] Factors<T> factors(ConstMatrixView<T> users, ConstMatrixView<T> user_bias) const {
        using Term = typename Factors<T>::Term;
        constexpr std::size_t user_term = towers::bias[user_side];
        constexpr Term last = towers::last == towers::dot ? Term::product
                              : towers::last == user_term ? Term::user_bias
                                                          : Term::item_bias;
        return {users, items_.vectors.view(), user_bias, items_.bias_view(), last};
    }

    runner user_tower_;
    TowerVectors<T> items_;
};

/// A TowerScorer of any model of two towers.
template <IdFeature User, IdFeature Item, class ModelType, class UserSide = Dataset<TypeList<User>>,
          class ItemSide = Dataset<TypeList<Item>>>
[[nodiscard]] auto tower_scorer(const ModelType& model, const UserSide* user_side = nullptr,
                                const ItemSide* item_side = nullptr, Executor* executor = nullptr) {
    return TowerScorer<ModelType, User, Item, UserSide, ItemSide>(model, user_side, item_side, executor);
}

/// A model with a tower of layers for the user and one for the item, as a scorer that runs at the speed of products. It
/// keeps the item vectors of the moment; the model must outlive it.
template <class ModelType>
    requires(!has_factors<ModelType> && detail::has_plain_towers<ModelType>)
[[nodiscard]] auto factor_scorer(const ModelType& model) {
    return [&]<class User, class Item>(TypeList<User, Item>) {
        return TowerScorer<ModelType, User, Item>(model);
    }(typename ModelType::features{});
}

} // namespace linnet::inline LINNET_ISA
