// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/cloze_mask.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <ratio>
#include <span>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/gru.hpp>
#include <linnet/layers/last.hpp>
#include <linnet/layers/position_embedding.hpp>
#include <linnet/layers/residual.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sum.hpp>
#include <linnet/network/model.hpp>
#include <linnet/testing/sample_norm_check.hpp>

#include "../support/bound_steps_layer.hpp"

namespace cloze_mask_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// The same, with the rounding of the paper's code.
std::size_t hidden_of(std::size_t length, double rate) {
    return static_cast<std::size_t>(static_cast<double>(length) * rate + 0.5);
}

template <class Rate, std::size_t Columns, class T>
void check_values(double rate) {
    for (const Lengths& lengths : every_lengths()) {
        CAPTURE(steps_of(lengths));
        BoundStepsLayer<ClozeMask<Rate>, Steps<Columns>, T, one_width<T>> layer{lengths};
        layer.forward();
        const auto in = layer.in_view().values;
        const auto out = layer.out.view();
        const T* const mask = layer.numbers.parameters[0].values.view().row(0);
        const auto is = [&](std::size_t step, const T* row) { return std::equal(row, row + Columns, out.row(step)); };
        CHECK(layer.intact());
        CHECK(layer.out_offsets.size() == lengths.size() + 1);
        std::vector<std::size_t> masked;
        std::size_t step = 0;
        std::size_t wrong = 0;
        for (std::size_t b = 0; b < lengths.size(); ++b) {
            CHECK(layer.out_offsets[b + 1] - layer.out_offsets[b] == lengths[b] + 1);
            std::size_t hidden = 0;
            for (std::size_t i = 0; i < lengths[b]; ++i, ++step) {
                if (is(step, mask)) {
                    masked.push_back(step);
                    ++hidden;
                } else {
                    wrong += is(step, in.row(step - b)) ? 0U : 1U;
                }
            }
            CHECK(hidden == hidden_of(lengths[b], rate));
            wrong += is(step, mask) ? 0U : 1U;
            masked.push_back(step++);
        }
        CHECK(wrong == 0);
        CHECK(layer.workspace.masked == masked);
    }
}

/// Which steps of some sequences are masks in a training step.
std::vector<std::size_t> masked(const Lengths& lengths, std::uint64_t seed, std::uint64_t step, bool training = true) {
    using Layer = BoundStepsLayer<ClozeMask<percent<40>>, Steps<1>, float, 1>;
    Layer layer{lengths};
    const Batch<float> batch{};
    const ForwardContext<float, Batch<float>> context{layer.numbers.parameters, batch, training, seed, step};
    layer.node.forward(context, layer.in_view(), StepsView<float>{layer.out.view(), layer.out_offsets},
                       layer.workspace);
    return layer.workspace.masked;
}

} // namespace

TEST_CASE_TEMPLATE("ClozeMask puts a mask behind each sequence, and in place of some of its steps", T, float, double) {
    check_values<std::ratio<0>, 3, T>(0.0);
    check_values<percent<20>, 1, T>(0.2);
    check_values<percent<60>, 17, T>(0.6);
}

TEST_CASE("ClozeMask has the same bits at every width") { check_steps_widths<ClozeMask<percent<30>>, Steps<17>>(1e-4); }

TEST_CASE("the gradients of ClozeMask are those of central differences") {
    check_steps_gradients<ClozeMask<percent<50>>, Steps<1>>({3, 0, 5, 1, 3});
    check_steps_gradients<ClozeMask<percent<20>>, Steps<5>>({3, 0, 5, 1, 8});
    using Inside = Sequential<PositionEmbedding<3>, Sequential<Dense<4>, ClozeMask<percent<40>>>, GRU<3>>;
    check_steps_gradients<Inside, Steps<2>>({3, 0, 5, 1});
    check_steps_gradients<Sequential<ClozeMask<percent<40>>, Dense<3>, Last>, Steps<2>>({3, 0, 5, 1});
}

TEST_CASE("the norms of samples are right for ClozeMask") {
    using Seen = Embedding<Sequence<"seen", 4, 6>, 3>;
    for (const std::size_t batch : {1U, 9U}) {
        CAPTURE(batch);
        check_report(4,
                     check_sample_norms<Sequential<Seen, ClozeMask<percent<40>>, Sum>, NoInput, 4>({.batch = batch}));
        check_report(4, check_sample_norms<Sequential<Seen, ClozeMask<percent<40>>, GRU<2>, Last>, NoInput, 4>(
                            {.batch = batch}));
    }
}

TEST_CASE("the masks are a function of the seed and the training step, each step as likely as another") {
    const Lengths lengths{5, 0, 9};
    CHECK(masked(lengths, 1, 7) == masked(lengths, 1, 7));
    CHECK(masked(lengths, 1, 7) != masked(lengths, 2, 7));
    CHECK(masked(lengths, 1, 7) != masked(lengths, 1, 8));
    CHECK(masked(lengths, 1, 7, false) == std::vector<std::size_t>{5, 6, 16});
    std::vector<std::size_t> counts(17);
    for (std::uint64_t step = 0; step < 4000; ++step) {
        for (const std::size_t at : masked(lengths, 3, step)) {
            ++counts[at];
        }
    }
    for (const std::size_t last : {5U, 6U, 16U}) {
        CHECK(counts[last] == 4000);
    }
    for (std::size_t i = 0; i < 16; ++i) {
        CAPTURE(i);
        const double want = i < 5 ? 4000.0 * 2 / 5 : 4000.0 * 4 / 9;
        CHECK((i == 5 || i == 6 || std::abs(static_cast<double>(counts[i]) - want) < 130.0)); // 4 deviations
    }
}

TEST_CASE("a Sequential hands on the longer sequences, and other layers refuse them") {
    using Seen = Sequence<"seen", 9, 6>;
    using Network = Sequential<Embedding<Seen, 3>, ClozeMask<percent<20>>, PositionEmbedding<7>, Last>;
    Model<Network> model{1};
    const std::vector<std::uint64_t> offsets{1, 3, 3};
    const std::vector<row_id> ids{0, 5, 6};
    const Batch<float, Seen> batch{2, {JaggedColumn<float>{offsets, ids, {}}}};
    typename Model<Network>::Workspace workspace;
    const auto out = model.predict(batch, workspace);
    const auto mask = model.parameters()[1].values.view();
    const auto places = model.parameters()[2].values.view();
    for (std::size_t c = 0; c < 3; ++c) {
        CHECK(out(0, c) == mask(0, c) + places(0, c));
        CHECK(out(1, c) == mask(0, c) + places(0, c));
    }
    const char* const refusal = "a layer that changes the number of steps";
    BoundStepsLayer<Residual<ClozeMask<percent<20>>>, Steps<2>, float, 1> alone{Lengths{3, 1}};
    CHECK_THROWS_WITH_AS(alone.forward(), doctest::Contains(refusal), SettingError);
    BoundStepsLayer<Residual<Dense<2>, ClozeMask<percent<20>>, Dense<2>>, Steps<2>, float, 1> within{Lengths{3, 1}};
    CHECK_THROWS_WITH_AS(within.forward(), doctest::Contains(refusal), SettingError);
}

TEST_CASE("ClozeMask knows its shape before it is bound") {
    static_assert(std::is_same_v<ClozeMask<percent<20>>::output<Steps<5>>, Steps<5>>);
    static_assert(!accepts<ClozeMask<percent<20>>, NoInput>);
    static_assert(!accepts<ClozeMask<percent<20>>, Shape<5>>);
    static_assert(!accepts<ClozeMask<percent<100>>, Steps<5>>);
    static_assert(!accepts<ClozeMask<percent<-1>>, Steps<5>>);
    const LayerDescription line = first_line_of_steps<ClozeMask<percent<20>>, Steps<5>>();
    CHECK(line.label == "ClozeMask<1/5>");
    CHECK(line.columns == 5);
    CHECK(line.blocks == std::vector<std::size_t>{0});
}

} // namespace cloze_mask_test
