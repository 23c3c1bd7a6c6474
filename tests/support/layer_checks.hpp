// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/config.hpp>
#include <linnet/core/description.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/testing/gradient_check.hpp>

#include "bound_layer.hpp"
#include "eager_pool.hpp"
#include "lanes.hpp"
#include "naive_layers.hpp"

namespace linnet_test {

/// How many numbers differ in bits, or all of them if their counts differ.
template <class T>
[[nodiscard]] std::size_t differences(const std::vector<T>& a, const std::vector<T>& b) {
    if (a.size() != b.size()) {
        return std::max(a.size(), b.size());
    }
    std::size_t count = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        count += same(a[i], b[i]) ? 0U : 1U;
    }
    return count;
}

/// The largest |a - b| / max(1, |b|); NaN counts as infinite.
template <class A, class B>
[[nodiscard]] double largest_difference(const std::vector<A>& a, const std::vector<B>& b) {
    if (a.size() != b.size()) {
        return std::numeric_limits<double>::infinity();
    }
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const auto want = static_cast<double>(b[i]);
        const double error = std::abs(static_cast<double>(a[i]) - want) / std::max(1.0, std::abs(want));
        largest = std::isnan(error) ? std::numeric_limits<double>::infinity() : std::max(largest, error);
    }
    return largest;
}

template <class T>
LINNET_COLD void check_same_bits(std::size_t width, const LayerResult<T>& got, const LayerResult<T>& want) {
    CAPTURE(width);
    CHECK(got.intact);
    CHECK(differences(got.out, want.out) == 0);
    CHECK(differences(got.d_in, want.d_in) == 0);
    CHECK(differences(got.gradients, want.gradients) == 0);
}

/// The result at the first width, of which the others have the bits, and so have 3 threads.
template <class L, class In, class T, std::size_t First, std::size_t... W>
[[nodiscard]] LINNET_COLD LayerResult<T> result_of_every_width(const LayerRun& run) {
    const LayerResult<T> want = run_layer<L, In, T, First>(run);
    CHECK(want.intact);
    (check_same_bits(W, run_layer<L, In, T, W>(run), want), ...);
    LayerRun divided = run;
    divided.executor = &three_threads();
    check_same_bits(First, run_layer<L, In, T, First>(divided), want);
    return want;
}

LINNET_COLD inline void check_close(const LayerResult<float>& f, const LayerResult<double>& d, double tolerance) {
    CHECK(largest_difference(f.out, d.out) <= tolerance);
    CHECK(largest_difference(f.d_in, d.d_in) <= tolerance);
    CHECK(largest_difference(f.gradients, d.gradients) <= tolerance);
}

LINNET_COLD inline void check_report(std::size_t width, const linnet::GradientReport& report) {
    CAPTURE(width);
    INFO(report.message);
    CHECK(report);
}

/// Calls `check(run)` for batches of 0, 1, 3 and 33, with rows that touch and rows that lie apart.
template <class Check>
void for_each_run(LayerRun run, const Check& check) {
    for (const std::size_t batch : {std::size_t{0}, std::size_t{1}, std::size_t{3}, std::size_t{33}}) {
        for (const std::size_t gap : {std::size_t{0}, std::size_t{3}}) {
            CAPTURE(batch);
            CAPTURE(gap);
            run.batch = batch;
            run.gap = gap;
            check(run);
        }
    }
}

/// Checks that forward and backward have the same bits with 3 threads, that float agrees with double, and that nothing
/// outside is written. `check_widths` for one shape makes sure of the widths. The build of other widths, which is that
/// with sanitizers, leaves double out.
template <class L, class In = linnet::NoInput>
void check_few_widths(const LayerRun& first = {}, double tolerance = 1e-5) {
    CAPTURE(In::columns);
    for_each_run(first, [&](const LayerRun& run) {
        const auto result = result_of_every_width<L, In, float, one_width<float>>(run);
        if constexpr (!other_widths) {
            check_close(result, run_layer<L, In, double, one_width<double>>(run), tolerance);
        }
    });
}

/// As above, and that the bits are the same at several widths.
template <class L, class In = linnet::NoInput>
void check_widths(const LayerRun& first = {}, double tolerance = 1e-5) {
    if constexpr (other_widths) {
        check_few_widths<L, In>(first, tolerance);
    } else {
        CAPTURE(In::columns);
        for_each_run(first, [&](const LayerRun& run) {
            check_close(result_of_every_width<L, In, float, 1, 4, 16>(run),
                        result_of_every_width<L, In, double, 1, 4>(run), tolerance);
        });
    }
}

/// Checks the gradients against central differences at one width, in the build that tests width 1; `check_widths` makes
/// sure that other widths have the same bits.
template <class L, class In = linnet::NoInput>
void check_gradients_at_one_width([[maybe_unused]] const linnet::GradientCheckSettings& settings = {}) {
    if constexpr (!other_widths) {
        CAPTURE(In::columns);
        check_report(one_width<double>, linnet::check_gradients<L, In, one_width<double>>(settings));
    }
}

/// Checks that the output of a layer, for batches of 0, 1, 3 and 33, equals that of a naive twin over doubles, which is
/// called with the bound layer: within `roundings` epsilon of T, relative to numbers above 1.
template <class L, class In, class T, class Naive>
void check_forward(const Naive& naive, double roundings, LayerRun run = {}) {
    for (const std::size_t batch : {std::size_t{0}, std::size_t{1}, std::size_t{3}, std::size_t{33}}) {
        CAPTURE(batch);
        run.batch = batch;
        BoundLayer<L, In, T, one_width<T>> layer{run};
        layer.forward();
        const NaiveMatrix want = naive(layer);
        CHECK(want.rows == batch);
        CHECK(layer.intact());
        CHECK(largest_difference(elements<T>(layer.out.view()), want.elements) <=
              roundings * static_cast<double>(std::numeric_limits<T>::epsilon()));
    }
}

/// A parameter block of a bound layer.
template <class Bound>
[[nodiscard]] NaiveMatrix block_of(const Bound& layer, std::size_t block) {
    return NaiveMatrix{layer.parameters[block].values.view()};
}

/// Whether a layer accepts an input.
template <class L, class In>
inline constexpr bool accepts = !linnet::is_shape_error<typename L::template output<In>>;

/// The line of a layer in the summary.
template <class L, class In = linnet::NoInput>
[[nodiscard]] linnet::LayerDescription first_line() {
    const BoundLayer<L, In, float, 1> layer{LayerRun{}};
    linnet::Description description;
    layer.node.describe(description);
    return description.lines().at(0);
}

} // namespace linnet_test
