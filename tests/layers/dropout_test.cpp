// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/dropout.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include "../support/layer_checks.hpp"

namespace dropout_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using Half = Dropout<percent<50>>;

/// Which elements were kept.
template <class L, class T>
std::vector<bool> mask(const LayerRun& run) {
    BoundLayer<L, Shape<30>, T, 4> layer{run};
    layer.forward();
    std::vector<bool> kept;
    for (const T x : elements<T>(layer.out.view())) {
        kept.push_back(x != T{0});
    }
    return kept;
}

} // namespace

TEST_CASE_TEMPLATE("Dropout sets elements to 0 and scales the others, and the gradient likewise", T, float, double) {
    BoundLayer<Dropout<percent<20>>, Shape<50>, T, 4> layer{{.batch = 200}};
    layer.forward();
    layer.backward();
    std::size_t dropped = 0;
    std::size_t wrong = 0;
    for (std::size_t r = 0; r < 200; ++r) {
        for (std::size_t c = 0; c < 50; ++c) {
            const bool zero = layer.out.view()(r, c) == T{0};
            dropped += zero ? 1U : 0U;
            const T factor = zero ? T{0} : T{1.25};
            wrong += layer.out.view()(r, c) != factor * layer.in.view()(r, c) ? 1U : 0U;
            wrong += layer.d_in.view()(r, c) != factor * layer.d_out.view()(r, c) ? 1U : 0U;
        }
    }
    CHECK(wrong == 0);
    CHECK(dropped > 1800); // 2000 expected, standard deviation 40
    CHECK(dropped < 2200);
}

TEST_CASE("Dropout has the same bits at every width, in training and outside of it") {
    check_widths<Half, Shape<7>>();
    check_widths<Half, Shape<50>>({.training = false});
}

TEST_CASE("the gradient of Dropout is that of central differences") {
    check_gradients_at_one_width<Half, Shape<7>>();
    check_gradients_at_one_width<Half, Shape<16>>({.training = false});
}

TEST_CASE_TEMPLATE("Dropout does nothing outside of training, or at a rate of 0", T, float, double) {
    const auto naive = [](auto& layer) { return NaiveMatrix{layer.in.view()}; };
    check_forward<Half, Shape<9>, T>(naive, 0.0, {.training = false});
    check_forward<Dropout<percent<0>>, Shape<9>, T>(naive, 0.0);
}

TEST_CASE("the mask of Dropout is a function of seed, step and place, the same for float and double") {
    const LayerRun run{.batch = 20};
    const auto first = mask<Half, float>(run);
    CHECK(mask<Half, float>(run) == first);
    CHECK(mask<Half, double>(run) == first);
    CHECK(mask<Half, float>({.batch = 20, .step = 2}) != first);
    CHECK(mask<Half, float>({.batch = 20, .seed = 2}) != first);
    std::vector<bool> shorter = first;
    shorter.resize(30 * 7);
    CHECK(mask<Half, float>({.batch = 7}) == shorter);
    const std::vector<bool> row_0(first.begin(), first.begin() + 30);
    const std::vector<bool> row_1(first.begin() + 30, first.begin() + 60);
    CHECK(row_0 != row_1);
}

TEST_CASE("each Dropout of a model draws masks of its own") {
    Parameters<float> parameters;
    const Builder<float>::rows_list rows;
    std::uint64_t streams = 0;
    Builder<float> builder{parameters, 1, rows, streams};
    using Node = Half::Node<float, 4, Shape<64>>;
    const Node first{builder};
    const Node second{builder};
    const Batch<float> batch{1, {}};
    const ForwardContext<float, Batch<float>> context{parameters, batch, true, 1, 1};
    const std::vector<float> ones(64, 1.0F);
    std::vector<float> a(64);
    std::vector<float> b(64);
    Node::Workspace workspace;
    workspace.reserve(1);
    first.forward(context, {ones.data(), 1, 64, 64}, {a.data(), 1, 64, 64}, workspace);
    second.forward(context, {ones.data(), 1, 64, 64}, {b.data(), 1, 64, 64}, workspace);
    CHECK(a != b);
}

TEST_CASE("Dropout keeps the shape of its input and takes rates from 0 to below 1") {
    static_assert(std::is_same_v<Half::output<Shape<5>>, Shape<5>>);
    static_assert(!accepts<Half, NoInput>);
    static_assert(accepts<Dropout<percent<0>>, Shape<5>>);
    static_assert(accepts<Dropout<percent<99>>, Shape<5>>);
    static_assert(!accepts<Dropout<percent<100>>, Shape<5>>);
    static_assert(!accepts<Dropout<percent<-1>>, Shape<5>>);
    const LayerDescription line = first_line<Dropout<percent<20>>, Shape<5>>();
    CHECK(line.label == "Dropout<1/5>");
    CHECK(line.columns == 5);
    CHECK(line.blocks.empty());
}

} // namespace dropout_test
