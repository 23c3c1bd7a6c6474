// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommend/ials.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/recommend/fallback_scorer.hpp>
#include <linnet/recommend/most_popular.hpp>
#include <linnet/recommend/top_items.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"
#include "../support/naive_inverse.hpp"
#include "../support/numpy_ials_golden.hpp"
#include "../support/scores.hpp"

namespace ials_test {

using namespace linnet;
using namespace linnet_test;

#if __has_include(<Eigen/Cholesky>)

namespace {

using Vectors = std::vector<std::vector<double>>; // a row for each user, or for each item

template <class T>
Vectors vectors_of(const ConstMatrixView<T>& view) {
    Vectors rows(view.rows, std::vector<double>(view.columns));
    for (std::size_t r = 0; r < view.rows; ++r) {
        for (std::size_t k = 0; k < view.columns; ++k) {
            rows[r][k] = static_cast<double>(view(r, k));
        }
    }
    return rows;
}

double product(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t k = 0; k < a.size(); ++k) {
        sum += a[k] * b[k];
    }
    return sum;
}

/// lambda (|S| + alpha_0 others)^nu
double ridge(const IalsSettings& settings, std::size_t had, std::size_t others) {
    return settings.regularization *
           std::pow(static_cast<double>(had) + settings.unobserved_weight * static_cast<double>(others),
                    settings.regularization_exponent);
}

/// What fitting lowers, pair by pair.
double objective(const UserItems& log, const IalsSettings& settings, const Vectors& users, const Vectors& items) {
    double sum = 0;
    for (std::size_t u = 0; u < users.size(); ++u) {
        for (std::size_t i = 0; i < items.size(); ++i) {
            const double score = product(users[u], items[i]);
            sum += settings.unobserved_weight * score * score;
            sum += log.contains(u, static_cast<row_id>(i)) ? (score - 1) * (score - 1) : 0;
        }
        sum += ridge(settings, log.of(u).size(), items.size()) * product(users[u], users[u]);
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
        sum += ridge(settings, log.counts()[i], users.size()) * product(items[i], items[i]);
    }
    return sum;
}

/// The best vectors for those of the others, by all pairs and the inverse of each system.
Vectors naive_best(const UserItems& log, bool of_users, const IalsSettings& settings, const Vectors& others) {
    const std::size_t d = settings.factors;
    Vectors result;
    for (std::size_t r = 0; r < (of_users ? log.users() : log.items()); ++r) {
        Vectors system(d, std::vector<double>(d));
        std::vector<double> right(d);
        std::size_t had = 0;
        for (std::size_t o = 0; o < others.size(); ++o) {
            const bool pair =
                of_users ? log.contains(r, static_cast<row_id>(o)) : log.contains(o, static_cast<row_id>(r));
            had += pair ? 1 : 0;
            for (std::size_t a = 0; a < d; ++a) {
                right[a] += pair ? others[o][a] : 0;
                for (std::size_t b = 0; b < d; ++b) {
                    system[a][b] += (settings.unobserved_weight + (pair ? 1 : 0)) * others[o][a] * others[o][b];
                }
            }
        }
        for (std::size_t a = 0; a < d; ++a) {
            system[a][a] += ridge(settings, had, others.size());
        }
        const Vectors inverse = naive_inverse(system);
        result.emplace_back();
        for (std::size_t a = 0; a < d; ++a) {
            result.back().push_back(product(inverse[a], right));
        }
    }
    return result;
}

double largest_difference(const Vectors& a, const Vectors& b) {
    REQUIRE(a.size() == b.size());
    double largest = 0;
    for (std::size_t r = 0; r < a.size(); ++r) {
        for (std::size_t k = 0; k < a[r].size(); ++k) {
            largest = std::max(largest, std::abs(a[r][k] - b[r][k]));
        }
    }
    return largest;
}

} // namespace

TEST_CASE("NumPy computes the same vectors") {
    const std::vector<row_id> users{0, 0, 1, 1, 2, 2, 2, 4, 5, 5, 5, 5};
    const std::vector<row_id> items{1, 2, 1, 3, 2, 3, 4, 4, 1, 2, 3, 4};
    const UserItems log{users, items, 6, 5};
    const IalsSettings settings{.factors = 3,
                                .unobserved_weight = 0.3,
                                .regularization = 0.05,
                                .regularization_exponent = 0.7,
                                .iterations = 3,
                                .standard_deviation = 0.2,
                                .seed = 5};
    const auto check = [&]<class T>(T tolerance) {
        const Ials<T> ials{log, settings};
        const auto same = [tolerance](const ConstMatrixView<T>& got, const auto& want) {
            REQUIRE(got.rows * got.columns == want.size());
            for (std::size_t i = 0; i < want.size(); ++i) {
                CHECK(std::abs(static_cast<double>(got(i / 3, i % 3)) - want[i]) <= static_cast<double>(tolerance));
            }
        };
        same(ials.factors().users, numpy_golden::ials_users);
        same(ials.factors().items, numpy_golden::ials_items);
    };
    check(1e-13);
    check(1e-4F);
}

TEST_CASE_TEMPLATE_DEFINE("vectors are the best ones for those of the other side, with the bits of width 1", L,
                          widths) {
    using T = typename L::T;
    const UserItems log = random_log(23, 17, 120, 3);
    for (const std::size_t factors : {std::size_t{1}, L::W + 1, 3 * L::W + 2}) {
        CAPTURE(factors);
        const IalsSettings settings{.factors = factors, .regularization = 0.05, .iterations = 2};
        const Ials<T, L::W> ials{log, settings};
        const Vectors users = vectors_of(ials.factors().users);
        const Vectors items = vectors_of(ials.factors().items);
        // The vectors of items follow from those of users, which belong to the items of the sweep before.
        const double tolerance = 1e4 * static_cast<double>(std::numeric_limits<T>::epsilon());
        CHECK(largest_difference(items, naive_best(log, false, settings, users)) <= tolerance);
        const Ials<T, L::W> before{log, {.factors = factors, .regularization = 0.05, .iterations = 1}};
        CHECK(largest_difference(users, naive_best(log, true, settings, vectors_of(before.factors().items))) <=
              tolerance);

        const Ials<T, 1> narrow{log, settings};
        CHECK(largest_difference(users, vectors_of(narrow.factors().users)) == 0);
        CHECK(largest_difference(items, vectors_of(narrow.factors().items)) == 0);
        const Ials<T, L::W> divided{log, settings, &three_threads()};
        CHECK(largest_difference(users, vectors_of(divided.factors().users)) == 0);
        CHECK(largest_difference(items, vectors_of(divided.factors().items)) == 0);
    }
}
TEST_CASE_TEMPLATE_APPLY(widths, TestedWidths);

TEST_CASE("each sweep lowers the objective, whatever the exponent of the regularization") {
    const UserItems log = random_log(40, 30, 300, 7);
    for (const double exponent : {0.0, 0.5, 1.0}) {
        IalsSettings settings{.factors = 6, .regularization_exponent = exponent};
        double last = std::numeric_limits<double>::infinity();
        for (settings.iterations = 1; settings.iterations <= 8; ++settings.iterations) {
            const Ials<double> ials{log, settings};
            const double now =
                objective(log, settings, vectors_of(ials.factors().users), vectors_of(ials.factors().items));
            CHECK(now < last);
            last = now;
        }
        CHECK(last < 0.9 * static_cast<double>(log.size())); // of vectors of zeros
    }
}

TEST_CASE("scores are the products of the vectors, of a user for any block of items") {
    const UserItems log = random_log(20, 12, 90, 3);
    const Ials<double> ials{log, {.factors = 5}};
    const auto scores = all_scores(ials);
    const Vectors users = vectors_of(ials.factors().users);
    const Vectors items = vectors_of(ials.factors().items);
    double seen = 0;
    double all = 0;
    for (row_id user = 0; user < 20; ++user) {
        for (row_id item = 0; item < 12; ++item) {
            CHECK(std::abs(scores.view()(user, item) - product(users[user], items[item])) < 1e-14);
            seen += log.contains(user, item) ? scores.view()(user, item) / static_cast<double>(log.size()) : 0;
            all += scores.view()(user, item) / 240;
        }
    }
    CHECK(seen > 2 * all);
    CHECK(same_in_blocks(ials));
    static_assert(Scorer<Ials<float>> && Scorer<Ials<double, 1>>);
    CHECK(same_in_blocks(Ials<float>{log, {.factors = 19}})); // more than there are items
}

TEST_CASE("another seed begins elsewhere, and the same one ends at the same bits") {
    const UserItems log = random_log(20, 12, 90, 3);
    const auto vectors = [&](std::uint64_t seed) {
        return vectors_of(Ials<float>{log, {.factors = 4, .iterations = 1, .seed = seed}}.factors().users);
    };
    CHECK(vectors(1) == vectors(1));
    CHECK(vectors(1) != vectors(2));
}

TEST_CASE("who had nothing and what nobody had score 0 and change nothing for others") {
    const std::vector<row_id> users{1, 1, 2, 4, 4};
    const std::vector<row_id> items{1, 3, 3, 1, 4};
    const IalsSettings settings{.factors = 3};
    const UserItems log{users, items, 6, 6};
    const Ials<float> ials{log, settings};
    const auto scores = all_scores(ials);
    for (row_id i = 0; i < 6; ++i) {
        CHECK(scores.view()(3, i) == 0.0F);
        CHECK(scores.view()(i, 2) == 0.0F);
    }
    const MostPopular<float> popular{log};
    const FallbackScorer fallback{ials, popular, &log};
    const std::vector<row_id> nobody{3};
    CHECK(top_items(fallback, nobody, {.k = 2})[0][0].row == 1);
    CHECK(Ials<float>{UserItems{}, settings}.users() == 0);
    CHECK(all_scores(Ials<float>{UserItems{{}, {}, 2, 3}, settings}).view()(1, 2) == 0.0F);
    CHECK(Ials<float>{UserItems{{}, {}, 0, 3}, settings, &three_threads()}.items() == 3);
}

TEST_CASE("settings that mean nothing are refused, and equations that cannot be solved are named") {
    const UserItems log = random_log(4, 4, 9, 3);
    const auto message = [&](const IalsSettings& settings) -> std::string {
        try {
            static_cast<void>(Ials<float>{log, settings});
        } catch (const SettingError& error) {
            return error.what();
        }
        return "";
    };
    CHECK(message({}) == "");
    CHECK(message({.factors = 0}) == "Ials: factors must be above 0, and finite, not 0.000000");
    CHECK(message({.unobserved_weight = 0.0}) == "Ials: unobserved_weight must be above 0, and finite, not 0.000000");
    CHECK(message({.regularization = -1.0}) == "Ials: regularization must be above 0, and finite, not -1.000000");
    CHECK(message({.regularization_exponent = -1.0}) ==
          "Ials: regularization_exponent must be 0 or more, and finite, not -1.000000");
    CHECK(message({.iterations = 0}) == "Ials: iterations must be above 0, and finite, not 0.000000");
    CHECK(message({.standard_deviation = std::numeric_limits<double>::quiet_NaN()}) ==
          "Ials: standard_deviation must be above 0, and finite, not nan");
    CHECK(message({.standard_deviation = 1e30}) ==
          "Ials: the equations of user 0 cannot be solved in this precision: raise regularization, or lower "
          "standard_deviation");
}

#else

TEST_CASE("Ials") { MESSAGE("SKIPPED: Ials needs Eigen, and there is none"); }

#endif

} // namespace ials_test
