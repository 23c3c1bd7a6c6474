// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/config.hpp>
#include <linnet/core/batch.hpp>
#include <linnet/core/builder.hpp>
#include <linnet/core/context.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/testing/gradient_report.hpp>

#include "bound_layer.hpp"
#include "eager_pool.hpp"
#include "lanes.hpp"
#include "layer_checks.hpp"

namespace linnet_test {

/// The lengths of the sequences of a batch.
using Lengths = std::vector<std::size_t>;

[[nodiscard]] inline std::size_t steps_of(const Lengths& lengths) {
    return std::accumulate(lengths.begin(), lengths.end(), std::size_t{0});
}

/// The offsets of a batch of sequences, of which only the differences count: they do not start at 0.
[[nodiscard]] LINNET_COLD inline std::vector<std::uint64_t> offsets_of(const Lengths& lengths) {
    std::vector<std::uint64_t> offsets{5};
    for (const std::size_t length : lengths) {
        offsets.push_back(offsets.back() + length);
    }
    return offsets;
}

/// A layer that reads sequences, bound to scalar, width and Steps<n>, with random numbers.
template <class L, class In, class T, std::size_t W>
class BoundStepsLayer {
public:
    using Node = typename L::template Node<T, W, In>;
    using output = typename L::template output<In>;
    static constexpr bool puts_out_steps = linnet::detail::is_steps<output>;
    static constexpr bool longer = linnet::detail::ChangesLengths<Node>; ///< as ClozeMask does, by one step

    LINNET_COLD explicit BoundStepsLayer(const Lengths& lengths, linnet::Executor* run_by = nullptr,
                                         std::uint64_t seed = 1, std::size_t gap = 3)
        : offsets{offsets_of(lengths)}, executor{run_by},
          numbers{LayerRun{.batch = steps_of(lengths), .gap = gap, .seed = seed}, In::columns, 0},
          out{rows_out(lengths), output::columns, gap, 2}, d_out{rows_out(lengths), output::columns, gap, 3},
          node{build()} {
        numbers.draw_parameters(seed);
        d_out.draw(linnet::Random{seed, 101});
        out.fill(std::numeric_limits<T>::quiet_NaN());
        workspace.reserve(lengths.size());
        if constexpr (longer) {
            out_offsets = node.offsets_behind(offsets, workspace);
        } else {
            out_offsets = offsets;
        }
    }

    LINNET_HOT void forward() {
        const linnet::ForwardContext<T, Batch> context{numbers.parameters, batch, true, 1, 1, executor};
        node.forward(context, in_view(), out_view(out), workspace);
    }
    LINNET_HOT void backward(bool with_d_in = true) {
        linnet::BackwardContext<T, Batch> context{{numbers.parameters, batch, true, 1, 1, executor}, numbers.gradients};
        const linnet::StepsView<T> d_in{with_d_in ? numbers.d_in.view() : linnet::MatrixView<T>{}, offsets};
        node.backward(context, in_view(), const_view(out), const_view(d_out), d_in, workspace);
    }
    [[nodiscard]] LINNET_COLD bool intact() const { return numbers.intact() && out.intact() && d_out.intact(); }
    [[nodiscard]] linnet::ConstStepsView<T> in_view() const { return {numbers.in.view(), offsets}; }

private:
    using Batch = linnet::BatchOf<T, linnet::TypeList<>>;

    [[nodiscard]] static std::size_t rows_out(const Lengths& lengths) {
        return !puts_out_steps ? lengths.size() : steps_of(lengths) + (longer ? lengths.size() : 0);
    }
    LINNET_COLD Node build() {
        const typename linnet::Builder<T>::rows_list rows;
        std::uint64_t streams = 0;
        linnet::Builder<T> builder{numbers.parameters, 1, rows, streams};
        return Node(builder);
    }
    auto out_view(linnet::GuardedMatrix<T>& matrix) const {
        if constexpr (puts_out_steps) {
            return linnet::StepsView<T>{matrix.view(), out_offsets};
        } else {
            return matrix.view();
        }
    }
    auto const_view(const linnet::GuardedMatrix<T>& matrix) const {
        if constexpr (puts_out_steps) {
            return linnet::ConstStepsView<T>{matrix.view(), out_offsets};
        } else {
            return matrix.view();
        }
    }

    Batch batch{};

public:
    std::vector<std::uint64_t> offsets;
    linnet::Executor* executor;
    LayerNumbers<T> numbers;
    linnet::GuardedMatrix<T> out, d_out;
    Node node;
    typename Node::Workspace workspace;
    std::span<const std::uint64_t> out_offsets;
};

template <class L, class In, class T, std::size_t W>
[[nodiscard]] LINNET_COLD LayerResult<T> run_steps_layer(const Lengths& lengths, linnet::Executor* executor = nullptr) {
    BoundStepsLayer<L, In, T, W> layer{lengths, executor};
    layer.forward();
    layer.backward();
    return {elements<T>(layer.out.view()), elements<T>(layer.numbers.d_in.view()), layer.numbers.all_gradients(),
            layer.intact()};
}

/// Lengths around a width of 16, long ones, and batches of mixed lengths.
[[nodiscard]] LINNET_COLD inline std::vector<Lengths> every_lengths() {
    return {{}, {0}, {1}, {15}, {16}, {17}, {200}, {0, 0}, {1, 1, 1}, {3, 0, 17, 1, 200, 16, 3, 0, 7, 15, 1}};
}

template <class L, class In, class T, std::size_t... W>
[[nodiscard]] LINNET_COLD LayerResult<T> steps_result_of_every_width(const Lengths& lengths) {
    const LayerResult<T> want = run_steps_layer<L, In, T, 1>(lengths);
    CHECK(want.intact);
    (check_same_bits(W, run_steps_layer<L, In, T, W>(lengths), want), ...);
    check_same_bits(1, run_steps_layer<L, In, T, 1>(lengths, &three_threads()), want);
    return want;
}

/// The bits of forward and backward are the same at every width and with 3 threads, float agrees with double, nothing
/// outside is written.
template <class L, class In>
void check_steps_widths(double tolerance) {
    CAPTURE(In::columns);
    for (const Lengths& lengths : every_lengths()) {
        CAPTURE(lengths.size());
        CAPTURE(steps_of(lengths));
        if constexpr (other_widths) {
            check_close(steps_result_of_every_width<L, In, float, 2, 8>(lengths),
                        steps_result_of_every_width<L, In, double, 2>(lengths), tolerance);
        } else {
            check_close(steps_result_of_every_width<L, In, float, 4, 16>(lengths),
                        steps_result_of_every_width<L, In, double, 4, 8>(lengths), tolerance);
        }
    }
}

/// The derivatives of `sum of d_out * out` by every parameter and every input equal central differences; a second pass
/// adds the same gradients once more, and d_in is only written where it is wanted.
template <class L, class In, std::size_t W = 4>
void check_steps_gradients(const Lengths& lengths) {
    CAPTURE(In::columns);
    constexpr double step = 0x1p-17;
    BoundStepsLayer<L, In, double, W> layer{lengths};
    const auto value = [&] {
        layer.forward();
        double sum = 0;
        for (std::size_t r = 0; r < layer.out.view().rows; ++r) {
            for (std::size_t c = 0; c < layer.out.view().columns; ++c) {
                sum += layer.d_out.view()(r, c) * layer.out.view()(r, c);
            }
        }
        return sum;
    };
    linnet::GradientReport report;
    const auto compare = [&](std::string_view name, double& x, double computed, std::size_t r, std::size_t c) {
        const double middle = x;
        x = middle + step;
        const double higher = value();
        x = middle - step;
        const double lower = value();
        x = middle;
        linnet::detail::report_comparison(report, 1e-6, name, r, c, computed, (higher - lower) / (2 * step),
                                          "derivative, against central differences");
    };
    layer.forward();
    layer.backward();
    const auto d_in = elements<double>(layer.numbers.d_in.view());
    const auto first = layer.numbers.all_gradients();
    layer.forward();
    layer.backward(false);
    const auto twice = layer.numbers.all_gradients();
    std::size_t at = 0;
    for (std::size_t i = 0; i < layer.numbers.parameters.size(); ++i) {
        const auto& block = layer.numbers.parameters[i];
        const auto values = layer.numbers.parameters[i].values.view();
        for (std::size_t r = 0; r < values.rows; ++r) {
            for (std::size_t c = 0; c < values.columns; ++c, ++at) {
                linnet::detail::report_comparison(report, 1e-9, block.name, r, c, twice[at], 2 * first[at],
                                                  "backward, run twice, must add to the gradient");
                compare(block.name, values(r, c), first[at], r, c);
            }
        }
    }
    const auto in = layer.numbers.in.view();
    for (std::size_t r = 0; r < in.rows; ++r) {
        for (std::size_t c = 0; c < in.columns; ++c) {
            compare("the gradient of the input", in(r, c), d_in[r * in.columns + c], r, c);
        }
    }
    CHECK(layer.intact());
    check_report(W, report);
}

/// Each sequence has the bits that it has in a batch of its own.
template <class L, class In, class T>
void check_alone(const Lengths& lengths) {
    BoundStepsLayer<L, In, T, 4> together{lengths};
    together.forward();
    std::size_t row = 0;
    std::size_t out_row = 0;
    for (const std::size_t length : lengths) {
        BoundStepsLayer<L, In, T, 4> alone{Lengths{length}};
        const auto in = alone.numbers.in.view();
        for (std::size_t r = 0; r < length; ++r) {
            std::copy_n(together.numbers.in.view().row(row + r), In::columns, in.row(r));
        }
        alone.forward();
        const auto all = together.out.view();
        CHECK(differences(elements<T>(alone.out.view()), elements<T>(all.middle(out_row, alone.out.view().rows))) == 0);
        row += length;
        out_row += alone.out.view().rows;
    }
}

/// The summary's line of a layer of sequences.
template <class L, class In>
[[nodiscard]] linnet::LayerDescription first_line_of_steps() {
    const BoundStepsLayer<L, In, float, 1> layer{Lengths{1}};
    linnet::Description description;
    layer.node.describe(description);
    return description.lines().at(0);
}

} // namespace linnet_test
