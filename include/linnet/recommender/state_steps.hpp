// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <numeric>
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
#include <linnet/frame/frame.hpp>
#include <linnet/log/concat.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/log/select_rows.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/recommender/grown_by_means.hpp>
#include <linnet/recommender/recommender_settings.hpp>
#include <linnet/recommender/trained_state.hpp>
#include <linnet/samples/align.hpp>
#include <linnet/samples/vocabulary.hpp>
#include <linnet/samples/with_negatives.hpp>
#include <linnet/train/fit.hpp>
#include <linnet/train/fit_options.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// What a Recommender was told: how columns are read, and the columns.
template <class Users, class Items>
struct Sources {
    Users users;
    Items items;
    RecommenderSettings settings;
    Frame user_frame{};
    Frame item_frame{};
};

/// Stands in for negatives where there are none.
struct NoNegatives {};

/// Calls `use` with each id of a frame's column that is not missing, a string or a whole number; strings once.
template <class Use>
LINNET_COLD void for_each_id(const Frame& frame, std::string_view column, const Use& use) {
    if (frame.size() == 0) {
        return;
    }
    if (frame.is_numeric(column) || frame.is_integer(column)) {
        for_each_whole_number(frame, column, [&](std::size_t, std::int64_t number) { use(Digits{number}.view()); });
        return;
    }
    const StringColumn& strings = frame.strings(column);
    for (std::uint32_t code = 0; code < strings.distinct(); ++code) {
        if (!strings.string(code).empty()) {
            use(strings.string(code));
        }
    }
}

/// Gives each id of a frame a row.
LINNET_COLD inline void add_ids(const Frame& frame, std::string_view column, Vocabulary& ids) {
    for_each_id(frame, column, [&](std::string_view id) { ids.add(id); });
}

/// Whether each id that the frames describe has a row.
template <class State, class Users, class Items>
[[nodiscard]] LINNET_COLD bool knows_described(const State& state, const Sources<Users, Items>& sources) {
    bool all = true;
    for_each_id(sources.user_frame, sources.users.id, [&](std::string_view id) {
        all = all && (state.user_ids().contains(id) || id == Vocabulary::unknown);
    });
    for_each_id(sources.item_frame, sources.items.id, [&](std::string_view id) {
        all = all && (state.item_ids().contains(id) || id == Vocabulary::unknown);
    });
    return all;
}

/// The rows of two frames, of which `later` counts where both have an id.
[[nodiscard]] LINNET_COLD inline Frame merged_frames(const Frame& later, const Frame& before, std::string_view id) {
    const Frame both = concat(later, before);
    Vocabulary ids;
    add_ids(both, id, ids);
    std::vector<std::size_t> rows(ids.size() - 1);
    std::iota(rows.begin(), rows.end(), std::size_t{1}); // without row 0, which no id has
    return select_rows(align(both, id, ids), rows);
}

/// The users of a state, or its own where the network does not read them.
template <class State, class Vocabularies>
[[nodiscard]] Vocabulary& user_vocabulary(Vocabularies& vocabularies, Vocabulary& own_users) {
    if constexpr (State::reads_user) {
        return vocabularies.template of<typename State::User>();
    } else {
        return own_users;
    }
}

/// Lets the encoders of the log give their values rows.
template <class State, class Users, class Vocabularies>
LINNET_COLD void fit_log_encoders(const Users& users, Vocabularies& vocabularies) {
    std::apply([&](const auto&... each) { (each.template fit<typename State::Item>(vocabularies), ...); },
               users.from_log);
}

/// Throws SettingError if a side is read from a frame and none was set.
template <class Columns>
LINNET_COLD void check_side_set(const Frame& frame, std::string_view call) {
    if (Columns::has_frame && frame.names().empty()) {
        fail<SettingError>(
            {"this recommender reads columns of '", Columns::key::name, "'; call ", call, " before fit"});
    }
}

/// Throws SettingError if log and frame have more ids than the type of the feature says rows: before anything is
/// trained, as those of the frame get theirs afterwards.
template <class Columns>
LINNET_COLD void check_room(const Columns& columns, const Frame& frame, const Vocabulary& of_log) {
    using Key = typename Columns::key;
    if constexpr (Columns::has_frame && Key::rows != dynamic) {
        Vocabulary all = of_log;
        add_ids(frame, columns.id, all);
        if (all.size() > Key::rows) {
            fail<SettingError>({"feature '", Key::name, "' has ", std::size_t{Key::rows}, " rows, and log and column '",
                                columns.id, "' have ", all.size() - 1, " ids, beside that for unknown ones"});
        }
    }
}

/// A state whose model is not trained, for a log; the encoders learn.
template <class State, class Users, class Items>
[[nodiscard]] LINNET_COLD std::unique_ptr<State> new_state(Sources<Users, Items>& sources, const Interactions& log) {
    check_side_set<Users>(sources.user_frame, "set_users");
    check_side_set<Items>(sources.item_frame, "set_items");
    typename State::vocabularies_type vocabularies;
    Vocabulary own_users;
    user_vocabulary<State>(vocabularies, own_users).add(log.users, {.min_count = sources.settings.min_user_count});
    vocabularies.template of<typename State::Item>().add(log.items, {.min_count = sources.settings.min_item_count});
    check_room(sources.users, sources.user_frame, user_vocabulary<State>(vocabularies, own_users));
    check_room(sources.items, sources.item_frame, vocabularies.template of<typename State::Item>());
    if constexpr (Items::has_frame) {
        sources.items.columns.fit(sources.item_frame, vocabularies);
    }
    if constexpr (Users::has_frame) {
        sources.users.columns.fit(sources.user_frame, vocabularies);
    }
    fit_log_encoders<State>(sources.users, vocabularies);
    using model_type = std::remove_reference_t<decltype(*std::declval<State>().model)>;
    auto state = std::make_unique<State>(std::make_shared<model_type>(sources.settings.seed, vocabularies),
                                         std::move(own_users), Interactions{log.users, log.items, {}, log.timestamps});
    state->describe(sources.users, sources.user_frame, sources.items, sources.item_frame);
    return state;
}

/// What a state becomes with more events, and with what is known at the moment. It shares the model, unless that grows
/// or is to be its own.
template <class State, class Users, class Items>
[[nodiscard]] LINNET_COLD std::unique_ptr<State> next_state(const State& before, Sources<Users, Items>& sources,
                                                            const Interactions& log, bool own_model) {
    using model_type = std::remove_reference_t<decltype(*before.model)>;
    Interactions events = concat(before.events, Interactions{log.users, log.items, {}, log.timestamps});
    auto vocabularies = before.model->vocabularies();
    Vocabulary own_users = before.own_users;
    Vocabulary& users = user_vocabulary<State>(vocabularies, own_users);
    Vocabulary& items = vocabularies.template of<typename State::Item>();
    users.add(events.users, {.min_count = sources.settings.min_user_count});
    items.add(events.items, {.min_count = sources.settings.min_item_count});
    if constexpr (Items::has_frame) {
        add_ids(sources.item_frame, sources.items.id, items);
        sources.items.columns.grow(sources.item_frame, vocabularies);
    }
    if constexpr (Users::has_frame) {
        add_ids(sources.user_frame, sources.users.id, users);
        sources.users.columns.grow(sources.user_frame, vocabularies);
    }
    fit_log_encoders<State>(sources.users, vocabularies);
    const bool grows = !(vocabularies == before.model->vocabularies());
    auto model = grows                           ? grown_by_means(*before.model, vocabularies)
                 : own_model || State::has_graph ? std::make_shared<model_type>(*before.model)
                                                 : before.model;
    auto state = std::make_unique<State>(std::move(model), std::move(own_users), std::move(events));
    state->describe(sources.users, sources.user_frame, sources.items, sources.item_frame);
    return state;
}

/// A loss that asks what users had, and how popular items are, gets it from the log unless it was given: a loss of two
/// towers whose `query` is the user, and whose `candidate` is the item.
template <class User, class Item, class L>
[[nodiscard]] L loss_with_log(L loss, const UserItems& seen) {
    if constexpr (requires { loss.known = &seen; }) {
        if constexpr (std::is_same_v<typename L::query, User> && std::is_same_v<typename L::candidate, Item>) {
            loss.known = loss.known.empty() ? decltype(loss.known){&seen} : loss.known;
        }
    }
    if constexpr (requires { loss.candidate_sampling_probability = seen.counts(); }) {
        if constexpr (std::is_same_v<typename L::candidate, Item>) {
            if (loss.candidate_sampling_probability.empty()) {
                loss.candidate_sampling_probability = seen.counts();
            }
        }
    }
    return loss;
}

/// While early stopping calls its score, a recommender has the state in training, and what it was told for that one.
template <class Told, class State>
class Judged {
public:
    LINNET_COLD Judged(Told& of_recommender, std::shared_ptr<const State>& state, Told& told,
                       const std::shared_ptr<State>& training, Executor* executor)
        : of_recommender_{of_recommender}, state_{state}, told_{told}, training_{*training}, other_{training} {
        training_.make_scorer(executor); // what it read of the model has changed since the last call
        training_.in_training = true;
        exchange();
    }
    Judged(const Judged&) = delete;
    Judged& operator=(const Judged&) = delete;
    LINNET_COLD ~Judged() {
        exchange();
        training_.in_training = false;
    }

private:
    LINNET_COLD void exchange() {
        std::swap(of_recommender_, told_);
        std::swap(state_, other_);
    }

    Told& of_recommender_;
    std::shared_ptr<const State>& state_;
    Told& told_;
    State& training_;
    std::shared_ptr<const State> other_;
};

/// Trains the model of a state on a log, whose events are among those of the state.
template <class State, class Users, class Items, class L, class O, class Negatives, class T>
LINNET_COLD History train_state(State& state, const Sources<Users, Items>& sources, const Interactions& log,
                                const L& loss, const O& optimizer, const Negatives& negatives,
                                const FitOptions<T, Interactions>& options) {
    const bool is_all = log.size() == state.events.size();
    const auto labelled = [&](const Interactions& some, const Interactions& past) {
        auto data = state.samples(sources.users, some, past);
        data.labels = sources.settings.label(some);
        return data;
    };
    const auto data = labelled(log, is_all ? log : state.events);
    const Interactions* const validation = options.validation;
    const auto validation_data =
        validation == nullptr ? typename State::samples_type{} : labelled(*validation, state.events);
    const L own_loss = loss_with_log<typename State::User, typename State::Item>(loss, state.seen);
    if constexpr (std::is_same_v<Negatives, NoNegatives>) {
        return linnet::fit(*state.model, own_loss, optimizer, data,
                           options_for(options, validation == nullptr ? nullptr : &validation_data));
    } else {
        const auto with = [&](const auto& positives) {
            return with_negatives<typename State::User, typename State::Item>(
                positives, std::as_const(state.seen), negatives,
                NegativesOptions<typename State::item_table>{.seed = sources.settings.seed,
                                                             .item_side = &std::as_const(state.items)});
        };
        const auto positives = with(data);
        const auto validation_positives = with(validation_data);
        return linnet::fit(*state.model, own_loss, optimizer, positives,
                           options_for(options, validation == nullptr ? nullptr : &validation_positives));
    }
}

} // namespace linnet::inline LINNET_ISA::detail
