// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/fwd.hpp>
#include <linnet/log/concat.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/log/select_rows.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/losses/binary_cross_entropy.hpp>
#include <linnet/network/grown.hpp>
#include <linnet/network/model.hpp>
#include <linnet/recommend/cosine_scorer.hpp>
#include <linnet/recommend/evaluate_ranking.hpp>
#include <linnet/recommend/explain.hpp>
#include <linnet/recommend/fold_in.hpp>
#include <linnet/recommend/ranking_options.hpp>
#include <linnet/recommend/recommend.hpp>
#include <linnet/recommend/similar.hpp>
#include <linnet/recommend/top_items.hpp>
#include <linnet/recommender/one_user.hpp>
#include <linnet/recommender/recommender_settings.hpp>
#include <linnet/recommender/side_columns.hpp>
#include <linnet/recommender/state_steps.hpp>
#include <linnet/recommender/trained_state.hpp>
#include <linnet/samples/align.hpp>
#include <linnet/samples/vocabulary.hpp>
#include <linnet/samples/with_negatives.hpp>
#include <linnet/train/evaluate.hpp>
#include <linnet/train/fit.hpp>
#include <linnet/train/fit_options.hpp>
#include <linnet/train/predict.hpp>

namespace linnet::inline LINNET_ISA {

/// A network with all that stands around it: vocabularies, what is known about users and items, what users had, and the
/// trained model. It takes raw ids and gives raw ids. Make it by `recommender`, then train it on a log:
///
///     auto films = recommender<Network>(users<User>("id", category<Occupation>()), items<Film>("id", split<Genres>()),
///                                       {.label = LikedFrom{4}});
///     films.set_users(people);
///     films.set_items(contents);
///     films.fit(split.train, BinaryCrossEntropy{}, Adam{}, {.epochs = 20, .validation = &split.validation});
///     films.recommend("user 17", {.k = 5});
///
/// `save` and `load` in `recommender/recommender_file.hpp` keep all of it in one file.
///
/// A raw id that it does not know is row 0, which has what the model knows of nobody in particular; an item of row 0 is
/// never listed. If a call throws, the recommender is as it was before. A const one may be used by several threads, and
/// a copy shares all that was learned: a server goes on with a copy while new events are taken. The graph of a network
/// with GraphPropagation has an edge for each pair of user and item in the log.
/// Everything but `fit`, `set_users` and `set_items` throws SettingError before it was trained.
template <class ModelType, class Users, class Items>
class Recommender {
    using State = detail::TrainedState<ModelType, Users, Items>;
    using Sources = detail::Sources<Users, Items>;
    using User = typename Users::key;
    using Item = typename Items::key;
    static_assert(list_contains<typename ModelType::features, Item>,
                  "linnet: the network of a Recommender reads the id of the item.");
    static_assert(
        !list_contains<typename ModelType::features, Item> || State::has_all,
        "linnet: the network of a Recommender reads a feature that neither its users nor its items have: name "
        "its column there.");
    static_assert(ModelType::output_columns == 1, "linnet: the network of a Recommender has one output.");

public:
    using model_type = ModelType;
    using scalar = typename ModelType::scalar;
    using list_type = std::vector<Recommendation<scalar>>;
    using options_type = FitOptions<scalar, Interactions>;

    LINNET_COLD Recommender(Users users, Items items, RecommenderSettings settings)
        : sources_{std::move(users), std::move(items), std::move(settings)} {}

    /// What is known about users: a row for each, with the raw id and the columns that were named. Rows of users who
    /// are known already replace what was known. Once trained, users who are new get rows, with the mean of the trained
    /// ones, so that what is known about them counts. Throws DataError if the frame lacks a column.
    LINNET_COLD void set_users(const Frame& frame) { set_side(&Sources::users, &Sources::user_frame, frame); }
    /// The same of items.
    LINNET_COLD void set_items(const Frame& frame) { set_side(&Sources::items, &Sources::item_frame, frame); }

    /// Trains on a log, from the beginning: gives users, items and the values of their columns rows, encodes the log,
    /// and calls `fit`. All events of the log, whatever their labels, are what users had. Validation data is encoded
    /// alike, and is not among it. A loss that asks for what users had, such as InBatchSoftmax, gets it from the log.
    /// While early stopping calls its `score`, the recommender is the one in training: the score may call what is
    /// const, but not keep a copy. This looks after every second epoch, on the same 1,000 users:
    ///
    ///     const auto score = [&] {
    ///         return films.evaluate_ranking(split.validation, {.metrics = {NdcgAt{10}}, .most_users = 1000})
    ///             .accuracy["ndcg@10"];
    ///     };
    ///     films.fit(split.train, BinaryCrossEntropy{}, Adam{},
    ///               {.epochs = 50, .early_stopping = EarlyStopping{.every = 2, .score = score}});
    ///
    /// Throws SettingError if a side was not set; and what `encode`, `fit` and the score throw.
    template <class L, class O>
    LINNET_COLD History fit(const Interactions& log, const L& loss, const O& optimizer,
                            const std::type_identity_t<options_type>& options = {}) {
        return fit(log, loss, optimizer, detail::NoNegatives{}, options);
    }
    /// As above; every event is a positive, to which training adds negatives: UniformNegatives{.count = 4} and others.
    /// See `with_negatives`.
    template <class L, class O, class Negatives>
    LINNET_COLD History fit(const Interactions& log, const L& loss, const O& optimizer, const Negatives& negatives,
                            const std::type_identity_t<options_type>& options = {}) {
        check_not_in_training();
        sources_.settings.label.check(log);
        Sources sources = sources_;
        auto state = detail::new_state<State>(sources, log);
        return finish(std::move(sources), std::move(state), log, loss, optimizer, negatives, options);
    }

    /// Takes new events: new users and items get rows, and the model is trained on these events alone, for one epoch
    /// unless the options say more; the optimizer begins anew. Cost: a copy of the model and of what is known.
    /// Throws what `fit` throws; SettingError if a feature's type says its number of rows, and there would be more.
    template <class L, class O>
    LINNET_COLD History partial_fit(const Interactions& log, const L& loss, const O& optimizer,
                                    const std::type_identity_t<options_type>& options = {}) {
        return partial_fit(log, loss, optimizer, detail::NoNegatives{}, options);
    }
    template <class L, class O, class Negatives>
    LINNET_COLD History partial_fit(const Interactions& log, const L& loss, const O& optimizer,
                                    const Negatives& negatives,
                                    const std::type_identity_t<options_type>& options = {}) {
        check_not_in_training();
        Sources sources = sources_;
        auto next = detail::next_state(state(), sources, log, true);
        return finish(std::move(sources), std::move(next), log, loss, optimizer, negatives, options);
    }
    /// Takes new events without training: they count as seen, histories and interests grow, and new users and items get
    /// rows, with the mean of the trained ones. Cost: that of reading the whole log and what is known again, and of the
    /// items' vectors where the network has towers, so take events together.
    LINNET_COLD void observe(const Interactions& log) { replace(sources_, log); }

    /// The k best items for a user, best first. A user who is not known gets what the model knows about items alone.
    /// Throws what the reranker throws.
    [[nodiscard]] LINNET_COLD list_type recommend(std::string_view user, const ListOptions& options = {}) const {
        const row_id row = state().user_ids().find(user);
        return std::move(lists(*state().scorer, {&row, 1}, options)[0]);
    }
    template <detail::RawInteger I>
    [[nodiscard]] LINNET_COLD list_type recommend(I user, const ListOptions& options = {}) const {
        return recommend(detail::Digits{user}.view(), options);
    }
    /// A list for each of several users.
    [[nodiscard]] LINNET_COLD std::vector<list_type> recommend(std::span<const std::string> users,
                                                               const ListOptions& options = {}) const {
        std::vector<row_id> rows;
        for (const std::string& user : users) {
            rows.push_back(state().user_ids().find(user));
        }
        return lists(*state().scorer, rows, options);
    }
    /// The same for a list in braces, whose two strings would otherwise be the two ends of one.
    [[nodiscard]] LINNET_COLD std::vector<list_type> recommend(std::initializer_list<std::string> users,
                                                               const ListOptions& options = {}) const {
        return recommend(std::span<const std::string>{users.begin(), users.size()}, options);
    }
    /// The k items whose vectors have the highest cosine with that of an item: the vectors of its tower where the
    /// network has one, else its embeddings. Throws IdError if the item is not known, and what `similar_rows` throws.
    [[nodiscard]] LINNET_COLD list_type similar_items(std::string_view item, const ListOptions& options = {}) const {
        const row_id row = known_item(item);
        ListOptions others = options;
        others.exclude_seen = false;
        others.exclude.emplace_back(item);
        const CosineScorer<scalar, ModelType::width> by_cosine{item_vectors()};
        return std::move(lists(by_cosine, {&row, 1}, others)[0]);
    }
    /// What each feature adds to the score of an item for a user, compared with an unknown item for an unknown user.
    /// See `explain` of a model. Throws IdError if the item is not known.
    [[nodiscard]] LINNET_COLD Explanation explain(std::string_view user, std::string_view item,
                                                  const ExplainOptions& options = {}) const {
        return linnet::explain(*state().model,
                               state().samples_of({state().user_ids().find(user), 0}, {known_item(item), 0}), 0, 1,
                               options);
    }
    /// A list for somebody who is not in the log, from the items that they had, which are left out. A dot-product model
    /// finds their vector by FoldIn for the loss that it was trained with. Other networks must read what a user had, by
    /// `history` or `interests`; they see an unknown user with these. Items that are not known are ignored.
    /// Throws what FoldIn throws. Cost without factors or towers: a prediction for each item, and a row for each user.
    template <class L = BinaryCrossEntropy>
    [[nodiscard]] LINNET_COLD list_type fold_in(const std::vector<std::string>& had, ListOptions options = {},
                                                const L& loss = {}, const FoldInSettings& settings = {}) const {
        std::vector<row_id> rows;
        for (const std::string& id : had) {
            if (const row_id row = item_ids().find(id); row != 0) {
                rows.push_back(row);
            }
            options.exclude.push_back(id);
        }
        options.exclude_seen = false;
        const row_id first = 0;
        if constexpr (State::by_factors) {
            std::sort(rows.begin(), rows.end());
            rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
            const FoldIn<scalar, L> fold{model_factors(model()), loss, settings};
            const auto user = fold(rows);
            return std::move(lists(typename State::scorer_of_model(fold.factors(user)), {&first, 1}, options)[0]);
        } else {
            const detail::OneUser<State> user{state(), sources_.users, had};
            return std::move(lists(user.scorer(state()), {&first, 1}, options)[0]);
        }
    }

    /// Predictions for the users and items of a log. Throws what `encode` throws.
    [[nodiscard]] LINNET_COLD std::vector<scalar> predict(const Interactions& log, Executor* executor = nullptr) const {
        return linnet::predict(*state().model, state().samples(sources_.users, log, state().events), 1024, executor);
    }
    /// Loss and metrics on a log, encoded and labelled as in training.
    template <class L>
    [[nodiscard]] LINNET_COLD Evaluation evaluate(const Interactions& log, const L& loss,
                                                  const std::vector<AnyMetric<scalar>>& metrics = {},
                                                  Executor* executor = nullptr) const {
        auto data = state().samples(sources_.users, log, state().events);
        data.labels = sources_.settings.label(log);
        return linnet::evaluate(*state().model, loss, data, metrics, 1024, executor);
    }
    /// How good and how varied the lists are, judged by what users had in a test log. Unless the options say what to
    /// exclude, that is what users had in training. See `evaluate_ranking` of a scorer.
    [[nodiscard]] LINNET_COLD RankingEvaluation evaluate_ranking(const Interactions& test,
                                                                 RankingOptions options = {}) const {
        if (options.exclude_seen.empty()) {
            options.exclude_seen = {&seen()};
        }
        return linnet::evaluate_ranking(scorer(), user_items(test), options);
    }

    // The parts, to be used alone. They are those of the moment: a call that is not const replaces them.

    [[nodiscard]] bool trained() const { return state_ != nullptr; }
    [[nodiscard]] const ModelType& model() const { return *state().model; }
    /// The fastest scorer of the network.
    [[nodiscard]] const auto& scorer() const { return *state().scorer; }
    /// What users had: in training, and in all events since.
    [[nodiscard]] const UserItems& seen() const { return state().seen; }
    /// Who had what in another log, in the same rows.
    [[nodiscard]] LINNET_COLD UserItems user_items(const Interactions& log) const { return state().user_items(log); }
    [[nodiscard]] const Vocabulary& user_ids() const { return state().user_ids(); }
    [[nodiscard]] const Vocabulary& item_ids() const { return state().item_ids(); }
    /// What is known about users, and about items: data sets whose sample r describes row r.
    [[nodiscard]] const auto& user_table() const { return state().users; }
    [[nodiscard]] const auto& item_table() const { return state().items; }
    /// A vector for each row of items, as `similar_items` compares them. Throws SettingError if the network has none.
    [[nodiscard]] LINNET_COLD ConstMatrixView<scalar> item_vectors() const {
        if constexpr (State::by_towers) {
            return scorer().item_vectors();
        } else {
            return embedding_of<Item>(model());
        }
    }

private:
    template <class M, class U, class I>
    friend class RecommenderFile;

    [[nodiscard]] const State& state() const {
        if (state_ == nullptr) {
            detail::fail<SettingError>({"this recommender was neither trained nor loaded"});
        }
        return *state_;
    }
    LINNET_COLD void check_not_in_training() const {
        if (state_ != nullptr && state_->in_training) {
            detail::fail<SettingError>({"a recommender cannot be changed by the score that judges it in training"});
        }
    }
    [[nodiscard]] LINNET_COLD row_id known_item(std::string_view item) const {
        const row_id row = state().item_ids().find(item);
        if (row == 0) {
            detail::fail<IdError>({"feature '", Item::name, "': item '", item, "' is not known"});
        }
        return row;
    }

    template <class Columns>
    LINNET_COLD void set_side(Columns Sources::* columns, Frame Sources::* kept, const Frame& frame) {
        if constexpr (Columns::has_frame) {
            Sources sources = sources_;
            const Columns& side = sources.*columns;
            sources.*kept = detail::merged_frames(side.columns.used(frame, side.id), sources.*kept, side.id);
            if (state_ == nullptr) {
                sources_ = std::move(sources);
            } else {
                replace(std::move(sources), {});
            }
        } else {
            detail::fail<SettingError>({"this recommender reads no columns of '", Columns::key::name, "'"});
        }
    }

    /// Takes more events, and what is known now.
    LINNET_COLD void replace(Sources sources, const Interactions& log) {
        check_not_in_training();
        auto next = detail::next_state(state(), sources, log, false);
        next->make_scorer();
        sources_ = std::move(sources);
        state_ = std::move(next);
    }

    template <class L, class O, class Negatives>
    LINNET_COLD History finish(Sources sources, std::shared_ptr<State> next, const Interactions& log, const L& loss,
                               const O& optimizer, const Negatives& negatives, options_type options) {
        if (options.early_stopping && options.early_stopping->score) {
            options.early_stopping->score = [&, score = options.early_stopping->score, executor = options.executor] {
                const detail::Judged judged{sources_, state_, sources, next, executor};
                return score();
            };
        }
        History history = detail::train_state(*next, sources, log, loss, optimizer, negatives, options);
        if (!detail::knows_described(*next, sources)) {
            next = detail::next_state(*next, sources, {}, false);
        }
        next->make_scorer(options.executor);
        sources_ = std::move(sources);
        state_ = std::move(next);
        return history;
    }

    /// Lists with raw ids. requires: the rows are users of the scorer
    template <class S>
    [[nodiscard]] LINNET_COLD std::vector<list_type> lists(const S& scorer, std::span<const row_id> rows,
                                                           const ListOptions& options) const {
        std::vector<list_type> result(rows.size());
        const auto rows_of = [&](const std::vector<std::string>& raw) {
            std::vector<row_id> found;
            for (const std::string& id : raw) {
                if (const row_id row = item_ids().find(id); row != 0) {
                    found.push_back(row);
                }
            }
            return found;
        };
        const std::vector<row_id> exclude = rows_of(options.exclude);
        const std::vector<row_id> allow = rows_of(options.allow);
        if (allow.empty() && !options.allow.empty()) {
            return result;
        }
        const auto flat = detail::flat_top_items(scorer, rows,
                                                 {.k = options.k,
                                                  .exclude_seen = options.exclude_seen ? &seen() : nullptr,
                                                  .exclude = exclude,
                                                  .allow = allow,
                                                  .first_rows = detail::listed_rows(item_ids()),
                                                  .rerank = options.rerank,
                                                  .candidates = options.candidates,
                                                  .executor = options.executor});
        for (std::size_t u = 0; u < rows.size(); ++u) {
            result[u] = detail::with_ids(flat.list(u), item_ids());
        }
        return result;
    }

    Sources sources_;
    std::shared_ptr<const State> state_; // shared by copies, as it does not change
};

/// Makes a Recommender of a network. It is not trained yet.
template <class Network, class T = float, std::size_t W = native_width<T>, class Users, class Items>
[[nodiscard]] LINNET_COLD auto recommender(Users users, Items items, RecommenderSettings settings = {}) {
    return Recommender<Model<Network, T, W>, Users, Items>(std::move(users), std::move(items), std::move(settings));
}

} // namespace linnet::inline LINNET_ISA
