// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/fit_checkpoint.hpp>
#include <linnet/core/text.hpp>
#include <linnet/train/early_stopping.hpp>
#include <linnet/train/history.hpp>

// What `fit` remembers from epoch to epoch, beside its trainer, as numbers that a FitCheckpoint keeps.
namespace linnet::inline LINNET_ISA::detail {

/// What a training must have in common with one that goes on with it.
struct FitSetup {
    std::size_t samples;
    std::size_t batch_size;
    std::uint64_t epochs_before; ///< those of the trainer's earlier calls of `fit`
};

/// The numbers to keep. A value that an epoch does not have is NaN.
[[nodiscard]] std::vector<NamedNumbers> numbers_of(const FitSetup& setup, const History& history,
                                                   const EarlyStopper* stopper);

/// Takes history and early stopping over from numbers that were kept. Throws DataError, beginning with `name`, if they
/// are damaged, or of a training with another setup.
void take_up(const std::vector<NamedNumbers>& numbers, const std::string& name, const FitSetup& setup, History& history,
             EarlyStopper* stopper);

} // namespace linnet::inline LINNET_ISA::detail

#if LINNET_DEFINES

#include <cmath>
#include <limits>
#include <utility>

namespace linnet::inline LINNET_ISA::detail {

inline constexpr std::string_view metric_prefix = "metric/";

LINNET_COLD LINNET_DEFINITION std::vector<NamedNumbers> numbers_of(const FitSetup& setup, const History& history,
                                                                   const EarlyStopper* stopper) {
    std::vector<NamedNumbers> numbers{{"samples", {static_cast<double>(setup.samples)}},
                                      {"batch_size", {static_cast<double>(setup.batch_size)}},
                                      {"epochs_before", {static_cast<double>(setup.epochs_before)}}};
    if (stopper != nullptr) {
        const EarlyStopper::State state = stopper->state();
        numbers.push_back(
            {"early_stopping", {state.best, static_cast<double>(state.best_epoch), static_cast<double>(state.waited)}});
    }
    const std::size_t first = numbers.size();
    const auto set = [&](std::size_t epoch, const std::string& name, double value) {
        std::size_t i = first;
        while (i < numbers.size() && numbers[i].name != name) {
            ++i;
        }
        if (i == numbers.size()) {
            numbers.push_back(
                {name, std::vector<double>(history.epochs.size(), std::numeric_limits<double>::quiet_NaN())});
        }
        numbers[i].values[epoch] = value;
    };
    for (std::size_t epoch = 0; epoch < history.epochs.size(); ++epoch) {
        const EpochRecord& record = history.epochs[epoch];
        set(epoch, "loss", record.loss);
        set(epoch, "seconds", record.seconds);
        if (record.validation_loss) {
            set(epoch, "validation_loss", *record.validation_loss);
        }
        if (record.score) {
            set(epoch, "score", *record.score);
        }
        for (const auto& [metric, value] : record.metrics) {
            set(epoch, text({metric_prefix, metric}), value);
        }
    }
    return numbers;
}

LINNET_COLD LINNET_DEFINITION void take_up(const std::vector<NamedNumbers>& numbers, const std::string& name,
                                           const FitSetup& setup, History& history, EarlyStopper* stopper) {
    const auto find = [&](std::string_view wanted) -> const std::vector<double>* {
        for (const NamedNumbers& some : numbers) {
            if (some.name == wanted) {
                return &some.values;
            }
        }
        return nullptr;
    };
    const auto values_of = [&](std::string_view wanted, std::size_t count) -> const std::vector<double>& {
        const std::vector<double>* const values = find(wanted);
        if (values == nullptr || values->size() != count) {
            fail<DataError>({name, ": is no checkpoint of fit: it has no ", count, " numbers '", wanted, "'"});
        }
        return *values;
    };
    const auto check = [&](std::string_view key, std::uint64_t own, const char* before, const char* after) {
        const double kept = values_of(key, 1)[0];
        if (!(kept >= 0.0 && kept <= 9e15)) {
            fail<DataError>({name, ": is damaged: '", key, "' is ", kept});
        }
        if (static_cast<std::uint64_t>(kept) != own) {
            fail<DataError>({name, ": is of another call of fit, ", before, static_cast<std::uint64_t>(kept), after,
                             ", not ", own});
        }
    };
    check("samples", setup.samples, "on ", " samples");
    check("batch_size", setup.batch_size, "in batches of ", "");
    check("epochs_before", setup.epochs_before, "by a trainer after ", " epochs");
    if ((stopper != nullptr) != (find("early_stopping") != nullptr)) {
        fail<DataError>(
            {name, ": is of another call of fit, ", stopper != nullptr ? "without" : "with", " early stopping"});
    }

    History kept;
    const std::vector<double>* const losses = find("loss");
    const std::size_t epochs = losses == nullptr ? 0 : losses->size();
    const std::vector<double>& loss = values_of("loss", epochs);
    const std::vector<double>& seconds = values_of("seconds", epochs);
    for (std::size_t i = 0; i < epochs; ++i) {
        EpochRecord record{i + 1, loss[i], {}, {}, seconds[i], {}};
        for (const NamedNumbers& some : numbers) {
            if (some.name == "validation_loss") {
                record.validation_loss = values_of(some.name, epochs)[i];
            } else if (some.name == "score") {
                const double score = values_of(some.name, epochs)[i];
                if (stopper == nullptr || stopper->looks_after(i + 1) || !std::isnan(score)) {
                    record.score = score;
                }
            } else if (some.name.starts_with(metric_prefix)) {
                record.metrics.emplace_back(some.name.substr(metric_prefix.size()), values_of(some.name, epochs)[i]);
            }
        }
        kept.epochs.push_back(std::move(record));
    }
    if (stopper != nullptr) {
        const std::vector<double>& state = values_of("early_stopping", 3);
        const auto count = [&](double number) {
            if (!(number >= 0.0 && number <= static_cast<double>(epochs))) {
                fail<DataError>({name, ": is damaged: early stopping counts ", number, " of ", epochs, " epochs"});
            }
            return static_cast<std::size_t>(number);
        };
        stopper->resume({state[0], count(state[1]), count(state[2])});
    }
    history = std::move(kept);
}

} // namespace linnet::inline LINNET_ISA::detail

#endif // LINNET_DEFINES
