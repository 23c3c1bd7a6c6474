// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/recommender/trained_state.hpp>
#include <linnet/samples/encode.hpp>
#include <linnet/samples/join.hpp>
#include <linnet/samples/vocabulary.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Somebody who is not in the log of a trained state and had some items: the unknown user, with what the encoders of
/// the log make of these.
template <class State>
class OneUser {
    using User = typename State::User;

public:
    template <class Users>
    LINNET_COLD OneUser(const State& state, const Users& columns, const std::vector<std::string>& had) {
        static_assert(Users::log_features::size != 0,
                      "linnet: fold_in needs a network that is a Dot of a user's and an item's Embedding, or one that "
                      "reads what a user had, by history or interests; others learn about a user by partial_fit.");
        Interactions log;
        Vocabulary ids;
        ids.add("one");
        for (const std::string& item : had) {
            log.users.push_back("one");
            log.items.push_back(item);
        }
        const UserItems seen{find_rows(log.users, ids), find_rows(log.items, state.item_ids()), ids.size(),
                             state.item_rows()};
        const std::vector<row_id> unknown(State::by_towers || !State::reads_user ? 1 : state.user_rows(), 0);
        const std::vector<row_id> known(unknown.size(), 1);
        [&]<class... F>(TypeList<F...>) {
            ((table_.template column<F>() = some_rows(state.users.template column<F>(), unknown)), ...);
        }(typename State::user_features{});
        const auto add = [&]<class E>(const E& encoder) {
            using F = typename E::of_log;
            table_.template column<F>() =
                some_rows(encoder.of_users(log, ids, state.model->vocabularies(), seen, state.items), known);
        };
        std::apply([&](const auto&... each) { (add(each), ...); }, columns.from_log);
    }

    /// A scorer for which this is the user of row 0. It refers to this object and to the state.
    [[nodiscard]] LINNET_COLD auto scorer(const State& state) const {
        if constexpr (State::by_towers) {
            return state.scorer->of_side(*state.model, table_);
        } else {
            return typename State::scorer_of_model(*state.model, &table_, &state.items);
        }
    }

private:
    typename State::user_table table_;
};

} // namespace linnet::inline LINNET_ISA::detail
