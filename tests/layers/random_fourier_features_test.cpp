// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/random_fourier_features.hpp>

#include <cmath>
#include <cstddef>
#include <numbers>
#include <ratio>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/io/model_file.hpp>
#include <linnet/linnet.hpp>
#include <linnet/testing/sample_norm_check.hpp>

#include "../support/layer_checks.hpp"
#include "../support/temporary_file.hpp"
#include "../support/torch_layers.hpp"
#include "../support/torch_random_features_golden.hpp"

namespace random_fourier_features_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <class Check>
void for_each_size(const Check& check) {
    check.template operator()<RandomFourierFeatures<1>, Shape<1>>();
    check.template operator()<RandomFourierFeatures<5>, Shape<3>>();
    check.template operator()<RandomFourierFeatures<16, LaplaceKernel<std::ratio<20>>>, Shape<17>>();
    check.template operator()<RandomFourierFeatures<50, GaussianKernel<std::ratio<2>>>, Shape<7>>();
}

/// The blocks as the layer draws them, where BoundLayer draws others.
template <class L, class In>
Parameters<double> fresh(std::uint64_t seed) {
    Parameters<double> parameters;
    const Builder<double>::rows_list rows;
    std::uint64_t streams = 0;
    Builder<double> builder{parameters, seed, rows, streams};
    const typename L::template Node<double, 1, In> node{builder};
    return parameters;
}

/// The dot product of the features of two rows of three numbers.
template <class L>
double product(const double (&x)[3], const double (&y)[3]) {
    BoundLayer<L, Shape<3>, double, 4> layer{{.batch = 2}};
    layer.parameters = fresh<L, Shape<3>>(3);
    for (std::size_t c = 0; c < 3; ++c) {
        layer.in.view()(0, c) = x[c];
        layer.in.view()(1, c) = y[c];
    }
    layer.forward();
    double sum = 0;
    for (std::size_t u = 0; u < layer.out.view().columns; ++u) {
        sum += layer.out.view()(0, u) * layer.out.view()(1, u);
    }
    return sum;
}

} // namespace

TEST_CASE_TEMPLATE("RandomFourierFeatures are their formula", T, float, double) {
    for_each_size([]<class L, class In>() {
        const auto naive = [](auto& layer) {
            const NaiveMatrix angles =
                naive_dense(NaiveMatrix{layer.in.view()}, block_of(layer, 0), block_of(layer, 1));
            const double amplitude = std::sqrt(2.0 / static_cast<double>(angles.columns));
            return naive_map(angles, [amplitude](double angle) { return amplitude * std::cos(angle); });
        };
        check_forward<L, In, T>(naive, 64.0);
    });
}

TEST_CASE("RandomFourierFeatures have the same bits at every width") {
    for_each_size([]<class L, class In>() { check_widths<L, In>({}, 1e-4); });
}

TEST_CASE("the gradient of RandomFourierFeatures is that of central differences") {
    for_each_size([]<class L, class In>() {
        check_gradients_at_one_width<L, In>();
        check_gradients_at_one_width<L, In>({.training = false});
    });
}

TEST_CASE("products of features are near the kernel, which is 1 for equal rows and falls with the distance") {
    const double x[3] = {0.3, -0.2, 1.1};
    const double y[3] = {0.8, 0.4, 0.7}; // |x - y|^2 = 0.77, sum of |x - y| = 1.5
    using Wide = RandomFourierFeatures<20000, GaussianKernel<std::ratio<2>>>;
    using Narrow = RandomFourierFeatures<20000, GaussianKernel<std::ratio<1, 2>>>;
    using Laplace = RandomFourierFeatures<20000, LaplaceKernel<std::ratio<3, 2>>>;
    constexpr double near = 0.02; // about 3 deviations
    CHECK(std::abs(product<Wide>(x, y) - std::exp(-0.77 / 8)) < near);
    CHECK(std::abs(product<Narrow>(x, y) - std::exp(-0.77 * 2)) < near);
    CHECK(std::abs(product<RandomFourierFeatures<20000>>(x, y) - std::exp(-0.77 / 2)) < near);
    CHECK(std::abs(product<Laplace>(x, y) - std::exp(-1.0)) < near);
    CHECK(std::abs(product<Wide>(x, x) - 1) < near);
    CHECK(std::abs(product<Laplace>(x, x) - 1) < near);
}

TEST_CASE("frequencies and phases are drawn by the seed, and are not trained") {
    const auto parameters = fresh<RandomFourierFeatures<900>, Shape<3>>(3);
    REQUIRE(parameters.size() == 2);
    CHECK(parameters[0].name == "kernel");
    CHECK(parameters[1].name == "phase");
    CHECK(parameters[0].kind == BlockKind::statistics);
    CHECK(parameters[1].kind == BlockKind::statistics);
    CHECK(parameters.count() == 0);
    CHECK(elements<double>(fresh<RandomFourierFeatures<900>, Shape<3>>(3)[0].values.view()) ==
          elements<double>(parameters[0].values.view()));
    CHECK(elements<double>(fresh<RandomFourierFeatures<900>, Shape<3>>(4)[0].values.view()) !=
          elements<double>(parameters[0].values.view()));
    std::size_t upper = 0;
    for (const double phase : elements<double>(parameters[1].values.view())) {
        REQUIRE(phase >= 0);
        REQUIRE(phase <= 2 * std::numbers::pi);
        upper += phase > std::numbers::pi ? 1U : 0U;
    }
    CHECK(upper > 400); // 450 expected, standard deviation 15
    CHECK(upper < 500);
}

TEST_CASE("training leaves the frequencies as they are, and a model's file keeps them") {
    using User = Categorical<"user", 10>;
    using Network = Sequential<Embedding<User, 3>, RandomFourierFeatures<8>, Dense<1>>;
    Dataset<TypeList<User>> data;
    for (std::size_t i = 0; i < 30; ++i) {
        data.add(i % 3 == 0 ? 1.0F : 0.0F, static_cast<row_id>(i % 10));
    }
    Model<Network> model{1};
    const std::vector<float> before = elements<float>(model.parameters()[1].values.view());
    fit(model, MeanSquaredError{}, Adam{}, data, {.epochs = 2, .batch_size = 8});
    CHECK(model.parameters()[1].name == "1.kernel");
    CHECK(elements<float>(model.parameters()[1].values.view()) == before);
    const TemporaryFile file{""};
    save(model, file.name());
    CHECK(predict(load<Model<Network>>(file.name()), data) == predict(model, data));
}

TEST_CASE("backward gives the frequencies no next value") {
    BoundLayer<RandomFourierFeatures<5>, Shape<3>, float, 4> layer{{}};
    layer.forward();
    layer.backward();
    CHECK_FALSE(layer.gradients[0].has_next);
    CHECK_FALSE(layer.gradients[1].has_next);
}

TEST_CASE("the norms of samples pass through RandomFourierFeatures") {
    CHECK(check_sample_norms<Sequential<Dense<4>, RandomFourierFeatures<6>, Dense<1>>, Shape<5>, 4>());
}

TEST_CASE_TEMPLATE("the formula of RandomFourierFeatures and its gradient are PyTorch's", T, float, double) {
    BoundLayer<RandomFourierFeatures<4>, Shape<5>, T, 4> layer{{.batch = 3}};
    fill_golden(layer.in.view(), 0);
    fill_golden(layer.d_out.view(), 1);
    fill_golden(layer.parameters[0].values.view(), 2);
    fill_golden(layer.parameters[1].values.view(), 3);
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::random_features_out);
    check_golden<T>(layer.d_in.view(), torch_golden::random_features_d_in);
}

TEST_CASE("RandomFourierFeatures know their shape before they are bound") {
    using L = RandomFourierFeatures<7>;
    static_assert(std::is_same_v<L::output<Shape<5>>, Shape<7>>);
    static_assert(!accepts<L, NoInput>);
    static_assert(!accepts<RandomFourierFeatures<0>, Shape<5>>);
    static_assert(!accepts<RandomFourierFeatures<7, RandomNormal<>>, Shape<5>>);
    static_assert(!accepts<RandomFourierFeatures<7, GaussianKernel<std::ratio<0>>>, Shape<5>>);
    static_assert(!accepts<RandomFourierFeatures<7, LaplaceKernel<std::ratio<-1>>>, Shape<5>>);
    const LayerDescription line = first_line<L, Shape<5>>();
    CHECK(line.label == "RandomFourierFeatures<7>");
    CHECK(line.columns == 7);
    CHECK(line.blocks == std::vector<std::size_t>{0, 1});
}

} // namespace random_fourier_features_test
