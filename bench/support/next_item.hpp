// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <ratio>
#include <span>
#include <string>
#include <vector>

#include <linnet/core/batch.hpp>
#include <linnet/core/categorical.hpp>
#include <linnet/core/jagged_column.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/losses/next_item_loss.hpp>
#include <linnet/models/gru4rec.hpp>
#include <linnet/models/sas_rec.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers/adam.hpp>
#include <linnet/train/trainer.hpp>

#include "support/case.hpp"
#include "support/naive_sequences.hpp"
#include "support/widths.hpp"

// Recommenders of the next item, as on MovieLens-100K: 943 people, histories of 50 of 1682 films, one negative a step.
// Without Dropout, so that peers compute the same.
namespace linnet::bench {

struct NextItem {
    static constexpr std::size_t batch = SequenceSizes::batch;
    static constexpr std::size_t steps = SequenceSizes::steps;
    static constexpr std::size_t columns = SequenceSizes::columns;
    static constexpr std::size_t table_rows = 1683;
    static constexpr std::size_t batches = 8; ///< of an epoch
    static constexpr std::uint64_t seed = 5;

    using History = Sequence<"history", table_rows, steps>;
    using Item = Categorical<"item", table_rows>;
    using Loss = NextItemLoss<History, Item>;
    using gru4rec = models::GRU4Rec<columns, History, Item, std::ratio<0>, RandomNormal<percent<3>>>;
    using sas_rec = models::SASRec<columns, History, Item, std::ratio<7>, std::ratio<0>>;

    static Adam optimizer() { return Adam::pytorch(1e-3); }
    static Workload workload(const std::string& name) {
        return {.name = name + ", 50 steps of 50 columns, training step", .batch = batch};
    }
};

/// The histories of one batch, and the items that came after them.
struct NextItemBatch {
    explicit NextItemBatch(std::size_t number) {
        const Random random{number, 77};
        for (std::size_t i = 0; i < NextItem::batch * NextItem::steps; ++i) {
            ids.push_back(static_cast<row_id>(1 + random.below(NextItem::table_rows - 1, i)));
        }
        for (std::size_t b = 0; b < NextItem::batch; ++b) {
            next.push_back(static_cast<row_id>(1 + Random{number, 78}.below(NextItem::table_rows - 1, b)));
        }
    }
    template <class T>
    [[nodiscard]] JaggedColumn<T> histories() const {
        return {offsets, ids, {}};
    }

    std::vector<std::uint64_t> offsets = [] {
        std::vector<std::uint64_t> begins;
        for (std::size_t b = 0; b <= NextItem::batch; ++b) {
            begins.push_back(b * NextItem::steps);
        }
        return begins;
    }();
    std::vector<row_id> ids;
    std::vector<row_id> next;
};

[[nodiscard]] inline std::vector<NextItemBatch> next_item_batches() {
    std::vector<NextItemBatch> batches;
    for (std::size_t i = 0; i < NextItem::batches; ++i) {
        batches.emplace_back(i);
    }
    return batches;
}

/// A model that is trained on these batches in turn.
template <class Network, class T, std::size_t W>
class NextItemTraining {
public:
    T step() {
        const NextItemBatch& one = batches_[next_];
        next_ = next_ + 1 == batches_.size() ? 0 : next_ + 1;
        const typename Model<Network, T, W>::batch_type batch{NextItem::batch, {one.histories<T>(), one.next}};
        return trainer_.step(batch, ConstMatrixView<T>{ones_.data(), NextItem::batch, 1, 1});
    }
    [[nodiscard]] Memory memory() const { return {model_.parameters().bytes(), trainer_.optimizer_bytes()}; }

private:
    Model<Network, T, W> model_{NextItem::seed};
    Trainer<Model<Network, T, W>, NextItem::Loss, Adam> trainer_{model_, {}, NextItem::optimizer()};
    std::vector<NextItemBatch> batches_ = next_item_batches();
    std::vector<T> ones_ = std::vector<T>(NextItem::batch, T{1});
    std::size_t next_ = 0;
};

/// Compares the losses of the first steps with ours in double at width 1.
template <class Network>
void check_first_losses(Check& check, const auto& loss_of_step) {
    NextItemTraining<Network, double, 1> want;
    for (int i = 0; i < 3; ++i) {
        check.number("the loss", loss_of_step(), want.step(), 1e-4);
    }
}

template <class Network, class T, std::size_t W>
class NextItemCase : public Case {
public:
    void prepare(Check& check) override {
        NextItemTraining<Network, T, W> first;
        check_first_losses<Network>(check, [&] { return static_cast<double>(first.step()); });
        training_.emplace();
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { training_->step(); });
    }
    [[nodiscard]] Memory memory() const override { return training_->memory(); }

private:
    std::optional<NextItemTraining<Network, T, W>> training_;
};

template <class Network>
void add_next_item(const std::string& name) {
    for_each_float_width([&]<class T, std::size_t W>() {
        add(std::make_unique<NextItemCase<Network, T, W>>(), {NextItem::workload(name)}, column_of<T, W>());
    });
}

} // namespace linnet::bench
