// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/testing/random_batch.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/core/sequence.hpp>

namespace random_batch_test {

using namespace linnet;

namespace {

using User = Categorical<"user", 3>;
using Word = Categorical<"word">;
using Genres = MultiCategorical<"genres", 4>;
using Price = Numeric<"price", 2>;

/// A column of bytes.
struct Flag {
    static constexpr std::string_view name = "flag";
    template <class T>
    using column = std::span<const unsigned char>;

    struct store {
        using value = bool;
        std::vector<unsigned char> flags;
        [[nodiscard]] std::size_t size() const { return flags.size(); }
        static void check_value(bool) {}
        void add(bool flag) { flags.push_back(flag ? 1 : 0); }
        void add_row(const store& from, std::size_t row) { flags.push_back(from.flags[row]); }
        void check() const {}
        template <class T>
        struct Buffer {
            std::vector<unsigned char> flags;
            void reserve(std::size_t batch) { flags.reserve(batch); }
            template <class RowAt>
            std::span<const unsigned char> gather(const store& from, std::size_t count, const RowAt& row_at) {
                flags.clear();
                for (std::size_t i = 0; i < count; ++i) {
                    flags.push_back(from.flags[row_at(i)]);
                }
                return flags;
            }
        };
    };
    static bool random_value(const Random&, std::size_t row) { return row % 2 == 1; }
};

} // namespace

TEST_CASE_TEMPLATE("a random batch has values for every feature", T, float, double) {
    const RandomBatch<T, TypeList<User, Word, Genres, Price>> random{{.batch = 40, .dynamic_rows = 6}};
    const auto& batch = random.batch();
    CHECK(batch.rows == 40);
    const auto users = batch.template column<User>();
    REQUIRE(users.size() == 40);
    CHECK(*std::max_element(users.begin(), users.end()) == 2);
    const auto words = batch.template column<Word>();
    CHECK(*std::max_element(words.begin(), words.end()) == 5);
    const auto& genres = batch.template column<Genres>();
    check_jagged("genres", genres, 40);
    CHECK(genres.offsets[0] == 2);
    CHECK(genres.offsets[1] == 2);
    CHECK(genres.offsets[40] + 3 == genres.ids.size());
    CHECK(genres.weights.empty());
    CHECK(*std::max_element(genres.ids.begin(), genres.ids.end()) == 3);
    const auto price = batch.template column<Price>();
    CHECK(price.rows == 40);
    CHECK(price.columns == 2);
    CHECK(price.stride == 5);
}

TEST_CASE("a random batch is a function of its settings, the same for float and double") {
    using Features = TypeList<User, Genres, Price>;
    const RandomBatch<float, Features> f{{.batch = 9, .list_weights = true, .seed = 5}};
    const RandomBatch<double, Features> d{{.batch = 9, .list_weights = true, .seed = 5}};
    const RandomBatch<double, Features> other{{.batch = 9, .list_weights = true, .seed = 6}};
    const auto f_users = f.batch().column<User>();
    const auto d_users = d.batch().column<User>();
    CHECK(std::equal(f_users.begin(), f_users.end(), d_users.begin()));
    CHECK_FALSE(std::equal(d_users.begin(), d_users.end(), other.batch().column<User>().begin()));
    const auto& f_weights = f.batch().column<Genres>().weights;
    const auto& d_weights = d.batch().column<Genres>().weights;
    REQUIRE(f_weights.size() == d.batch().column<Genres>().ids.size());
    CHECK(std::equal(f_weights.begin(), f_weights.end(), d_weights.begin()));
    CHECK(static_cast<double>(f.batch().column<Price>()(3, 1)) == d.batch().column<Price>()(3, 1));
}

TEST_CASE("random sequences are as long as their feature says, and have no weights") {
    using Last = Sequence<"last", 4, 2>;
    const RandomBatch<float, TypeList<Last>> random{{.batch = 40, .list_weights = true}};
    const auto& lists = random.batch().column<Last>();
    check_jagged("last", lists, 40);
    CHECK(lists.weights.empty());
    std::size_t longest = 0;
    for (std::size_t b = 0; b < 40; ++b) {
        longest = std::max<std::size_t>(longest, lists.offsets[b + 1] - lists.offsets[b]);
    }
    CHECK(longest == 2);
}

TEST_CASE("a feature with a column of its own draws its values itself") {
    const RandomBatch<double, TypeList<User, Flag>> random{{.batch = 5}};
    const auto& flags = random.batch().column<Flag>();
    REQUIRE(flags.size() == 5);
    CHECK(flags[1] == 1);
    CHECK(flags[4] == 0);
}

TEST_CASE("a random batch without features has rows") {
    const RandomBatch<double, TypeList<>> random{{.batch = 4}};
    CHECK(random.batch().rows == 4);
}

} // namespace random_batch_test
