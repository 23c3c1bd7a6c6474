// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/trees/boosting_loss.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/losses/softmax_cross_entropy.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"

namespace boosting_loss_test {

using namespace linnet;
using namespace linnet_test;

namespace {

static_assert(BoostingLoss<BinaryCrossEntropy>);
static_assert(BoostingLoss<MeanSquaredError>);

static_assert(!BoostingLoss<SoftmaxCrossEntropy>); // a loss, but not one of trees

template <class T>
struct Data {
    std::vector<T> labels;
    std::vector<T> weights;
    std::vector<T> scores;
};

template <class T>
Data<T> some_data(std::size_t rows, T least, T most) {
    return {random_values<T>(rows, least, most, 1), random_values<T>(rows, T{0}, T{2}, 2),
            random_values<T>(rows, T{-4}, T{4}, 3)};
}

/// The loss of a row in double: twice half the squared error, or the cross-entropy of a logit.
double naive_loss(bool cross_entropy, double score, double label) {
    return cross_entropy ? std::log1p(std::exp(score)) - label * score : 0.5 * (score - label) * (score - label);
}

template <class L, class Lane>
void check_loss(bool cross_entropy) {
    using T = typename Lane::T;
    constexpr std::size_t W = Lane::W;
    for (const std::size_t rows : {std::size_t{1}, W, W + 1, 3 * W + 2, std::size_t{67}}) {
        const auto data = some_data<T>(rows, T{0}, T{1});
        const TreeSamples<T> samples{{data.labels.data(), rows, 1, 1}, data.labels, data.weights};
        auto boosted = detail::boosted_by<T, W>(L{}, samples);
        auto scalar = detail::boosted_by<T, 1>(L{}, samples);
        std::vector<T> g(rows);
        std::vector<T> h(rows);
        std::vector<T> scalar_g(rows);
        std::vector<T> scalar_h(rows);
        boosted.write(data.scores, g.data(), h.data(), &three_threads());
        scalar.write(data.scores, scalar_g.data(), scalar_h.data(), nullptr);
        double total = 0.0;
        std::size_t different = 0;
        for (std::size_t i = 0; i < rows; ++i) {
            const auto score = static_cast<double>(data.scores[i]);
            const auto label = static_cast<double>(data.labels[i]);
            const auto weight = static_cast<double>(data.weights[i]);
            const auto loss = [&](double s) { return weight * naive_loss(cross_entropy, s, label); };
            constexpr double step = 1e-4;
            CHECK(static_cast<double>(g[i]) ==
                  doctest::Approx((loss(score + step) - loss(score - step)) / (2 * step)).epsilon(1e-4));
            CHECK(static_cast<double>(h[i]) ==
                  doctest::Approx((loss(score + step) - 2 * loss(score) + loss(score - step)) / (step * step))
                      .epsilon(1e-4));
            total += (cross_entropy ? 1 : 2) * loss(score);
            different += same(g[i], scalar_g[i]) && same(h[i], scalar_h[i]) ? 0U : 1U;
        }
        CHECK(different == 0);
        CHECK(boosted.value(data.scores) == doctest::Approx(total / static_cast<double>(rows)).epsilon(1e-5));
        CHECK(boosted.value(data.scores) == scalar.value(data.scores));
        CHECK(same(boosted.first_score(), scalar.first_score()));
    }
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("gradients and curvatures are the derivatives of the loss, at every width", Lane,
                          derivatives) {
    check_loss<BinaryCrossEntropy, Lane>(true);
    check_loss<MeanSquaredError, Lane>(false);
}
TEST_CASE_TEMPLATE_APPLY(derivatives, TestedWidths);

TEST_CASE("scores start where the loss of a constant is lowest") {
    const std::vector<double> labels{1, 0, 1, 0};
    const std::vector<double> weights{3, 1, 0, 0};
    const TreeSamples<double> plain{{labels.data(), 4, 1, 1}, labels};
    const TreeSamples<double> weighted{{labels.data(), 4, 1, 1}, labels, weights};
    CHECK(detail::boosted_by<double, 4>(BinaryCrossEntropy{}, plain).first_score() == 0.0);
    CHECK(detail::boosted_by<double, 4>(BinaryCrossEntropy{}, weighted).first_score() ==
          doctest::Approx(std::log(3.0)));
    CHECK(detail::boosted_by<double, 4>(MeanSquaredError{}, weighted).first_score() == 0.75);
    const std::vector<double> ones(4, 1.0);
    const std::vector<double> zeros(4, 0.0);
    const TreeSamples<double> certain{{ones.data(), 4, 1, 1}, ones};
    CHECK(detail::boosted_by<double, 4>(BinaryCrossEntropy{}, certain).first_score() ==
          doctest::Approx(std::log(1e6)).epsilon(1e-3));
    const TreeSamples<double> weightless{{ones.data(), 4, 1, 1}, ones, zeros};
    CHECK(detail::boosted_by<double, 4>(MeanSquaredError{}, weightless).first_score() == 0.0);
}

TEST_CASE("labels and weights that a loss cannot use are named") {
    const auto refuse = [](const auto& loss, std::vector<float> labels, std::vector<float> weights, const char* text) {
        const TreeSamples<float> samples{{labels.data(), labels.size(), 1, 1}, labels, weights};
        CHECK_THROWS_WITH_AS(((void)detail::boosted_by<float, 8>(loss, samples)), text, LabelError);
    };
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    refuse(BinaryCrossEntropy{}, {0, 1, 2}, {}, "binary cross-entropy, row 2: the label 2.000000 is not from 0 to 1");
    refuse(BinaryCrossEntropy{}, {0, nan, 2}, {}, "binary cross-entropy, row 1: the label nan is not from 0 to 1");
    refuse(MeanSquaredError{}, {nan}, {}, "mean squared error, row 0: the label nan is not a finite number");
    refuse(MeanSquaredError{}, {1, 2}, {1, -1},
           "mean squared error, row 1: the weight -1.000000 is not 0 or more, and finite");
}

} // namespace boosting_loss_test
