// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/target_attention.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/tanh.hpp>
#include <linnet/testing/sample_norm_check.hpp>

#include "../support/layer_checks.hpp"
#include "../support/torch_layers.hpp"
#include "../support/torch_tasks_golden.hpp"

namespace target_attention_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using Film = Categorical<"film", 6>;
using Seen = Sequence<"seen", 6, 4>;
template <std::size_t Units>
using Unit = Sequential<Dense<Units>, Tanh, Dense<1>>;
template <std::size_t Columns, class... Options>
using Attention = TargetAttention<Embedding<Film, Columns>, Embedding<Seen, Columns>, Unit<3>, Options...>;
using Shared = TargetAttention<Embedding<Film, 3, Table<"film">>, Embedding<Seen, 3, Table<"film">>, Unit<2>, Softmax>;

/// The output for targets and histories of these ids.
template <class Batch>
NaiveMatrix naive_attention(const Batch& batch, const NaiveMatrix& targets, const NaiveMatrix& steps,
                            const NaiveMatrix& kernel, const NaiveMatrix& bias, const NaiveMatrix& last_kernel,
                            const NaiveMatrix& last_bias, bool softmax) {
    const auto& films = std::get<0>(batch.columns);
    const auto& seen = std::get<1>(batch.columns);
    const std::size_t n = targets.columns;
    NaiveMatrix out(batch.rows, n);
    for (std::size_t b = 0; b < batch.rows; ++b) {
        const std::uint64_t first = seen.offsets[b];
        const std::size_t length = seen.offsets[b + 1] - first;
        NaiveMatrix pairs(length, 4 * n);
        for (std::size_t i = 0; i < length; ++i) {
            for (std::size_t c = 0; c < n; ++c) {
                const double q = targets(films[b], c);
                const double k = steps(seen.ids[first + i], c);
                pairs(i, c) = q;
                pairs(i, n + c) = k;
                pairs(i, 2 * n + c) = q - k;
                pairs(i, 3 * n + c) = q * k;
            }
        }
        const NaiveMatrix hidden = naive_map(naive_dense(pairs, kernel, bias), [](double x) { return std::tanh(x); });
        const NaiveMatrix scores = naive_dense(hidden, last_kernel, last_bias);
        NaiveMatrix weights(1, length);
        for (std::size_t i = 0; i < length; ++i) {
            weights(0, i) = scores(i, 0);
        }
        weights = softmax ? naive_softmax(weights) : weights;
        for (std::size_t i = 0; i < length; ++i) {
            for (std::size_t c = 0; c < n; ++c) {
                out(b, c) += weights(0, i) * steps(seen.ids[first + i], c);
            }
        }
    }
    return out;
}

template <std::size_t Columns, class T, class... Options>
void check_values() {
    check_forward<Attention<Columns, Options...>, NoInput, T>(
        [](auto& layer) {
            const auto block = [&](std::size_t i) { return block_of(layer, i); };
            return naive_attention(layer.batch(), block(0), block(1), block(2), block(3), block(4), block(5),
                                   sizeof...(Options) != 0);
        },
        64.0);
}

} // namespace

TEST_CASE_TEMPLATE("TargetAttention weights the steps of a history by a network of target and step", T, float, double) {
    check_values<17, T>();
    check_values<3, T, Softmax>();
}

TEST_CASE("TargetAttention has the same bits at every width") { check_few_widths<Attention<3, Softmax>>(); }

TEST_CASE("the gradients of TargetAttention are those of central differences, and so are the norms of samples") {
    check_gradients_at_one_width<Attention<3>>({.batch = 9});
    check_gradients_at_one_width<Shared>({.batch = 9});
    check_report(4, check_sample_norms<Attention<3, Softmax>, NoInput, 4>({.batch = 9}));
}

TEST_CASE("a history without steps gives zeros") {
    BoundLayer<Attention<3, Softmax>, NoInput, double, 4> layer{{.batch = 2}};
    const row_id films[] = {1, 2};
    const std::uint64_t offsets[] = {2, 2, 3};
    const row_id seen[] = {77, 88, 4};
    layer.forward({2, {films, JaggedColumn<double>{offsets, seen, {}}}});
    layer.backward({2, {films, JaggedColumn<double>{offsets, seen, {}}}});
    for (std::size_t c = 0; c < 3; ++c) {
        CHECK(layer.out.view()(0, c) == 0.0);
        CHECK(layer.out.view()(1, c) == layer.parameters[1].values.view()(4, c)); // all weight on the only step
    }
}

TEST_CASE("TargetAttention and its gradients are those that PyTorch derives") {
    using T = double;
    const auto check = [](auto layer, const auto& out, const auto& d_targets, const auto& d_steps, const auto& d_kernel,
                          const auto& d_last) {
        for (std::size_t i = 0; i < layer.parameters.size(); ++i) {
            fill_golden(layer.parameters[i].values.view(), 2 + i);
        }
        fill_golden(layer.d_out.view(), 1);
        const row_id films[] = {1, 5, 1};
        const std::uint64_t offsets[] = {0, 3, 3, 5};
        const row_id seen[] = {0, 2, 4, 2, 5};
        const typename std::remove_reference_t<decltype(layer)>::batch_type batch{
            3, {films, JaggedColumn<T>{offsets, seen, {}}}};
        layer.forward(batch);
        layer.backward(batch);
        const auto table = [&](std::size_t block) {
            const auto sums = block_gradient(layer.parameters[block], layer.gradients[block]);
            Matrix<T> rows(6, 3);
            for (std::size_t i = 0; i < sums.size(); ++i) {
                rows.view()(i / 3, i % 3) = sums[i];
            }
            return rows;
        };
        check_golden<T>(layer.out.view(), out);
        check_golden<T>(table(0).view(), d_targets);
        check_golden<T>(table(1).view(), d_steps);
        check_golden<T>(layer.gradients[2].dense.view(), d_kernel);
        check_golden<T>(layer.gradients[4].dense.view(), d_last);
    };
    using namespace torch_golden;
    check(BoundLayer<Attention<3>, NoInput, T, 4>{{.batch = 3}}, target_attention_out, target_attention_d_targets,
          target_attention_d_steps, target_attention_d_kernel, target_attention_d_last);
    check(BoundLayer<Attention<3, Softmax>, NoInput, T, 4>{{.batch = 3}}, softmax_attention_out,
          softmax_attention_d_targets, softmax_attention_d_steps, softmax_attention_d_kernel, softmax_attention_d_last);
}

TEST_CASE("TargetAttention knows its shape before it is bound") {
    static_assert(std::is_same_v<Attention<3>::output<NoInput>, Shape<3>>);
    static_assert(std::is_same_v<Attention<3>::features, TypeList<Film, Seen>>);
    static_assert(!accepts<TargetAttention<Embedding<Film, 3>, Embedding<Seen, 4>, Unit<2>>, NoInput>);
    static_assert(!accepts<TargetAttention<Embedding<Film, 3>, Embedding<Film, 3>, Unit<2>>, NoInput>);
    static_assert(!accepts<TargetAttention<Dense<3>, Embedding<Seen, 3>, Unit<2>>, NoInput>);
    static_assert(!accepts<TargetAttention<Embedding<Film, 3>, Embedding<Seen, 3>, Dense<2>>, NoInput>);
    static_assert(!accepts<Attention<3, Tanh>, NoInput>);
    const LayerDescription line = first_line<Attention<3>>();
    CHECK(line.label == "TargetAttention");
    CHECK(line.columns == 3);
}

} // namespace target_attention_test
