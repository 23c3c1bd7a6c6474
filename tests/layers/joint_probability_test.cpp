// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/joint_probability.hpp>

#include <cmath>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/testing/sample_norm_check.hpp>

#include "../support/layer_checks.hpp"
#include "../support/torch_layers.hpp"
#include "../support/torch_tasks_golden.hpp"

namespace joint_probability_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 4>;
using Three = JointProbability<Dense<1>, Dense<1>, Embedding<User, 1>>;
using Two = JointProbability<Dense<1>, Dense<1>>;
using OfItems = JointProbability<Embedding<Categorical<"a", 5>, 1>, Embedding<Categorical<"b", 5>, 1>>;

double sigmoid_of(double x) { return 1.0 / (1.0 + std::exp(-x)); }

/// The logits of these two events by themselves.
template <class T>
std::vector<double> joint_of(double first, double second) {
    BoundLayer<OfItems, NoInput, T, 4> layer{{.batch = 1}};
    for (std::size_t row = 0; row < 5; ++row) {
        layer.parameters[0].values.view()(row, 0) = static_cast<T>(first);
        layer.parameters[1].values.view()(row, 0) = static_cast<T>(second);
    }
    layer.forward();
    layer.backward();
    std::vector<double> numbers;
    for (const T number : elements<T>(layer.out.view())) {
        numbers.push_back(static_cast<double>(number));
    }
    for (const T number : layer.all_gradients()) {
        CHECK(std::isfinite(number));
    }
    return numbers;
}

} // namespace

TEST_CASE_TEMPLATE("JointProbability puts out the logits of products of probabilities", T, float, double) {
    check_forward<Three, Shape<5>, T>(
        [](auto& layer) {
            const NaiveMatrix in{layer.in.view()};
            const NaiveMatrix first = naive_dense(in, block_of(layer, 0), block_of(layer, 1));
            const NaiveMatrix second = naive_dense(in, block_of(layer, 2), block_of(layer, 3));
            NaiveMatrix out(in.rows, 3);
            for (std::size_t b = 0; b < in.rows; ++b) {
                const auto user = std::get<0>(layer.batch().columns)[b];
                double p = 1.0;
                const double logits[] = {first(b, 0), second(b, 0), block_of(layer, 4)(user, 0)};
                for (std::size_t i = 0; i < 3; ++i) {
                    p *= sigmoid_of(logits[i]);
                    out(b, i) = std::log(p / (1.0 - p));
                }
            }
            return out;
        },
        32.0);
}

TEST_CASE_TEMPLATE("JointProbability is exact for events that are all but sure or impossible", T, float, double) {
    CHECK(joint_of<T>(80.0, 3.0)[1] == doctest::Approx(3.0)); // a sure event leaves the other
    CHECK(joint_of<T>(3.0, 80.0)[1] == doctest::Approx(3.0));
    CHECK(joint_of<T>(-80.0, 0.0)[1] == doctest::Approx(-80.0 - std::log(2.0)));
    CHECK(joint_of<T>(-50.0, -50.0)[1] == doctest::Approx(-100.0));
    CHECK(joint_of<T>(80.0, 80.0)[1] == doctest::Approx(80.0 - std::log(2.0)));
    CHECK(std::isfinite(joint_of<T>(1e30, -1e30)[1]));
}

TEST_CASE("JointProbability has the same bits at every width, and the gradients of central differences") {
    check_widths<OfItems>();
    check_few_widths<Three, Shape<5>>();
    check_gradients_at_one_width<Three, Shape<5>>();
    check_gradients_at_one_width<OfItems>();
    check_report(4, check_sample_norms<Three, Shape<5>, 4>());
}

TEST_CASE_TEMPLATE("JointProbability and its gradients are those that PyTorch derives", T, float, double) {
    BoundLayer<JointProbability<Dense<1>, Dense<1>, Dense<1>>, Shape<5>, T, 4> layer{{.batch = 3}};
    fill_golden(layer.in.view(), 0);
    fill_golden(layer.d_out.view(), 1);
    for (std::size_t i = 0; i < layer.parameters.size(); ++i) {
        fill_golden(layer.parameters[i].values.view(), 2 + i);
    }
    layer.forward();
    layer.backward();
    check_golden<T>(layer.out.view(), torch_golden::joint_probability_out);
    check_golden<T>(layer.d_in.view(), torch_golden::joint_probability_d_in);
    check_golden<T>(layer.gradients[0].dense.view(), torch_golden::joint_probability_d_kernel_0);
    check_golden<T>(layer.gradients[2].dense.view(), torch_golden::joint_probability_d_kernel_1);
    check_golden<T>(layer.gradients[4].dense.view(), torch_golden::joint_probability_d_kernel_2);
}

TEST_CASE("JointProbability knows its shape before it is bound") {
    static_assert(std::is_same_v<Two::output<Shape<7>>, Heads<Shape<1>, Shape<1>>>);
    static_assert(std::is_same_v<Three::features, TypeList<User>>);
    static_assert(!accepts<JointProbability<Dense<1>, Dense<2>>, Shape<7>>);
    static_assert(!accepts<JointProbability<>, Shape<7>>);
    const LayerDescription line = first_line<Two, Shape<7>>();
    CHECK(line.label == "JointProbability");
    CHECK(line.columns == 2);
}

} // namespace joint_probability_test
