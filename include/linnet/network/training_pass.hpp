// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/context.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/heads.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/optimizer.hpp>
#include <linnet/core/sample_norm_context.hpp>
#include <linnet/core/sample_norms.hpp>
#include <linnet/kernels/lookup_norms.hpp>

namespace linnet::inline LINNET_ISA {

/// A training step in pieces, for whoever wants to see or change what flows between network and loss, sample by sample.
/// In order: `forward`; `sample_losses`, or a loss of one's own, which says the slopes; `add_sample_norms` and
/// `backward`, in any order and any number of times. `Model::view_gradients` is the same at once, for the mean of the
/// losses.
///
/// With norms, a gradient in which each sample counts with a factor of its own, such as a clipped one, takes two passes
/// backward and never holds the gradients of single samples (`add_sample_norms` after Li et al., ICLR 2022):
///
///     TrainingPass pass{model, loss, workspace};
///     pass.forward(batch, step);
///     pass.sample_losses(targets, losses, slopes);
///     norms.clear(batch.rows);
///     pass.add_sample_norms(slopes, norms);
///     for each sample b: slopes(b, :) *= min(1, limit / sqrt(norms.square(b))) / batch.rows
///     pass.backward(slopes, gradients);
///
/// The model, the workspace, the batch and the executor of the step stay where they are meanwhile, and nothing else
/// uses the workspace. Allocates only while batches grow.
template <class ModelType, class L>
class TrainingPass {
    static constexpr bool fits = PredictionLoss<L> && !is_heads<typename ModelType::output>;
    static_assert(fits,
                  "linnet: a training step in pieces needs a network of one output, and a loss that compares each "
                  "row of predictions with its targets.");

public:
    using scalar = typename ModelType::scalar;
    using batch_type = typename ModelType::batch_type;
    using Workspace = typename ModelType::Workspace;

    TrainingPass(const ModelType&& model, const L& loss, Workspace& workspace) = delete; // must outlive it
    TrainingPass(const ModelType& model, const L& loss, Workspace& workspace)
        : model_{model}, loss_{loss}, workspace_{workspace} {}

    /// What the loss reads, for a batch in training: the output of the network, or the logits, if the loss names the
    /// closing layer as `fuses`. Layers that draw random numbers use the number of the step. Shape: `batch x n`, valid
    /// until the workspace is used again. Throws what the layers throw, such as IdError, and SettingError for a batch
    /// of 0 rows.
    LINNET_HOT ConstMatrixView<scalar> forward(const batch_type& batch, const Step& step) {
        if (batch.rows == 0) {
            detail::fail<SettingError>({"a batch of 0 rows has no loss"});
        }
        begun_ = false;
        batch_ = &batch;
        step_ = step;
        if constexpr (fits) {
            workspace_.reserve(batch.rows);
            read_ = model_.network_.template forward_for<L>(context(), workspace_);
        }
        begun_ = true;
        return read_;
    }

    /// The loss of each sample and its derivatives by what `forward` returned, neither divided by the batch.
    /// Shapes: losses `batch`; slopes `batch x n`. Throws SettingError if one has another shape or the targets do not
    /// fit the batch, and what the loss throws.
    LINNET_HOT void sample_losses(const Targets<scalar>& targets, std::span<scalar> losses,
                                  const MatrixView<scalar>& slopes) {
        static_assert(!fits || SampleLoss<L>,
                      "linnet: this loss has no sample_losses: it compares the rows of a batch with each other, or "
                      "does not say the losses of single samples.");
        if constexpr (fits && SampleLoss<L>) {
            check_begun();
            check_slopes(slopes);
            if (losses.size() != batch_->rows) {
                detail::fail<SettingError>(
                    {"a batch of ", batch_->rows, " rows has as many losses, not ", losses.size()});
            }
            detail::check_targets(batch_->rows, detail::label_columns<L, typename ModelType::output>(), targets);
            loss_.template sample_losses<scalar, ModelType::width>(read_, targets, losses.data(), slopes,
                                                                   model_.network_.scratch(workspace_));
        }
    }

    /// norms[b] += the squared norm, over all parameters, of the gradient of a loss whose derivative by row b of what
    /// `forward` returned is row b of `slopes`, and by the other rows 0. A layer that computes the output of a sample
    /// from other samples, or has parameters and no `add_sample_norms`, does not compile.
    /// Shape: slopes `batch x n`. Throws SettingError if slopes or norms do not fit.
    /// Cost: a backward pass without the products that make the gradients of parameters; layers of sequences add the
    /// smaller of such a product and one of all pairs of steps.
    LINNET_HOT void add_sample_norms(const ConstMatrixView<scalar>& slopes, SampleNorms<scalar>& norms) {
        static_assert(!fits || ModelType::graph_layers == 0,
                      "linnet: with GraphPropagation a sample has a gradient for all rows that the graph reaches from "
                      "its own, so the gradients of single samples have no norms that are cheap to know.");
        if constexpr (fits && ModelType::graph_layers == 0) {
            check_begun();
            check_slopes(slopes);
            if (norms.samples() != batch_->rows || norms.blocks() != model_.parameters().size()) {
                detail::fail<SettingError>({"norms of ", norms.samples(), " samples and ", norms.blocks(),
                                            " blocks do not fit ", batch_->rows, " rows and the ",
                                            model_.parameters().size(), " blocks of the model"});
            }
            SampleNormContext<scalar, batch_type> norm_context{context(), norms};
            model_.network_.template backward_for<L>(norm_context, slopes, workspace_);
            kernels::add_lookup_norms<scalar, ModelType::width>(model_.parameters(), step_.executor, norms);
        }
    }

    /// Adds the gradient of a loss with these derivatives by what `forward` returned. The gradients of tables are views
    /// of slopes and workspace, as those of `Model::view_gradients`.
    /// Shape: slopes `batch x n`. Throws SettingError if they do not fit.
    LINNET_HOT void backward(const ConstMatrixView<scalar>& slopes, Gradients<scalar>& gradients) {
        if constexpr (fits) {
            check_begun();
            check_slopes(slopes);
            BackwardContext<scalar, batch_type> backward_context{context(), gradients};
            model_.network_.template backward_for<L>(backward_context, slopes, workspace_);
            if constexpr (ModelType::graph_layers != 0) {
                model_.parameters_.pull_back(gradients, workspace_.scratch, step_.executor);
            }
            gradients.arrange();
        }
    }

private:
    [[nodiscard]] ForwardContext<scalar, batch_type> context() const {
        return {model_.current_parameters(step_.executor), *batch_, true, model_.seed(), step_.number, step_.executor};
    }
    void check_begun() const {
        if (!begun_) {
            detail::fail<SettingError>({"a training pass begins with forward"});
        }
    }
    void check_slopes(const ConstMatrixView<scalar>& slopes) const {
        if (slopes.rows != read_.rows || slopes.columns != read_.columns) {
            detail::fail<SettingError>({"the slopes of a loss that reads ", read_.rows, " x ", read_.columns,
                                        " numbers are as many, not ", slopes.rows, " x ", slopes.columns});
        }
    }

    const ModelType& model_;
    L loss_;
    Workspace& workspace_;
    const batch_type* batch_ = nullptr;
    Step step_{1};
    ConstMatrixView<scalar> read_;
    bool begun_ = false; // whether the last forward returned
};

} // namespace linnet::inline LINNET_ISA
