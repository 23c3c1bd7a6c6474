// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommender/one_user.hpp>

#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/network/model.hpp>
#include <linnet/recommender/history.hpp>
#include <linnet/recommender/side_columns.hpp>

#include "../support/small_town.hpp"

namespace one_user_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE("somebody who is in no log is a user of one row") {
    const auto people = users<Reader>("", history<Past>());
    const auto contents = items<Book>();
    using State =
        detail::TrainedState<Model<BookHistory>, std::decay_t<decltype(people)>, std::decay_t<decltype(contents)>>;
    const Interactions log = book_log();
    Vocabularies<BookHistory> vocabularies;
    vocabularies.of<Book>().add(log.items);
    Vocabulary ids;
    ids.add(log.users);
    State state{std::make_shared<Model<BookHistory>>(3, vocabularies), ids, log};
    state.describe(people, Frame{}, contents, Frame{});
    state.make_scorer();
    const detail::OneUser<State> somebody{state, people, {"b1", "no book", "b2"}};
    const auto scorer = somebody.scorer(state);
    CHECK(scorer.users() == 1);
    CHECK(scorer.items() == state.scorer->items());
    const detail::OneUser<State> nobody{state, people, {}};
    CHECK(nobody.scorer(state).users() == 1);
}

} // namespace one_user_test
