// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/gru_steps.hpp>

#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/layers/gru.hpp>

#include "../support/bound_steps_layer.hpp"

namespace gru_steps_test {

using namespace linnet;
using namespace linnet_test;

namespace {

constexpr std::size_t units = 5;

/// AttentionalUpdate with a weight of 1 for each step, as a layer of sequences.
struct WeightsOfOne {
    template <class In>
    using output = Steps<units>;

    template <class T, std::size_t W, class In>
    class Node {
        using steps = detail::GruSteps<T, W, In::columns, units, false, detail::AttentionalUpdate>;

    public:
        static constexpr bool trainable = true;
        struct Workspace : steps::Workspace {
            std::vector<T> d_weights;
        };
        explicit Node(Builder<T>& builder) : steps_{builder} {}
        template <class Context>
        void forward(const Context& context, ConstStepsView<T> in, StepsView<T> out, Workspace& workspace) const {
            const std::vector<T> ones(in.values.rows, T{1});
            steps_.forward(context, in, out, workspace, ones.data());
        }
        template <class Context>
        void backward(Context& context, ConstStepsView<T> in, ConstStepsView<T> out, ConstStepsView<T> d_out,
                      StepsView<T> d_in, Workspace& workspace) const {
            const std::vector<T> ones(in.values.rows, T{1});
            workspace.d_weights.resize(in.values.rows);
            steps_.backward(context, in, out, d_out, d_in, workspace, ones.data(), workspace.d_weights.data());
        }

    private:
        steps steps_;
    };
};

template <class T, class Layer>
NaiveMatrix block(const Layer& layer, std::size_t i) {
    return NaiveMatrix{layer.numbers.parameters[i].values.view()};
}

} // namespace

TEST_CASE("with weights of 1 an attentional update gate is the other side of the update gate of GRU") {
    const Lengths lengths{3, 0, 5, 1, 3};
    BoundStepsLayer<GRU<units>, Steps<3>, double, 4> plain{lengths};
    BoundStepsLayer<WeightsOfOne, Steps<3>, double, 4> attentional{lengths};
    for (std::size_t i = 0; i < 4; ++i) {
        const MatrixView<double> from = plain.numbers.parameters[i].values.view();
        const MatrixView<double> to = attentional.numbers.parameters[i].values.view();
        for (std::size_t r = 0; r < from.rows; ++r) {
            for (std::size_t c = 0; c < from.columns; ++c) {
                to(r, c) = c / units == 1 ? -from(r, c) : from(r, c); // 1 - sigmoid(x) = sigmoid(-x)
            }
        }
    }
    plain.forward();
    plain.backward();
    attentional.forward();
    attentional.backward();
    CHECK(largest_difference(elements<double>(attentional.out.view()), NaiveMatrix{plain.out.view()}.elements) < 1e-14);
    CHECK(largest_difference(elements<double>(attentional.numbers.d_in.view()),
                             NaiveMatrix{plain.numbers.d_in.view()}.elements) < 1e-14);
    for (std::size_t i = 0; i < 4; ++i) {
        const MatrixView<double> want = plain.numbers.gradients[i].dense.view();
        const MatrixView<double> got = attentional.numbers.gradients[i].dense.view();
        for (std::size_t r = 0; r < want.rows; ++r) {
            for (std::size_t c = 0; c < want.columns; ++c) {
                CHECK(got(r, c) == doctest::Approx(c / units == 1 ? -want(r, c) : want(r, c)).epsilon(1e-12));
            }
        }
    }
}

} // namespace gru_steps_test
