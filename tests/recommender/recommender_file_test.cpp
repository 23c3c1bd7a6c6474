// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommender/recommender_file.hpp>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/encoders.hpp>
#include <linnet/losses.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/recommender/history.hpp>
#include <linnet/recommender/interests.hpp>

#include "../support/lanes.hpp"
#include "../support/small_town.hpp"
#include "../support/temporary_file.hpp"

namespace recommender_file_test {

#if __has_include(<nlohmann/json.hpp>)

using namespace linnet;
using namespace linnet_test;

namespace {

template <std::size_t W>
auto with_sides(const std::string& town = "town") {
    return recommender<BookSides, float, W>(
        users<Reader>("name", category<Town>(town), interests<Likes, Topics>(2)),
        items<Book>("isbn", split<Topics>("topics"), tf_idf<linnet_test::Words>("title", {.min_df = 2})),
        {.seed = 3, .label = LikedFrom{4}});
}
template <std::size_t W>
auto trained() {
    auto shop = with_sides<W>();
    shop.set_users(readers(0, 22)); // some without events
    shop.set_items(books());
    shop.fit(book_log(), BinaryCrossEntropy{}, Adam{}, {.epochs = 1, .batch_size = 16});
    return shop;
}
auto with_history() { return recommender<BookHistory>(users<Reader>("", history<Past>()), items<Book>(), {.seed = 3}); }

template <class A, class B>
bool same_lists(const A& a, const B& b) {
    bool all = a.size() == b.size() && !a.empty();
    for (std::size_t i = 0; all && i < a.size(); ++i) {
        all = a[i].id == b[i].id && same(a[i].score, b[i].score);
    }
    return all;
}

std::string content_of(const std::string& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

} // namespace

TEST_CASE("what is loaded gives the same lists, at another width, copied or mapped, and goes on alike") {
    const TemporaryFile file{""};
    auto shop = trained<16>();
    save(shop, file.name());
    for (const bool mmap : {false, true}) {
        auto loaded = with_sides<1>();
        load(loaded, file.name(), {.mmap = mmap});
        CHECK(loaded.trained());
        CHECK(loaded.user_ids() == shop.user_ids());
        for (const char* const user : {"r1", "r7", "r21", "nobody"}) {
            CHECK(same_lists(loaded.recommend(user, {.k = 7}), shop.recommend(user, {.k = 7})));
        }
        CHECK(same_lists(loaded.similar_items("b3"), shop.similar_items("b3")));
        CHECK(same_lists(loaded.fold_in({"b1", "b2"}), shop.fold_in({"b1", "b2"})));
        CHECK(loaded.predict(book_log(20, 25, 35, 2)) == shop.predict(book_log(20, 25, 35, 2)));
        // It knows the events and the frames, too, and learns from new ones as the first does.
        auto first = shop;
        for (auto* const one : {&loaded}) {
            one->set_items(books(30, 31));
            one->partial_fit(book_log(30, 25, 32, 5), BinaryCrossEntropy{}, Adam{});
        }
        first.set_items(books(30, 31));
        first.partial_fit(book_log(30, 25, 32, 5), BinaryCrossEntropy{}, Adam{});
        CHECK(same_lists(loaded.recommend("r24", {.k = 7}), first.recommend("r24", {.k = 7})));
    }
}

TEST_CASE("a history, and users whom the network does not read") {
    const TemporaryFile file{""};
    auto shop = with_history();
    shop.fit(book_log(), MeanSquaredError{}, Adam{}, {.epochs = 1, .batch_size = 16});
    save(shop, file.name());
    auto loaded = with_history();
    load(loaded, file.name());
    CHECK(loaded.user_ids() == shop.user_ids());
    CHECK(same_lists(loaded.recommend("r3"), shop.recommend("r3")));
    const auto unknown = shop.recommend("nobody");
    CHECK(!same_lists(loaded.recommend("r3"), unknown));
    CHECK(same_lists(loaded.recommend("nobody"), unknown));
}

TEST_CASE("equal recommenders give equal files, and one that is not trained gives none") {
    const TemporaryFile a{""};
    const TemporaryFile b{"as it was"};
    save(trained<16>(), a.name());
    save(trained<4>(), b.name());
    CHECK(content_of(a.name()) == content_of(b.name()));
    CHECK_THROWS_AS(save(with_sides<4>(), a.name()), SettingError);
    CHECK(content_of(a.name()) == content_of(b.name()));
}

TEST_CASE("what is of something else is refused by a sentence, and changes nothing") {
    const TemporaryFile file{""};
    const TemporaryFile model{""};
    const auto shop = trained<16>();
    save(shop, file.name());
    save(shop.model(), model.name());
    auto other = with_sides<16>("city");
    CHECK_THROWS_WITH_AS(load(other, file.name()),
                         (file.name() + ": holds another recommender: it reads 'category<town>('town', min_count 1)' " +
                          "where this one reads 'category<town>('city', min_count 1)'")
                             .c_str(),
                         DataError);
    CHECK(!other.trained());
    auto again = trained<16>();
    const auto list = again.recommend("r1");
    CHECK_THROWS_WITH_AS(load(again, model.name()), (model.name() + ": holds no recommender").c_str(), DataError);
    CHECK_THROWS_AS(load(again, file.name() + ".none"), DataError);
    CHECK(same_lists(again.recommend("r1"), list));
    auto sequence = with_history();
    CHECK_THROWS_AS(load(sequence, file.name()), DataError);
}

TEST_CASE("a file that was cut or changed is refused, or is still whole where it matters") {
    const TemporaryFile file{""};
    save(trained<16>(), file.name());
    const std::string whole = content_of(file.name());
    auto shop = with_sides<16>();
    std::size_t refused = 0;
    for (std::size_t i = 0; i < 60; ++i) {
        const std::size_t at = i * whole.size() / 60;
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x55);
        for (const std::string& bytes : {whole.substr(0, at), changed}) {
            const TemporaryFile damaged{bytes};
            try {
                load(shop, damaged.name());
            } catch (const DataError& error) {
                ++refused;
                CHECK(std::string_view{error.what()}.starts_with(damaged.name()));
            }
        }
    }
    CHECK(refused >= 60);
    CHECK_NOTHROW(load(shop, file.name()));
}

#endif

} // namespace recommender_file_test
