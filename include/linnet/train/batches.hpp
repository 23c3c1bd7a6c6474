// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/samples/vocabulary.hpp>
#include <linnet/train/faulty_number.hpp>

// How a data set is fed to a model.
namespace linnet::inline LINNET_ISA::detail {

/// The batches of a data set for a model, in a given order.
template <class ModelType, class Data>
using BatchesOf = typename Data::template Batches<typename ModelType::scalar, typename ModelType::features,
                                                  typename ModelType::towers>;

/// Throws SettingError if the columns of a data set do not fit each other, or do not fit the vocabularies of the model.
template <class ModelType, class Data>
LINNET_COLD void check_data(const ModelType& model, const Data& data, const char* where) {
    data.check();
    const auto check = [&]<class F>() {
        if constexpr (IdFeature<F>) {
            check_encoding(where, F::name, model.template vocabulary<F>(), data.template encoded_by<F>());
        }
    };
    [&]<class... F>(TypeList<F...>) { (check.template operator()<F>(), ...); }(typename ModelType::features{});
}

template <class L, class ModelType, class Data>
LINNET_COLD void check_labelled(const ModelType& model, const Data& data, const char* where) {
    constexpr std::size_t wanted = label_columns<L, typename ModelType::output>();
    static_assert(Data::label_columns == wanted || wanted == unknown_columns,
                  "linnet: the data set must have as many label columns as the network has outputs, or "
                  "as many as the loss says by `label_columns`: one, the class, for SoftmaxCrossEntropy, and none, "
                  "`Dataset<TypeList<List>, 0>`, for Multinomial.");
    check_data(model, data, where);
    if (wanted != 0 && !data.has_labels() && data.size() > 0) {
        detail::fail<SettingError>({where, " needs labels, and the data set has none"});
    }
}

/// The batch size, or the size of the data set if that is smaller.
[[nodiscard]] LINNET_COLD inline std::size_t checked_batch_size(std::size_t batch_size, std::size_t samples,
                                                                const char* where) {
    if (batch_size == 0) {
        detail::fail<SettingError>({where, ": the batch size must not be 0"});
    }
    return std::min(batch_size, std::max<std::size_t>(samples, 1));
}

/// What is done with the batches of a data set, by one thread, whatever the network and the data are.
class BatchWorker {
public:
    BatchWorker() = default;
    BatchWorker(const BatchWorker&) = delete;
    BatchWorker& operator=(const BatchWorker&) = delete;

    /// Works on the samples that are listed.
    virtual void work(std::span<const std::size_t> rows) = 0;
    /// Which of the samples a row of the last batch comes from.
    [[nodiscard]] virtual std::size_t sample_of(std::size_t row) const = 0;

protected:
    ~BatchWorker() = default; // no worker is deleted by a pointer to its base
};

/// Works on the samples that are listed. Errors about a row of the batch are changed to name the row of the data set.
void work_on(BatchWorker& worker, std::span<const std::size_t> rows);

/// Works on the batches from `first_batch` on, of the data set cut into batches in its own order.
void work_on_batches(BatchWorker& worker, std::size_t samples, std::size_t batch_size, std::size_t first_batch,
                     std::size_t count);

/// The rows of a data set that a list names.
struct ListedRows {
    const std::size_t* rows;
    [[nodiscard]] std::size_t operator()(std::size_t i) const { return rows[i]; }
};

/// What is done with each batch: a reference to anything that can be called so.
template <class ModelType, class Data>
struct BatchVisit {
    using Buffer = BatchesOf<ModelType, Data>;
    using Workspace = typename ModelType::Workspace;

    const void* visit;
    void (*call)(const void* visit, Buffer& buffer, Workspace& workspace, std::size_t first, std::size_t count);
};

/// Gathers each batch and visits it.
template <class ModelType, class Data>
class VisitingWorker final : public BatchWorker {
    using Visit = BatchVisit<ModelType, Data>;

public:
    VisitingWorker(const Data& data, const Visit& visit) : data_{data}, visit_{visit} {}

    LINNET_HOT void work(std::span<const std::size_t> rows) override {
        buffer_.fill(data_, rows.size(), ListedRows{rows.data()});
        check_numbers(buffer_.batch());
        visit_.call(visit_.visit, buffer_, workspace_, rows[0], rows.size());
    }
    [[nodiscard]] std::size_t sample_of(std::size_t row) const override { return buffer_.sample_of(row); }

private:
    const Data& data_;
    const Visit& visit_;
    typename Visit::Buffer buffer_;
    typename Visit::Workspace workspace_;
};

/// The loop of `for_each_batch`, compiled once for all that is done with batches.
template <class ModelType, class Data>
LINNET_COLD void visit_batches(Executor* executor, const Data& data, std::size_t batch_size,
                               const BatchVisit<ModelType, Data>& visit) {
    constexpr std::size_t cost = static_cast<std::size_t>(-1); // a batch is worth a thread
    const std::size_t batches = (data.size() + batch_size - 1) / batch_size;
    for_each_share(executor, batches, 1, cost, [&](std::size_t first, std::size_t count) {
        VisitingWorker<ModelType, Data> worker{data, visit};
        work_on_batches(worker, data.size(), batch_size, first, count);
    });
}

/// Gathers a data set batch by batch, in its own order, and calls `visit(buffer, workspace, first, count)` for each.
/// The batches are divided among the threads of `executor`, if there is one. Throws NumberError for a number that is
/// NaN or infinite, and the exception of the first batch that throws; errors name rows of the data set.
/// requires: batch_size <= data.size(), unless the data set is empty.
template <class ModelType, class Data, class Visit>
void for_each_batch(Executor* executor, const Data& data, std::size_t batch_size, const Visit& visit) {
    using Erased = BatchVisit<ModelType, Data>;
    visit_batches<ModelType>(
        executor, data, batch_size,
        Erased{&visit, [](const void* of, typename Erased::Buffer& buffer, typename Erased::Workspace& workspace,
                          std::size_t first,
                          std::size_t count) { (*static_cast<const Visit*>(of))(buffer, workspace, first, count); }});
}

} // namespace linnet::inline LINNET_ISA::detail

#if LINNET_DEFINES

#include <numeric>
#include <vector>

namespace linnet::inline LINNET_ISA::detail {

LINNET_HOT LINNET_DEFINITION void work_on(BatchWorker& worker, std::span<const std::size_t> rows) {
    try {
        worker.work(rows);
    } catch (RowError& error) {
        if (error.row() != RowError::no_row) {
            error.set_row(rows[worker.sample_of(error.row())]);
        }
        throw;
    }
}

LINNET_COLD LINNET_DEFINITION void work_on_batches(BatchWorker& worker, std::size_t samples, std::size_t batch_size,
                                                   std::size_t first_batch, std::size_t count) {
    std::vector<std::size_t> rows(batch_size);
    for (std::size_t batch = first_batch; batch < first_batch + count; ++batch) {
        const std::size_t first = batch * batch_size;
        const std::size_t size = std::min(batch_size, samples - first);
        std::iota(rows.begin(), rows.end(), first);
        work_on(worker, {rows.data(), size});
    }
}

} // namespace linnet::inline LINNET_ISA::detail

#endif // LINNET_DEFINES
