// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/jagged_column.hpp>
#include <linnet/core/known_rows.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/text.hpp>
#include <linnet/losses/binary_cross_entropy.hpp>
#include <linnet/losses/target_checks.hpp>

namespace linnet::inline LINNET_ISA {

/// Trains a sequence network to say, at each step of a history, which item comes next. A sample is a history and the
/// item that came after it; step i is compared with item i + 1 of the history, the last step with the item of the
/// sample, and each with `negatives` items that are drawn for it. One pass over a history of 50 steps learns from 50
/// items, where a sample for each of them would take 50 passes.
///
/// The network is a Dot of two towers: that of `History` ends in Last and lets no step see a later one (GRU,
/// SelfAttention with Causal, layers that treat each step by itself), and that of `Item` reads nothing else, such as
/// `Embedding<Item, n, Table<"items">>`, which shares its rows with the history. A bias of the item may be added. The
/// score of step s and item j is state_s . item_j (+ bias_j). Prediction is not changed: it scores the last state.
///
/// `RowLoss` compares the scores with labels: 1 for the item that came next, 0 for the negatives behind it. So
/// BinaryCrossEntropy gives the loss of SASRec, Bpr and SampledSoftmaxCrossEntropy those of GRU4Rec and its kin. The
/// loss is what `RowLoss` makes of all steps of the batch, each weighted as its sample; without steps it is 0.
///
/// Negatives are drawn uniformly from the rows of the item's table, but for row 0, which stands for unknown items, and
/// the items that the sample has; if 32 draws find no other, the last one stays. They depend on the model's
/// seed and the number of the training step; outside of training, a batch has the same ones each time. The vocabulary
/// of `History` and `Item` must be the same, as it is where they share a table. Shapes: labels `batch x 1`, all above
/// 0.5; weights `batch`, or none for weights of 1. Unit: that of `RowLoss`. Throws SettingError for 0 negatives, or a
/// table in which there is nothing to draw; LabelError, naming the row of the batch, for a row that is not a positive;
/// and what `RowLoss` throws. Source: Kang, McAuley, "Self-attentive sequential recommendation", ICDM 2018; Hidasi,
/// Karatzoglou, Baltrunas, Tikk, "Session-based recommendations with recurrent neural networks", ICLR 2016.
template <SequenceFeature History, SingleIdFeature Item, PredictionLoss RowLoss = BinaryCrossEntropy>
struct NextItemLoss {
    static constexpr std::string_view name = "next item";
    using history = History;
    using item = Item;
    using of_scores = RowLoss;

    std::size_t negatives = 1; ///< for each step
    RowLoss row_loss = {};

    [[nodiscard]] const RowLoss& scores_loss() const { return row_loss; }
    [[nodiscard]] std::size_t items_per_step() const { return 1 + negatives; }

    template <class T>
    void check(const Targets<T>& targets) const {
        check_positives_of_draws(name, negatives, targets);
    }

    template <class T>
    LINNET_HOT void draw(const JaggedColumn<T>& histories, std::span<const row_id> next, std::size_t table_rows,
                         const Random& random, std::span<row_id> items) const {
        if (table_rows < 2) {
            detail::fail<SettingError>({name, ": feature '", Item::name, "' has ", table_rows,
                                        " rows, so there is no item to draw as a negative"});
        }
        std::size_t at = 0;
        for (std::size_t b = 0; b < next.size(); ++b) {
            const std::span<const row_id> ids = histories.ids_of(b);
            for (std::size_t i = 0; i < ids.size(); ++i) {
                items[at++] = i + 1 < ids.size() ? known_row<History>(ids[i + 1], table_rows, b)
                                                 : known_row<Item>(next[b], table_rows, b);
                for (std::size_t k = 0; k < negatives; ++k, ++at) {
                    items[at] = draw_one(ids, next[b], table_rows, random, at);
                }
            }
        }
    }

private:
    /// Each place of the list of items has `draws` random numbers of its own.
    static row_id draw_one(std::span<const row_id> had, row_id next, std::size_t table_rows, const Random& random,
                           std::size_t place) {
        constexpr std::size_t draws = 32;
        row_id drawn = 0;
        for (std::size_t i = 0; i < draws; ++i) {
            drawn = static_cast<row_id>(1 + random.below(table_rows - 1, place * draws + i));
            bool known = drawn == next;
            for (const row_id id : had) { // to the end, so that it is vectorised
                known |= drawn == id;
            }
            if (!known) {
                break;
            }
        }
        return drawn;
    }
};

} // namespace linnet::inline LINNET_ISA
