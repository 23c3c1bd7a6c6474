// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/fit_checkpoint.hpp>
#include <linnet/core/function.hpp>
#include <linnet/core/pointer_setting.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/train/any_metric.hpp>
#include <linnet/train/early_stopping.hpp>
#include <linnet/train/progress.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Given>
struct WrongValidation {
    static_assert(never<Given>, "linnet: FitOptions::validation is the address of a data set of the same type as the "
                                "one to train on: .validation = &valid.");
};
template <class Given>
struct WrongExecutor {
    static_assert(never<Given>, "linnet: FitOptions::executor is the address of an Executor: .executor = &pool.");
};
template <class Given>
struct WrongCallback {
    static_assert(never<Given>, "linnet: FitOptions::callback is a function that takes a const Progress& and returns "
                                "whether to go on.");
};
template <class Given>
struct WrongFactor {
    static_assert(never<Given>, "linnet: FitOptions::learning_rate_factor is a function that takes the number of a "
                                "step and returns a factor.");
};
template <class Given>
struct WrongCheckpoint {
    static_assert(never<Given>, "linnet: FitOptions::checkpoint is the address of a FitCheckpoint, such as a "
                                "CheckpointFile: .checkpoint = &checkpoint.");
};

/// A Function. If what is given cannot be called as one, the error is a single sentence.
template <class Signature, template <class> class Mistake>
class FunctionSetting : public Function<Signature> {
public:
    FunctionSetting() = default;
    template <class Given>
        requires(!std::same_as<std::decay_t<Given>, FunctionSetting>)
    FunctionSetting(Given&& given) // a function must convert by itself
        : Function<Signature>(function(std::forward<Given>(given))) {}

private:
    template <class Given>
    static Function<Signature> function(Given&& given) {
        if constexpr (std::is_convertible_v<Given, Function<Signature>>) {
            return std::forward<Given>(given);
        } else {
            static_cast<void>(sizeof(Mistake<std::decay_t<Given>>));
            return {};
        }
    }
};

} // namespace detail

/// How `fit` trains a model of scalar T on a data set.
template <class T, class Data>
struct FitOptions {
    std::size_t epochs = 1;
    std::size_t batch_size = 32;
    PointerSetting<const Data, detail::WrongValidation> validation = {}; ///< evaluated after each epoch
    std::vector<AnyMetric<T>> metrics = {};
    bool shuffle = true;                    ///< into another order in each epoch
    std::optional<std::uint64_t> seed = {}; ///< seed of the shuffling; default: that of the model
    detail::FunctionSetting<bool(const Progress&), detail::WrongCallback> callback =
        {};                                                        ///< after each batch; false stops
    PointerSetting<Executor, detail::WrongExecutor> executor = {}; ///< threads to divide the work among: a ThreadPool
    std::optional<EarlyStopping> early_stopping = {};
    /// The factor on the learning rate at each step, such as CosineDecay.
    detail::FunctionSetting<double(std::uint64_t), detail::WrongFactor> learning_rate_factor = {};
    /// If the norm of all gradients together exceeds this, they are scaled down to it; 0: never. Default: the trainer's
    /// setting.
    std::optional<double> clip_global_norm = {};
    /// Adds l2 * row to the gradient of each row of a table that a batch looked up. Default: the trainer's setting.
    std::optional<double> l2_rows_in_batch = {};
    /// Whether row 0 of a table, which stands for unknown ids, becomes the mean of the rows that were looked up, if no
    /// sample looked up row 0 itself. Happens after the last epoch and before each evaluation, and costs a pass over
    /// the tables.
    bool average_unknown_rows = true;
    /// For a Trainer's `fit`: saved after each whole epoch, before the callback hears of it. If it has something saved,
    /// the same call in another process goes on from there, with the same bits, early stopping included. It is removed
    /// when the training has come to its end, but not if the callback stops it. Each call has its own.
    /// Source: Keras `BackupAndRestore`.
    PointerSetting<FitCheckpoint<T>, detail::WrongCheckpoint> checkpoint = {};
};

/// The same options for data of another type, as where a log becomes a data set.
template <class T, class Data, class Other>
[[nodiscard]] LINNET_COLD FitOptions<T, Data> options_for(const FitOptions<T, Other>& options, const Data* validation) {
    FitOptions<T, Data> result;
    result.epochs = options.epochs;
    result.batch_size = options.batch_size;
    result.validation = validation;
    result.metrics = options.metrics;
    result.shuffle = options.shuffle;
    result.seed = options.seed;
    result.callback = options.callback;
    result.executor = options.executor;
    result.early_stopping = options.early_stopping;
    result.learning_rate_factor = options.learning_rate_factor;
    result.clip_global_norm = options.clip_global_norm;
    result.l2_rows_in_batch = options.l2_rows_in_batch;
    result.average_unknown_rows = options.average_unknown_rows;
    result.checkpoint = options.checkpoint;
    return result;
}

} // namespace linnet::inline LINNET_ISA
