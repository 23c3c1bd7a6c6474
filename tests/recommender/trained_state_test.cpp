// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommender/trained_state.hpp>

#include <memory>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/encoders.hpp>
#include <linnet/network/model.hpp>
#include <linnet/recommender/history.hpp>
#include <linnet/recommender/side_columns.hpp>

#include "../support/small_town.hpp"

namespace trained_state_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <class Network, class Users, class Items>
using State = detail::TrainedState<Model<Network>, Users, Items>;
using Nothing = SideColumns<Reader>;
using NoContents = SideColumns<Book>;

} // namespace

TEST_CASE("each network gets its fastest scorer") {
    using Contents = decltype(items<Book>("isbn", split<Topics>()));
    using Profiles = decltype(users<Reader>("name", category<Town>()));
    using Past_ = decltype(users<Reader>("", history<Past>()));
    static_assert(State<BookFactors, Nothing, NoContents>::by_factors);
    static_assert(!State<BookTowers, Profiles, Contents>::by_factors);
    static_assert(State<BookTowers, Profiles, Contents>::by_towers);
    static_assert(State<BookHistory, Past_, NoContents>::by_towers);
    static_assert(!State<BookHistory, Past_, NoContents>::reads_user);
    using Deep = Sequential<Concat<Embedding<Reader, 2>, Embedding<Book, 2>>, Dense<1>>;
    static_assert(!State<Deep, Nothing, NoContents>::by_factors && !State<Deep, Nothing, NoContents>::by_towers);
    using Mixed = Dot<Sequential<Concat<Embedding<Reader, 2>, EmbeddingBag<Topics, 2>>, Dense<2>>, Embedding<Book, 2>>;
    static_assert(!State<Mixed, Nothing, Contents>::by_towers); // the reader's tower reads what is of the book
    using Reversed = Dot<Embedding<Book, 2>, Embedding<Reader, 2>>;
    static_assert(!State<Reversed, Nothing, NoContents>::by_factors && State<Reversed, Nothing, NoContents>::by_towers);
}

TEST_CASE("tables have the rows of the model, and those without an id are like row 0") {
    using Small = Categorical<"reader", 9>;
    using Network = Sequential<Concat<Embedding<Small, 2>, Embedding<Town, 2>, Embedding<Book, 2>>, Dense<1>>;
    const auto profiles = users<Small>("name", category<Town>("town"));
    const auto contents = items<Book>();
    Interactions log;
    for (const char* const user : {"r1", "r3"}) {
        log.users.push_back(user);
        log.items.push_back("b1");
    }
    Vocabularies<Network> vocabularies;
    vocabularies.add<Small, Book>(log);
    vocabularies.of<Town>().add("York");
    vocabularies.of<Town>().add("Bath");
    detail::TrainedState<Model<Network>, std::decay_t<decltype(profiles)>, std::decay_t<decltype(contents)>> state{
        std::make_shared<Model<Network>>(1, vocabularies), Vocabulary{}, log};
    state.describe(profiles, readers(), contents, Frame{});
    CHECK(state.users.size() == 9);
    CHECK(state.users.column<Town>().ids == std::vector<row_id>{0, 1, 2, 0, 0, 0, 0, 0, 0});
    CHECK(state.seen.contains(2, 1));
    const auto samples = state.samples_of({2, 0}, {1, 0});
    CHECK(samples.column<Town>().ids == std::vector<row_id>{2, 0});
    state.make_scorer();
    CHECK(state.scorer->users() == 9);
}

} // namespace trained_state_test
