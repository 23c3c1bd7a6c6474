// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/target_pairs.hpp>

#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

namespace target_pairs_test {

using namespace linnet;

namespace {

template <class T>
std::vector<T> numbers(std::size_t count, std::size_t of) {
    std::vector<T> result;
    for (std::size_t i = 0; i < count; ++i) {
        result.push_back(static_cast<T>((7 * i + 3 * of) % 13) - T{6}); // products and sums of these are exact
    }
    return result;
}

/// Lengths around the width, from memory that is not aligned.
template <class T, std::size_t W>
void check() {
    for (const std::size_t n : {std::size_t{0}, std::size_t{1}, W - 1, W, W + 1, 3 * W + 2}) {
        CAPTURE(n);
        const auto q = numbers<T>(1 + n, 1);
        const auto k = numbers<T>(1 + n, 2);
        const auto d = numbers<T>(1 + 4 * n, 3);
        std::vector<T> out(2 + 4 * n, T{77});
        auto d_q = numbers<T>(2 + n, 4);
        auto d_k = numbers<T>(2 + n, 5);
        const auto d_q_before = d_q;
        const auto d_k_before = d_k;
        kernels::target_pair<T, W>(q.data() + 1, k.data() + 1, out.data() + 1, n);
        kernels::add_target_pair_gradient<T, W>(q.data() + 1, k.data() + 1, d.data() + 1, d_q.data() + 1,
                                                d_k.data() + 1, n);
        std::size_t mistakes = 0;
        for (std::size_t i = 1; i <= n; ++i) {
            const bool pair =
                out[i] == q[i] && out[n + i] == k[i] && out[2 * n + i] == q[i] - k[i] && out[3 * n + i] == q[i] * k[i];
            const bool gradient = d_q[i] == d_q_before[i] + d[i] + d[2 * n + i] + d[3 * n + i] * k[i] &&
                                  d_k[i] == d_k_before[i] + d[n + i] - d[2 * n + i] + d[3 * n + i] * q[i];
            mistakes += pair && gradient ? 0U : 1U;
        }
        CHECK(mistakes == 0);
        CHECK((out.front() == T{77} && out.back() == T{77}));
        CHECK((d_q.front() == d_q_before.front() && d_q.back() == d_q_before.back()));
        CHECK((d_k.front() == d_k_before.front() && d_k.back() == d_k_before.back()));
    }
}

} // namespace

TEST_CASE_TEMPLATE("pairs of target and step and their gradients are their formulas at every width", T, float, double) {
    check<T, 1>();
    check<T, 4>();
    check<T, 8>();
}

} // namespace target_pairs_test
