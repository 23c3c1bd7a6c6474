// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <exception>
#include <limits>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/heads.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/sample_norm_context.hpp>
#include <linnet/core/sample_norms.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/kernels/lookup_norms.hpp>
#include <linnet/layers/graph_propagation.hpp>
#include <linnet/network/check.hpp>
#include <linnet/testing/gradient_check.hpp>
#include <linnet/testing/gradient_report.hpp>
#include <linnet/testing/random_batch.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// A layer whose norms of samples are checked, independent of its type.
struct NormCheckedLayer {
    CheckedLayer& layer;

    LINNET_COLD explicit NormCheckedLayer(CheckedLayer& checked) : layer{checked} {}
    NormCheckedLayer(const NormCheckedLayer&) = delete;
    NormCheckedLayer& operator=(const NormCheckedLayer&) = delete;
    virtual ~NormCheckedLayer() = default;
    virtual void add_sample_norms(ConstMatrixView<double> in, ConstMatrixView<double> out,
                                  ConstMatrixView<double> d_out, MatrixView<double> d_in,
                                  SampleNorms<double>& norms) = 0;
};

template <Layer L, class In, std::size_t W>
class BoundNormCheckedLayer final : public BoundCheckedLayer<L, In, W>, public NormCheckedLayer {
    using batch_type = BatchOf<double, typename L::features>;

public:
    LINNET_COLD BoundNormCheckedLayer(const batch_type& batch, const GradientCheckSettings& settings)
        : BoundCheckedLayer<L, In, W>{batch, settings}, NormCheckedLayer{static_cast<CheckedLayer&>(*this)} {}
    LINNET_COLD void add_sample_norms(ConstMatrixView<double> in, ConstMatrixView<double> out,
                                      ConstMatrixView<double> d_out, MatrixView<double> d_in,
                                      SampleNorms<double>& norms) override {
        SampleNormContext<double, batch_type> context{
            {this->parameters, this->batch_, this->settings_.training, this->settings_.seed, 1}, norms};
        call_backward(this->node_, context, this->input(in), out, d_out, d_in, this->workspace_);
        kernels::add_lookup_norms<double, W>(this->parameters, nullptr, norms);
    }
};

class SampleNormChecker {
public:
    LINNET_COLD SampleNormChecker(NormCheckedLayer& checked, const GradientCheckSettings& settings)
        : settings_{settings}, checked_{checked}, layer_{checked.layer} {
        static_cast<void>(GradientChecker{layer_, settings}); // draws the parameters
        norms_ = SampleNorms<double>{layer_.parameters};
    }

    LINNET_COLD GradientReport run() {
        check(3, "with rows that lie apart");
        check(0, "with rows that touch");
        return report_;
    }

private:
    LINNET_COLD void check(std::size_t gap, std::string_view where) {
        GuardedFlow flow{layer_.rows, layer_.inputs, layer_.outputs, gap, settings_.seed};
        layer_.forward(flow.in.view(), flow.out.view());
        GuardedFlow with_gradients = flow;
        backward(with_gradients);
        norms_.clear(layer_.rows);
        for (const double times : {1.0, 2.0}) { // the second pass adds to the first
            flow.d_in.fill(std::numeric_limits<double>::quiet_NaN());
            const MatrixView<double> d_in = layer_.asks_d_in ? flow.d_in.view() : MatrixView<double>{};
            checked_.add_sample_norms(flow.in.view(), flow.out.view(), flow.d_out.view(), d_in, norms_);
            report_overrun(report_, flow, layer_.parameters, layer_.gradients, "add_sample_norms");
            compare_d_in(flow, with_gradients, where);
            for (std::size_t b = 0; b < layer_.rows; ++b) {
                report_comparison(report_, settings_.tolerance, "the squared norm of sample", b, 0, norms_.square(b),
                                  times * square(flow, b), where);
            }
        }
    }

    LINNET_COLD void backward(GuardedFlow& flow) {
        layer_.gradients.clear();
        if (layer_.trainable) {
            layer_.backward(flow.in.view(), flow.out.view(), flow.d_out.view(),
                            layer_.asks_d_in ? flow.d_in.view() : MatrixView<double>{});
        }
    }
    /// The squared norm of the gradient for d_out of sample b, and zeros for all others.
    [[nodiscard]] LINNET_COLD double square(const GuardedFlow& flow, std::size_t b) {
        GuardedFlow alone = flow;
        for (std::size_t r = 0; r < layer_.rows; ++r) {
            if (r != b) {
                std::fill_n(alone.d_out.view().row(r), layer_.outputs, 0.0);
            }
        }
        backward(alone);
        double squares = 0.0;
        for (const std::vector<double>& block : added_up(layer_.parameters, layer_.gradients)) {
            for (const double x : block) {
                squares += x * x;
            }
        }
        return squares;
    }
    LINNET_COLD void compare_d_in(const GuardedFlow& flow, const GuardedFlow& expected, std::string_view where) {
        for (std::size_t r = 0; layer_.asks_d_in && layer_.trainable && r < layer_.rows; ++r) {
            for (std::size_t c = 0; c < layer_.inputs; ++c) {
                report_comparison(report_, 0.0, "the gradient of the input by add_sample_norms", r, c,
                                  flow.d_in.view()(r, c), expected.d_in.view()(r, c), where);
            }
        }
    }

    GradientCheckSettings settings_;
    NormCheckedLayer& checked_;
    CheckedLayer& layer_;
    SampleNorms<double> norms_;
    GradientReport report_;
};

} // namespace detail

/// Checks `add_sample_norms` of a layer, or of layers of layers, bound in double at width W to the input `In` (NoInput
/// or `Shape<n>`), on random parameters and a given batch of its features:
/// - the squared norm of each sample equals that of the gradients which `backward` adds for d_out of that sample alone:
/// |computed - expected| <= tolerance * max(1, |expected|); a second pass adds it once more;
/// - the gradient of the input has the bits of that by `backward`, and nothing is written where it should not be.
///
/// Check the layer by `check_gradients`, too, as `backward` is what the norms are compared with. Settings, exceptions
/// and random numbers: as there. Cost: a backward pass for each sample.
template <Layer L, class In = NoInput, std::size_t W = native_width<double>>
[[nodiscard]] LINNET_COLD GradientReport check_sample_norms(const BatchOf<double, typename L::features>& batch,
                                                            const GradientCheckSettings& settings = {}) {
    using output = output_of<L, In>;
    static_assert(detail::report<output>::fits || is_shape_error<output>);
    static_assert(
        !detail::is_steps<In> && !detail::is_steps<output>,
        "linnet: check_sample_norms takes layers of matrices: put an Embedding before sequences, or Sum behind.");
    if constexpr ((is_shape<output> || is_heads<output>) && detail::is_checked_without_model<L>()) {
        try {
            detail::BoundNormCheckedLayer<L, In, W> layer{batch, settings};
            return detail::SampleNormChecker{layer, settings}.run();
        } catch (const std::exception& error) {
            return {0.0, {}, error.what()};
        }
    } else {
        return {};
    }
}

/// As above, on a RandomBatch.
template <Layer L, class In = NoInput, std::size_t W = native_width<double>>
[[nodiscard]] LINNET_COLD GradientReport check_sample_norms(const GradientCheckSettings& settings = {}) {
    const RandomBatch<double, typename L::features> random{
        {settings.batch, settings.dynamic_rows, settings.list_weights, settings.seed}};
    return check_sample_norms<L, In, W>(random.batch(), settings);
}

} // namespace linnet::inline LINNET_ISA
