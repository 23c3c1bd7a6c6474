// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/batch_norm.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/layers/dense.hpp>
#include <linnet/layers/relu.hpp>
#include <linnet/layers/sequential.hpp>

#include "../support/layer_checks.hpp"
#include "../support/torch_layers.hpp"

namespace batch_norm_test {

using namespace linnet;
using namespace linnet_test;

namespace {

struct Moments {
    double mean = 0;
    double variance = 0; ///< biased
};
Moments moments_of(const NaiveMatrix& x, std::size_t c) {
    Moments moments;
    const auto n = static_cast<double>(x.rows);
    for (std::size_t r = 0; r < x.rows; ++r) {
        moments.mean += x(r, c) / n;
    }
    for (std::size_t r = 0; r < x.rows; ++r) {
        moments.variance += std::pow(x(r, c) - moments.mean, 2) / n;
    }
    return moments;
}

/// By the moments of the batch if it has more than 1 row and the layer is `training`, else by blocks 2 and 3.
template <class Bound>
NaiveMatrix naive_batch_norm(const Bound& layer, bool training) {
    NaiveMatrix x{layer.in.view()};
    for (std::size_t c = 0; c < x.columns; ++c) {
        const bool of_batch = training && x.rows > 1;
        const Moments by = of_batch ? moments_of(x, c) : Moments{block_of(layer, 2)(0, c), block_of(layer, 3)(0, c)};
        for (std::size_t r = 0; r < x.rows; ++r) {
            x(r, c) = block_of(layer, 0)(0, c) * (x(r, c) - by.mean) / std::sqrt(by.variance + 1e-5) +
                      block_of(layer, 1)(0, c);
        }
    }
    return x;
}

template <class Check>
void for_each_size(const Check& check) {
    check.template operator()<Shape<1>>();
    check.template operator()<Shape<3>>();
    check.template operator()<Shape<17>>();
    check.template operator()<Shape<50>>();
}

using Hidden = Sequential<Dense<7, NoBias>, BatchNorm<>, ReLU, Dense<3, NoBias>, BatchNorm<Momentum<percent<1>>>>;

} // namespace

TEST_CASE_TEMPLATE("BatchNorm normalizes each column, by the batch in training and by moving moments otherwise", T,
                   float, double) {
    for_each_size([]<class In>() {
        for (const bool training : {true, false}) {
            CAPTURE(training);
            const auto naive = [training](auto& layer) { return naive_batch_norm(layer, training); };
            check_forward<BatchNorm<>, In, T>(naive, 64.0, {.training = training});
        }
    });
}

TEST_CASE("BatchNorm has the same bits at every width") {
    for_each_size([]<class In>() {
        check_widths<BatchNorm<>, In>({}, 1e-4);
        check_widths<BatchNorm<>, In>({.training = false}, 1e-4);
    });
    check_few_widths<Hidden, Shape<5>>({}, 1e-3);
}

TEST_CASE("the gradients of BatchNorm are those of central differences, through the moments of the batch, too") {
    for_each_size([]<class In>() {
        check_gradients_at_one_width<BatchNorm<>, In>();
        check_gradients_at_one_width<BatchNorm<>, In>({.batch = 2});
        check_gradients_at_one_width<BatchNorm<>, In>({.batch = 1});
        check_gradients_at_one_width<BatchNorm<>, In>({.training = false});
    });
    check_gradients_at_one_width<Hidden, Shape<5>>();
}

TEST_CASE("BatchNorm starts with a gain of 1, an offset of 0, and moments of 0 and 1 that are not trained") {
    Parameters<double> parameters;
    const Builder<double>::rows_list rows;
    std::uint64_t streams = 0;
    Builder<double> builder{parameters, 1, rows, streams};
    const BatchNorm<>::Node<double, 1, Shape<3>> node{builder};
    REQUIRE(parameters.size() == 4);
    CHECK(elements<double>(parameters[0].values.view()) == std::vector<double>(3, 1.0));
    CHECK(elements<double>(parameters[1].values.view()) == std::vector<double>(3, 0.0));
    CHECK(elements<double>(parameters[2].values.view()) == std::vector<double>(3, 0.0));
    CHECK(elements<double>(parameters[3].values.view()) == std::vector<double>(3, 1.0));
    CHECK(parameters[0].name == "gamma");
    CHECK(parameters[1].name == "beta");
    CHECK(parameters[2].name == "moving_mean");
    CHECK(parameters[3].name == "moving_variance");
    CHECK(parameters[1].kind == BlockKind::dense);
    CHECK(parameters[2].kind == BlockKind::statistics);
    CHECK(parameters[3].kind == BlockKind::statistics);
    CHECK(parameters.count() == 6);
}

TEST_CASE_TEMPLATE("the moving moments go a share of the way to those of the batch", L, BatchNorm<>,
                   BatchNorm<Momentum<percent<1>>>, BatchNorm<Momentum<percent<100>>>) {
    constexpr double share = std::is_same_v<L, BatchNorm<>>                       ? 0.1
                             : std::is_same_v<L, BatchNorm<Momentum<percent<1>>>> ? 0.01
                                                                                  : 1.0;
    for (const std::size_t batch : {2U, 33U}) {
        BoundLayer<L, Shape<5>, double, 4> layer{{.batch = batch}};
        layer.forward();
        CHECK_FALSE(layer.gradients[2].has_next);
        layer.backward();
        layer.backward(); // which writes, and does not add
        const NaiveMatrix x{layer.in.view()};
        CHECK(layer.gradients[2].has_next);
        CHECK(layer.gradients[3].has_next);
        for (std::size_t c = 0; c < 5; ++c) {
            const Moments now = moments_of(x, c);
            const double unbiased = now.variance * static_cast<double>(batch) / static_cast<double>(batch - 1);
            CHECK(layer.gradients[2].dense.view()(0, c) ==
                  doctest::Approx((1 - share) * block_of(layer, 2)(0, c) + share * now.mean));
            CHECK(layer.gradients[3].dense.view()(0, c) ==
                  doctest::Approx((1 - share) * block_of(layer, 3)(0, c) + share * unbiased));
        }
    }
}

TEST_CASE("batches of 0 rows and of 1 row, and predictions, leave the moving moments as they are") {
    for (const LayerRun& run : {LayerRun{.batch = 0}, LayerRun{.batch = 1}, LayerRun{.batch = 7, .training = false}}) {
        BoundLayer<BatchNorm<>, Shape<5>, float, 4> layer{run};
        layer.forward();
        layer.backward();
        CHECK_FALSE(layer.gradients[2].has_next);
        CHECK_FALSE(layer.gradients[3].has_next);
    }
}

TEST_CASE("a column of equal numbers is its offset, and numbers far from 0 keep their digits") {
    BoundLayer<BatchNorm<>, Shape<5>, float, 4> layer{{.batch = 4}};
    layer.in.fill(0.75F);
    for (std::size_t r = 0; r < 4; ++r) {
        layer.in.view()(r, 1) = 1e4F + static_cast<float>(r % 2) * 2.0F; // of variance 1
    }
    layer.forward();
    const NaiveMatrix gamma = block_of(layer, 0);
    const NaiveMatrix beta = block_of(layer, 1);
    for (std::size_t r = 0; r < 4; ++r) {
        CHECK(layer.out.view()(r, 0) == static_cast<float>(beta(0, 0)));
        const double x = (r % 2 == 0 ? -1.0 : 1.0) / std::sqrt(1 + 1e-5);
        CHECK(layer.out.view()(r, 1) == doctest::Approx(gamma(0, 1) * x + beta(0, 1)).epsilon(1e-5));
    }
}

TEST_CASE_TEMPLATE("BatchNorm, its gradients and its moving moments are PyTorch's", T, float, double) {
    BoundLayer<BatchNorm<>, Shape<5>, T, 4> layer{{.batch = 6}};
    fill_golden(layer.in.view(), 0);
    fill_golden(layer.d_out.view(), 1);
    fill_golden(layer.parameters[0].values.view(), 2);
    fill_golden(layer.parameters[1].values.view(), 3);
    for (std::size_t c = 0; c < 5; ++c) {
        layer.parameters[2].values.view()(0, c) = T{0};
        layer.parameters[3].values.view()(0, c) = T{1};
    }
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::batch_norm_out);
    check_golden<T>(layer.d_in.view(), torch_golden::batch_norm_d_in);
    check_golden<T>(layer.gradients[0].dense.view(), torch_golden::batch_norm_d_gamma);
    check_golden<T>(layer.gradients[1].dense.view(), torch_golden::batch_norm_d_beta);
    check_golden<T>(layer.gradients[2].dense.view(), torch_golden::batch_norm_moving_mean);
    check_golden<T>(layer.gradients[3].dense.view(), torch_golden::batch_norm_moving_variance);
    layer.gradients.assign_statistics(layer.parameters);

    BoundLayer<BatchNorm<>, Shape<5>, T, 4> trained{{.batch = 6, .training = false}};
    fill_golden(trained.in.view(), 4);
    trained.parameters = layer.parameters;
    trained.forward();
    check_golden<T>(trained.out.view(), torch_golden::batch_norm_predicted);
}

TEST_CASE("BatchNorm knows its shape before it is bound") {
    static_assert(std::is_same_v<BatchNorm<>::output<Shape<5>>, Shape<5>>);
    static_assert(!accepts<BatchNorm<>, NoInput>);
    static_assert(!accepts<BatchNorm<NoBias>, Shape<5>>);
    static_assert(!accepts<BatchNorm<Momentum<percent<1>>, Momentum<percent<1>>>, Shape<5>>);
    static_assert(!accepts<BatchNorm<Momentum<percent<0>>>, Shape<5>>);
    static_assert(!accepts<BatchNorm<Momentum<percent<101>>>, Shape<5>>);
    static_assert(is_shape_error<output_of<BatchNorm<>, Steps<5>>>);
    const LayerDescription line = first_line<BatchNorm<>, Shape<5>>();
    CHECK(line.label == "BatchNorm");
    CHECK(line.columns == 5);
    CHECK(line.blocks == std::vector<std::size_t>{0, 1, 2, 3});
}

} // namespace batch_norm_test
