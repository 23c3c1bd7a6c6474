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
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/float_flags.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/optimizer.hpp>
#include <linnet/core/state_entries.hpp>
#include <linnet/core/text.hpp>
#include <linnet/train/faulty_number.hpp>
#include <linnet/train/finite_gradients.hpp>
#include <linnet/train/gradient_clipping.hpp>

namespace linnet::inline LINNET_ISA {

struct EpochRecord;
struct History;
template <class T, class Data>
struct FitOptions;

/// Trains a model step by step, for users who write their own loop. It holds gradients, optimizer state and workspace.
/// The model must outlive it, and so must the executor, if one is given: a step divides its work among the threads of
/// the executor, with the same bits for any number of them.
template <class ModelType, Loss L, Optimizer O>
class Trainer {
public:
    using model_type = ModelType;
    using scalar = typename ModelType::scalar;

    // Settings that may change between steps.
    O optimizer;
    double clip_global_norm = 0.0; ///< the largest norm of all gradients together; 0: no limit
    double l2_rows_in_batch = 0.0; ///< adds l2 * row to the gradient of each row of a table that a batch looked up

    /// Tables that the model reads from a file in place are copied into memory first.
    /// Throws SettingError for optimizer settings that are out of range.
    LINNET_COLD Trainer(ModelType& model, L loss, O settings, Executor* executor = nullptr)
        : optimizer{settings}, model_{model}, loss_{loss}, executor_{executor}, gradients_{model.parameters()},
          states_{std::make_unique<State[]>(gradients_.size())} {
        check_settings(1.0);
        for (std::size_t i = 0; i < gradients_.size(); ++i) {
            model.parameters()[i].values.own();
            statistics_ = statistics_ || model.parameters()[i].kind == BlockKind::statistics;
            if (model.parameters()[i].trained()) {
                states_[i] = State(optimizer, model.parameters()[i]);
            }
        }
        if constexpr (requires { optimizer.check_blocks(model.parameters()); }) {
            optimizer.check_blocks(model.parameters());
        }
    }

    /// Continues for a model that has `grown` from that of `before`, with its loss, settings and number of steps, and
    /// the state of the rows that both have. Throws SettingError if a table has fewer rows than before.
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
            detail::take_over_state(state_entries<scalar>(states_[i]), state_entries<scalar>(before.states_[i]));
            gradients_[i].rows.take_over(before.gradients_[i].rows);
        }
    }

    /// One step on one batch, at the optimizer's learning rates times `learning_rate_factor`; returns its loss before
    /// the step. Allocates only while batches grow.
    /// Throws SettingError for a batch of 0 rows, labels or weights that do not fit it, or settings out of their range;
    /// NumberError for a number of the batch that is NaN or infinite, DivergenceError if the loss, a gradient or the
    /// next value of statistics becomes so; and what loss and layers throw. Model and optimizer state are then bit for
    /// bit as before. Only an executor that throws while parameters change, or finite gradients of one row whose sum is
    /// infinite, may leave a part of the step in the model; the trainer then refuses to go on.
    LINNET_HOT scalar step(const typename ModelType::batch_type& batch, const Targets<scalar>& targets,
                           double learning_rate_factor = 1.0) {
        check_step(learning_rate_factor);
        const Step step{steps_ + 1, executor_, learning_rate_factor};
        gradients_.clear();
        scalar loss;
        try {
            detail::check_numbers(batch);
            const FloatFlags flags;
            loss = model_.view_gradients(loss_, batch, targets, step, gradients_, workspace_);
            finish_gradients(loss, batch, targets, flags);
        } catch (...) {
            gradients_.drop();
            throw;
        }
        try {
            const FloatFlags flags;
            update(step);
            if (flags.raised() && !detail::all_finite<scalar, ModelType::width>(model_.parameters())) {
                diverged("parameters became infinite or nan when gradients were added up; the model is not as before",
                         batch, targets);
            }
        } catch (...) {
            torn_ = true;
            throw;
        }
        steps_ = step.number;
        return loss;
    }

    /// Sets row 0 of each table, which stands for unknown ids, to the mean of the rows that steps have looked up. If
    /// row 0 was looked up itself, for ids that a vocabulary did not know, it is trained and stays. `fit` calls this.
    /// Cost: one pass over the tables.
    LINNET_COLD void average_unknown_rows() {
        for (std::size_t i = 0; i < gradients_.size(); ++i) {
            if (model_.parameters()[i].kind == BlockKind::rows && !model_.parameters().is_source(i)) {
                average_unknown_row(gradients_[i].rows, model_.parameters()[i].values.view());
            }
        }
        if constexpr (ModelType::graph_layers != 0) {
            model_.average_unknown_rows(gradients_);
        }
    }

    /// Continues training, keeping the optimizer's state from call to call; see the function `fit`, whose header it
    /// needs. Clipping and L2 are those of the trainer unless the options set them; the executor is always the
    /// trainer's.
    ///
    /// If it throws, the model is as after the last whole step, `steps()`, except in the two cases that `step` names.
    /// The settings are as before, and an unfinished epoch does not count: the next call shuffles as this one did.
    template <class Data>
    History fit(const Data& train, std::type_identity_t<FitOptions<scalar, Data>> options = {});

    /// Trains one epoch on some of the data, such as a block of a file or the log of the last hour.
    /// Source: `partial_fit` of scikit-learn.
    template <class Data>
    EpochRecord partial_fit(const Data& part, std::type_identity_t<FitOptions<scalar, Data>> options = {});

    /// The model, and what trains it.
    [[nodiscard]] ModelType& model() { return model_; }
    [[nodiscard]] const L& loss() const { return loss_; }
    /// The loss, whose settings may change between steps, as where the weight of a head grows: in the callback of `fit`
    /// `trainer.loss().weights = {1.0, weight_at(trainer.steps())}`. No checkpoint keeps them.
    [[nodiscard]] L& loss() { return loss_; }
    [[nodiscard]] Executor* executor() const { return executor_; }

    /// The number of epochs that `fit` has trained with it so far. Each shuffles and draws differently.
    std::uint64_t epochs = 0;

    /// The number of steps taken so far.
    [[nodiscard]] std::uint64_t steps() const { return steps_; }

    /// Calls `use(block, entry)` for each entry of what the optimizer remembers (see StateEntry) of the parameter block
    /// with that index, to save or load it. With that, the rows that were `seen`, `steps()` and `epochs`, a trainer in
    /// another process goes on as this one would.
    template <class Use>
    LINNET_COLD void visit_state(const Use& use) {
        for (std::size_t i = 0; i < gradients_.size(); ++i) {
            for (const StateEntry<scalar>& entry : state_entries<scalar>(states_[i])) {
                use(i, entry);
            }
        }
    }
    /// Whether a step has looked up a row of the table of that index.
    [[nodiscard]] bool has_seen(std::size_t block, std::size_t row) const { return gradients_[block].rows.seen(row); }
    /// Says so of a trainer that was just made, or told to `resume`.
    void set_seen(std::size_t block, std::size_t row, bool seen) { gradients_[block].rows.set_seen(row, seen); }
    /// Goes on as after that many steps and epochs, for whoever gives it the rest of what it remembers. Forgets the
    /// last batch.
    void resume(std::uint64_t after_steps, std::uint64_t after_epochs) {
        gradients_.clear();
        steps_ = after_steps;
        epochs = after_epochs;
        torn_ = false;
    }

    /// The memory of the optimizer's state.
    [[nodiscard]] std::size_t optimizer_bytes() const {
        std::size_t total = 0;
        for (std::size_t i = 0; i < gradients_.size(); ++i) {
            for (const StateEntry<scalar>& entry : state_entries<scalar>(states_[i])) {
                total += entry.bytes();
            }
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

    LINNET_COLD void check_settings(double learning_rate_factor) const {
        if constexpr (requires { optimizer.check(learning_rate_factor); }) {
            optimizer.check(learning_rate_factor);
        } else if constexpr (requires { optimizer.check(); }) {
            optimizer.check();
        }
        const auto check = [](const char* name, double value) {
            if (!(value >= 0.0) || std::isinf(value)) {
                detail::fail<SettingError>({name, " must be 0 or a positive number, not ", value});
            }
        };
        check("clip_global_norm", clip_global_norm);
        check("l2_rows_in_batch", l2_rows_in_batch);
        check("learning_rate_factor", learning_rate_factor);
        if constexpr (requires { double{optimizer.learning_rate}; }) {
            check("the learning rate", optimizer.learning_rate * learning_rate_factor);
        }
    }

    void check_step(double learning_rate_factor) const {
        if (torn_) {
            detail::fail<SettingError>(
                {"a step of this trainer failed while parameters changed: its model is no longer whole"});
        }
        if (const std::size_t misfit = gradients_.misfit(model_.parameters()); misfit != none) {
            fail_misfit(model_, misfit);
        }
        check_settings(learning_rate_factor);
    }

    /// Adds L2, clips, and checks the gradients of a step.
    LINNET_HOT void finish_gradients(scalar loss, const typename ModelType::batch_type& batch,
                                     const Targets<scalar>& targets, const FloatFlags& flags) {
        constexpr std::size_t width = ModelType::width;
        if (!std::isfinite(loss)) {
            diverged(detail::text({"the loss became ", loss}), batch, targets);
        }
        if (l2_rows_in_batch != 0.0) {
            detail::add_l2_of_rows(model_.parameters(), gradients_, l2_rows_in_batch);
        }
        constexpr scalar heavy{1 << 20}; // a weight that may by itself make the gradient of a row overflow
        bool looks = flags.raised();
        for (const scalar weight : targets.weights) {
            looks |= weight > heavy;
        }
        if (looks || statistics_) { // to check every gradient in every step would cost up to 15 %
            const std::size_t bad =
                detail::first_block_not_finite<scalar, width>(model_.parameters(), gradients_, looks);
            if (bad != none) {
                const auto& block = model_.parameters()[bad];
                const bool next = block.kind == BlockKind::statistics;
                diverged(detail::text({"the ", next ? "next value" : "gradient", " of '", block.name,
                                       "' became infinite or nan"}),
                         batch, targets);
            }
        }
        if (clip_global_norm != 0.0) {
            const double norm =
                detail::clip_global_norm<scalar, width>(model_.parameters(), gradients_, clip_global_norm, summed_);
            if (!std::isfinite(norm)) {
                diverged(detail::text({"the norm of the gradients became ", norm}), batch, targets);
            }
        }
    }

    LINNET_HOT void update(const Step& step) {
        for (std::size_t i = 0; i < gradients_.size(); ++i) {
            if (model_.parameters()[i].trained()) {
                states_[i].update(optimizer, model_.parameters()[i], gradients_[i], step);
            }
        }
        gradients_.assign_statistics(model_.parameters());
    }

    [[noreturn]] LINNET_COLD static void
    diverged(const std::string& sentence, const typename ModelType::batch_type& batch, const Targets<scalar>& targets) {
        throw detail::faulty_number(batch, targets).template error<DivergenceError>(sentence, "; ");
    }

    LINNET_COLD static void average_unknown_row(const RowGradients<scalar>& rows, MatrixView<scalar> table) {
        if (table.rows == 0 || rows.seen(0)) {
            return;
        }
        std::vector<double> sums(table.columns);
        std::size_t seen = 0;
        for (std::size_t row = 1; row < table.rows; ++row) {
            if (rows.seen(row)) {
                ++seen;
                for (std::size_t c = 0; c < table.columns; ++c) {
                    sums[c] += static_cast<double>(table(row, c));
                }
            }
        }
        for (std::size_t c = 0; c < table.columns && seen != 0; ++c) {
            table(0, c) = static_cast<scalar>(sums[c] / static_cast<double>(seen));
        }
    }

    ModelType& model_;
    L loss_;
    Executor* executor_;
    Gradients<scalar> gradients_;
    std::unique_ptr<State[]> states_; // one per block, empty for one that is not trained
    typename ModelType::Workspace workspace_;
    Matrix<scalar> summed_; // a row's gradient, for its norm
    std::uint64_t steps_ = 0;
    bool statistics_ = false; // whether the model has any
    bool torn_ = false;
};

} // namespace linnet::inline LINNET_ISA
