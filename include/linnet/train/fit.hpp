// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/fit_checkpoint.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/optimizer.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/train/batches.hpp>
#include <linnet/train/early_stopping.hpp>
#include <linnet/train/epochs.hpp>
#include <linnet/train/evaluate.hpp>
#include <linnet/train/fit_options.hpp>
#include <linnet/train/history.hpp>
#include <linnet/train/trainer.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class L, class ModelType, class Data>
LINNET_COLD void check_fit(const ModelType& model, const Data& train,
                           const FitOptions<typename ModelType::scalar, Data>& options) {
    check_labelled<L>(model, train, "fit");
    static_cast<void>(checked_batch_size(options.batch_size, train.size(), "fit"));
    if (train.size() == 0) {
        fail<SettingError>({"fit: the data set is empty"});
    }
    if (options.validation != nullptr) {
        check_labelled<L>(model, *options.validation, "the validation of fit");
        if (options.validation->size() == 0) {
            fail<SettingError>({"fit: the validation set is empty"});
        }
    }
    const std::vector<std::string> names = metric_names<ModelType>(options.metrics, "fit");
    if (options.early_stopping) {
        check_watched(*options.early_stopping, names, options.validation != nullptr);
    }
}

/// Gives a trainer the settings of one call of `fit`, and restores its own at the end, even if `fit` throws.
template <class TrainerType>
class SettingsOfCall {
public:
    template <class Options>
    SettingsOfCall(TrainerType& trainer, const Options& options)
        : trainer_{trainer}, clip_{trainer.clip_global_norm}, l2_{trainer.l2_rows_in_batch} {
        trainer.clip_global_norm = options.clip_global_norm.value_or(clip_);
        trainer.l2_rows_in_batch = options.l2_rows_in_batch.value_or(l2_);
    }
    SettingsOfCall(const SettingsOfCall&) = delete;
    SettingsOfCall& operator=(const SettingsOfCall&) = delete;
    ~SettingsOfCall() {
        trainer_.clip_global_norm = clip_;
        trainer_.l2_rows_in_batch = l2_;
    }

private:
    TrainerType& trainer_;
    double clip_;
    double l2_;
};

/// What `fit` does with a trainer and a data set.
template <class TrainerType, class Data>
class TrainingOf final : public Training {
    using ModelType = typename TrainerType::model_type;
    using scalar = typename ModelType::scalar;

public:
    LINNET_COLD TrainingOf(TrainerType& trainer, const Data& data, const FitOptions<scalar, Data>& options)
        : trainer_{trainer}, data_{data}, options_{options} {}

    void work(std::span<const std::size_t> rows) override {
        buffer_.fill(data_, rows.size(), ListedRows{rows.data()}, epoch, trainer_.executor());
        loss = static_cast<double>(trainer_.step(buffer_.batch(), buffer_.targets(), learning_rate_factor));
    }
    [[nodiscard]] std::size_t sample_of(std::size_t row) const override { return buffer_.sample_of(row); }
    [[nodiscard]] std::uint64_t steps() const override { return trainer_.steps(); }
    LINNET_COLD void average_unknown_rows() override { trainer_.average_unknown_rows(); }
    LINNET_COLD void evaluate(EpochRecord& record) override {
        const auto evaluated = [&](const Data& data) {
            constexpr std::size_t batch_size = 1024;
            return linnet::evaluate(trainer_.model(), trainer_.loss(), data, options_.metrics, batch_size,
                                    trainer_.executor());
        };
        if (options_.validation != nullptr) {
            Evaluation evaluation = evaluated(*options_.validation);
            record.validation_loss = evaluation.loss;
            record.metrics = std::move(evaluation.metrics);
        } else if (!options_.metrics.empty()) {
            record.metrics = evaluated(data_).metrics;
        }
    }
    LINNET_COLD void keep_parameters() override { kept_ = trainer_.model().parameters(); }
    LINNET_COLD void restore_parameters() override { trainer_.model().parameters() = std::move(kept_); }
    [[nodiscard]] LINNET_COLD bool keeps_parameters() const override { return kept_.size() != 0; }
    [[nodiscard]] LINNET_COLD std::uint64_t shuffling_seed() const override {
        return options_.seed.value_or(trainer_.model().seed());
    }
    [[nodiscard]] LINNET_COLD bool has_checkpoint() const override { return options_.checkpoint != nullptr; }
    [[nodiscard]] LINNET_COLD std::string checkpoint_name() const override { return options_.checkpoint->name(); }
    [[nodiscard]] LINNET_COLD bool read_checkpoint(std::vector<NamedNumbers>& numbers) override {
        return options_.checkpoint->read(numbers, kept_);
    }
    LINNET_COLD void restore_checkpoint() override { options_.checkpoint->restore(); }
    LINNET_COLD void save_checkpoint(const std::vector<NamedNumbers>& numbers) override {
        options_.checkpoint->save(numbers, kept_);
    }
    LINNET_COLD void remove_checkpoint() override { options_.checkpoint->remove(); }

private:
    TrainerType& trainer_;
    const Data& data_;
    const FitOptions<scalar, Data>& options_;
    BatchesOf<ModelType, Data> buffer_;
    Parameters<scalar> kept_;
};

} // namespace detail

template <class ModelType, Loss L, Optimizer O>
template <class Data>
LINNET_COLD History Trainer<ModelType, L, O>::fit(const Data& train,
                                                  std::type_identity_t<FitOptions<scalar, Data>> options) {
    detail::check_fit<L>(model_, train, options);
    if (options.checkpoint != nullptr && options.checkpoint->trainer() != this) {
        detail::fail<SettingError>({"fit: the checkpoint '", options.checkpoint->name(),
                                    "' is of another trainer; call fit of the trainer that it was made for"});
    }
    const detail::SettingsOfCall settings{*this, options};
    detail::TrainingOf<Trainer, Data> training{*this, train, options};
    return detail::train_epochs(training,
                                {options.epochs, train.size(), options.batch_size, options.shuffle,
                                 options.average_unknown_rows, options.early_stopping, options.callback,
                                 options.learning_rate_factor},
                                epochs);
}

/// Trains a model for a number of epochs. Each epoch goes once through the data set, in an order shuffled by the seed,
/// in batches of which the last may be smaller. Returns a record for each epoch.
///
/// With a checkpoint, for which a Trainer is needed, it goes on with a call of an earlier process that was interrupted.
/// The data is a Dataset, or positives `with_negatives`. The result depends only on model, data, settings and seeds: it
/// has the same bits at every width and for any number of threads of an executor.
/// Throws SettingError for a batch size of 0, a training or validation set that is empty or has no labels, columns that
/// do not match, a metric of no head where the network has several, early stopping with nothing to watch, or settings
/// out of range; NumberError for a number that is NaN or infinite; DivergenceError if the loss or a gradient becomes
/// so, naming epoch and batch, and feature, row and value if one explains it; and what loss and layers throw. Errors
/// name rows of the data set. The model is as it was before that batch.
template <class ModelType, class L, class O, class Data>
LINNET_COLD History fit(ModelType& model, const L& loss, const O& optimizer, const Data& train,
                        std::type_identity_t<FitOptions<typename ModelType::scalar, Data>> options = {}) {
    if constexpr (Loss<L> && Optimizer<O>) {
        detail::check_fit<L>(model, train, options);
        Trainer<ModelType, L, O> trainer{model, loss, optimizer, options.executor};
        return trainer.fit(train, std::move(options));
    } else {
        static_assert(never<L>, "linnet: fit takes a model, a loss, an optimizer and the data, in this order.");
        return {};
    }
}

template <class ModelType, Loss L, Optimizer O>
template <class Data>
LINNET_COLD EpochRecord Trainer<ModelType, L, O>::partial_fit(const Data& part,
                                                              std::type_identity_t<FitOptions<scalar, Data>> options) {
    options.epochs = 1;
    return fit(part, std::move(options)).epochs[0];
}

} // namespace linnet::inline LINNET_ISA
