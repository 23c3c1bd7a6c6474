// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommender/recommender.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/encoders.hpp>
#include <linnet/losses.hpp>
#include <linnet/metrics.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/recommend.hpp>
#include <linnet/recommender/history.hpp>
#include <linnet/recommender/interests.hpp>
#include <linnet/samples.hpp>
#include <linnet/text.hpp>

#include "../support/lanes.hpp"
#include "../support/small_town.hpp"

namespace recommender_test {

using namespace linnet;
using namespace linnet_test;

namespace {

FitOptions<float, Interactions> two_epochs() { return {.epochs = 2, .batch_size = 16}; }

template <std::size_t W = 8>
auto with_factors(const RecommenderSettings& settings = {.seed = 3}) {
    return recommender<BookFactors, float, W>(users<Reader>(), items<Book>(), settings);
}
template <std::size_t W = 8>
auto with_sides(std::size_t min_count = 1) {
    auto result =
        recommender<BookSides, float, W>(users<Reader>("name", category<Town>("town"), interests<Likes, Topics>(2)),
                                         items<Book>("isbn", split<Topics>("topics", "|", {.min_count = min_count}),
                                                     tf_idf<linnet_test::Words>("title")),
                                         {.seed = 3, .label = LikedFrom{4}});
    result.set_users(readers());
    result.set_items(books());
    return result;
}
auto with_history() { return recommender<BookHistory>(users<Reader>("", history<Past>()), items<Book>(), {.seed = 3}); }

/// Lists of the same items, with the same bits.
template <class A, class B>
bool same_lists(const A& a, const B& b) {
    bool all = a.size() == b.size();
    for (std::size_t i = 0; all && i < a.size(); ++i) {
        all = a[i].id == b[i].id && same(a[i].score, b[i].score);
    }
    return all;
}

template <class List>
bool has(const List& list, const std::string& id) {
    for (const auto& item : list) {
        if (item.id == id) {
            return true;
        }
    }
    return false;
}

} // namespace

TEST_CASE("two ids: the same bits as the parts put together by hand") {
    const Interactions log = book_log();
    const Interactions later = book_log(40, 20, 30, 2);
    auto shop = with_factors();
    const History history =
        shop.fit(log, MeanSquaredError{}, Adam{}, {.epochs = 2, .batch_size = 16, .validation = &later});

    Vocabularies<BookFactors> vocabularies;
    vocabularies.add<Reader, Book>(log);
    const auto train = encode<Reader, Book>(log, vocabularies, ImplicitPositive{});
    const auto validation = encode<Reader, Book>(later, vocabularies, ImplicitPositive{});
    Model<BookFactors, float, 8> model{3, vocabularies};
    const History by_hand =
        fit(model, MeanSquaredError{}, Adam{}, train, {.epochs = 2, .batch_size = 16, .validation = &validation});
    CHECK(history.epochs[1].validation_loss == by_hand.epochs[1].validation_loss);

    const UserItems seen = user_items<Reader, Book>(train, vocabularies);
    const row_id row = vocabularies.of<Reader>().find("r4");
    const auto want = recommend(model, row, {.k = 7, .exclude_seen = &seen});
    CHECK(want.size() == 7);
    CHECK(same_lists(shop.recommend("r4", {.k = 7}), want));
    CHECK(same_lists(shop.recommend("r4", {.k = 9, .exclude_seen = false}), recommend(model, row, {.k = 9})));
    const std::vector<std::string> two{"r4", "nobody"};
    const auto lists = shop.recommend(two, {.k = 7});
    CHECK(same_lists(lists[0], want));
    CHECK(same_lists(lists[1], recommend(model, 0, {.k = 7})));
    const auto in_braces = shop.recommend({"r4", "nobody"}, {.k = 7});
    REQUIRE(in_braces.size() == 2);
    CHECK(same_lists(in_braces[1], lists[1]));
    const row_id book = vocabularies.of<Book>().find("b5");
    CHECK(same_lists(shop.similar_items("b5", {.k = 4}), similar_items(model, book, {.k = 4})));
    CHECK(same(shop.explain("r4", "b5").score, explain(model, row, book).score));
    CHECK(shop.predict(later) == predict(model, validation));
    CHECK(shop.evaluate(later, MeanSquaredError{}).loss == evaluate(model, MeanSquaredError{}, validation).loss);
    const UserItems test = user_items<Reader, Book>(later, vocabularies);
    CHECK(shop.evaluate_ranking(later).accuracy["ndcg@10"] ==
          evaluate_ranking(factor_scorer(model), test, {.exclude_seen = {&seen}}).accuracy["ndcg@10"]);
    const std::vector<row_id> had{vocabularies.of<Book>().find("b1"), vocabularies.of<Book>().find("b2")};
    const FoldIn fold{model_factors(model), MeanSquaredError{}};
    const auto folded = fold(had);
    const FactorScorer<float, 8> scorer(fold.factors(folded));
    const auto best = top_items(scorer, std::vector<row_id>{0}, {.k = 3, .exclude = had})[0];
    const auto of_new = shop.fold_in({"b2", "b1", "b2", "no such book"}, {.k = 3}, MeanSquaredError{});
    REQUIRE(of_new.size() == 3);
    CHECK(of_new[0].row == best[0].row);
    CHECK(same(of_new[2].score, best[2].score));
}

TEST_CASE("sides: the same bits as tables joined by hand") {
    const Interactions log = book_log();
    const Interactions test = book_log(50, 25, 35, 2); // with people and books that are not in the log
    auto shop = with_sides();
    shop.fit(log, BinaryCrossEntropy{}, Adam{}, two_epochs());

    Vocabularies<BookSides> vocabularies;
    vocabularies.add<Reader, Book>(log);
    const Frame people = readers();
    const Frame shelf = books();
    add_values<TypeList<Topics>>(vocabularies, shelf);
    const TfIdf titles{shelf.strings("title")};
    vocabularies.of<linnet_test::Words>() = titles.vocabulary();
    add_values<TypeList<Town>>(vocabularies, people);
    const Vocabulary& ids = vocabularies.of<Book>();
    const auto contents = with_column<linnet_test::Words>(
        side_table<TypeList<Topics>>(shelf, "isbn", ids, vocabularies),
        text_column<linnet_test::Words>(titles, align(shelf, "isbn", ids).strings("title")));
    const UserItems seen = user_items<Reader, Book>(log, vocabularies);
    const auto profiles =
        with_column<Likes>(side_table<TypeList<Town>>(people, "name", vocabularies.of<Reader>(), vocabularies),
                           interests<Likes>(seen, contents.column<Topics>(), 2));
    const auto joined = [&](const Interactions& some) {
        return join<Reader, Book>(encode<Reader, Book>(some, vocabularies, LikedFrom{4}), profiles, contents);
    };
    Model<BookSides, float, 8> model{3, vocabularies};
    fit(model, BinaryCrossEntropy{}, Adam{}, joined(log), {.epochs = 2, .batch_size = 16});
    CHECK(shop.predict(test) == predict(model, joined(test)));
    const auto by_hand = evaluate(model, BinaryCrossEntropy{}, joined(test), {Auc{}});
    CHECK(shop.evaluate(test, BinaryCrossEntropy{}, {Auc{}}).metrics["auc"] == by_hand.metrics["auc"]);
    const ModelScorer<decltype(model), Reader, Book, decltype(profiles), decltype(contents)> scorer{model, &profiles,
                                                                                                    &contents};
    const row_id row = vocabularies.of<Reader>().find("r4");
    const auto want = top_items(scorer, std::vector<row_id>{row}, {.k = 5, .exclude_seen = &seen})[0];
    const auto list = shop.recommend("r4", {.k = 5});
    REQUIRE(list.size() == 5);
    for (std::size_t i = 0; i < 5; ++i) {
        CHECK(list[i].row == want[i].row);
        CHECK(same(list[i].score, want[i].score));
    }
    const Explanation why = shop.explain("r4", "b5");
    double sum = why.baseline;
    for (const Contribution& part : why.contributions) {
        sum += part.value;
    }
    CHECK(why.contributions.size() == 6);
    CHECK(sum == doctest::Approx(why.score).epsilon(1e-4));
}

TEST_CASE("who is described and has no event gets the mean, and what is known counts") {
    auto shop = with_sides();
    shop.set_users(readers(20, 21)); // one after the other: both frames count
    shop.set_items(books(30, 31));
    shop.fit(book_log(), BinaryCrossEntropy{}, Adam{}, two_epochs());
    CHECK(shop.user_ids().contains("r21"));
    CHECK(shop.user_table().column<Town>().ids[shop.user_ids().find("r21")] != 0);
    CHECK(!shop.user_ids().contains("r22"));
    CHECK(has(shop.recommend("r21", {.k = 99}), "b31"));
    const auto& table = shop.model().parameters()[0].values;
    for (std::size_t c = 0; c < 3; ++c) {
        CHECK(same(table.view()(shop.user_ids().find("r21"), c), table.view()(0, c)));
    }
    // The same after training: new ones, and a change of one who was known.
    const auto before = shop.recommend("r3", {.k = 3});
    Frame moved = readers(3, 3);
    StringColumn york;
    york.push_back("York");
    moved.set("town", york);
    const row_id old_town = shop.user_table().column<Town>().ids[shop.user_ids().find("r3")];
    shop.set_users(moved);
    CHECK(shop.user_table().column<Town>().ids[shop.user_ids().find("r3")] != old_town);
    CHECK(!same_lists(shop.recommend("r3", {.k = 3}), before));
    shop.set_items(books(32, 32));
    CHECK(has(shop.recommend("r3", {.k = 99}), "b32"));
}

TEST_CASE("a history: events grow it, and somebody new with the same history gets the same list") {
    const Interactions log = book_log();
    auto shop = with_history();
    shop.fit(log, MeanSquaredError{}, Adam{}, two_epochs());
    Vocabularies<BookHistory> vocabularies;
    vocabularies.of<Book>().add(log.items);
    Dataset<TypeList<Past, Book>> data;
    data.column<Past>() = histories<Past>(log, vocabularies);
    for (std::size_t row = 0; row < log.size(); ++row) {
        data.column<Book>().add(vocabularies.of<Book>().find(log.items[row]));
    }
    data.labels = log_labels(log, ImplicitPositive{});
    Model<BookHistory> model{3, vocabularies};
    fit(model, MeanSquaredError{}, Adam{}, data, {.epochs = 2, .batch_size = 16});
    const Interactions later = book_log(20, 20, 30, 2);
    Dataset<TypeList<Past, Book>> test;
    test.column<Past>() = histories<Past>(later, vocabularies, log);
    for (std::size_t row = 0; row < later.size(); ++row) {
        test.column<Book>().add(vocabularies.of<Book>().find(later.items[row]));
    }
    CHECK(shop.predict(later) == predict(model, test));

    Interactions events;
    for (const char* const book : {"b1", "b9", "b4", "new book"}) {
        events.users.push_back("newcomer");
        events.items.push_back(book);
        events.timestamps.push_back(static_cast<std::int64_t>(5000 + events.items.size()));
    }
    const std::vector<std::string> had{"b1", "b9", "b4", "new book"};
    const auto nobody = shop.recommend("newcomer", {.k = 5});
    shop.observe(events);
    const auto list = shop.recommend("newcomer", {.k = 5});
    CHECK(!same_lists(list, nobody));
    CHECK(same_lists(shop.fold_in(had, {.k = 5}), list));
    CHECK(!has(shop.recommend("newcomer", {.k = 99}), "b9"));
    CHECK(shop.seen().of(shop.user_ids().find("newcomer")).size() == 4);
    CHECK(has(shop.recommend("r1", {.k = 99}), "new book"));
}

TEST_CASE("interests of somebody new count, too") {
    auto shop = with_sides();
    shop.fit(book_log(), BinaryCrossEntropy{}, Adam{}, two_epochs());
    const auto of_war = shop.fold_in({"b0", "b4", "b8"}, {.k = 3});
    const auto of_art = shop.fold_in({"b3", "b7", "b11"}, {.k = 3});
    CHECK(of_war.size() == 3);
    CHECK(!same(of_war[0].score, of_art[0].score));
    CHECK(!has(shop.fold_in({"b0"}, {.k = 99}), "b0"));
    CHECK(same_lists(shop.fold_in({}, {.k = 3}), shop.recommend("nobody", {.k = 3})));
}

TEST_CASE("towers with sides score as pairs do, at every width") {
    const auto make = []<std::size_t W>(std::integral_constant<std::size_t, W>) {
        auto shop = recommender<BookTowers, float, W>(users<Reader>("name", category<Town>("town")),
                                                      items<Book>("isbn", split<Topics>("topics")), {.seed = 3});
        shop.set_users(readers());
        shop.set_items(books());
        shop.fit(book_log(), InBatchSoftmax<Reader, Book>{}, Adam{}, {.epochs = 2, .batch_size = 16});
        return shop;
    };
    const auto shop = make(std::integral_constant<std::size_t, 8>{});
    const auto list = shop.recommend("r4", {.k = 6});
    CHECK(same_lists(make(std::integral_constant<std::size_t, 1>{}).recommend("r4", {.k = 6}), list));
    using scorer_type =
        ModelScorer<Model<BookTowers, float, 8>, Reader, Book, std::decay_t<decltype(shop.user_table())>,
                    std::decay_t<decltype(shop.item_table())>>;
    static_assert(!std::is_same_v<scorer_type, std::decay_t<decltype(shop.scorer())>>);
    const scorer_type by_pairs{shop.model(), &shop.user_table(), &shop.item_table()};
    const auto want =
        top_items(by_pairs, std::vector<row_id>{shop.user_ids().find("r4")}, {.k = 6, .exclude_seen = &shop.seen()})[0];
    for (std::size_t i = 0; i < 6; ++i) {
        CHECK(list[i].row == want[i].row);
        CHECK(same(list[i].score, want[i].score));
    }
    CHECK(shop.item_vectors().columns == 4);
    CHECK(shop.similar_items("b3", {.k = 2}).size() == 2);
}

TEST_CASE("a loss gets what users had, unless it was given") {
    const Interactions log = book_log();
    auto shop = with_factors();
    auto given = with_factors();
    const UserItems nothing(std::vector<row_id>{}, std::vector<row_id>{}, 21, 31);
    const std::vector<double> even(31, 1.0);
    shop.fit(log, InBatchSoftmax<Reader, Book>{}, Adam{}, two_epochs());
    given.fit(log,
              InBatchSoftmax<Reader, Book>{.known = &nothing,
                                           .candidate_sampling_probability = std::span<const double>{even}},
              Adam{}, two_epochs());
    CHECK(!same_lists(shop.recommend("r4"), given.recommend("r4")));
    Model<BookFactors, float, 8> model{3, shop.model().vocabularies()};
    const auto data = encode<Reader, Book>(log, shop.model().vocabularies(), ImplicitPositive{});
    fit(model,
        InBatchSoftmax<Reader, Book>{.known = &shop.seen(), .candidate_sampling_probability = shop.seen().counts()},
        Adam{}, data, {.epochs = 2, .batch_size = 16});
    CHECK(same_lists(shop.recommend("r4", {.exclude_seen = false}),
                     recommend(model, shop.user_ids().find("r4"), {.k = 10})));
}

TEST_CASE("negatives are drawn among all items, with what is known about each") {
    const Interactions log = book_log(120);
    auto shop = with_factors();
    shop.fit(log, Bpr{}, Adam{}, UniformNegatives{.count = 2}, two_epochs());
    Model<BookFactors, float, 8> model{3, shop.model().vocabularies()};
    const auto data = encode<Reader, Book>(log, shop.model().vocabularies(), ImplicitPositive{});
    fit(model, Bpr{}, Adam{},
        with_negatives<Reader, Book>(data, shop.seen(), UniformNegatives{.count = 2}, {.seed = 3}),
        {.epochs = 2, .batch_size = 16});
    CHECK(same_lists(shop.recommend("r4", {.exclude_seen = false}),
                     recommend(model, shop.user_ids().find("r4"), {.k = 10})));
    auto sides = recommender<BookTowers>(users<Reader>("name", category<Town>("town")),
                                         items<Book>("isbn", split<Topics>("topics")), {.seed = 3});
    sides.set_users(readers());
    sides.set_items(books());
    CHECK_NOTHROW(sides.fit(log, Bpr{}, Adam{}, UniformNegatives{.count = 2},
                            {.epochs = 1, .batch_size = 16, .validation = &log}));
}

} // namespace recommender_test
