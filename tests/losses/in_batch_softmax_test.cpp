// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/in_batch_softmax.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/random.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/testing/guarded_matrix.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"
#include "../support/torch_layers.hpp"
#include "../support/torch_losses_golden.hpp"

namespace in_batch_softmax_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 9>;
using Item = Categorical<"item", 12>;
using OfPairs = InBatchSoftmax<User, Item>;

static_assert(TowerLoss<OfPairs> && Loss<OfPairs> && !PredictionLoss<OfPairs>);

/// What a loss of a batch is asked for, and with what.
struct Settings {
    double temperature = 1.0;
    bool bias = false;
    bool weights = false;
    bool log_q = false;
    bool counts = false;
    bool known = false;
    bool accidental_hits = true;
};

const Settings every_setting[] = {
    {},
    {.temperature = 0.2},
    {.bias = true, .weights = true},
    {.log_q = true, .accidental_hits = false},
    {.temperature = 3.0, .bias = true, .weights = true, .counts = true, .known = true},
};

constexpr std::size_t columns = 5;

/// A batch of random towers.
template <class T>
struct Towers {
    Towers(std::size_t rows, std::size_t gap)
        : queries{rows, columns, gap, 1}, candidates{rows, columns, gap, 2}, bias{rows, 1, gap, 3},
          d_queries{rows, columns, gap, 4}, d_candidates{rows, columns, gap, 5}, d_bias{rows, 1, gap, 6},
          labels{rows, 1, gap, 7}, weights{1, rows, gap, 8}, log_q{1, rows, gap, 9} {
        queries.draw(Random{rows, 1});
        candidates.draw(Random{rows, 2});
        bias.draw(Random{rows, 3});
        weights.draw(Random{rows, 4});
        log_q.draw(Random{rows, 5});
        labels.fill(T{1});
        for (std::size_t i = 0; i < rows; ++i) {
            weights.view()(0, i) = std::abs(weights.view()(0, i));
            users.push_back(static_cast<row_id>(Random{rows, 6}.below(9, i)));
            items.push_back(static_cast<row_id>(Random{rows, 7}.below(12, i)));
            // The log has what the batch has, and more.
            log_users.push_back(users[i]);
            log_items.push_back(items[i]);
            log_users.push_back(static_cast<row_id>(Random{rows, 8}.below(9, i)));
            log_items.push_back(static_cast<row_id>(Random{rows, 9}.below(12, i)));
        }
        log = UserItems(log_users, log_items, 9, 12);
    }

    /// Loss, then the gradients, row by row.
    template <std::size_t W>
    std::vector<T> run(const Settings& settings, Executor* executor = nullptr) {
        OfPairs loss{.temperature = settings.temperature, .remove_accidental_hits = settings.accidental_hits};
        Targets<T> targets{labels.view()};
        if (settings.weights) {
            targets.weights = weights.view().row_span(0);
        }
        if (settings.log_q) {
            targets.log_q = log_q.view().row_span(0);
        }
        if (settings.counts) {
            loss.candidate_sampling_probability = log.counts();
        }
        if (settings.known) {
            loss.known = &log;
        }
        const T nan = std::numeric_limits<T>::quiet_NaN();
        d_queries.fill(nan);
        d_candidates.fill(nan);
        d_bias.fill(nan);
        TowerOutputs<T> towers{queries.view(), candidates.view(), {}, d_queries.view(), d_candidates.view(), {}};
        if (settings.bias) {
            towers.candidate_bias = bias.view();
            towers.d_candidate_bias = d_bias.view();
        }
        const Batch<T, User, Item> batch{users.size(), {users, items}};
        std::vector<T> numbers{loss.template value_and_gradient<T, W>(batch, towers, targets, scratch, executor)};
        for (const GuardedMatrix<T>* gradient : {&d_queries, &d_candidates, &d_bias}) {
            CHECK(gradient->intact());
            for (std::size_t r = 0; r < gradient->view().rows && (gradient != &d_bias || settings.bias); ++r) {
                const auto row = gradient->view().row_span(r);
                numbers.insert(numbers.end(), row.begin(), row.end());
            }
        }
        return numbers;
    }

    /// The loss by its formula.
    [[nodiscard]] double naive(const Settings& settings) const {
        const std::size_t rows = users.size();
        double total = 0;
        for (std::size_t i = 0; i < rows; ++i) {
            const auto logit = [&](std::size_t j) {
                double z = settings.bias ? static_cast<double>(bias.view()(j, 0)) : 0.0;
                for (std::size_t k = 0; k < columns; ++k) {
                    z += static_cast<double>(queries.view()(i, k)) * static_cast<double>(candidates.view()(j, k));
                }
                z /= settings.temperature;
                z -= settings.log_q ? static_cast<double>(log_q.view()(0, j)) : 0.0;
                return z - (settings.counts ? std::log(log.counts()[items[j]]) : 0.0);
            };
            double sum = 0;
            for (std::size_t j = 0; j < rows; ++j) {
                const bool hit = settings.accidental_hits && items[j] == items[i];
                const bool had = settings.known && log.contains(users[i], items[j]);
                sum += j == i || !(hit || had) ? std::exp(logit(j)) : 0.0;
            }
            total += (settings.weights ? static_cast<double>(weights.view()(0, i)) : 1.0) * (std::log(sum) - logit(i));
        }
        return total / static_cast<double>(rows);
    }

    GuardedMatrix<T> queries, candidates, bias, d_queries, d_candidates, d_bias, labels, weights, log_q;
    std::vector<row_id> users, items, log_users, log_items;
    UserItems log;
    TowerLossScratch<T> scratch;
};

} // namespace

TEST_CASE_TEMPLATE_DEFINE("in-batch softmax is its formula, in the same bits at every width", L, formula) {
    using T = typename L::T;
    const double epsilon = std::numeric_limits<T>::epsilon();
    for (const std::size_t rows : {std::size_t{1}, L::W - 1, L::W, L::W + 1, 3 * L::W + 2}) {
        for (const std::size_t gap : {std::size_t{0}, std::size_t{3}}) {
            if (rows == 0) {
                continue;
            }
            Towers<T> towers(rows, gap);
            for (const Settings& settings : every_setting) {
                CAPTURE(rows);
                CAPTURE(settings.temperature);
                const auto got = towers.template run<L::W>(settings);
                const auto scalar = towers.template run<1>(settings);
                CHECK(std::equal(got.begin(), got.end(), scalar.begin(), scalar.end(), same<T>));
                const double want = towers.naive(settings);
                CHECK(std::abs(static_cast<double>(got[0]) - want) <= 64 * epsilon * (1 + std::abs(want)));
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(formula, TestedWidths);

TEST_CASE("its gradients are central differences of the formula") {
    for (const std::size_t rows : {1U, 2U, 9U, 40U}) {
        Towers<double> towers(rows, 3);
        Towers<float> in_float(rows, 3);
        for (const Settings& settings : every_setting) {
            CAPTURE(rows);
            CAPTURE(settings.temperature);
            const auto got = towers.run<4>(settings);
            const auto single = in_float.run<8>(settings);
            std::size_t at = 0;
            std::size_t mistakes = 0;
            for (GuardedMatrix<double>* matrix : {&towers.queries, &towers.candidates, &towers.bias}) {
                for (std::size_t r = 0; r < rows && (matrix != &towers.bias || settings.bias); ++r) {
                    for (double& x : matrix->view().row_span(r)) {
                        const double middle = x;
                        x = middle + 1e-5;
                        const double higher = towers.naive(settings);
                        x = middle - 1e-5;
                        const double lower = towers.naive(settings);
                        x = middle;
                        const double slope = (higher - lower) / 2e-5;
                        ++at;
                        mistakes += std::abs(got[at] - slope) <= 1e-9 ? 0 : 1;
                        mistakes += std::abs(static_cast<double>(single[at]) - slope) <= 1e-5 ? 0 : 1;
                    }
                }
            }
            CHECK(at + 1 == got.size());
            CHECK(mistakes == 0);
        }
    }
}

TEST_CASE("in-batch softmax gives the same bits with any number of threads") {
    Towers<float> towers(333, 2); // several blocks of rows
    for (const Settings& settings : every_setting) {
        const auto want = towers.run<8>(settings);
        for (const std::size_t threads : {1U, 2U, 3U, 8U}) {
            EagerPool pool{threads};
            CHECK(towers.run<8>(settings, &pool) == want);
        }
    }
}

TEST_CASE("a batch of one costs nothing, and neither do rows whose other items are no negatives") {
    Towers<float> one(1, 3);
    CHECK(one.run<8>({.bias = true}) == std::vector<float>(1 + 2 * columns + 1));
    Towers<float> same_item(4, 3);
    same_item.items.assign(4, 7);
    const auto numbers = same_item.run<8>({});
    CHECK(numbers == std::vector<float>(1 + 8 * columns));
    CHECK(same_item.run<8>({.accidental_hits = false})[0] > 1.0F);
    CHECK(OfPairs{}.value_and_gradient<float, 4>(Batch<float, User, Item>{}, TowerOutputs<float>{},
                                                 Targets<float>{ConstMatrixView<float>{}}, same_item.scratch,
                                                 nullptr) == 0.0F);
}

TEST_CASE("a loss without gradients leaves their places alone, and a smaller batch follows a larger one") {
    Towers<double> large(20, 0);
    Towers<double> small(6, 0);
    const double want = small.run<4>({})[0];
    const auto value_of_small = [&](Towers<double>& memory) {
        const Batch<double, User, Item> batch{6, {small.users, small.items}};
        return OfPairs{}.value_and_gradient<double, 4>(
            batch, TowerOutputs<double>{small.queries.view(), small.candidates.view(), {}, {}, {}, {}},
            Targets<double>{small.labels.view()}, memory.scratch, nullptr);
    };
    static_cast<void>(large.run<4>({}));
    const double* const place = large.scratch.products.view().data;
    CHECK(value_of_small(large) == want);
    CHECK(large.scratch.products.view().data == place);
}

TEST_CASE("probabilities may be given as numbers, up to a factor") {
    Towers<double> towers(10, 0);
    const double want = towers.run<4>({.counts = true})[0];
    std::vector<double> probabilities;
    for (const std::uint32_t count : towers.log.counts()) {
        probabilities.push_back(std::max(1U, count) / 100.0);
    }
    const auto value = [&] {
        const OfPairs loss{.candidate_sampling_probability = std::span<const double>(probabilities)};
        const Batch<double, User, Item> batch{10, {towers.users, towers.items}};
        return loss.value_and_gradient<double, 4>(
            batch, TowerOutputs<double>{towers.queries.view(), towers.candidates.view(), {}, {}, {}, {}},
            Targets<double>{towers.labels.view()}, towers.scratch, nullptr);
    };
    CHECK(value() == doctest::Approx(want).epsilon(1e-12));
    probabilities[towers.items[3]] = 0.0;
    CHECK_THROWS_WITH_AS(value(),
                         doctest::Contains("in-batch softmax: feature 'item' has no probability above 0 for id "),
                         SettingError);
    probabilities.resize(*std::max_element(towers.items.begin(), towers.items.end()));
    CHECK_THROWS_AS(value(), SettingError);
}

TEST_CASE_TEMPLATE("in-batch softmax with a temperature, weights and log q is PyTorch's", T, float, double) {
    GuardedMatrix<T> queries{4, 3, 1};
    GuardedMatrix<T> candidates{4, 3, 2};
    GuardedMatrix<T> labels{4, 1};
    labels.fill(T{1});
    fill_golden(queries.view(), 0);
    fill_golden(candidates.view(), 1);
    std::vector<T> weights;
    for (std::size_t i = 0; i < 4; ++i) {
        weights.push_back(static_cast<T>(golden_input(2, i) + 1));
    }
    // Of 16 events, 8, 2, 4 and 1 are of these items.
    const std::vector<row_id> users{0, 1, 2, 3};
    const std::vector<row_id> items{5, 2, 7, 1};
    const std::vector<std::uint32_t> counts{0, 1, 2, 0, 0, 8, 0, 4, 1};
    const OfPairs loss{.temperature = 0.25, .candidate_sampling_probability = std::span<const std::uint32_t>(counts)};
    std::vector<T> numbers(25);
    const MatrixView<T> got{numbers.data(), 1, 25, 25};
    TowerLossScratch<T> scratch;
    const Batch<T, User, Item> batch{4, {users, items}};
    const TowerOutputs<T> towers{queries.view(),        candidates.view(),      {},
                                 {&got(0, 1), 4, 3, 3}, {&got(0, 13), 4, 3, 3}, {}};
    got(0, 0) =
        loss.template value_and_gradient<T, 4>(batch, towers, Targets<T>{labels.view(), weights}, scratch, nullptr);
    check_golden<T>(got, torch_golden::in_batch_softmax);
}

TEST_CASE("in-batch softmax needs positives and a temperature above 0") {
    Towers<float> towers(3, 0);
    CHECK_THROWS_WITH_AS(towers.run<4>({.temperature = 0.0}),
                         "in-batch softmax: a temperature of 0.000000 is not above 0", SettingError);
    CHECK_THROWS_AS(towers.run<4>({.temperature = std::numeric_limits<double>::quiet_NaN()}), SettingError);
    towers.labels.view()(2, 0) = 0.0F;
    CHECK_THROWS_WITH_AS(towers.run<4>({}), "in-batch softmax, row 2: the label 0.000000 is not that of a positive",
                         LabelError);
    towers.labels.view()(2, 0) = 1.0F;
    towers.weights.view()(0, 1) = -1.0F;
    CHECK_THROWS_WITH_AS(towers.run<4>({.weights = true}),
                         "in-batch softmax, row 1: the weight -1.000000 is not 0 or more, and finite", LabelError);
}

} // namespace in_batch_softmax_test
