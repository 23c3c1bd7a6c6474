// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/batch.hpp>
#include <linnet/core/builder.hpp>
#include <linnet/core/context.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/heads.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/core/text.hpp>
#include <linnet/layers/graph_propagation.hpp>
#include <linnet/network/check.hpp>
#include <linnet/testing/gradient_report.hpp>
#include <linnet/testing/guarded_matrix.hpp>
#include <linnet/testing/random_batch.hpp>

namespace linnet::inline LINNET_ISA {

/// How `check_gradients` checks.
struct GradientCheckSettings {
    std::size_t batch = 7;
    std::size_t dynamic_rows = 5; ///< rows of tables whose feature has a `dynamic` vocabulary
    bool list_weights = false;    ///< whether ids in lists have weights
    bool training = true;         ///< whether the layer is told that it is training
    std::uint64_t seed = 1;       ///< of everything that is drawn
    double tolerance = 1e-6;      ///< of |computed - expected| / max(1, |expected|)
    double step = 0x1p-17;        ///< a number x is moved to x + step and to x - step
};

namespace detail {
using BlockValues = std::vector<std::vector<double>>; // for each parameter block, row by row, without padding

/// What gradients hold, with the lookups of each row added up in double.
template <class T>
[[nodiscard]] LINNET_COLD BlockValues added_up(const Parameters<T>& parameters, const Gradients<T>& gradients) {
    BlockValues all;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const std::size_t columns = parameters[i].values.columns();
        std::vector<double>& values = all.emplace_back(parameters[i].trainable_count(), 0.0);
        for (std::size_t r = 0; parameters[i].kind == BlockKind::dense && r * columns < values.size(); ++r) {
            std::copy_n(gradients[i].dense.view().row(r), columns, values.data() + r * columns);
        }
        const RowGradients<T>& rows = gradients[i].rows; // of no rows, if the block is dense
        for (const auto& [gradient, scale, group] : rows.all()) {
            for (std::size_t c = 0; c < columns; ++c) {
                values[rows.row(group) * columns + c] += static_cast<double>(scale * gradient[c]);
            }
        }
    }
    return all;
}

/// Whether the padding of every matrix is zero.
[[nodiscard]] LINNET_COLD inline bool padding_is_zero(const Parameters<double>& parameters,
                                                      const Gradients<double>& gradients) {
    const auto clean = [](ConstMatrixView<double> matrix) {
        for (std::size_t r = 0; r < matrix.rows; ++r) {
            const double* const row = matrix.row(r);
            if (std::any_of(row + matrix.columns, row + matrix.stride, [](double x) { return x != 0.0; })) {
                return false;
            }
        }
        return true;
    };
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (!clean(parameters[i].values.view()) || !clean(gradients[i].dense.view())) {
            return false;
        }
    }
    return true;
}

// Differs from the streams of blocks and of layers that draw.
inline constexpr std::uint64_t gradient_check_stream = std::uint64_t{1} << 48;

/// Everything that flows through a layer, surrounded by guards.
struct GuardedFlow {
    GuardedMatrix<double> in, out, d_out, d_in;

    GuardedFlow(std::size_t batch, std::size_t inputs, std::size_t outputs, std::size_t gap, std::uint64_t seed)
        : in{batch, inputs, gap, 0}, out{batch, outputs, gap, 1}, d_out{batch, outputs, gap, 2},
          d_in{batch, inputs, gap, 3} {
        in.draw(Random{seed, gradient_check_stream});
        d_out.draw(Random{seed, gradient_check_stream + 1});
    }
    [[nodiscard]] bool intact() const { return in.intact() && out.intact() && d_out.intact() && d_in.intact(); }
};

LINNET_COLD inline void report_unwritten(GradientReport& report, std::string_view name, ConstMatrixView<double> matrix,
                                         std::string_view pass) {
    for (std::size_t r = 0; r < matrix.rows; ++r) {
        for (std::size_t c = 0; c < matrix.columns; ++c) {
            if (std::isnan(matrix(r, c))) {
                report_failure(report, text({pass, " left ", element_name(name, r, c), " unwritten, or made it NaN"}));
            }
        }
    }
}

LINNET_COLD inline void report_overrun(GradientReport& report, const GuardedFlow& flow,
                                       const Parameters<double>& parameters, const Gradients<double>& gradients,
                                       std::string_view pass) {
    if (!flow.intact()) {
        report_failure(report, text({pass, " wrote outside of the matrices that it was given"}));
    }
    if (!padding_is_zero(parameters, gradients)) {
        report_failure(report, text({pass, " wrote to the padding of a parameter or its gradient"}));
    }
}

/// A layer that is being checked, independent of its type.
struct CheckedLayer {
    std::size_t rows = 0; ///< of the batch
    std::size_t inputs = 0;
    std::size_t outputs = 0;
    bool trainable = false;
    bool asks_d_in = false;
    Parameters<double> parameters;
    Gradients<double> gradients;

    CheckedLayer() = default;
    CheckedLayer(const CheckedLayer&) = delete;
    CheckedLayer& operator=(const CheckedLayer&) = delete;
    virtual ~CheckedLayer() = default;
    virtual void forward(ConstMatrixView<double> in, MatrixView<double> out) = 0;
    virtual void backward(ConstMatrixView<double> in, ConstMatrixView<double> out, ConstMatrixView<double> d_out,
                          MatrixView<double> d_in) = 0;
};

/// (f(x + step) - f(x - step)) / (2 step) for f = the sum of d_out * out, where forward writes out.
[[nodiscard]] LINNET_COLD inline double central_difference(double& x, double step, GuardedFlow& flow,
                                                           CheckedLayer& layer) {
    const double middle = x;
    x = middle + step;
    double width = x;
    layer.forward(flow.in.view(), flow.out.view());
    const GuardedMatrix<double> higher = flow.out;
    x = middle - step;
    width -= x;
    layer.forward(flow.in.view(), flow.out.view());
    x = middle;
    const ConstMatrixView<double> factor = flow.d_out.view();
    double difference = 0.0;
    for (std::size_t r = 0; r < factor.rows; ++r) {
        for (std::size_t c = 0; c < factor.columns; ++c) {
            difference += factor(r, c) * (higher.view()(r, c) - flow.out.view()(r, c));
        }
    }
    return difference / width;
}

template <Layer L, class In, std::size_t W>
class BoundCheckedLayer : public CheckedLayer {
    using batch_type = BatchOf<double, typename L::features>;
    using Node = typename L::template Node<double, W, In>;
    static_assert(LayerNode<Node, double, batch_type>,
                  "linnet: the Node of this layer lacks something that the concept LayerNode asks for.");

public:
    LINNET_COLD BoundCheckedLayer(const batch_type& batch, const GradientCheckSettings& settings)
        : settings_{settings}, batch_{batch}, node_{build()} {
        rows = batch.rows;
        inputs = In::columns;
        outputs = L::template output<In>::columns;
        trainable = Node::trainable;
        asks_d_in = L::reads_input && is_shape<In>;
        workspace_.reserve(batch.rows + 3); // a layer must go by the number of rows that it is given
    }
    LINNET_COLD void forward(ConstMatrixView<double> in, MatrixView<double> out) override {
        const ForwardContext<double, batch_type> context{parameters, batch_, settings_.training, settings_.seed, 1};
        node_.forward(context, input(in), out, workspace_);
    }
    LINNET_COLD void backward(ConstMatrixView<double> in, ConstMatrixView<double> out, ConstMatrixView<double> d_out,
                              MatrixView<double> d_in) override {
        BackwardContext<double, batch_type> context{{parameters, batch_, settings_.training, settings_.seed, 1},
                                                    gradients};
        node_.backward(context, input(in), out, d_out, d_in, workspace_);
    }

protected:
    Node build() {
        typename Builder<double>::rows_list rows_of_features;
        [&]<class... Features>(TypeList<Features...>) {
            (rows_of_features.emplace_back(std::string{Features::name}, settings_.dynamic_rows), ...);
        }(typename L::features{});
        std::uint64_t streams = 0;
        Builder<double> builder{parameters, settings_.seed, rows_of_features, streams};
        return Node(builder);
    }
    static ConstMatrixView<double> input(ConstMatrixView<double> in) {
        return is_shape<In> ? in : ConstMatrixView<double>{};
    }

    GradientCheckSettings settings_;
    const batch_type& batch_;
    Node node_;
    typename Node::Workspace workspace_;
};

class GradientChecker {
    static constexpr double unwritten = std::numeric_limits<double>::quiet_NaN();

public:
    LINNET_COLD GradientChecker(CheckedLayer& layer, const GradientCheckSettings& settings)
        : settings_{settings}, layer_{layer} {
        for (std::size_t i = 0; i < layer.parameters.size(); ++i) {
            const MatrixView<double> values = layer.parameters[i].values.view();
            const Random random{settings.seed, gradient_check_stream + 2 + i};
            for (std::size_t at = 0; at < layer.parameters[i].trainable_count(); ++at) {
                values(at / values.columns, at % values.columns) =
                    GuardedMatrix<double>::away_from_zero(random.uniform(at));
            }
        }
        layer.gradients = Gradients<double>{layer.parameters};
    }

    LINNET_COLD GradientReport run() {
        GuardedFlow flow{layer_.rows, layer_.inputs, layer_.outputs, 3, settings_.seed};
        forward(flow, unwritten);
        report_unwritten(report_, "the output", flow.out.view(), "forward");
        const GuardedFlow first = flow;
        forward(flow, 1e3);
        compare(0.0, "the output", flow.out.view(), first.out.view(), "forward, run twice");

        BlockValues computed = added_up(layer_.parameters, layer_.gradients); // zeros
        if (layer_.trainable) {
            backward(flow, unwritten, layer_.asks_d_in);
            if (layer_.asks_d_in) {
                report_unwritten(report_, "the gradient of the input", flow.d_in.view(), "backward");
            }
            computed = added_up(layer_.parameters, layer_.gradients);
            check_again(flow, computed);
            check_without_d_in(flow, computed);
            check_touching_rows(flow, computed);
        } else {
            flow.d_in.fill(0.0);
        }
        compare_with_differences(flow, computed);
        return report_;
    }

private:
    LINNET_COLD void forward(GuardedFlow& flow, double start) {
        flow.out.fill(start);
        layer_.forward(flow.in.view(), flow.out.view());
        report_overrun(report_, flow, layer_.parameters, layer_.gradients, "forward");
    }
    LINNET_COLD void backward(GuardedFlow& flow, double start, bool with_d_in) {
        flow.d_in.fill(start);
        layer_.backward(flow.in.view(), flow.out.view(), flow.d_out.view(),
                        with_d_in ? flow.d_in.view() : MatrixView<double>{});
        report_overrun(report_, flow, layer_.parameters, layer_.gradients, "backward");
    }

    LINNET_COLD void compare(double tolerance, std::string_view name, ConstMatrixView<double> computed,
                             ConstMatrixView<double> expected, std::string_view what) {
        for (std::size_t r = 0; r < computed.rows; ++r) {
            for (std::size_t c = 0; c < computed.columns; ++c) {
                report_comparison(report_, tolerance, name, r, c, computed(r, c), expected(r, c), what);
            }
        }
    }
    LINNET_COLD void compare_blocks(double tolerance, const BlockValues& expected, double times,
                                    std::string_view what) {
        const BlockValues computed = added_up(layer_.parameters, layer_.gradients);
        for (std::size_t i = 0; i < computed.size(); ++i) {
            const std::size_t block_columns = layer_.parameters[i].values.columns();
            for (std::size_t at = 0; at < computed[i].size(); ++at) {
                report_comparison(report_, tolerance, layer_.parameters[i].name, at / block_columns, at % block_columns,
                                  computed[i][at], times * expected[i][at], what);
            }
        }
    }

    /// Gradients of parameters must be added to what is there; that of the input must replace it.
    LINNET_COLD void check_again(GuardedFlow& flow, const BlockValues& first) {
        const GuardedFlow before = flow;
        forward(flow, unwritten);
        backward(flow, 1e3, layer_.asks_d_in);
        if (layer_.asks_d_in) {
            compare(0.0, "the gradient of the input", flow.d_in.view(), before.d_in.view(),
                    "backward, run twice, must replace it");
        }
        compare_blocks(settings_.tolerance, first, 2.0, "backward, run twice, must add to the gradient");
        flow = before;
    }
    LINNET_COLD void check_without_d_in(GuardedFlow flow, const BlockValues& first) {
        layer_.gradients.clear();
        forward(flow, unwritten);
        backward(flow, unwritten, false);
        compare_blocks(settings_.tolerance, first, 1.0, "backward without d_in");
    }
    /// Layers may take another path if rows touch.
    LINNET_COLD void check_touching_rows(const GuardedFlow& apart, const BlockValues& first) {
        GuardedFlow flow{layer_.rows, layer_.inputs, layer_.outputs, 0, settings_.seed};
        layer_.gradients.clear();
        forward(flow, unwritten);
        backward(flow, unwritten, layer_.asks_d_in);
        compare(settings_.tolerance, "the output", flow.out.view(), apart.out.view(), "with rows that touch");
        if (layer_.asks_d_in) {
            compare(settings_.tolerance, "the gradient of the input", flow.d_in.view(), apart.d_in.view(),
                    "with rows that touch");
        }
        compare_blocks(settings_.tolerance, first, 1.0, "with rows that touch");
        check_again(flow, first);
    }

    LINNET_COLD void compare_with_differences(GuardedFlow& flow, const BlockValues& computed) {
        const std::string_view what = layer_.trainable ? "derivative, against central differences"
                                                       : "derivative of a layer that says it is not trainable";
        for (std::size_t i = 0; i < layer_.parameters.size(); ++i) {
            const MatrixView<double> values = layer_.parameters[i].values.view();
            for (std::size_t at = 0; at < computed[i].size(); ++at) {
                double& x = values(at / values.columns, at % values.columns);
                report_comparison(report_, settings_.tolerance, layer_.parameters[i].name, at / values.columns,
                                  at % values.columns, computed[i][at],
                                  central_difference(x, settings_.step, flow, layer_), what);
            }
        }
        for (std::size_t r = 0; layer_.asks_d_in && r < layer_.rows; ++r) {
            for (std::size_t c = 0; c < layer_.inputs; ++c) {
                double& x = flow.in.view()(r, c);
                report_comparison(report_, settings_.tolerance, "the gradient of the input", r, c,
                                  flow.d_in.view()(r, c), central_difference(x, settings_.step, flow, layer_), what);
            }
        }
    }

    GradientCheckSettings settings_;
    CheckedLayer& layer_;
    GradientReport report_;
};

} // namespace detail

/// Checks a layer, bound in double at width W to the input `In` (NoInput or `Shape<n>`), on random parameters,
/// statistics as they start, and a given batch of its features. If it has none, only the number of rows matters.
/// - forward writes every element of its output, the same each time, and backward every element of d_in; both cope with
/// views that are unaligned and whose rows lie apart, and write nothing outside of them, nor to padding;
/// - backward adds to the gradients of parameters, replaces d_in, and works without d_in if that is null;
/// - the derivatives of `sum of d_out * out`, for a random d_out, by every parameter, every row of a table and every
/// element of the input equal central differences: |computed - expected| <= tolerance * max(1, |expected|).
///
/// Never throws for a layer that fails; what the layer itself throws becomes the message of the report. Random numbers
/// stay 0.05 away from 0; if a kink elsewhere is hit, use another seed.
/// Cost: two forward passes for each parameter and each element of the input, so use small sizes.
template <Layer L, class In = NoInput, std::size_t W = native_width<double>>
[[nodiscard]] LINNET_COLD GradientReport check_gradients(const BatchOf<double, typename L::features>& batch,
                                                         const GradientCheckSettings& settings = {}) {
    using output = output_of<L, In>;
    static_assert(detail::report<output>::fits || is_shape_error<output>);
    static_assert(
        !detail::is_steps<In> && !detail::is_steps<output>,
        "linnet: check_gradients takes layers of matrices: put an Embedding before sequences, or Sum behind.");
    if constexpr ((is_shape<output> || is_heads<output>) && detail::is_checked_without_model<L>()) {
        try {
            detail::BoundCheckedLayer<L, In, W> layer{batch, settings};
            return detail::GradientChecker{layer, settings}.run();
        } catch (const std::exception& error) {
            return {0.0, {}, error.what()};
        }
    } else {
        return {};
    }
}

/// As above, on a RandomBatch.
template <Layer L, class In = NoInput, std::size_t W = native_width<double>>
[[nodiscard]] LINNET_COLD GradientReport check_gradients(const GradientCheckSettings& settings = {}) {
    const RandomBatch<double, typename L::features> random{
        {settings.batch, settings.dynamic_rows, settings.list_weights, settings.seed}};
    return check_gradients<L, In, W>(random.batch(), settings);
}

} // namespace linnet::inline LINNET_ISA
