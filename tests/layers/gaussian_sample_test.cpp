// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/gaussian_sample.hpp>

#include <cmath>
#include <cstddef>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include "../support/layer_checks.hpp"
#include "../support/torch_autoencoders_golden.hpp"
#include "../support/torch_layers.hpp"

namespace gaussian_sample_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// (out - mean) / standard deviation, which is the draw.
std::vector<double> draws(const LayerRun& run) {
    BoundLayer<GaussianSample, Shape<40>, double, 4> layer{run};
    layer.forward();
    std::vector<double> result;
    for (std::size_t r = 0; r < run.batch; ++r) {
        for (std::size_t c = 0; c < 20; ++c) {
            const auto in = layer.in.view();
            result.push_back((layer.out.view()(r, c) - in(r, c)) / std::exp(in(r, 20 + c) / 2));
        }
    }
    return result;
}

} // namespace

TEST_CASE_TEMPLATE("GaussianSample and its gradient are PyTorch's", T, float, double) {
    BoundLayer<GaussianSample, Shape<6>, T, 4> layer{{.batch = 2}};
    fill_golden(layer.in.view(), 0);
    fill_golden(layer.d_out.view(), 1);
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::gaussian_sample_out);
    check_golden<T>(layer.d_in.view(), torch_golden::gaussian_sample_d_in);
}

TEST_CASE_TEMPLATE("GaussianSample is the mean outside of training", T, float, double) {
    const auto naive = [](auto& layer) { return NaiveMatrix{layer.in.view().slice(0, 9)}; };
    check_forward<GaussianSample, Shape<18>, T>(naive, 0.0, {.training = false});
}

TEST_CASE("GaussianSample has the same bits at every width, in training and outside of it") {
    check_widths<GaussianSample, Shape<14>>();
    check_few_widths<GaussianSample, Shape<2>>();
    check_few_widths<GaussianSample, Shape<66>>();
    check_few_widths<GaussianSample, Shape<14>>({.training = false});
}

TEST_CASE("the gradient of GaussianSample is that of central differences") {
    check_gradients_at_one_width<GaussianSample, Shape<14>>();
    check_gradients_at_one_width<GaussianSample, Shape<14>>({.training = false});
}

TEST_CASE("the draws of GaussianSample are standard normal") {
    double sum = 0;
    double squares = 0;
    const std::vector<double> all = draws({.batch = 500});
    for (const double e : all) {
        sum += e;
        squares += e * e;
    }
    CHECK(std::abs(sum) < 400);                // 10,000 of variance 1: a standard deviation of 100
    CHECK(std::abs(squares - 10'000.0) < 600); // a standard deviation of 141
}

TEST_CASE("the draws of GaussianSample are a function of seed, step and place") {
    const std::vector<double> first = draws({.batch = 20});
    CHECK(draws({.batch = 20}) == first);
    const auto nearly_equal = [&](const std::vector<double>& other) {
        std::size_t equal = 0;
        for (std::size_t i = 0; i < other.size(); ++i) {
            equal += std::abs(other[i] - first[i]) < 1e-9 ? 1U : 0U;
        }
        return equal;
    };
    CHECK(nearly_equal(draws({.batch = 20, .step = 2})) == 0);
    CHECK(nearly_equal(draws({.batch = 20, .seed = 2})) == 0);
    CHECK(nearly_equal(draws({.batch = 7})) == 7 * 20);
    std::size_t repeated = 0;
    for (std::size_t i = 20; i < first.size(); ++i) {
        repeated += std::abs(first[i] - first[i - 20]) < 1e-9 ? 1U : 0U;
    }
    CHECK(repeated == 0);
}

TEST_CASE("GaussianSample halves the columns, of which there is an even number") {
    static_assert(std::is_same_v<GaussianSample::output<Shape<6>>, Shape<3>>);
    static_assert(!accepts<GaussianSample, Shape<5>>);
    static_assert(!accepts<GaussianSample, NoInput>);
    const LayerDescription line = first_line<GaussianSample, Shape<6>>();
    CHECK(line.label == "GaussianSample");
    CHECK(line.columns == 3);
    CHECK(line.blocks.empty());
}

} // namespace gaussian_sample_test
