// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/soft_trees.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/linnet.hpp>

#include "../support/layer_checks.hpp"
#include "../support/torch_layers.hpp"
#include "../support/torch_soft_trees_golden.hpp"

namespace soft_trees_test {

using namespace linnet;
using namespace linnet_test;

namespace {

double sigmoid_of(double x) { return 1 / (1 + std::exp(-x)); }
double entmoid_of(double x) {
    NaiveMatrix both(1, 2);
    both(0, 0) = x;
    return naive_entmax15(both)(0, 0);
}

/// The sum over all leaves of response times probability, for the mixture of inputs of each question.
NaiveMatrix naive_trees(const NaiveMatrix& x, const NaiveMatrix& choices, const NaiveMatrix& thresholds,
                        const NaiveMatrix& log_temperatures, const NaiveMatrix& leaves, double (*answer_of)(double)) {
    const std::size_t trees = leaves.columns;
    const std::size_t depth = choices.rows / trees;
    NaiveMatrix out(x.rows, trees);
    for (std::size_t b = 0; b < x.rows; ++b) {
        const auto answer = [&](std::size_t d, std::size_t t) {
            const std::size_t q = d * trees + t;
            double mixture = 0;
            for (std::size_t i = 0; i < x.columns; ++i) {
                mixture += x(b, i) * choices(q, i);
            }
            return answer_of((mixture - thresholds(0, q)) / std::exp(log_temperatures(0, q)));
        };
        for (std::size_t t = 0; t < trees; ++t) {
            for (std::size_t leaf = 0; leaf < leaves.rows; ++leaf) {
                double chance = 1;
                for (std::size_t d = 0; d < depth; ++d) {
                    chance *= (leaf >> d) % 2 == 1 ? answer(d, t) : 1 - answer(d, t);
                }
                out(b, t) += chance * leaves(leaf, t);
            }
        }
    }
    return out;
}

template <class Check>
void for_each_size(const Check& check) {
    check.template operator()<SoftTrees<1, 1>, Shape<1>>();
    check.template operator()<SoftTrees<5, 3>, Shape<7>>();
    check.template operator()<SoftTrees<17, 2>, Shape<3>>();
    check.template operator()<SoftTrees<2, 6>, Shape<18>>();
}

} // namespace

TEST_CASE_TEMPLATE("SoftTrees are the mean response of their leaves", T, float, double) {
    for_each_size([]<class L, class In>() {
        const auto naive = [](auto& layer) {
            return naive_trees(NaiveMatrix{layer.in.view()}, naive_softmax(block_of(layer, 0)), block_of(layer, 1),
                               block_of(layer, 2), block_of(layer, 3), sigmoid_of);
        };
        check_forward<L, In, T>(naive, 32.0);
    });
}

TEST_CASE_TEMPLATE("SoftTrees by entmax are the mean response of their leaves", T, float, double) {
    const auto check = []<class L, class In>() {
        const auto naive = [](auto& layer) {
            return naive_trees(NaiveMatrix{layer.in.view()}, naive_entmax15(block_of(layer, 0)), block_of(layer, 1),
                               block_of(layer, 2), block_of(layer, 3), entmoid_of);
        };
        check_forward<L, In, T>(naive, 64.0);
    };
    check.template operator()<SoftTrees<1, 1, Entmax15>, Shape<1>>();
    check.template operator()<SoftTrees<17, 2, Entmax15>, Shape<7>>();
    check.template operator()<SoftTrees<2, 6, Entmax15>, Shape<18>>();
}

TEST_CASE("SoftTrees have the same bits at every width") {
    for_each_size([]<class L, class In>() { check_widths<L, In>({}, 1e-4); });
    check_few_widths<SoftTrees<5, 3, Entmax15>, Shape<19>>({}, 1e-3);
}

TEST_CASE("the gradients of SoftTrees are those of central differences") {
    for_each_size([]<class L, class In>() { check_gradients_at_one_width<L, In>(); });
    check_gradients_at_one_width<SoftTrees<3, 8>, Shape<2>>();
    check_gradients_at_one_width<SoftTrees<5, 3, Entmax15>, Shape<7>>();
    check_gradients_at_one_width<SoftTrees<2, 2, Entmax15>, Shape<1>>();
    check_gradients_at_one_width<Sequential<Dense<4>, SoftTrees<3, 2>, Dense<1>>, Shape<5>>();
}

TEST_CASE("a tree of sharp questions looks up one leaf") {
    BoundLayer<SoftTrees<2, 3>, Shape<4>, float, 4> layer{{.batch = 8}};
    for (std::size_t q = 0; q < 6; ++q) {
        for (std::size_t i = 0; i < 4; ++i) {
            layer.parameters[0].values.view()(q, i) = i == q / 2 ? 100.0F : 0.0F; // question d looks at input d
        }
        layer.parameters[1].values.view()(0, q) = 0.5F;
        layer.parameters[2].values.view()(0, q) = -8.0F;
    }
    layer.in.fill(7.0F); // the last input is not looked at
    for (std::size_t b = 0; b < 8; ++b) {
        for (std::size_t d = 0; d < 3; ++d) {
            layer.in.view()(b, d) = static_cast<float>(b >> d & 1U);
        }
    }
    layer.forward();
    for (std::size_t b = 0; b < 8; ++b) {
        for (std::size_t t = 0; t < 2; ++t) {
            CHECK(layer.out.view()(b, t) == doctest::Approx(layer.parameters[3].values.view()(b, t)));
        }
    }
}

TEST_CASE("SoftTrees start as their documentation says") {
    Parameters<double> parameters;
    const Builder<double>::rows_list rows;
    std::uint64_t streams = 0;
    Builder<double> builder{parameters, 1, rows, streams};
    const SoftTrees<64, 3>::Node<double, 1, Shape<5>> node{builder};
    REQUIRE(parameters.size() == 4);
    CHECK(parameters[0].name == "choices");
    CHECK(parameters[1].name == "thresholds");
    CHECK(parameters[2].name == "log_temperatures");
    CHECK(parameters[3].name == "leaves");
    CHECK(parameters.count() == 192 * 5 + 192 + 192 + 8 * 64);
    const std::vector<double> choices = elements<double>(parameters[0].values.view());
    CHECK(*std::min_element(choices.begin(), choices.end()) >= 0.0);
    CHECK(*std::max_element(choices.begin(), choices.end()) <= 1.0);
    CHECK(elements<double>(parameters[2].values.view()) == std::vector<double>(192, 0.0));
    for (const std::size_t block : {std::size_t{1}, std::size_t{3}}) {
        double squares = 0;
        const std::vector<double> numbers = elements<double>(parameters[block].values.view());
        for (const double x : numbers) {
            squares += x * x / static_cast<double>(numbers.size());
        }
        CHECK(squares == doctest::Approx(1).epsilon(0.3));
    }
}

TEST_CASE_TEMPLATE("SoftTrees and their gradients are PyTorch's", T, float, double) {
    const auto check = [](auto layer, const auto& out, const auto& d_in, const auto& d_choices,
                          const auto& d_thresholds, const auto& d_log_temperatures, const auto& d_leaves) {
        fill_golden(layer.in.view(), 0);
        fill_golden(layer.d_out.view(), 1);
        for (std::size_t block = 0; block < 4; ++block) {
            fill_golden(layer.parameters[block].values.view(), 2 + block);
        }
        layer.forward();
        layer.backward();
        check_golden<T>(layer.out.view(), out);
        check_golden<T>(layer.d_in.view(), d_in);
        check_golden<T>(layer.gradients[0].dense.view(), d_choices);
        check_golden<T>(layer.gradients[1].dense.view(), d_thresholds);
        check_golden<T>(layer.gradients[2].dense.view(), d_log_temperatures);
        check_golden<T>(layer.gradients[3].dense.view(), d_leaves);
    };
    using namespace torch_golden;
    check(BoundLayer<SoftTrees<2, 3>, Shape<5>, T, 4>{{.batch = 3}}, soft_trees_out, soft_trees_d_in,
          soft_trees_d_choices, soft_trees_d_thresholds, soft_trees_d_log_temperatures, soft_trees_d_leaves);
    check(BoundLayer<SoftTrees<2, 3, Entmax15>, Shape<5>, T, 4>{{.batch = 3}}, entmax_trees_out, entmax_trees_d_in,
          entmax_trees_d_choices, entmax_trees_d_thresholds, entmax_trees_d_log_temperatures, entmax_trees_d_leaves);
}

TEST_CASE("SoftTrees learn what no line tells apart") {
    using X = Numeric<"x", 3>;
    using Network = Sequential<Input<X>, SoftTrees<16, 4>, Dense<1>, Sigmoid>;
    Dataset<TypeList<X>> train;
    Dataset<TypeList<X>> others;
    for (std::size_t i = 0; i < 1500; ++i) {
        std::vector<float> x(3);
        for (std::size_t c = 0; c < 3; ++c) {
            x[c] = static_cast<float>(4 * Random{5, c}.uniform(i) - 2);
        }
        const float label = (x[0] > 0.0F) != (x[1] > 0.5F) ? 1.0F : 0.0F;
        (i < 1000 ? train : others).add(label, x);
    }
    Model<Network> model{1};
    fit(model, BinaryCrossEntropy{}, Adam{.learning_rate = 0.02}, train, {.epochs = 15, .batch_size = 50});
    const auto probabilities = predict(model, others);
    std::size_t right = 0;
    for (std::size_t i = 0; i < 500; ++i) {
        right += (probabilities[i] > 0.5F) == (others.labels[i] > 0.5F) ? 1U : 0U;
    }
    CHECK(right > 475);
}

TEST_CASE("SoftTrees know their shape before they are bound") {
    using L = SoftTrees<7, 4>;
    static_assert(std::is_same_v<L::output<Shape<5>>, Shape<7>>);
    static_assert(!accepts<L, NoInput>);
    static_assert(!accepts<SoftTrees<0, 4>, Shape<5>>);
    static_assert(!accepts<SoftTrees<7, 0>, Shape<5>>);
    static_assert(accepts<SoftTrees<7, 8>, Shape<5>>);
    static_assert(!accepts<SoftTrees<7, 9>, Shape<5>>);
    static_assert(!accepts<SoftTrees<7, 4, Dense<1>>, Shape<5>>);
    static_assert(!accepts<SoftTrees<7, 4, Entmax15, Entmax15>, Shape<5>>);
    CHECK(first_line<SoftTrees<7, 4, Entmax15>, Shape<5>>().label == "SoftTrees<7, 4, Entmax15>");
    const LayerDescription line = first_line<L, Shape<5>>();
    CHECK(line.label == "SoftTrees<7, 4>");
    CHECK(line.columns == 7);
    CHECK(line.blocks == std::vector<std::size_t>{0, 1, 2, 3});
}

} // namespace soft_trees_test
