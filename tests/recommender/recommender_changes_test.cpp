// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommender/recommender.hpp>

#include <cstddef>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/encoders.hpp>
#include <linnet/log/concat.hpp>
#include <linnet/losses.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/recommender/history.hpp>
#include <linnet/samples/histories.hpp>

#include "../support/lanes.hpp"
#include "../support/same_parameters.hpp"
#include "../support/small_town.hpp"

// What a person may do wrong, or do twice, and what happens to a recommender that goes on.
namespace recommender_changes_test {

using namespace linnet;
using namespace linnet_test;

namespace {

FitOptions<float, Interactions> two_epochs() { return {.epochs = 2, .batch_size = 16}; }

auto make(const RecommenderSettings& settings = {.seed = 3}) {
    return recommender<BookFactors>(users<Reader>(), items<Book>(), settings);
}
auto trained() {
    auto shop = make();
    shop.fit(book_log(), MeanSquaredError{}, Adam{}, two_epochs());
    return shop;
}
auto with_towers() {
    return recommender<BookTowers>(users<Reader>("name", category<Town>("town")),
                                   items<Book>("isbn", split<Topics>("topics")), {.seed = 3});
}

template <class List>
std::string ids(const List& list) {
    std::string all;
    for (const auto& item : list) {
        all += item.id + " ";
    }
    return all;
}

Interactions events(const std::vector<std::pair<const char*, const char*>>& pairs) {
    Interactions log;
    for (const auto& [user, item] : pairs) {
        log.users.push_back(user);
        log.items.push_back(item);
        log.timestamps.push_back(static_cast<std::int64_t>(9000 + log.items.size()));
    }
    return log;
}

} // namespace

TEST_CASE("nothing is asked before it was trained") {
    auto shop = make();
    CHECK(!shop.trained());
    const char* const sentence = "this recommender was neither trained nor loaded";
    CHECK_THROWS_WITH_AS(static_cast<void>(shop.recommend("r1")), sentence, SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(shop.model()), sentence, SettingError);
    CHECK_THROWS_WITH_AS(shop.observe(book_log()), sentence, SettingError);
    CHECK_THROWS_AS(shop.partial_fit(book_log(), MeanSquaredError{}, Adam{}), SettingError);
    CHECK_THROWS_AS(static_cast<void>(shop.fold_in({"b1"})), SettingError);
    CHECK_THROWS_WITH_AS(shop.set_users(readers()), "this recommender reads no columns of 'reader'", SettingError);
}

TEST_CASE("a side that is read must be set, and must be the right one") {
    auto shop = with_towers();
    shop.set_items(books());
    CHECK_THROWS_WITH_AS(shop.fit(book_log(), MeanSquaredError{}, Adam{}),
                         "this recommender reads columns of 'reader'; call set_users before fit", SettingError);
    CHECK_THROWS_WITH_AS(shop.set_users(books()),
                         "a frame has no column 'name'; its columns are 'isbn', 'topics', 'title'", DataError);
    shop.set_users(readers(100, 120)); // others
    CHECK_THROWS_WITH_AS(shop.fit(book_log(), MeanSquaredError{}, Adam{}),
                         "column 'name' has none of the 20 ids of 'reader' in the log, in any of 21 rows",
                         SettingError);
    CHECK(!shop.trained());
    shop.set_users(readers());
    CHECK_NOTHROW(shop.fit(book_log(), MeanSquaredError{}, Adam{}, two_epochs()));
    CHECK_THROWS_WITH_AS(static_cast<void>(users<Reader>("", category<Town>())),
                         "the column of the ids of 'reader' has no name", SettingError);
}

TEST_CASE("a call that throws leaves the recommender as it was") {
    auto shop = trained();
    const std::string before = ids(shop.recommend("r4"));
    CHECK_THROWS_AS(shop.fit(book_log(), MeanSquaredError{}, Adam{}, {.batch_size = 0}), SettingError);
    CHECK_THROWS_AS(shop.partial_fit(events({{"new", "b1"}}), MeanSquaredError{}, Adam{}, {.batch_size = 0}),
                    SettingError);
    CHECK(ids(shop.recommend("r4")) == before);
    CHECK(!shop.user_ids().contains("new"));
    Interactions uneven = book_log(5);
    uneven.timestamps.pop_back();
    CHECK_THROWS_AS(shop.observe(uneven), DataError);
    Interactions without_times = book_log(5);
    without_times.timestamps.clear();
    CHECK_THROWS_AS(shop.observe(without_times), DataError);
    CHECK(ids(shop.recommend("r4")) == before);
    CHECK_NOTHROW(shop.observe(book_log(5)));

    auto towers = with_towers();
    towers.set_users(readers());
    towers.set_items(books());
    towers.fit(book_log(), MeanSquaredError{}, Adam{}, two_epochs());
    const std::string list = ids(towers.recommend("r4"));
    Frame numbers;
    numbers.set("isbn", std::vector<float>{0.5F});
    numbers.set("topics", std::vector<float>{1.0F});
    CHECK_THROWS_AS(towers.set_items(numbers), DataError);
    CHECK(ids(towers.recommend("r4")) == list);
}

TEST_CASE("ids that are not known") {
    const auto shop = trained();
    CHECK(ids(shop.recommend("nobody", {.k = 3})) == ids(shop.recommend("[UNK]", {.k = 3})));
    CHECK_THROWS_WITH_AS(static_cast<void>(shop.similar_items("no book")),
                         "feature 'book': item 'no book' is not known", IdError);
    CHECK_THROWS_AS(static_cast<void>(shop.explain("r1", "no book")), IdError);
    CHECK(shop.explain("nobody", "b1").contributions[0].value == doctest::Approx(0.0));
    CHECK(shop.recommend("r1", {.allow = {"no book"}}).empty());
    CHECK(ids(shop.recommend("nobody", {.allow = {"no book", "b7"}})) == "b7 ");
    CHECK(ids(shop.recommend("nobody", {.k = 99, .exclude = {"no book", "b7"}})).find("b7 ") == std::string::npos);
    CHECK(shop.recommend("r1", {.k = 0}).empty());
    CHECK(shop.recommend("nobody", {.k = 99}).size() == 30); // every book
    CHECK(shop.recommend(std::vector<std::string>{}).empty());
    CHECK_THROWS_AS(static_cast<void>(shop.predict(events({{"x", "y"}, {"z", "w"}}))), SettingError);
}

TEST_CASE("users of numbers are asked for by number") {
    Interactions log = book_log();
    log.users = {};
    for (std::size_t row = 0; row < log.size() || row < 300; ++row) {
        log.users.push_back(std::to_string(row % 10));
        if (row + 1 == log.items.size()) {
            break;
        }
    }
    auto shop = make();
    shop.fit(log, MeanSquaredError{}, Adam{}, two_epochs());
    CHECK(ids(shop.recommend(4)) == ids(shop.recommend("4")));
    CHECK(ids(shop.recommend(4)) != ids(shop.recommend("x")));
}

TEST_CASE("rare ids share row 0 until they are frequent") {
    auto shop = make({.seed = 3, .min_user_count = 2, .min_item_count = 3});
    Interactions log = book_log(200, 10, 10);
    const Interactions few = events({{"rare", "b1"}, {"r1", "rare book"}, {"r2", "rare book"}});
    for (std::size_t i = 0; i < few.size(); ++i) {
        log.users.push_back(few.users[i]);
        log.items.push_back(few.items[i]);
        log.ratings.push_back(5);
        log.timestamps.push_back(few.timestamps[i]);
    }
    shop.fit(log, MeanSquaredError{}, Adam{}, two_epochs());
    CHECK(!shop.user_ids().contains("rare"));
    CHECK(!shop.item_ids().contains("rare book"));
    shop.observe(events({{"rare", "rare book"}, {"once", "read once"}})); // the second of one, the third of the other
    CHECK(!shop.user_ids().contains("once"));
    CHECK(!shop.item_ids().contains("read once"));
    CHECK(shop.user_ids().contains("rare"));
    CHECK(shop.seen().contains(shop.user_ids().find("rare"), shop.item_ids().find("b1")));
    CHECK(shop.seen().contains(shop.user_ids().find("r2"), shop.item_ids().find("rare book")));
    CHECK_THROWS_AS(make({.min_item_count = 1000}).fit(log, MeanSquaredError{}, Adam{}), SettingError);
}

TEST_CASE("new events train: users and items get rows, what was learned stays, and a copy stays as it was") {
    auto shop = trained();
    const auto copy = shop;
    const std::string before = ids(copy.recommend("r4"));
    const std::size_t old_users = shop.user_ids().size();
    const auto old_table = copy.model().parameters()[0].values.view();
    const History history = shop.partial_fit(events({{"new", "b1"}, {"new", "new book"}, {"r4", "new book"}}),
                                             MeanSquaredError{}, Adam{.learning_rate = 0.01}, {.batch_size = 2});
    CHECK(history.epochs.size() == 1);
    CHECK(shop.user_ids().size() == old_users + 1);
    CHECK(shop.item_ids().contains("new book"));
    CHECK(shop.seen().contains(shop.user_ids().find("r4"), shop.item_ids().find("new book")));
    const auto table = shop.model().parameters()[0].values.view();
    const row_id untouched = shop.user_ids().find("r5");
    const row_id touched = shop.user_ids().find("r4");
    CHECK(same(table(untouched, 0), old_table(untouched, 0)));
    CHECK(!same(table(touched, 0), old_table(touched, 0)));
    CHECK(!same(table(shop.user_ids().find("new"), 0), table(0, 0)));
    CHECK(ids(copy.recommend("r4")) == before);
    CHECK(!copy.item_ids().contains("new book"));
    CHECK(ids(shop.recommend("r5", {.k = 99})).find("new book") != std::string::npos);
}

TEST_CASE("events of those who are known train a model of its own") {
    auto shop = trained();
    const auto copy = shop;
    const float before = copy.model().parameters()[0].values.view()(copy.user_ids().find("r4"), 0);
    shop.partial_fit(events({{"r4", "b1"}}), MeanSquaredError{}, Adam{.learning_rate = 0.01});
    CHECK(same(copy.model().parameters()[0].values.view()(copy.user_ids().find("r4"), 0), before));
    CHECK(!same(shop.model().parameters()[0].values.view()(shop.user_ids().find("r4"), 0), before));
}

TEST_CASE("values that are new get rows, too") {
    auto shop = with_towers();
    shop.set_users(readers());
    shop.set_items(books());
    shop.fit(book_log(), MeanSquaredError{}, Adam{}, two_epochs());
    Frame moved = readers(3, 3);
    StringColumn leeds;
    leeds.push_back("Leeds");
    moved.set("town", leeds);
    shop.set_users(moved);
    const row_id town = shop.model().vocabulary<Town>().find("Leeds");
    CHECK(town != 0);
    CHECK(shop.user_table().column<Town>().ids[shop.user_ids().find("r3")] == town);
    Frame odd = books(3, 3);
    StringColumn topics;
    topics.push_back("chess");
    odd.set("topics", topics);
    shop.set_items(odd);
    CHECK(shop.model().vocabulary<Topics>().contains("chess"));
}

TEST_CASE("a few new events may all be likes, a training log may not") {
    auto shop = make({.seed = 3, .label = LikedFrom{4}});
    CHECK_THROWS_AS(make({.label = LikedFrom{40}}).fit(book_log(), MeanSquaredError{}, Adam{}), SettingError);
    shop.fit(book_log(), MeanSquaredError{}, Adam{}, two_epochs());
    Interactions likes = events({{"r1", "b1"}, {"r2", "b3"}});
    likes.ratings = {5, 5};
    CHECK_NOTHROW(shop.partial_fit(likes, MeanSquaredError{}, Adam{}));
    CHECK_NOTHROW(static_cast<void>(shop.evaluate(likes, MeanSquaredError{})));
    likes.ratings.clear();
    CHECK_THROWS_AS(shop.partial_fit(likes, MeanSquaredError{}, Adam{}), DataError);
    CHECK_NOTHROW(shop.observe(likes)); // needs no label
}

TEST_CASE("fit begins again, whatever was before") {
    auto shop = trained();
    const std::string first = ids(shop.recommend("r4"));
    shop.partial_fit(events({{"new", "new book"}}), MeanSquaredError{}, Adam{});
    shop.fit(book_log(), MeanSquaredError{}, Adam{}, two_epochs());
    CHECK(ids(shop.recommend("r4")) == first);
    CHECK(!shop.item_ids().contains("new book"));
}

TEST_CASE("a feature whose type says its rows takes no more") {
    using Small = Categorical<"reader", 30>;
    using Network = Dot<Embedding<Small, 3>, Embedding<Book, 3>>;
    auto shop = recommender<Network>(users<Small>(), items<Book>(), {.seed = 1});
    shop.fit(book_log(), MeanSquaredError{}, Adam{}, two_epochs());
    CHECK(shop.user_table().size() == 30);
    CHECK(!shop.recommend("r1").empty());
    Interactions many;
    for (int i = 0; i < 20; ++i) {
        many.users.push_back("n" + std::to_string(i));
        many.items.push_back("b1");
        many.timestamps.push_back(7000 + i);
    }
    CHECK_THROWS_AS(shop.observe(many), SettingError);
    CHECK(!shop.recommend("r1").empty());
}

TEST_CASE("new events are trained on with all that users had before them") {
    auto shop = recommender<BookHistory>(users<Reader>("", history<Past>()), items<Book>(), {.seed = 3});
    const Interactions log = book_log();
    shop.fit(log, MeanSquaredError{}, Adam{}, two_epochs());
    const Interactions later = events({{"r1", "b1"}, {"r2", "b3"}, {"r1", "b4"}});
    Model<BookHistory> model = shop.model();
    Dataset<TypeList<Past, Book>> data;
    data.column<Past>() =
        histories<Past>(later, model.vocabularies(), concat({log.users, log.items, {}, log.timestamps}, later));
    for (std::size_t row = 0; row < later.size(); ++row) {
        data.column<Book>().add(model.vocabulary<Book>().find(later.items[row]));
        data.labels.push_back(1.0F);
    }
    fit(model, MeanSquaredError{}, Adam{}, data, {.batch_size = 2});
    shop.partial_fit(later, MeanSquaredError{}, Adam{}, {.batch_size = 2});
    check_same_parameters(shop.model(), model);

    Interactions in_order = log; // of time, which its rows need not tell
    in_order.timestamps.clear();
    auto untimed = recommender<BookHistory>(users<Reader>("", history<Past>()), items<Book>(), {.seed = 3});
    CHECK_NOTHROW(untimed.fit(in_order, MeanSquaredError{}, Adam{}, two_epochs()));
}

TEST_CASE("a history is trained by the softmax over the batch, where nothing is known of ids") {
    auto shop = recommender<BookHistory>(users<Reader>("", history<Past>()), items<Book>(), {.seed = 3});
    shop.fit(book_log(), InBatchSoftmax<Past, Book>{}, Adam{}, two_epochs());
    CHECK(shop.recommend("r4").size() == 10);
    const UserItems nothing(std::vector<row_id>{}, std::vector<row_id>{}, 21, 31);
    CHECK_THROWS_WITH_AS(shop.fit(book_log(), InBatchSoftmax<Past, Book>{.known = &nothing}, Adam{}, two_epochs()),
                         "in-batch softmax: what users had is known by their ids, and 'past' is none", SettingError);
}

TEST_CASE("a frame of more ids than the type has rows is refused before anything is trained") {
    using Small = Categorical<"book", 33>;
    using Network =
        Dot<Embedding<Reader, 3>, Sequential<Concat<Embedding<Small, 3>, EmbeddingBag<Topics, 2>>, Dense<3>>>;
    auto shop = recommender<Network>(users<Reader>(), items<Small>("isbn", split<Topics>("topics")), {.seed = 1});
    shop.set_items(books(0, 32));
    bool trained_any = false;
    const auto notice = [&](const Progress&) {
        trained_any = true;
        return true;
    };
    CHECK_THROWS_WITH_AS(
        shop.fit(book_log(), MeanSquaredError{}, Adam{}, {.callback = notice}),
        "feature 'book' has 33 rows, and log and column 'isbn' have 33 ids, beside that for unknown ones",
        SettingError);
    CHECK(!trained_any);
    auto fits = recommender<Network>(users<Reader>(), items<Small>("isbn", split<Topics>("topics")), {.seed = 1});
    fits.set_items(books(0, 31));
    CHECK_NOTHROW(fits.fit(book_log(), MeanSquaredError{}, Adam{}));
    CHECK_THROWS_AS(fits.set_items(books(32, 32)), SettingError);
    CHECK(!fits.recommend("r1").empty());
}

TEST_CASE("a graph grows with the events") {
    using Network = Dot<Embedding<Reader, 4, GraphPropagation<2>>, Embedding<Book, 4, GraphPropagation<2>>>;
    auto shop = recommender<Network>(users<Reader>(), items<Book>(), {.seed = 1});
    shop.fit(book_log(), Bpr{}, Adam{}, UniformNegatives{.count = 1}, two_epochs());
    const std::string before = ids(shop.recommend("r4"));
    const auto copy = shop;
    shop.observe(events({{"r4", "new book"}, {"newcomer", "b3"}}));
    CHECK(shop.model().graph()->items_of_users().neighbours.size() ==
          copy.model().graph()->items_of_users().neighbours.size() + 2);
    CHECK(ids(copy.recommend("r4")) == before);
    CHECK(!shop.recommend("newcomer").empty());
    // Nobody is new, so nothing grows, and the graph of a copy is still its own.
    const auto second = shop;
    const std::size_t edges = second.model().graph()->items_of_users().neighbours.size();
    shop.observe(events({{"newcomer", "new book"}}));
    CHECK(second.model().graph()->items_of_users().neighbours.size() == edges);
    CHECK(shop.model().graph()->items_of_users().neighbours.size() == edges + 1);
}

} // namespace recommender_changes_test
