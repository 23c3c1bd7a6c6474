// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommender/recommender.hpp>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/encoders.hpp>
#include <linnet/losses.hpp>
#include <linnet/metrics.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/recommend.hpp>
#include <linnet/recommender/history.hpp>
#include <linnet/recommender/interests.hpp>
#include <linnet/recommender/recommender_file.hpp>

#include "../support/eager_pool.hpp"
#include "../support/same_parameters.hpp"
#include "../support/small_town.hpp"
#include "../support/temporary_file.hpp"

// The score of early stopping judges the recommender while `fit` trains it.
namespace recommender_judged_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using Options = FitOptions<float, Interactions>;

auto with_factors() { return recommender<BookFactors>(users<Reader>(), items<Book>(), {.seed = 3}); }
auto with_history() { return recommender<BookHistory>(users<Reader>("", history<Past>()), items<Book>(), {.seed = 3}); }
auto with_towers() {
    auto shop = recommender<BookTowers>(users<Reader>("name", category<Town>("town")),
                                        items<Book>("isbn", split<Topics>("topics")), {.seed = 3});
    shop.set_users(readers());
    shop.set_items(books());
    return shop;
}

/// Books that readers had later, some of them readers who are not in the log.
Interactions later() { return book_log(120, 30, 30, 2); }

template <class Shop>
RankingEvaluation of_sample(const Shop& shop, std::size_t users) {
    return shop.evaluate_ranking(later(), {.metrics = {MrrAt{0}}, .most_users = users, .users_seed = 8});
}

Options some_epochs(std::size_t epochs) { return {.epochs = epochs, .batch_size = 16}; }
Adam fast() { return {.learning_rate = 0.02}; }

template <class Shop, class Score>
History fit_judged(Shop& shop, const Score& score, std::size_t epochs, std::size_t every = 1,
                   Executor* executor = nullptr) {
    Options options = some_epochs(epochs);
    options.executor = executor;
    options.early_stopping = EarlyStopping{.patience = epochs, .every = every, .score = score};
    return shop.fit(book_log(), MeanSquaredError{}, fast(), options);
}

/// The best weights are those of the epoch with the best lists for the sample, each epoch being judged as it was.
template <class Make>
void check_judged(const Make& make) {
    constexpr std::size_t epochs = 5;
    auto shop = make();
    std::vector<std::vector<row_id>> samples;
    const auto score = [&] {
        const RankingEvaluation result = of_sample(shop, 7);
        samples.push_back(result.users);
        return result.accuracy["mrr"];
    };
    const History history = fit_judged(shop, score, epochs);
    REQUIRE(samples.size() == epochs);
    CHECK(samples[0].size() == 7);
    double best = 0.0;
    for (std::size_t epoch = 1; epoch <= epochs; ++epoch) {
        CAPTURE(epoch);
        CHECK(samples[epoch - 1] == samples[0]);
        auto until = make();
        until.fit(book_log(), MeanSquaredError{}, fast(), some_epochs(epoch));
        const double by_itself = of_sample(until, 7).accuracy["mrr"];
        CHECK(history.epochs[epoch - 1].score == by_itself);
        if (by_itself > best) {
            best = by_itself;
            CHECK(history.best_epoch >= epoch);
        }
    }
    CHECK(of_sample(shop, 7).accuracy["mrr"] == best);
    auto to_best = make();
    to_best.fit(book_log(), MeanSquaredError{}, fast(), some_epochs(history.best_epoch));
    check_same_parameters(shop.model(), to_best.model());
    // The same bits on three threads.
    auto threaded = make();
    const History again =
        fit_judged(threaded, [&] { return of_sample(threaded, 7).accuracy["mrr"]; }, epochs, 1, &three_threads());
    for (std::size_t epoch = 0; epoch < epochs; ++epoch) {
        CHECK(again.epochs[epoch].score == history.epochs[epoch].score);
    }
}

} // namespace

TEST_CASE("a score judges the lists of the epoch that ended: factors") { check_judged(with_factors); }
TEST_CASE("a score judges the lists of the epoch that ended: towers, whose vectors change") {
    check_judged(with_towers);
}
TEST_CASE("a score judges the lists of the epoch that ended: histories") { check_judged(with_history); }

TEST_CASE("readers whom the log does not have are not judged, and every second epoch may be enough") {
    auto shop = with_factors();
    std::size_t looks = 0;
    const auto score = [&] {
        ++looks;
        const RankingEvaluation all = of_sample(shop, 1000);
        CHECK(std::count(all.users.begin(), all.users.end(), row_id{0}) == 0);
        CHECK(all.users.size() <= 20);
        CHECK(shop.user_items(later()).of(0).size() > 1); // there are some
        return 1.0 / static_cast<double>(looks);
    };
    const History history = fit_judged(shop, score, 5, 2);
    CHECK(looks == 3);
    CHECK(history.best_epoch == 2);
    CHECK(!history.epochs[0].score);
    CHECK(history.epochs[4].score == 1.0 / 3);
}

TEST_CASE("what a score sees is gone if it throws, and the next call trains") {
    auto shop = with_towers();
    auto fails = [&]() -> double {
        CHECK(shop.trained());
        CHECK(shop.recommend("r4").size() == 10);
        throw std::runtime_error{"no more"};
    };
    CHECK_THROWS_WITH_AS(fit_judged(shop, fails, 3), "no more", std::runtime_error);
    CHECK(!shop.trained());
    fit_judged(shop, [] { return 1.0; }, 3);
    const auto before = shop;
    CHECK_THROWS_WITH_AS(fit_judged(shop, fails, 3), "no more", std::runtime_error);
    CHECK(&before.model() == &shop.model());
    CHECK_NOTHROW(shop.observe(later()));
    Options options{.early_stopping = EarlyStopping{.score = [&] {
                        CHECK(&before.model() != &shop.model());
                        CHECK(shop.user_ids().contains("r29"));
                        return 0.0;
                    }}};
    CHECK_NOTHROW(shop.partial_fit(later(), MeanSquaredError{}, Adam{}, options));
    CHECK(!before.user_ids().contains("r29"));
}

TEST_CASE("a score sees what frames and logs said before this call") {
    auto shop = with_towers();
    shop.fit(book_log(), MeanSquaredError{}, fast(), some_epochs(1));
    const Interactions more = book_log(400, 25, 31);
    Options options = some_epochs(1);
    std::vector<float> judged;
    options.early_stopping = EarlyStopping{.score = [&] {
        judged = shop.predict(more);
        return 0.0;
    }};
    shop.fit(more, MeanSquaredError{}, fast(), options);
    CHECK(judged == shop.predict(more));
    auto past = with_history();
    options.early_stopping = EarlyStopping{.score = [&] {
        judged = past.predict(later());
        return 0.0;
    }};
    past.fit(more, MeanSquaredError{}, fast(), options);
    CHECK(judged == past.predict(later()));
}

#if __has_include(<nlohmann/json.hpp>)
TEST_CASE("a score may save what it judges, with what encoders have learned for it") {
    const auto with_titles = [] {
        auto shop = recommender<BookSides>(
            users<Reader>("name", category<Town>("town"), interests<Likes, Topics>(2)),
            items<Book>("isbn", split<Topics>("topics"), tf_idf<linnet_test::Words>("title")), {.seed = 3});
        shop.set_users(readers());
        shop.set_items(books());
        return shop;
    };
    const TemporaryFile file{""};
    auto shop = with_titles();
    Options options = some_epochs(1);
    options.early_stopping = EarlyStopping{.score = [&] {
        save(shop, file.name());
        return 0.0;
    }};
    shop.fit(book_log(), MeanSquaredError{}, fast(), options);
    auto loaded = with_titles();
    load(loaded, file.name());
    check_same_parameters(loaded.model(), shop.model());
    CHECK(loaded.predict(later()) == shop.predict(later()));
}
#endif

TEST_CASE("a score cannot change the recommender that it judges") {
    const char* const sentence = "a recommender cannot be changed by the score that judges it in training";
    const TemporaryFile file{""};
    auto shop = with_towers();
    std::size_t tried = 0;
    const auto score = [&] {
        CHECK_THROWS_WITH_AS(shop.set_users(readers()), sentence, SettingError);
        CHECK_THROWS_WITH_AS(shop.set_items(books()), sentence, SettingError);
        CHECK_THROWS_WITH_AS(shop.observe(later()), sentence, SettingError);
        CHECK_THROWS_WITH_AS(shop.fit(book_log(), MeanSquaredError{}, Adam{}), sentence, SettingError);
        CHECK_THROWS_WITH_AS(shop.partial_fit(later(), MeanSquaredError{}, Adam{}), sentence, SettingError);
#if __has_include(<nlohmann/json.hpp>)
        save(shop, file.name());
        CHECK_THROWS_WITH_AS(load(shop, file.name()), sentence, SettingError);
#endif
        ++tried;
        return 0.0;
    };
    fit_judged(shop, score, 2);
    CHECK(tried == 2);
    CHECK_NOTHROW(shop.set_users(readers()));
    CHECK_NOTHROW(shop.observe(later()));
}

} // namespace recommender_judged_test
