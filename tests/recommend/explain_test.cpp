// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/explain.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>
#include <linnet/network/model.hpp>
#include <linnet/train/predict.hpp>

#include "../support/lanes.hpp"

namespace explain_test {

using namespace linnet;

namespace {

using User = Categorical<"user", 20>;
using Item = Categorical<"item", 30>;
using Tags = MultiCategorical<"tags", 9>;
using Price = Numeric<"price", 2>;
using Network = Sequential<Concat<Embedding<User, 8>, Embedding<Item, 8>, EmbeddingBag<Tags, 4>, Input<Price>>,
                           Dense<16>, ReLU, Dense<1>, Sigmoid>;

Dataset<Network::features> samples() {
    Dataset<Network::features> data;
    data.add(0.0F, 0, 0, {}, {0.0F, 0.0F});
    data.add(0.0F, 7, 11, {3, 8, 1}, {2.0F, -3.0F});
    data.add(0.0F, 19, 2, {4}, {-1.0F, 0.5F});
    return data;
}

/// The logit of a sample whose features come from row `row` where `from` says so, else from row 0.
template <class ModelType>
double logit(const ModelType& model, const Dataset<Network::features>& data, std::size_t row,
             const std::vector<char>& from) {
    const auto at = [&](std::size_t f) { return from[f] != 0 ? row : 0; };
    const auto& tags = data.column<Tags>();
    const auto& prices = data.column<Price>().numbers;
    Dataset<Network::features> one;
    const std::vector<row_id> list(tags.ids.begin() + static_cast<std::ptrdiff_t>(tags.offsets[at(2)]),
                                   tags.ids.begin() + static_cast<std::ptrdiff_t>(tags.offsets[at(2) + 1]));
    one.add(0.0F, data.column<User>().ids[at(0)], data.column<Item>().ids[at(1)], list,
            {prices[2 * at(3)], prices[2 * at(3) + 1]});
    const auto p = static_cast<double>(predict(model, one)[0]);
    return std::log(p / (1.0 - p));
}

} // namespace

TEST_CASE_TEMPLATE("contributions are means over all orders, and sum to the difference of logits", L,
                   linnet_test::Lanes<double, 1>, linnet_test::Lanes<double, 8>) {
    const Model<Network, double, L::W> model{3};
    const auto data = samples();
    for (const std::size_t row : {1U, 2U}) {
        const Explanation got = explain(model, data, row, 0);
        REQUIRE(got.contributions.size() == 4);
        CHECK(got.contributions[0].feature == "user");
        CHECK(got.contributions[3].feature == "price");
        CHECK(got.score == doctest::Approx(logit(model, data, row, {1, 1, 1, 1})).epsilon(1e-9));
        CHECK(got.baseline == doctest::Approx(logit(model, data, row, {0, 0, 0, 0})).epsilon(1e-9));
        double sum = got.baseline;
        for (const Contribution& part : got.contributions) {
            sum += part.value;
        }
        CHECK(sum == doctest::Approx(got.score).epsilon(1e-14));
        std::vector<double> means(4);
        std::vector<std::size_t> order{0, 1, 2, 3};
        do {
            std::vector<char> from(4);
            double before = logit(model, data, row, from);
            for (const std::size_t f : order) {
                from[f] = 1;
                const double after = logit(model, data, row, from);
                means[f] += (after - before) / 24.0;
                before = after;
            }
        } while (std::next_permutation(order.begin(), order.end()));
        for (std::size_t f = 0; f < 4; ++f) {
            CHECK(got.contributions[f].value == doctest::Approx(means[f]).epsilon(1e-8));
        }
    }
}

TEST_CASE("in a sum each feature has the difference of its term, and a product is shared") {
    using Pair =
        Sequential<Add<Embedding<User, 1>, Embedding<Item, 1>, Dot<Embedding<User, 4>, Embedding<Item, 4>>>, Tanh>;
    const Model<Pair, double> model{5};
    const auto& blocks = model.parameters();
    const auto table = [&](std::size_t block, std::size_t r, std::size_t c) {
        return blocks[block].values.view()(r, c);
    };
    const auto product = [&](std::size_t user, std::size_t item) {
        double sum = 0.0;
        for (std::size_t k = 0; k < 4; ++k) {
            sum += table(2, user, k) * table(3, item, k);
        }
        return sum;
    };
    const Explanation got = explain(model, 6, 9);
    REQUIRE(got.contributions.size() == 2);
    const double of_user = (product(6, 0) - product(0, 0) + product(6, 9) - product(0, 9)) / 2;
    const double of_item = (product(0, 9) - product(0, 0) + product(6, 9) - product(6, 0)) / 2;
    CHECK(got.contributions[0].value == doctest::Approx(table(0, 6, 0) - table(0, 0, 0) + of_user).epsilon(1e-12));
    CHECK(got.contributions[1].value == doctest::Approx(table(1, 9, 0) - table(1, 0, 0) + of_item).epsilon(1e-12));
    CHECK(got.score == doctest::Approx(table(0, 6, 0) + table(1, 9, 0) + product(6, 9)).epsilon(1e-12));
}

TEST_CASE("more than 12 players have means over drawn orders, with errors, and an exact sum") {
    constexpr std::size_t n = 15;
    // What a player brings alone, what each two neighbours bring together, and what players 0, 7 and 14 do.
    const auto worth_with = [](double of_three) {
        return [of_three](const detail::PlayerSets& sets) {
            std::vector<double> worth(sets.size(), 3.0);
            for (std::size_t s = 0; s < sets.size(); ++s) {
                for (std::size_t f = 0; f < n; ++f) {
                    worth[s] += sets.has(s, f) ? static_cast<double>(f) : 0.0;
                    worth[s] += f + 1 < n && sets.has(s, f) && sets.has(s, f + 1) ? 2.0 : 0.0;
                }
                worth[s] += sets.has(s, 0) && sets.has(s, 7) && sets.has(s, 14) ? of_three : 0.0;
            }
            return worth;
        };
    };
    const auto exact = [](std::size_t f, double of_three) {
        const double neighbours = f == 0 || f + 1 == n ? 1.0 : 2.0;
        return static_cast<double>(f) + neighbours + (f % 7 == 0 ? of_three / 3.0 : 0.0);
    };
    // An order and its reverse share what two players bring together equally.
    const detail::ShapleyValues pairs = detail::shapley_values(n, {.orders = 4}, worth_with(0.0));
    for (std::size_t f = 0; f < n; ++f) {
        CHECK(pairs.values[f] == doctest::Approx(exact(f, 0.0)).epsilon(1e-13));
        CHECK(pairs.errors[f] == doctest::Approx(0.0));
    }
    CHECK(pairs.nobody == 3.0);
    CHECK(pairs.everybody == 3.0 + n * (n - 1) / 2.0 + 2.0 * (n - 1));

    std::vector<double> first;
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const detail::ShapleyValues drawn = detail::shapley_values(n, {.orders = 200, .seed = seed}, worth_with(6.0));
        double sum = drawn.nobody;
        for (std::size_t f = 0; f < n; ++f) {
            sum += drawn.values[f];
            CHECK(std::abs(drawn.values[f] - exact(f, 6.0)) <= 4.0 * drawn.errors[f] + 1e-12);
            CHECK((drawn.errors[f] > 0.1) == (f % 7 == 0));
            CHECK(drawn.errors[f] < 0.4);
        }
        CHECK(sum == doctest::Approx(drawn.everybody).epsilon(1e-13));
        CHECK(drawn.values != first);
        first = drawn.values;
    }
    CHECK(std::isinf(detail::shapley_values(n, {.orders = 1}, worth_with(6.0)).errors[0]));
    CHECK_THROWS_WITH_AS(static_cast<void>(detail::shapley_values(n, {.orders = 0}, worth_with(6.0))),
                         "explain: 0 orders of features have no mean", SettingError);
}

TEST_CASE("a network of more than 12 features is explained") {
    using Wide = Sequential<
        Concat<Input<Numeric<"a", 1>>, Input<Numeric<"b", 1>>, Input<Numeric<"c", 1>>, Input<Numeric<"d", 1>>,
               Input<Numeric<"e", 1>>, Input<Numeric<"f", 1>>, Input<Numeric<"g", 1>>, Input<Numeric<"h", 1>>,
               Input<Numeric<"i", 1>>, Input<Numeric<"j", 1>>, Input<Numeric<"k", 1>>, Input<Numeric<"l", 1>>,
               Input<Numeric<"m", 1>>>,
        Dense<1>, Sigmoid>;
    const Model<Wide, double> model{2};
    Dataset<Wide::features> data;
    data.add(0.0F, {1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10}, {11}, {12}, {13});
    data.add(0.0F, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0});
    const Explanation got = explain(model, data, 0, 1, {.orders = 6});
    REQUIRE(got.contributions.size() == 13);
    const auto kernel = model.parameters()[0].values.view();
    for (std::size_t f = 0; f < 13; ++f) {
        CHECK(got.contributions[f].value == doctest::Approx(kernel(f, 0) * static_cast<double>(f + 1)).epsilon(1e-9));
        CHECK(got.contributions[f].standard_error == doctest::Approx(0.0));
    }
    CHECK(got.contributions[12].feature == "m");
}

TEST_CASE("samples that are not there") {
    const Model<Network> model{3};
    CHECK_THROWS_WITH_AS(static_cast<void>(explain(model, samples(), 1, 3)),
                         "explain: sample 1 or 3 of a data set of 3", SettingError);
    const Model<Dot<Embedding<User, 2>, Embedding<Item, 2>>> pair{1};
    CHECK_THROWS_WITH_AS(static_cast<void>(explain(pair, 1, 999)),
                         doctest::Contains("feature 'item': row 999 is not below "), IdError);
    CHECK_THROWS_WITH_AS(static_cast<void>(explain(pair, 999, 0)),
                         doctest::Contains("feature 'user': row 999 is not below "), IdError);
}

TEST_CASE("samples that other vocabularies encoded are refused") {
    Vocabularies<Network> vocabularies;
    vocabularies.of<Item>().add("tea");
    const Model<Network> model{1, vocabularies};
    auto data = samples();
    data.column<Item>().encoded_by = vocabularies.of<Item>().fingerprint();
    CHECK_NOTHROW((void)explain(model, data, 1, 0));
    data.column<Item>().encoded_by.hash += 1;
    CHECK_THROWS_WITH_AS((void)explain(model, data, 1, 0),
                         "explain: feature 'item' was encoded by a vocabulary of 2 rows that is not the model's, of 2; "
                         "encode it by model.vocabularies(), or let the model grow to those of the data",
                         SettingError);
}

} // namespace explain_test
