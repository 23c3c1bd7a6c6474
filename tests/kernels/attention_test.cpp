// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/attention.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"
#include "../support/naive_layers.hpp"

namespace attention_test {

using namespace linnet;
using namespace linnet_test;

namespace {

NaiveMatrix times(const NaiveMatrix& a, const NaiveMatrix& b) { return naive_dense(a, b, NaiveMatrix(0, 0)); }

NaiveMatrix transposed(const NaiveMatrix& x) {
    NaiveMatrix out(x.columns, x.rows);
    for (std::size_t r = 0; r < x.rows; ++r) {
        for (std::size_t c = 0; c < x.columns; ++c) {
            out(c, r) = x(r, c);
        }
    }
    return out;
}

/// How many elements differ in bits, or by more than some roundings from what they should be.
template <class T>
std::size_t mistakes(ConstMatrixView<T> got, ConstMatrixView<T> scalar, const NaiveMatrix& want) {
    const double tolerance = static_cast<double>(64 + want.rows) * std::numeric_limits<T>::epsilon();
    std::size_t wrong = 0;
    for (std::size_t r = 0; r < want.rows; ++r) {
        for (std::size_t c = 0; c < want.columns; ++c) {
            const double error = std::abs(static_cast<double>(got(r, c)) - want(r, c));
            wrong += same(got(r, c), scalar(r, c)) ? 0U : 1U;
            wrong += error <= tolerance * std::max(1.0, std::abs(want(r, c))) ? 0U : 1U;
        }
    }
    return wrong;
}

/// What `attend` and its gradient write.
template <class T>
struct Attended {
    std::vector<T> weights, pairs;
    GuardedMatrix<T> out, d_queries, d_keys, d_values;
    std::size_t steps, stride;

    [[nodiscard]] MatrixView<T> square(std::vector<T>& numbers) { return {numbers.data(), steps, steps, stride}; }
    [[nodiscard]] bool intact() const {
        return out.intact() && d_queries.intact() && d_keys.intact() && d_values.intact();
    }
};

template <std::size_t W, class T>
Attended<T> attended(const GuardedMatrix<T>& q, const GuardedMatrix<T>& k, const GuardedMatrix<T>& v,
                     const GuardedMatrix<T>& d_out, bool causal) {
    const std::size_t steps = q.view().rows;
    const std::size_t stride = kernels::attention_stride<T>(steps);
    const std::vector<T> square(steps * stride);
    std::vector<T> scratch(q.view().columns * stride);
    Attended<T> all{square, square, d_out, d_out, d_out, d_out, steps, stride};
    const kernels::AttentionInput<T> in{q.view(), k.view(), v.view()};
    kernels::attend<T, W>(in, causal, all.square(all.weights), all.out.view(), scratch.data());
    kernels::attend_gradient<T, W>(in, causal, all.square(all.weights), d_out.view(), all.d_queries.view(),
                                   all.d_keys.view(), all.d_values.view(), all.square(all.pairs), scratch.data());
    return all;
}

template <class T, std::size_t W>
void check_attention(std::size_t steps, std::size_t columns, bool causal) {
    CAPTURE(steps);
    CAPTURE(columns);
    CAPTURE(causal);
    const auto q = random_matrix<T>(steps, columns, 1);
    const auto k = random_matrix<T>(steps, columns, 2);
    const auto v = random_matrix<T>(steps, columns, 3);
    const auto d_out = random_matrix<T>(steps, columns, 4);
    auto got = attended<W>(q, k, v, d_out, causal);
    auto scalar = attended<1>(q, k, v, d_out, causal);

    NaiveMatrix scores = times(NaiveMatrix{q.view()}, transposed(NaiveMatrix{k.view()}));
    for (std::size_t i = 0; causal && i < steps; ++i) {
        for (std::size_t j = i + 1; j < steps; ++j) {
            scores(i, j) = -std::numeric_limits<double>::infinity();
        }
    }
    const NaiveMatrix weights = naive_softmax(scores);
    const NaiveMatrix d_weights = times(NaiveMatrix{d_out.view()}, transposed(NaiveMatrix{v.view()}));
    NaiveMatrix s(steps, steps);
    for (std::size_t i = 0; i < steps; ++i) {
        double shift = 0;
        for (std::size_t j = 0; j < steps; ++j) {
            shift += weights(i, j) * d_weights(i, j);
        }
        for (std::size_t j = 0; j < steps; ++j) {
            s(i, j) = weights(i, j) * (d_weights(i, j) - shift);
        }
    }
    const auto check = [](ConstMatrixView<T> ours, ConstMatrixView<T> at_width_1, const NaiveMatrix& want) {
        CHECK(mistakes<T>(ours, at_width_1, want) == 0);
    };
    CHECK(got.intact());
    check(got.square(got.weights), scalar.square(scalar.weights), weights);
    check(got.out.view(), scalar.out.view(), times(weights, NaiveMatrix{v.view()}));
    check(got.d_values.view(), scalar.d_values.view(), times(transposed(weights), NaiveMatrix{d_out.view()}));
    check(got.square(got.pairs), scalar.square(scalar.pairs), s);
    check(got.d_queries.view(), scalar.d_queries.view(), times(s, NaiveMatrix{k.view()}));
    check(got.d_keys.view(), scalar.d_keys.view(), times(transposed(s), NaiveMatrix{q.view()}));
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("attend and its gradient are their formulas, with the same bits at every width", L,
                          formulas) {
    using T = typename L::T;
    constexpr std::size_t W = L::W;
    for (const bool causal : {false, true}) {
        for (const std::size_t steps : {std::size_t{0}, std::size_t{1}, W - 1, W, W + 1, 3 * W + 2, std::size_t{70}}) {
            check_attention<T, W>(steps, 5, causal);
        }
        check_attention<T, W>(9, 1, causal);
        check_attention<T, W>(9, W + 1, causal);
    }
}
TEST_CASE_TEMPLATE_APPLY(formulas, EveryUserWidth);

TEST_CASE("rows of weights are padded to whole packs") {
    static_assert(kernels::attention_stride<float>(1) == 16);
    static_assert(kernels::attention_stride<double>(17) == 32);
    CHECK(kernels::attention_stride<float>(250) >= 256);
}

} // namespace attention_test
