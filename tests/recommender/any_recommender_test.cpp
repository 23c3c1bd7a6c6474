// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommender/any_recommender.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/losses.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/recommender/history.hpp>
#include <linnet/recommender/recommender.hpp>
#include <linnet/recommender/recommender_file.hpp>

#include "../support/lanes.hpp"
#include "../support/small_town.hpp"
#include "../support/temporary_file.hpp"

namespace any_recommender_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <class T>
auto factors() {
    return recommender<BookFactors, T>(users<Reader>(), items<Book>(), {.seed = 3});
}
auto with_history() { return recommender<BookHistory>(users<Reader>("", history<Past>()), items<Book>(), {.seed = 3}); }
/// Of the same columns as `factors`, so that only the network tells them apart.
auto deep() {
    using Deep = Sequential<Concat<Embedding<Reader, 4>, Embedding<Book, 4>>, Dense<1>>;
    return recommender<Deep>(users<Reader>(), items<Book>(), {.seed = 3});
}
template <class Made>
Made trained(Made shop) {
    shop.fit(book_log(), MeanSquaredError{}, Adam{}, {.epochs = 1, .batch_size = 16});
    return shop;
}

template <class A, class B>
bool same_lists(const A& a, const B& b) {
    bool all = a.size() == b.size() && !a.empty();
    for (std::size_t i = 0; all && i < a.size(); ++i) {
        all = a[i].id == b[i].id && a[i].row == b[i].row &&
              same(static_cast<double>(a[i].score), static_cast<double>(b[i].score));
    }
    return all;
}

} // namespace

TEST_CASE("it lists what the recommender lists") {
    const auto shop = trained(factors<float>());
    const AnyRecommender any{shop};
    CHECK(same_lists(any.recommend("r3", {.k = 4}), shop.recommend("r3", {.k = 4})));
    const std::vector<std::string> users{"r1", "nobody"};
    const auto lists = any.recommend(users);
    REQUIRE(lists.size() == 2);
    CHECK(same_lists(lists[1], shop.recommend("nobody")));
    CHECK(same_lists(any.recommend({"r1", "nobody"}).at(1), lists[1]));
    CHECK(same_lists(any.similar_items("b2"), shop.similar_items("b2")));
    CHECK(any.get<std::decay_t<decltype(shop)>>() != nullptr);
    CHECK(any.get<decltype(with_history())>() == nullptr);
    const AnyRecommender exact{trained(factors<double>())};
    CHECK(same_lists(exact.recommend("r3"), trained(factors<double>()).recommend("r3")));
}

TEST_CASE("there is none, or it was not trained") {
    CHECK_THROWS_WITH_AS(static_cast<void>(AnyRecommender{}.recommend("r1")),
                         "this AnyRecommender holds no recommender", SettingError);
    CHECK_THROWS_AS(AnyRecommender{factors<float>()}, SettingError);
    CHECK(AnyRecommender{}.get<decltype(with_history())>() == nullptr);
}

#if __has_include(<nlohmann/json.hpp>)

TEST_CASE("a file says which of several it holds") {
    const TemporaryFile file{""};
    const auto check = [&](const auto& shop) {
        save(shop, file.name());
        for (const bool mmap : {false, true}) {
            const AnyRecommender any =
                load_any(file.name(), {.mmap = mmap}, with_history(), deep(), factors<double>(), factors<float>());
            CHECK(any.get<std::decay_t<decltype(shop)>>() != nullptr);
            CHECK(same_lists(any.recommend("r3"), shop.recommend("r3")));
        }
    };
    check(trained(factors<float>()));
    check(trained(factors<double>()));
    check(trained(with_history()));
    check(trained(deep()));
    try {
        static_cast<void>(load_any(file.name(), {}, with_history(), factors<float>()));
        FAIL("nothing was thrown");
    } catch (const DataError& error) {
        const std::string_view what = error.what();
        CHECK(what.starts_with(file.name() + ": fits none of 2 recommenders: holds another recommender: it reads "));
        CHECK(what.find("; does not fit the network: it lacks ") != std::string_view::npos);
    }
    CHECK_THROWS_AS(static_cast<void>(load_any(file.name() + ".none", {}, factors<float>())), DataError);
}

#endif

} // namespace any_recommender_test
