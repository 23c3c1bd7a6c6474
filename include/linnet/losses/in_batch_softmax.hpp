// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/matmul.hpp>
#include <linnet/losses/candidate_softmax.hpp>
#include <linnet/losses/known_items.hpp>
#include <linnet/losses/target_checks.hpp>
#include <linnet/simd/log.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// How likely each item is to be in a batch, up to a factor: counts or probabilities. A view.
class ItemProbabilities {
public:
    ItemProbabilities() = default;
    ItemProbabilities(std::span<const std::uint32_t> counts) : counts_{counts} {} // NOLINT(google-explicit-constructor)
    ItemProbabilities(std::span<const double> probabilities)
        : numbers_{probabilities} {} // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool empty() const { return size() == 0; }
    [[nodiscard]] std::size_t size() const { return counts_.size() + numbers_.size(); }
    /// An item that was never counted is treated as if it had been counted once.
    [[nodiscard]] double operator[](std::size_t item) const {
        return counts_.empty() ? numbers_[item] : std::max<double>(counts_[item], 1.0);
    }

private:
    std::span<const std::uint32_t> counts_;
    std::span<const double> numbers_;
};

} // namespace detail

/// The softmax over the items of the batch, for a network of two towers. Row i of a batch is a user u_i and an item v_i
/// that the user had, and the items of the other rows are its negatives. The loss is the mean over the batch of
///   -w_i log softmax_j((u_i . v_j + b_j) / temperature - log q_j) at j = i,
/// where b_j is the bias of the item, if the network adds one, and q_j its candidate_sampling_probability. Each tower
/// runs once for each row, where `with_negatives` runs both for every pair. The derivative by the product of u_i and
/// v_j is w_i (p_ij - [i = j]) / (batch temperature). Where the towers put out rows of length 1, this is InfoNCE, the
/// loss of contrastive learning, with a temperature of 0.1 or so.
///
/// `User` is a feature of one tower and `Item` a feature of the other. Without an id of the user, it may be any other
/// feature of that tower, such as the Sequence of what a user had; nothing is `known` then. A batch of 1 costs 0, and
/// larger batches have more negatives, so losses can only be compared for equal batch sizes. A bias of the user is the
/// same for all items and gets no gradient. The network does not end in an activation. Shapes: towers `batch x n`,
/// labels `batch x 1`, all above 0.5; weights w `batch`, or none for weights of 1. Unit: nats. Cost: 6 batch^2 n flops
/// and batch^2 exp. Keeps batch^2 numbers, and one for each item if `known` is given. Throws SettingError if the
/// temperature is not above 0, a probability is missing or not above 0, or something is known of a `User` that is no
/// id; LabelError, naming the row of the batch, for a row that is not a positive, or a weight that is negative or not
/// finite. Source: Yi et al., "Sampling-bias-corrected neural modeling for large corpus item recommendations", RecSys
/// 2019; TensorFlow Recommenders `tasks.Retrieval`, which takes the sum over the batch instead.
template <Feature User, SingleIdFeature Item>
struct InBatchSoftmax {
    static constexpr std::string_view name = "in-batch softmax";
    using query = User;
    using candidate = Item;

    double temperature = 1.0;
    bool remove_accidental_hits = true; ///< whether the same item in another row is left out of the negatives
    detail::KnownItems known = {};      ///< what a user had, which is no negative; must outlive this
    /// For the row of each item, up to a factor, such as `log.counts()` of the training log. It keeps popular items,
    /// which are in most batches, from being penalised for that. A view. If none is given, `log_q` of the targets is
    /// used; if there is none either, nothing is subtracted.
    detail::ItemProbabilities candidate_sampling_probability = {};

    template <class T, std::size_t W, class BatchType>
    LINNET_HOT T value_and_gradient(const BatchType& batch, const TowerOutputs<T>& towers, const Targets<T>& targets,
                                    TowerLossScratch<T>& scratch, Executor* executor) const {
        const std::size_t rows = towers.queries.rows;
        if (rows == 0) {
            return T{0};
        }
        check(targets);
        const std::span<const row_id> users = detail::users_of<User>(batch, known, name);
        const std::span<const row_id> items = batch.template column<Item>();
        scratch.reserve(rows, rows, 2 * rows);
        const MatrixView<T> logits = scratch.products.top(rows).slice(0, rows);
        T* const shifts = scratch.numbers.data();
        T* const losses = shifts + rows;
        write_shifts(items, towers.candidate_bias, targets, shifts);
        const detail::KnownRows known_rows(known, items, threads_of(executor), scratch.places);
        const T scale = static_cast<T>(1.0 / temperature);
        const bool with_gradient = towers.d_queries.data != nullptr;

        const std::size_t columns = towers.queries.columns;
        const std::size_t row_cost = columns + rows * (8 + 2 * columns / detail::multiply_adds_per_cost);
        for_each_share(executor, rows, unit, row_cost, [&](std::size_t first, std::size_t count, std::size_t p) {
            for (std::size_t begin = first; begin < first + count; begin += block) { // a block stays in the cache
                const std::size_t some = std::min(block, first + count - begin);
                const MatrixView<T> tile = logits.middle(begin, some);
                kernels::matmul_transposed<T, W>(some, columns, rows, detail::left(towers.queries.middle(begin, some)),
                                                 detail::whole(towers.candidates), detail::whole(tile), {nullptr, 0});
                for (std::size_t i = begin; i < begin + some; ++i) {
                    T* const row = logits.row(i);
                    detail::add_shifts<T, W>(row, scale, shifts, rows);
                    leave_out(known_rows, i, users.empty() ? row_id{0} : users[i], items, p, row);
                    const T weight = targets.weights.empty() ? T{1} : targets.weights[i];
                    losses[i] =
                        weight * detail::softmax_row<T, W>(row, i, rows, scale * (weight / static_cast<T>(rows)));
                }
                if (with_gradient) {
                    kernels::matmul<T, W>(some, rows, columns, detail::left(ConstMatrixView<T>(tile)),
                                          detail::whole(towers.candidates),
                                          detail::whole(towers.d_queries.middle(begin, some)), {nullptr, 0});
                }
            }
        });
        if (with_gradient) {
            for_each_share(executor, rows, unit, row_cost, [&](std::size_t first, std::size_t count) {
                const ConstMatrixView<T> slice = logits.slice(first, count);
                kernels::matmul<T, W>(count, rows, columns, {slice.data, 1, slice.stride},
                                      detail::whole(towers.queries),
                                      detail::whole(towers.d_candidates.middle(first, count)), {nullptr, 0});
                if (towers.d_candidate_bias.data != nullptr) {
                    detail::add_up_columns(slice, false, towers.d_candidate_bias.middle(first, count));
                }
            });
        }
        return kernels::sum<T, W>(losses, rows) / static_cast<T>(rows);
    }

private:
    static constexpr std::size_t unit = 20; // a number of rows: whole tiles of the products
    static constexpr std::size_t block = 160;

    template <class T>
    void check(const Targets<T>& targets) const {
        if (!(temperature > 0.0)) {
            detail::fail<SettingError>({name, ": a temperature of ", temperature, " is not above 0"});
        }
        check_positives(name, targets);
    }

    /// What is added to the products of item j after they are divided by the temperature.
    template <class T>
    void write_shifts(std::span<const row_id> items, ConstMatrixView<T> bias, const Targets<T>& targets,
                      T* shifts) const {
        const T scale = static_cast<T>(1.0 / temperature);
        for (std::size_t j = 0; j < items.size(); ++j) {
            T log_q{0};
            if (!candidate_sampling_probability.empty()) {
                const bool known_item = items[j] < candidate_sampling_probability.size();
                const double q = known_item ? candidate_sampling_probability[items[j]] : 0.0;
                if (!(q > 0.0)) {
                    detail::fail<SettingError>({name, ": feature '", Item::name, "' has no probability above 0 for id ",
                                                items[j], " of the batch"});
                }
                log_q = static_cast<T>(log(pack<double, 1>(q)).value());
            } else if (!targets.log_q.empty()) {
                log_q = targets.log_q[j];
            }
            shifts[j] = (bias.data == nullptr ? T{0} : scale * bias(j, 0)) - log_q;
        }
    }

    /// Gives probability 0 to the items that are no negatives of row i.
    template <class T>
    void leave_out(const detail::KnownRows& known_rows, std::size_t i, row_id user, std::span<const row_id> items,
                   std::size_t share, T* row) const {
        constexpr T never = -std::numeric_limits<T>::infinity();
        const T positive = row[i];
        if (remove_accidental_hits) {
            for (std::size_t j = 0; j < items.size(); ++j) {
                row[j] = items[j] == items[i] ? never : row[j];
            }
        }
        known_rows.leave_out(i, user, share, never, row);
        row[i] = positive;
    }
};

} // namespace linnet::inline LINNET_ISA
