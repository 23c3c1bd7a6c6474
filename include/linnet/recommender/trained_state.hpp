// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <numeric>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/recommend/factor_scorer.hpp>
#include <linnet/recommend/model_factors.hpp>
#include <linnet/recommend/model_scorer.hpp>
#include <linnet/recommend/random_scores.hpp>
#include <linnet/recommend/tower_scorer.hpp>
#include <linnet/samples/align.hpp>
#include <linnet/samples/column_store.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/samples/encode.hpp>
#include <linnet/samples/join.hpp>
#include <linnet/samples/vocabulary.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// The tower that reads a key or what its table knows; 2 if neither does.
template <class ModelType, class Key, class Table>
inline constexpr std::size_t tower_of = tower_side<tower_feature_of<ModelType, Key, Table>, towers_of<ModelType>>;

/// Whether a network has a tower for users and one for items, each of which reads only its own table.
template <class ModelType, class User, class UserTable, class Item, class ItemTable>
inline constexpr bool has_own_towers = false;
template <class ModelType, class User, class UserTable, class Item, class ItemTable>
    requires(tower_of<ModelType, User, UserTable> + tower_of<ModelType, Item, ItemTable> == 1)
inline constexpr bool has_own_towers<ModelType, User, UserTable, Item, ItemTable> =
    list_within<typename towers_of<ModelType>::template features<tower_of<ModelType, User, UserTable>>,
                typename UserTable::features> &&
    list_within<typename towers_of<ModelType>::template features<tower_of<ModelType, Item, ItemTable>>,
                typename ItemTable::features>;

/// What a Recommender has once it was trained: the model, what it knows about each row of users and items, and how it
/// scores. It is made anew where something changes, so that nothing is lost where that fails.
template <class ModelType, class Users, class Items>
class TrainedState {
public:
    using T = typename ModelType::scalar;
    using User = typename Users::key;
    using Item = typename Items::key;
    using features = typename ModelType::features;
    using user_features = merged<TypeList<User>, typename Users::frame_features, typename Users::log_features>;
    using item_features = merged<TypeList<Item>, typename Items::frame_features>;
    using user_table = Dataset<user_features>;
    using item_table = Dataset<item_features>;
    /// What trains the model: its features, and the ids, which it may not read.
    using samples_type = Dataset<merged<TypeList<User, Item>, features>>;
    using vocabularies_type = typename ModelType::vocabularies_type;
    static constexpr bool reads_user = list_contains<features, User>;
    static constexpr bool has_graph = ModelType::graph_layers != 0;

    /// Whether there is a column for each feature of the network.
    static constexpr bool has_all = list_within<features, merged<user_features, item_features>>;
    static constexpr bool by_factors = std::is_same_v<features, TypeList<User, Item>> && has_factors<ModelType>;
    static constexpr bool by_towers = !by_factors && has_own_towers<ModelType, User, user_table, Item, item_table>;

private:
    static auto scorer_type() {
        if constexpr (!has_all) {
            return std::type_identity<RandomScores<T>>{}; // never made: the sentence of the Recommender stands alone
        } else if constexpr (by_factors) {
            return std::type_identity<decltype(factor_scorer(std::declval<const ModelType&>()))>{};
        } else if constexpr (by_towers) {
            return std::type_identity<TowerScorer<ModelType, User, Item, user_table, item_table>>{};
        } else {
            return std::type_identity<ModelScorer<ModelType, User, Item, user_table, item_table>>{};
        }
    }

public:
    using scorer_of_model = typename decltype(scorer_type())::type;

    TrainedState(std::shared_ptr<ModelType> made, Vocabulary ids, Interactions log)
        : model{std::move(made)}, own_users{std::move(ids)}, events{std::move(log)} {}
    TrainedState(const TrainedState&) = delete;
    TrainedState& operator=(const TrainedState&) = delete;

    std::shared_ptr<ModelType> model;
    Vocabulary own_users; // where the network does not read the user
    Interactions events;  // all that the users had, without ratings
    UserItems seen;       // the same, in rows
    user_table users;     // sample r describes row r
    item_table items;
    std::optional<scorer_of_model> scorer; // refers to the members above
    bool in_training = false;              // it is being judged while `fit` runs

    [[nodiscard]] const Vocabulary& user_ids() const {
        if constexpr (reads_user) {
            return model->template vocabulary<User>();
        } else {
            return own_users;
        }
    }
    [[nodiscard]] const Vocabulary& item_ids() const { return model->template vocabulary<Item>(); }
    [[nodiscard]] std::size_t user_rows() const {
        if constexpr (reads_user) {
            return model->template rows<User>();
        } else {
            return own_users.size();
        }
    }
    [[nodiscard]] std::size_t item_rows() const { return model->template rows<Item>(); }

    /// Who had what in a log; ids that are not known count for row 0.
    [[nodiscard]] LINNET_COLD UserItems user_items(const Interactions& log) const {
        return {find_rows(log.users, user_ids()), find_rows(log.items, item_ids()), user_rows(), item_rows()};
    }

    /// Fills `seen` and both tables, and gives a network with GraphPropagation its graph.
    LINNET_COLD void describe(const Users& user_columns, const Frame& user_frame, const Items& item_columns,
                              const Frame& item_frame) {
        seen = user_items(events);
        if constexpr (has_graph) {
            model->template set_graph<User, Item>(seen);
        }
        read_side<Item>(item_columns, item_frame, item_ids(), item_rows(), items);
        read_side<User>(user_columns, user_frame, user_ids(), user_rows(), users);
        const auto add_from_log = [&](const auto& encoder) {
            using F = typename std::remove_cvref_t<decltype(encoder)>::of_log;
            users.template column<F>() =
                filled(encoder.of_users(events, user_ids(), model->vocabularies(), seen, items), user_rows());
        };
        std::apply([&](const auto&... each) { (add_from_log(each), ...); }, user_columns.from_log);
    }

    /// Once the model is trained.
    LINNET_COLD void make_scorer(Executor* executor = nullptr) {
        if constexpr (!has_all) {
            return;
        } else if constexpr (by_factors) {
            scorer.emplace(factor_scorer(std::as_const(*model)));
        } else if constexpr (by_towers) {
            scorer.emplace(std::as_const(*model), &std::as_const(users), &std::as_const(items), executor);
        } else {
            scorer.emplace(std::as_const(*model), &std::as_const(users), &std::as_const(items));
        }
    }

    /// The samples of a log, without labels. `past` is what users had before: the log itself in training.
    [[nodiscard]] LINNET_COLD samples_type samples(const Users& user_columns, const Interactions& log,
                                                   const Interactions& past) const {
        samples_type data = samples_of(find_known_rows(log.users, user_ids(), User::name),
                                       find_known_rows(log.items, item_ids(), Item::name));
        const auto add_history = [&]<class Encoder>(const Encoder& encoder) {
            if constexpr (requires { encoder.of_samples(log, model->vocabularies(), past); }) {
                data.template column<typename Encoder::of_log>() = encoder.of_samples(log, model->vocabularies(), past);
            }
        };
        std::apply([&](const auto&... each) { (add_history(each), ...); }, user_columns.from_log);
        return data;
    }

    /// The samples of some users and items, each user as of the end of the log.
    [[nodiscard]] LINNET_COLD samples_type samples_of(std::vector<row_id> user_row,
                                                      std::vector<row_id> item_row) const {
        samples_type data;
        const auto add = [&]<class F>() {
            if constexpr (is_one_of<F, User, Item>) {
                return; // below, as the network may not read it
            } else if constexpr (list_contains<user_features, F>) {
                data.template column<F>() = some_rows(users.template column<F>(), user_row);
            } else if constexpr (list_contains<item_features, F>) {
                data.template column<F>() = some_rows(items.template column<F>(), item_row);
            }
        };
        [&]<class... F>(TypeList<F...>) { (add.template operator()<F>(), ...); }(features{});
        data.template column<User>().ids = std::move(user_row);
        data.template column<User>().encoded_by = user_ids().fingerprint();
        data.template column<Item>().ids = std::move(item_row);
        data.template column<Item>().encoded_by = item_ids().fingerprint();
        return data;
    }

private:
    /// A table may have more rows than its vocabulary has ids: they are like row 0.
    template <Feature F>
    [[nodiscard]] LINNET_COLD static ColumnStore<F> filled(ColumnStore<F> column, std::size_t rows) {
        if (column.size() >= rows) {
            return column;
        }
        std::vector<row_id> from(rows);
        std::iota(from.begin(), from.begin() + static_cast<std::ptrdiff_t>(column.size()), row_id{0});
        return some_rows(column, from);
    }

    template <IdFeature Key, class Columns, class Table>
    LINNET_COLD void read_side(const Columns& columns, const Frame& frame, const Vocabulary& ids, std::size_t rows,
                               Table& table) const {
        std::vector<row_id> own(rows);
        std::iota(own.begin(), own.end(), row_id{0});
        table.template column<Key>().ids = std::move(own);
        table.template column<Key>().encoded_by = ids.fingerprint();
        if constexpr (Columns::has_frame) {
            AlignReport report;
            const Frame aligned = align(frame, columns.id, ids, &report);
            if (report.found == 0 && frame.size() > 1) {
                fail<SettingError>({"column '", columns.id, "' has none of the ", ids.size() - 1, " ids of '",
                                    Key::name, "' in the log, in any of ", frame.size(), " rows"});
            }
            [&]<class... F>(TypeList<F...>) {
                ((table.template column<F>() =
                      filled(columns.columns.template encode<F>(aligned, model->vocabularies()), rows)),
                 ...);
            }(typename Columns::frame_features{});
        }
    }
};

} // namespace linnet::inline LINNET_ISA::detail
