// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/lookup_norms.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/parameters.hpp>
#include <linnet/core/random.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace lookup_norms_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// Random lookups of two tables, the second with one for each sample at most; with the squared norms they should have.
template <class T>
struct Lookups {
    std::size_t samples;
    std::size_t columns;
    GuardedMatrix<T> gradients;
    Parameters<T> parameters{};
    SampleNorms<T> norms{};
    std::vector<double> want{};

    Lookups(std::size_t of, std::size_t wide, std::size_t lookups)
        : samples{of}, columns{wide}, gradients{random_matrix<T>(lookups + of, wide, 1, 3)} {
        parameters.add({"many", BlockKind::rows, Matrix<T>(3, columns)});
        parameters.add({"one", BlockKind::rows, Matrix<T>(3, columns)});
        norms = SampleNorms<T>{parameters};
        norms.clear(samples);
        want.assign(samples, 1.0);
        const Random random{5, columns};
        std::map<std::pair<std::size_t, std::size_t>, std::vector<double>> sums;
        for (std::size_t i = 0; i < lookups; ++i) {
            const std::size_t sample = random.below(samples, 2 * i);
            const std::size_t row = random.below(3, 2 * i + 1);
            const T scale = static_cast<T>(i % 3) - T{0.5};
            norms.add_lookup(0, sample, static_cast<row_id>(row), gradients.view().row(i), scale);
            std::vector<double>& sum = sums[{sample, row}];
            sum.resize(columns);
            for (std::size_t c = 0; c < columns; ++c) {
                sum[c] += static_cast<double>(scale) * static_cast<double>(gradients.view()(i, c));
            }
        }
        for (std::size_t b = 0; b < samples; b += 2) {
            norms.add_lookup(1, b, 1, gradients.view().row(lookups + b), T{2});
            std::vector<double>& sum = sums[{b, 3}];
            for (std::size_t c = 0; c < columns; ++c) {
                sum.push_back(2.0 * static_cast<double>(gradients.view()(lookups + b, c)));
            }
        }
        for (const auto& [place, sum] : sums) {
            for (const double x : sum) {
                want[place.first] += x * x;
            }
        }
        for (std::size_t b = 0; b < samples; ++b) {
            norms.add(b, 1.0);
        }
    }
};

template <class T, std::size_t W>
std::vector<double> squares(std::size_t samples, std::size_t columns, std::size_t lookups,
                            Executor* executor = nullptr) {
    Lookups<T> of{samples, columns, lookups};
    kernels::add_lookup_norms<T, W>(of.parameters, executor, of.norms);
    std::vector<double> found;
    for (std::size_t b = 0; b < samples; ++b) {
        found.push_back(of.norms.square(b));
        CHECK(std::abs(found[b] - of.want[b]) <= 64 * double{std::numeric_limits<T>::epsilon()} * of.want[b]);
    }
    CHECK(of.norms.lookups(0).empty());
    return found;
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("a row that a sample looks up several times counts by the sum of its gradients, with the "
                          "same bits at every width and with threads",
                          L, lookups) {
    using T = typename L::T;
    for (const std::size_t columns : {std::size_t{1}, L::W, L::W + 1, 3 * L::W + 2}) {
        for (const std::size_t samples : {1U, 2U, 9U}) {
            for (const std::size_t count : {0U, 1U, 40U, 300U}) {
                CAPTURE(columns);
                CAPTURE(samples);
                CAPTURE(count);
                const std::vector<double> want = squares<T, 1>(samples, columns, count);
                CHECK(squares<T, L::W>(samples, columns, count) == want);
                CHECK(squares<T, L::W>(samples, columns, count, &three_threads()) == want);
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(lookups, TestedWidths);

} // namespace lookup_norms_test
