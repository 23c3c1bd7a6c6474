// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/item_popularity.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/matmul.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/losses/candidate_softmax.hpp>
#include <linnet/losses/known_items.hpp>
#include <linnet/losses/target_checks.hpp>
#include <linnet/simd/log.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

/// The softmax over the catalogue, for a network of two towers: the full one, over every item of the table, or a
/// sampled one, over items that are drawn once for each batch and shared by its rows. Row b of a batch is a user u_b
/// and an item v_b that the user had. With the score s_bj = (u_b . v_j + b_j) / temperature, where b_j is the bias of
/// the item, if the network adds one, the loss is the mean over the batch of
///   w_b (log(exp(s_bb) + sum over the drawn j other than item b of exp(s_bj) / (m q_j)) - s_bb),
/// where m is how many are drawn and q_j the probability of drawing j. The sum is an unbiased estimate of that over the
/// catalogue. Of the full softmax each item is there once, and m q_j is 1.
///
/// The tower of `Item` reads nothing but that id, such as an Embedding, and the number of its rows may be known at run
/// time only. `User` is any feature of the other tower. Row 0, which stands for unknown items, is never drawn, and
/// items are drawn with replacement. What is drawn depends on the model's seed and the number of the training step;
/// outside of training it is the same each time. A bias of the user gets no gradient. The network does not end in an
/// activation.
///
/// Shapes: towers `batch x n`, labels `batch x 1`, all above 0.5; weights w `batch`, or none for weights of 1. Unit:
/// nats. Cost: 6 batch m n flops and batch m exp. Keeps batch m numbers, but at most 16 million or 32 m, and 2 m n
/// for the drawn items. Throws SettingError for 0 negatives, a temperature that is not above 0, a table in which
/// there is nothing to draw, a popularity of more items than the table has or beside `every_item`, or if something is
/// known of a `User` that is no id; LabelError, naming the row of the batch, for a row that is not a positive, or a
/// weight that is negative or not finite. Source: Jean, Cho, Memisevic, Bengio, "On using very large target vocabulary
/// for neural machine translation", ACL 2015; TensorFlow's `sampled_softmax_loss`, which subtracts log(m q) from the
/// score of the positive, too.
template <Feature User, SingleIdFeature Item>
struct CatalogueSoftmax {
    static constexpr std::string_view name = "catalogue softmax";
    using query = User;
    using candidate = Item;
    /// As the number of negatives: the full softmax.
    static constexpr std::size_t every_item = static_cast<std::size_t>(-1);

    std::size_t negatives = 1024; ///< how many items are drawn for a batch
    double temperature = 1.0;
    ItemPopularity popularity = {}; ///< how they are drawn; uniformly if it is empty
    detail::KnownItems known = {};  ///< what a user had, which is no negative; must outlive this

    [[nodiscard]] std::size_t drawn(std::size_t table_rows) const {
        if (table_rows < 2) {
            detail::fail<SettingError>({name, ": feature '", Item::name, "' has ", table_rows,
                                        " rows, so there is no item to draw as a negative"});
        }
        if (negatives == every_item && !popularity.empty()) {
            detail::fail<SettingError>({name, ": of every item nothing is drawn, so it takes no popularity"});
        }
        return negatives == every_item ? table_rows - 1 : negatives;
    }

    void draw(std::size_t table_rows, const Random& random, std::span<row_id> items) const {
        if (popularity.items() > table_rows) {
            detail::fail<SettingError>({name, ": the popularity is of ", popularity.items(), " items, but feature '",
                                        Item::name, "' has ", table_rows, " rows"});
        }
        for (std::size_t i = 0; i < items.size(); ++i) {
            items[i] = negatives == every_item ? static_cast<row_id>(i + 1)
                       : popularity.empty() ? static_cast<row_id>(1 + Random::below_of(table_rows - 1, random.bits(i)))
                                            : popularity.draw_of(random.bits(i));
        }
    }

    template <class T, std::size_t W, class BatchType>
    LINNET_HOT T value_and_gradient(const BatchType& batch, const TowerOutputs<T>& towers, const Targets<T>& targets,
                                    TowerLossScratch<T>& scratch, Executor* executor) const {
        const std::size_t rows = towers.queries.rows;
        const std::size_t n = towers.drawn.size();
        if (rows == 0) {
            return T{0};
        }
        check(targets);
        const std::span<const row_id> users = detail::users_of<User>(batch, known, name);
        const std::span<const row_id> items = batch.template column<Item>();
        const std::size_t panel = std::min(rows, std::max(2 * unit, most_logits / (n + 1) / unit * unit));
        scratch.reserve(panel, n + 1, rows + n);
        T* const losses = scratch.numbers.data();
        T* const shifts = losses + rows;
        write_shifts(towers, rows, shifts);
        const detail::KnownRows known_rows(known, towers.drawn, threads_of(executor), scratch.places);
        const T scale = static_cast<T>(1.0 / temperature);
        const bool with_gradient = towers.d_queries.data != nullptr;
        const std::size_t columns = towers.queries.columns;
        const ConstMatrixView<T> candidates = towers.candidates.middle(rows, n);

        for (std::size_t top = 0; top < rows; top += panel) { // of all rows together, logits might not fit the memory
            const std::size_t height = std::min(panel, rows - top);
            const MatrixView<T> logits = scratch.products.top(height).slice(0, n + 1);
            const std::size_t row_cost = columns + n * (8 + 2 * columns / detail::multiply_adds_per_cost);
            for_each_share(executor, height, unit, row_cost, [&](std::size_t first, std::size_t count, std::size_t p) {
                for (std::size_t begin = first; begin < first + count; begin += block) {
                    const std::size_t some = std::min(block, first + count - begin);
                    const MatrixView<T> tile = logits.middle(begin, some);
                    kernels::matmul_transposed<T, W>(some, columns, n,
                                                     detail::left(towers.queries.middle(top + begin, some)),
                                                     detail::whole(candidates), detail::whole(tile), {nullptr, 0});
                    for (std::size_t i = begin; i < begin + some; ++i) {
                        const std::size_t b = top + i;
                        T* const row = logits.row(i);
                        detail::add_shifts<T, W>(row, scale, shifts, n);
                        leave_out(known_rows, b, users.empty() ? row_id{0} : users[b], items[b], towers.drawn, p, row);
                        const T product = kernels::dot<T, W>(towers.queries.row(b), towers.candidates.row(b), columns);
                        const T bias = towers.candidate_bias.data == nullptr ? T{0} : towers.candidate_bias(b, 0);
                        row[n] = scale * (product + bias);
                        const T weight = targets.weights.empty() ? T{1} : targets.weights[b];
                        losses[b] =
                            weight * detail::softmax_row<T, W>(row, n, n + 1, scale * (weight / static_cast<T>(rows)));
                    }
                    if (with_gradient) {
                        write_row_gradients<T, W>(ConstMatrixView<T>(tile), top + begin, towers);
                    }
                }
            });
            if (with_gradient) {
                for_each_share(executor, n, unit, row_cost, [&](std::size_t first, std::size_t count) {
                    const ConstMatrixView<T> slice = logits.slice(first, count);
                    const MatrixView<T> to = towers.d_candidates.middle(rows + first, count);
                    kernels::matmul<T, W>(count, height, columns, {slice.data, 1, slice.stride},
                                          detail::whole(towers.queries.middle(top, height)), detail::whole(to),
                                          {top == 0 ? nullptr : to.data, to.stride});
                    if (towers.d_candidate_bias.data != nullptr) {
                        detail::add_up_columns(slice, top != 0, towers.d_candidate_bias.middle(rows + first, count));
                    }
                });
            }
        }
        return kernels::sum<T, W>(losses, rows) / static_cast<T>(rows);
    }

private:
    static constexpr std::size_t unit = 16; // a number of rows
    static constexpr std::size_t block = 160;
    static constexpr std::size_t most_logits = std::size_t{1} << 24;

    template <class T>
    void check(const Targets<T>& targets) const {
        if (!(temperature > 0.0)) {
            detail::fail<SettingError>({name, ": a temperature of ", temperature, " is not above 0"});
        }
        check_positives_of_draws(name, negatives, targets);
    }

    /// What is added to the products of drawn candidates after they are divided by the temperature.
    template <class T>
    void write_shifts(const TowerOutputs<T>& towers, std::size_t rows, T* shifts) const {
        const T scale = static_cast<T>(1.0 / temperature);
        const std::size_t n = towers.drawn.size();
        const double log_n = log(pack<double, 1>(static_cast<double>(n))).value();
        const double uniform = -log(pack<double, 1>(static_cast<double>(towers.item_rows - 1))).value();
        for (std::size_t j = 0; j < n; ++j) {
            const double log_q = popularity.empty() ? uniform : popularity.log_q(towers.drawn[j]);
            const T log_expected = negatives == every_item ? T{0} : static_cast<T>(log_n + log_q);
            shifts[j] = (towers.candidate_bias.data == nullptr ? T{0} : scale * towers.candidate_bias(rows + j, 0)) -
                        log_expected;
        }
    }

    /// Gives probability 0 to the drawn items that are no negatives of a row.
    template <class T>
    void leave_out(const detail::KnownRows& known_rows, std::size_t b, row_id user, row_id item,
                   std::span<const row_id> drawn_items, std::size_t share, T* row) const {
        constexpr T never = -std::numeric_limits<T>::infinity();
        for (std::size_t j = 0; j < drawn_items.size(); ++j) {
            row[j] = drawn_items[j] == item ? never : row[j];
        }
        known_rows.leave_out(b, user, share, never, row);
    }

    /// The gradients of some rows' queries and own candidates, from those of their logits.
    template <class T, std::size_t W>
    static void write_row_gradients(ConstMatrixView<T> d_logits, std::size_t first, const TowerOutputs<T>& towers) {
        const std::size_t columns = towers.queries.columns;
        const std::size_t n = d_logits.columns - 1;
        const MatrixView<T> d_queries = towers.d_queries.middle(first, d_logits.rows);
        kernels::matmul<T, W>(d_logits.rows, n, columns, detail::left(d_logits),
                              detail::whole(towers.candidates.middle(towers.queries.rows, n)), detail::whole(d_queries),
                              {nullptr, 0});
        for (std::size_t i = 0; i < d_logits.rows; ++i) {
            const std::size_t b = first + i;
            const T d_own = d_logits(i, n);
            kernels::add_scaled_row<T, W>(d_own, towers.candidates.row(b), towers.d_queries.row(b), columns);
            kernels::scale_row<T, W>(d_own, towers.queries.row(b), towers.d_candidates.row(b), columns);
            if (towers.d_candidate_bias.data != nullptr) {
                towers.d_candidate_bias(b, 0) = d_own;
            }
        }
    }
};

} // namespace linnet::inline LINNET_ISA
