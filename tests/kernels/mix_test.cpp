// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/mix.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>
#include <linnet/testing/guarded_matrix.hpp>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace mix_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE_TEMPLATE_DEFINE("a mixture of rows, and the gradient of its weights", L, mixed) {
    using T = typename L::T;
    for (const std::size_t columns : lengths_around_packs<L::W>()) {
        for (const std::size_t count : {1U, 2U, 7U}) {
            CAPTURE(columns);
            CAPTURE(count);
            GuardedMatrix<T> rows{count, columns, 3, 1};
            GuardedMatrix<T> weights{2, count, 1, 2}; // and their gradient
            GuardedMatrix<T> mix{3, columns, 2, 3};   // and width 1, and its gradient
            rows.draw(Random{1, 0});
            weights.draw(Random{1, 1});
            mix.draw(Random{1, 2});
            std::vector<const T*> pointers;
            for (std::size_t i = 0; i < count; ++i) {
                pointers.push_back(rows.view().row(i));
            }
            const T* const w = weights.view().row(0);
            kernels::mix<T, L::W>(w, pointers.data(), count, mix.view().row(0), columns);
            kernels::mix<T, 1>(w, pointers.data(), count, mix.view().row(1), columns);
            const T* const d_to = mix.view().row(2);
            T* const d_weights = weights.view().row(1);
            kernels::mix_weights_gradient<T, L::W>(pointers.data(), d_to, d_weights, count, columns);
            constexpr double epsilon = std::numeric_limits<T>::epsilon();
            for (std::size_t c = 0; c < columns; ++c) {
                double want = 0.0;
                for (std::size_t i = 0; i < count; ++i) {
                    want += static_cast<double>(w[i]) * static_cast<double>(rows.view()(i, c));
                }
                CHECK(std::abs(static_cast<double>(mix.view()(0, c)) - want) <=
                      epsilon * static_cast<double>(count + 1));
                CHECK(same(mix.view()(0, c), mix.view()(1, c)));
            }
            for (std::size_t i = 0; i < count; ++i) {
                double want = 0.0;
                for (std::size_t c = 0; c < columns; ++c) {
                    want += static_cast<double>(d_to[c]) * static_cast<double>(rows.view()(i, c));
                }
                CHECK(std::abs(static_cast<double>(d_weights[i]) - want) <= epsilon * static_cast<double>(columns + 1));
            }
            CHECK(rows.intact());
            CHECK(weights.intact());
            CHECK(mix.intact());
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(mixed, EveryUserWidth);

} // namespace mix_test
