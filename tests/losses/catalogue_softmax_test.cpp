// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/catalogue_softmax.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/random.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/losses/in_batch_softmax.hpp>
#include <linnet/testing/guarded_matrix.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"

namespace catalogue_softmax_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 300>;
using Item = Categorical<"item", dynamic>;
using Softmax = CatalogueSoftmax<User, Item>;

static_assert(DrawingTowerLoss<Softmax> && TowerLoss<Softmax> && Loss<Softmax> && !PredictionLoss<Softmax>);
static_assert(!DrawingTowerLoss<InBatchSoftmax<User, Item>>);

constexpr std::size_t columns = 5;

/// What a loss of a batch is asked for.
struct Settings {
    std::size_t negatives = 7;
    double temperature = 1.0;
    bool bias = false;
    bool weights = false;
    bool popularity = false;
    bool known = false;
};

const Settings every_setting[] = {
    {},
    {.negatives = Softmax::every_item, .temperature = 0.2},
    {.negatives = Softmax::every_item, .bias = true, .weights = true, .known = true},
    {.negatives = 40, .temperature = 3.0, .bias = true, .weights = true, .popularity = true, .known = true},
    {.negatives = 1, .popularity = true},
};

/// A batch of random towers and a table of items.
template <class T>
struct Towers {
    Towers(std::size_t rows, std::size_t gap, std::size_t table = 12)
        : queries{rows, columns, gap, 1}, table_rows{table, columns, 0, 2}, table_bias{table, 1, 0, 3},
          labels{rows, 1, gap, 7}, weights{1, rows, gap, 8}, places{gap} {
        queries.draw(Random{rows, 1});
        table_rows.draw(Random{rows, 2});
        table_bias.draw(Random{rows, 3});
        weights.draw(Random{rows, 4});
        labels.fill(T{1});
        std::vector<row_id> log_users;
        std::vector<row_id> log_items;
        for (std::size_t i = 0; i < rows; ++i) {
            weights.view()(0, i) = std::abs(weights.view()(0, i));
            users.push_back(static_cast<row_id>(Random{rows, 6}.below(300, i)));
            items.push_back(static_cast<row_id>(1 + Random{rows, 7}.below(table - 1, i)));
            log_users.insert(log_users.end(), {users[i], static_cast<row_id>(Random{rows, 8}.below(300, i))});
            log_items.insert(log_items.end(), {items[i], static_cast<row_id>(1 + Random{rows, 9}.below(table - 1, i))});
        }
        log = UserItems(log_users, log_items, 300, table);
        popularity = ItemPopularity{log.counts()};
    }

    [[nodiscard]] Softmax loss(const Settings& settings) const {
        return {.negatives = settings.negatives,
                .temperature = settings.temperature,
                .popularity = settings.popularity ? popularity : ItemPopularity{},
                .known = settings.known ? detail::KnownItems{&log} : detail::KnownItems{}};
    }
    /// The candidates of a batch: its own items, then what is drawn.
    [[nodiscard]] std::vector<row_id> candidates(const Softmax& loss, std::uint64_t step) const {
        std::vector<row_id> all = items;
        all.resize(items.size() + loss.drawn(table_rows.view().rows));
        loss.draw(table_rows.view().rows, Random{3, step}, std::span{all}.subspan(items.size()));
        return all;
    }

    /// Loss, then the gradients of queries, candidates and bias, row by row.
    template <std::size_t W>
    std::vector<T> run(const Settings& settings, Executor* executor = nullptr, std::uint64_t step = 4,
                       bool with_gradients = true) {
        const Softmax catalogue = loss(settings);
        const std::vector<row_id> all = candidates(catalogue, step);
        GuardedMatrix<T> vectors{all.size(), columns, places, 1};
        GuardedMatrix<T> bias{all.size(), 1, places, 2};
        for (std::size_t j = 0; j < all.size(); ++j) {
            std::copy_n(table_rows.view().row(all[j]), columns, vectors.view().row(j));
            bias.view()(j, 0) = table_bias.view()(all[j], 0);
        }
        GuardedMatrix<T> d_queries{items.size(), columns, places, 3};
        GuardedMatrix<T> d_vectors{all.size(), columns, places, 4};
        GuardedMatrix<T> d_bias{all.size(), 1, places, 5};
        for (GuardedMatrix<T>* gradient : {&d_queries, &d_vectors, &d_bias}) {
            gradient->fill(std::numeric_limits<T>::quiet_NaN());
        }
        Targets<T> targets{labels.view()};
        if (settings.weights) {
            targets.weights = weights.view().row_span(0);
        }
        TowerOutputs<T> towers{queries.view(), vectors.view(), {}, {}, {}, {}};
        towers.drawn = std::span{all}.subspan(items.size());
        towers.item_rows = table_rows.view().rows;
        if (with_gradients) {
            towers.d_queries = d_queries.view();
            towers.d_candidates = d_vectors.view();
        }
        if (settings.bias) {
            towers.candidate_bias = bias.view();
            towers.d_candidate_bias = with_gradients ? d_bias.view() : MatrixView<T>{};
        }
        const Batch<T, User, Item> batch{users.size(), {users, items}};
        std::vector<T> numbers{catalogue.template value_and_gradient<T, W>(batch, towers, targets, scratch, executor)};
        for (const GuardedMatrix<T>* gradient : {&d_queries, &d_vectors, &d_bias}) {
            CHECK(gradient->intact());
            for (std::size_t r = 0; r < gradient->view().rows && (gradient != &d_bias || settings.bias); ++r) {
                const auto row = gradient->view().row_span(r);
                numbers.insert(numbers.end(), row.begin(), row.end());
            }
        }
        return numbers;
    }

    [[nodiscard]] double score(const Settings& settings, std::size_t b, row_id item) const {
        double z = settings.bias ? static_cast<double>(table_bias.view()(item, 0)) : 0.0;
        for (std::size_t k = 0; k < columns; ++k) {
            z += static_cast<double>(queries.view()(b, k)) * static_cast<double>(table_rows.view()(item, k));
        }
        return z / settings.temperature;
    }
    /// The loss by its formula.
    [[nodiscard]] double naive(const Settings& settings, std::uint64_t step = 4) const {
        const std::vector<row_id> all = candidates(loss(settings), step);
        const double m = static_cast<double>(all.size() - items.size());
        double total = 0;
        for (std::size_t b = 0; b < items.size(); ++b) {
            double sum = std::exp(score(settings, b, items[b]));
            for (std::size_t j = items.size(); j < all.size(); ++j) {
                const double q = settings.negatives == Softmax::every_item ? 1 / m
                                 : settings.popularity                     ? std::exp(popularity.log_q(all[j]))
                                                       : 1 / static_cast<double>(table_rows.view().rows - 1);
                const bool had = settings.known && log.contains(users[b], all[j]);
                sum += all[j] == items[b] || had ? 0.0 : std::exp(score(settings, b, all[j])) / (m * q);
            }
            const double weight = settings.weights ? static_cast<double>(weights.view()(0, b)) : 1.0;
            total += weight * (std::log(sum) - score(settings, b, items[b]));
        }
        return total / static_cast<double>(items.size());
    }

    GuardedMatrix<T> queries, table_rows, table_bias, labels, weights;
    std::size_t places;
    std::vector<row_id> users, items;
    UserItems log;
    ItemPopularity popularity;
    TowerLossScratch<T> scratch;
};

} // namespace

TEST_CASE_TEMPLATE_DEFINE("catalogue softmax is its formula, in the same bits at every width", L, formula) {
    using T = typename L::T;
    const double epsilon = std::numeric_limits<T>::epsilon();
    for (const std::size_t rows : {std::size_t{1}, L::W, L::W + 1, 3 * L::W + 2}) {
        for (const std::size_t gap : {std::size_t{0}, std::size_t{3}}) {
            Towers<T> towers(rows, gap);
            for (const Settings& settings : every_setting) {
                CAPTURE(rows);
                CAPTURE(settings.negatives);
                const auto got = towers.template run<L::W>(settings);
                const auto scalar = towers.template run<1>(settings);
                CHECK(std::equal(got.begin(), got.end(), scalar.begin(), scalar.end(), same<T>));
                const double want = towers.naive(settings);
                CHECK(std::abs(static_cast<double>(got[0]) - want) <= 64 * epsilon * (1 + std::abs(want)));
                CHECK(same(towers.template run<L::W>(settings, nullptr, 4, false)[0], got[0]));
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(formula, TestedWidths);

TEST_CASE("the gradients of catalogue softmax, of each item added up, are central differences") {
    for (const std::size_t rows : {1U, 2U, 9U}) {
        Towers<double> towers(rows, 3);
        for (const Settings& settings : every_setting) {
            CAPTURE(rows);
            CAPTURE(settings.negatives);
            const auto got = towers.run<4>(settings);
            const std::vector<row_id> all = towers.candidates(towers.loss(settings), 4);
            const std::size_t table = towers.table_rows.view().rows;
            std::vector<double> sums((rows + table) * columns + table);
            for (std::size_t i = 0; i < rows * columns; ++i) {
                sums[i] = got[1 + i];
            }
            for (std::size_t j = 0; j < all.size(); ++j) {
                for (std::size_t k = 0; k < columns; ++k) {
                    sums[(rows + all[j]) * columns + k] += got[1 + (rows + j) * columns + k];
                }
                sums[(rows + table) * columns + all[j]] +=
                    settings.bias ? got[1 + (rows + all.size()) * columns + j] : 0.0;
            }
            std::size_t at = 0;
            std::size_t mistakes = 0;
            for (GuardedMatrix<double>* matrix : {&towers.queries, &towers.table_rows, &towers.table_bias}) {
                for (std::size_t r = 0; r < matrix->view().rows; ++r) {
                    for (double& x : matrix->view().row_span(r)) {
                        const double middle = x;
                        x = middle + 1e-5;
                        const double higher = towers.naive(settings);
                        x = middle - 1e-5;
                        const double lower = towers.naive(settings);
                        x = middle;
                        mistakes += std::abs(sums[at++] - (higher - lower) / 2e-5) <= 1e-8 ? 0 : 1;
                    }
                }
            }
            CHECK(at == sums.size());
            CHECK(mistakes == 0);
        }
    }
}

TEST_CASE("the sum over what is drawn is an unbiased estimate of that over the catalogue") {
    Towers<double> towers(3, 0, 30);
    for (const bool popularity : {false, true}) {
        CAPTURE(popularity);
        const Settings full{.negatives = Softmax::every_item, .temperature = 2.0};
        Settings sampled = full;
        sampled.negatives = 10;
        sampled.popularity = popularity;
        for (row_id item = 1; popularity && item < 30; ++item) { // every item may be drawn
            towers.popularity = ItemPopularity{std::vector<std::uint32_t>(30, 2 + item % 3)};
        }
        towers.users.resize(1);
        const row_id item = towers.items[0];
        towers.items.resize(1);
        const double positive = std::exp(towers.score(full, 0, item));
        const auto sum = [&](double loss) { return std::exp(loss) * positive; };
        double mean = 0;
        constexpr std::size_t draws = 4000;
        for (std::size_t step = 0; step < draws; ++step) {
            mean += sum(towers.naive(sampled, step)) / draws;
        }
        CHECK(mean == doctest::Approx(sum(towers.naive(full))).epsilon(0.03));
    }
}

TEST_CASE("catalogue softmax gives the same bits with any number of threads") {
    Towers<float> towers(333, 2, 900); // several blocks of rows
    for (const Settings& settings : every_setting) {
        const auto want = towers.run<8>(settings);
        for (const std::size_t threads : {2U, 3U, 8U}) {
            EagerPool pool{threads};
            CHECK(towers.run<8>(settings, &pool) == want);
        }
    }
}

TEST_CASE("a large catalogue is compared panel by panel of the batch") {
    Towers<float> towers(200, 0, 100'000);
    const Settings settings{.negatives = Softmax::every_item, .bias = true, .known = true};
    const auto got = towers.run<16>(settings);
    CHECK(towers.scratch.products.rows() < 200);
    CHECK(got[0] == doctest::Approx(towers.naive(settings)).epsilon(1e-5));
    // The gradient of an item that the user of a row had, and that of the row at its place in the next panel had not.
    const std::size_t panel = towers.scratch.products.rows();
    row_id item = 0;
    for (std::size_t b = 0; b + panel < 200; ++b) {
        const auto later = towers.users.begin() + static_cast<std::ptrdiff_t>(b) + 1;
        const auto end = towers.users.begin() + static_cast<std::ptrdiff_t>(b + panel) + 1;
        const bool last = std::find(later, end, towers.users[b]) == end; // so that no row between them hides a mistake
        for (const row_id had : towers.log.of(towers.users[b])) {
            item = last && !towers.log.contains(towers.users[b + panel], had) ? had : item;
        }
    }
    REQUIRE(item != 0);
    std::vector<double> want(columns + 1);
    for (std::size_t b = 0; b < 200; ++b) {
        const auto is_candidate = [&](row_id j) {
            return j == towers.items[b] || !towers.log.contains(towers.users[b], j);
        };
        double sum = 0;
        for (row_id j = 1; j < 100'000; ++j) {
            sum += is_candidate(j) ? std::exp(towers.score(settings, b, j)) : 0.0;
        }
        const double slope =
            item != towers.items[b] && is_candidate(item) ? std::exp(towers.score(settings, b, item)) / sum / 200 : 0.0;
        for (std::size_t k = 0; k < columns; ++k) {
            want[k] += slope * static_cast<double>(towers.queries.view()(b, k));
        }
        want[columns] += slope;
    }
    const std::size_t of_vectors = 1 + 200 * columns;
    const std::size_t of_biases = of_vectors + (200 + 99'999) * columns;
    const auto is_near = [&](std::size_t at, double x) { return std::abs(got[at] - x) <= 1e-4 * std::abs(x); };
    for (std::size_t k = 0; k < columns; ++k) {
        CHECK(is_near(of_vectors + (200 + item - 1) * columns + k, want[k]));
    }
    CHECK(is_near(of_biases + 200 + item - 1, want[columns]));
}

TEST_CASE("items are drawn anew in each step, never row 0, and all of them for the full softmax") {
    const Towers<float> towers(2, 0, 50);
    const auto drawn = [&](const Softmax& loss, std::uint64_t step) {
        const auto all = towers.candidates(loss, step);
        return std::vector<row_id>(all.begin() + 2, all.end());
    };
    const auto first = drawn({.negatives = 400}, 1);
    CHECK(first.size() == 400);
    CHECK(first == drawn({.negatives = 400}, 1));
    CHECK(first != drawn({.negatives = 400}, 2));
    CHECK(*std::min_element(first.begin(), first.end()) == 1);
    CHECK(*std::max_element(first.begin(), first.end()) == 49);
    const auto popular = drawn({.negatives = 400, .popularity = towers.popularity}, 1);
    CHECK(std::all_of(popular.begin(), popular.end(), [&](row_id item) { return towers.log.counts()[item] != 0; }));
    std::vector<row_id> all;
    for (row_id item = 1; item < 50; ++item) {
        all.push_back(item);
    }
    CHECK(drawn({.negatives = Softmax::every_item}, 1) == all);
    CHECK(drawn({.negatives = Softmax::every_item}, 7) == all);
}

TEST_CASE("catalogue softmax needs positives, something to draw, and settings in range") {
    Towers<float> towers(3, 0);
    CHECK_THROWS_WITH_AS(towers.run<4>({.temperature = 0.0}),
                         "catalogue softmax: a temperature of 0.000000 is not above 0", SettingError);
    CHECK_THROWS_WITH_AS(towers.run<4>({.negatives = 0}),
                         "catalogue softmax: without negatives every item would be right; set negatives to 1 or more",
                         SettingError);
    CHECK_THROWS_WITH_AS(static_cast<void>(Softmax{}.drawn(1)),
                         "catalogue softmax: feature 'item' has 1 rows, so there is no item to draw as a negative",
                         SettingError);
    CHECK_THROWS_WITH_AS(
        static_cast<void>(Softmax{.negatives = Softmax::every_item, .popularity = towers.popularity}.drawn(12)),
        "catalogue softmax: of every item nothing is drawn, so it takes no popularity", SettingError);
    std::vector<row_id> drawn(3);
    CHECK_THROWS_WITH_AS((Softmax{.popularity = towers.popularity}.draw(11, Random{1, 1}, drawn)),
                         "catalogue softmax: the popularity is of 12 items, but feature 'item' has 11 rows",
                         SettingError);
    towers.labels.view()(2, 0) = 0.0F;
    CHECK_THROWS_WITH_AS(towers.run<4>({}), "catalogue softmax, row 2: the label 0.000000 is not that of a positive",
                         LabelError);
}

} // namespace catalogue_softmax_test
