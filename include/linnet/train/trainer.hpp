// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/optimizer.hpp>
#include <linnet/core/text.hpp>
#include <linnet/train/gradient_clipping.hpp>

namespace linnet::inline LINNET_ISA {

struct EpochRecord;
struct History;
template <class T, class Data>
struct FitOptions;

/// Trains a model step by step, for those who write their own loop: holds gradients, optimizer state and workspace.
/// The model must outlive it, and so must the executor, if one is given: a step divides its work among the threads of
/// that, with the same bits for any number of them.
template <class ModelType, Loss L, Optimizer O>
class Trainer {
public:
    using scalar = typename ModelType::scalar;

    // Settings that may change between steps.
    O optimizer;
    double clip_global_norm = 0.0; ///< gradients are scaled down to that norm of all of them together; 0: never
    double l2_rows_in_batch = 0.0; ///< adds l2 * row to the gradient of each row of a table that a batch looked up

    LINNET_COLD Trainer(ModelType& model, L loss, O settings, Executor* executor = nullptr)
        : optimizer{settings}, model_{model}, loss_{loss}, executor_{executor}, gradients_{model.parameters()},
          states_{std::make_unique<State[]>(gradients_.size())} {
        for (std::size_t i = 0; i < gradients_.size(); ++i) {
            states_[i] = State(optimizer, model.parameters()[i]);
        }
    }

    /// Goes on for a model that has `grown` from that of `before`: with its loss and settings, its steps, and the state
    /// of the rows that both have. Throws SettingError if a table has fewer rows than before.
    LINNET_COLD Trainer(ModelType& model, const Trainer& before)
        : Trainer{model, before.loss_, before.optimizer, before.executor_} {
        for (std::size_t i = 0; i < gradients_.size(); ++i) {
            if (gradients_[i].rows.table_rows() < before.gradients_[i].rows.table_rows()) {
                before.fail_misfit(model, i);
            }
        }
        clip_global_norm = before.clip_global_norm;
        l2_rows_in_batch = before.l2_rows_in_batch;
        epochs = before.epochs;
        steps_ = before.steps_;
        for (std::size_t i = 0; i < gradients_.size(); ++i) {
            states_[i].take_over(before.states_[i]);
        }
    }

    /// One step on one batch; returns its loss before the step. Allocates only while batches grow.
    /// Throws DivergenceError if the loss is NaN or infinite, SettingError if labels or weights do not fit the batch,
    /// or if the model has other rows than when the trainer was made, and what the layers throw; the model is then as
    /// before.
    LINNET_HOT scalar step(const typename ModelType::batch_type& batch, const Targets<scalar>& targets) {
        if (const std::size_t misfit = gradients_.misfit(model_.parameters()); misfit != none) [[unlikely]] {
            fail_misfit(model_, misfit);
        }
        gradients_.clear();
        const Step step{steps_ + 1, executor_};
        const scalar loss = model_.add_gradients(loss_, batch, targets, step, gradients_, workspace_);
        if (!std::isfinite(loss)) {
            detail::fail<DivergenceError>({"the loss became ", std::isnan(loss) ? std::abs(loss) : loss});
        }
        ++steps_;
        if (l2_rows_in_batch != 0.0) {
            detail::add_l2_of_rows(model_.parameters(), gradients_, l2_rows_in_batch);
        }
        if (clip_global_norm != 0.0) {
            detail::clip_global_norm<scalar, ModelType::width>(model_.parameters(), gradients_, clip_global_norm,
                                                               summed_);
        }
        for (std::size_t i = 0; i < gradients_.size(); ++i) {
            states_[i].update(optimizer, model_.parameters()[i], gradients_[i], step);
        }
        return loss;
    }

    /// Trains on, keeping the optimizer's state from call to call; see the function `fit`, whose header it needs. The
    /// clipping and L2 of the options replace those of the trainer; the executor is the trainer's.
    template <class Data>
    History fit(const Data& train, std::type_identity_t<FitOptions<scalar, Data>> options = {});

    /// One epoch over a part of the data, such as a block of a file or the log of the last hour.
    /// Source: `partial_fit` of scikit-learn.
    template <class Data>
    EpochRecord partial_fit(const Data& part, std::type_identity_t<FitOptions<scalar, Data>> options = {});

    /// The model, and what it is trained by.
    [[nodiscard]] ModelType& model() { return model_; }
    [[nodiscard]] const L& loss() const { return loss_; }
    [[nodiscard]] Executor* executor() const { return executor_; }

    /// Epochs that `fit` has trained with it so far; each shuffles and draws anew.
    std::uint64_t epochs = 0;

    /// Steps taken so far.
    [[nodiscard]] std::uint64_t steps() const { return steps_; }

    /// Memory of the optimizer's state.
    [[nodiscard]] std::size_t optimizer_bytes() const {
        std::size_t total = 0;
        for (std::size_t i = 0; i < gradients_.size(); ++i) {
            total += states_[i].bytes();
        }
        return total;
    }

private:
    using State = typename O::template State<scalar, ModelType::width>;
    static constexpr std::size_t none = Parameters<scalar>::none;

    [[noreturn]] LINNET_COLD void fail_misfit(const ModelType& model, std::size_t block) const {
        detail::fail<SettingError>({"the trainer was made for ", gradients_[block].rows.table_rows(), " rows of '",
                                    model.parameters()[block].name, "', and the model has ",
                                    model.parameters()[block].values.rows(),
                                    "; for a model that has grown make a trainer by Trainer{model, trainer}"});
    }

    ModelType& model_;
    L loss_;
    Executor* executor_;
    Gradients<scalar> gradients_;
    std::unique_ptr<State[]> states_; // one per block
    typename ModelType::Workspace workspace_;
    Matrix<scalar> summed_; // a row's gradient, for its norm
    std::uint64_t steps_ = 0;
};

} // namespace linnet::inline LINNET_ISA
