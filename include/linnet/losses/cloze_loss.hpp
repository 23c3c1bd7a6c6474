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
#include <linnet/losses/sampled_softmax_cross_entropy.hpp>
#include <linnet/losses/target_checks.hpp>

namespace linnet::inline LINNET_ISA {

/// Trains a sequence network to tell which items of a history are hidden, from those before and after them. A sample is
/// a history and the item that came after it. The network is a Dot of two towers, as for NextItemLoss, but the tower of
/// `History` has a ClozeMask, and its layers may see all steps (SelfAttention without Causal). The state of each mask
/// is compared with the item in its place, that of the last one with the item of the sample, and each with `negatives`
/// items that are drawn for it. Outside of training only the last step is a mask, so the loss is that of prediction.
///
/// `RowLoss` compares the scores with labels: 1 for the item, 0 for the negatives behind it. The loss is what `RowLoss`
/// makes of all masks of the batch, each weighted as its sample. SampledSoftmaxCrossEntropy with many negatives stands
/// for the softmax over all items of the paper.
///
/// Negatives are drawn uniformly from the rows of the item's table, but for row 0, which stands for unknown items, and
/// the hidden item: other items of the history are among them, as in the softmax, so that the network learns not to
/// repeat them. They depend on the model's seed and the number of the training step; outside of training, a batch has
/// the same ones each time. The vocabulary of `History` and `Item` must be the same, as it is where they share a table.
/// Shapes: labels `batch x 1`, all above 0.5; weights `batch`, or none for weights of 1. Unit: that of `RowLoss`.
/// Throws SettingError for 0 negatives, or a table in which there is nothing to draw; LabelError, naming the row of the
/// batch, for a row that is not a positive; and what `RowLoss` throws. Source: Sun et al., "BERT4Rec: sequential
/// recommendation with bidirectional encoder representations from transformer", CIKM 2019.
template <SequenceFeature History, SingleIdFeature Item, PredictionLoss RowLoss = SampledSoftmaxCrossEntropy>
struct ClozeLoss {
    static constexpr std::string_view name = "cloze";
    using history = History;
    using item = Item;
    using of_scores = RowLoss;

    std::size_t negatives = 100; ///< for each mask
    RowLoss row_loss = {};

    [[nodiscard]] const RowLoss& scores_loss() const { return row_loss; }
    [[nodiscard]] std::size_t items_per_step() const { return 1 + negatives; }

    template <class T>
    void check(const Targets<T>& targets) const {
        check_positives_of_draws(name, negatives, targets);
    }

    template <class T>
    LINNET_HOT void draw(const JaggedColumn<T>& histories, std::span<const row_id> next, std::size_t table_rows,
                         const Random& random, std::span<const std::size_t> masked, std::span<row_id> items) const {
        if (table_rows < 3) {
            detail::fail<SettingError>({name, ": feature '", Item::name, "' has ", table_rows,
                                        " rows, so there is no other item to draw as a negative"});
        }
        std::size_t at = 0;
        std::size_t of = 0; // the place in `masked`
        std::size_t first = 0;
        for (std::size_t b = 0; b < next.size(); ++b) {
            const std::span<const row_id> ids = histories.ids_of(b);
            for (; of < masked.size() && masked[of] <= first + ids.size(); ++of) {
                const std::size_t i = masked[of] - first;
                const row_id hidden = i < ids.size() ? known_row<History>(ids[i], table_rows, b)
                                                     : known_row<Item>(next[b], table_rows, b);
                items[at++] = hidden;
                for (std::size_t k = 0; k < negatives; ++k, ++at) { // all rows but 0 and that one are as likely
                    const auto drawn = static_cast<row_id>(1 + random.below(table_rows - (hidden == 0 ? 1 : 2), at));
                    items[at] = drawn + (hidden != 0 && drawn >= hidden ? 1 : 0);
                }
            }
            first += ids.size() + 1;
        }
    }
};

} // namespace linnet::inline LINNET_ISA
