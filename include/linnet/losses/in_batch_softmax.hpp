// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/matmul.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/kernels/softmax.hpp>
#include <linnet/losses/target_checks.hpp>
#include <linnet/simd/exp.hpp>
#include <linnet/simd/log.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// Says who had what. Made from a pointer to any log with `of(user)` and `items()`, such as UserItems, which must
/// outlive it.
class KnownItems {
public:
    KnownItems() = default;
    template <class Log>
        requires requires(const Log& log) {
            { log.of(row_id{}) } -> std::convertible_to<std::span<const row_id>>;
            { log.items() } -> std::convertible_to<std::size_t>;
        }
    KnownItems(const Log* log) // NOLINT(google-explicit-constructor)
        : log_{log}, of_{[](const void* any, row_id user) -> std::span<const row_id> {
              return static_cast<const Log*>(any)->of(user);
          }},
          items_{[](const void* any) -> std::size_t { return static_cast<const Log*>(any)->items(); }} {}

    [[nodiscard]] bool empty() const { return log_ == nullptr; }
    [[nodiscard]] std::span<const row_id> of(row_id user) const { return of_(log_, user); }
    [[nodiscard]] std::size_t items() const { return log_ == nullptr ? 0 : items_(log_); }

private:
    const void* log_ = nullptr;
    std::span<const row_id> (*of_)(const void*, row_id) = nullptr;
    std::size_t (*items_)(const void*) = nullptr;
};

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

/// Finds the rows of a batch whose items a user had. It does so without a branch for each row, because no processor
/// could predict such branches. Lives in scratch memory.
class KnownRows {
public:
    LINNET_HOT KnownRows(const KnownItems& known, std::span<const row_id> items, std::size_t shares,
                         std::vector<std::uint32_t>& memory)
        : known_{known}, rows_{items.size()} {
        if (known.empty()) {
            return;
        }
        const std::size_t table = known.items();
        const std::size_t needed = table + rows_ + shares * marks_of_share();
        if (memory.size() < needed) {
            memory.resize(needed);
        }
        numbers_of_items_ = memory.data();
        numbers_of_rows_ = numbers_of_items_ + table;
        marks_ = numbers_of_rows_ + rows_;
        std::fill_n(numbers_of_items_, table, not_in_batch);
        std::fill_n(marks_, shares * marks_of_share(), 0U);
        std::uint32_t next = not_in_log + 1;
        for (std::size_t row = 0; row < rows_; ++row) {
            if (items[row] >= table) {
                numbers_of_rows_[row] = not_in_log;
                continue;
            }
            std::uint32_t& number = numbers_of_items_[items[row]];
            next += number == not_in_batch ? 1 : 0;
            number = number == not_in_batch ? next - 1 : number;
            numbers_of_rows_[row] = number;
        }
    }

    /// Sets logits[j] to `instead` for the rows j whose item the user of row i had.
    template <class T>
    LINNET_INLINE void leave_out(std::size_t i, row_id user, std::size_t share, T instead, T* logits) const {
        if (known_.empty()) {
            return;
        }
        std::uint32_t* const marks = marks_ + share * marks_of_share();
        const auto mark = static_cast<std::uint32_t>(i + 1);
        for (const row_id item : known_.of(user)) {
            marks[numbers_of_items_[item]] = mark;
        }
        for (std::size_t j = 0; j < rows_; ++j) {
            logits[j] = marks[numbers_of_rows_[j]] == mark ? instead : logits[j];
        }
    }

private:
    static constexpr std::uint32_t not_in_batch = 0;
    static constexpr std::uint32_t not_in_log = 1; // a number that is never marked

    /// One mark for each number, and a cache line between the shares of different threads.
    [[nodiscard]] std::size_t marks_of_share() const { return rows_ + 2 + 16; }

    const KnownItems& known_;
    std::size_t rows_;
    std::uint32_t* numbers_of_items_ = nullptr; ///< the number of each item that is in the batch
    std::uint32_t* numbers_of_rows_ = nullptr;  ///< for each row, the number of its item
    std::uint32_t* marks_ = nullptr;
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
        std::span<const row_id> users;
        if constexpr (SingleIdFeature<User>) {
            users = batch.template column<User>();
        } else if (!known.empty()) {
            detail::fail<SettingError>(
                {name, ": what users had is known by their ids, and '", User::name, "' is none"});
        }
        const std::span<const row_id> items = batch.template column<Item>();
        if (scratch.products.rows() < rows) {
            scratch.products = Matrix<T>(rows, rows);
            scratch.numbers.resize(2 * rows);
        }
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
                kernels::matmul_transposed<T, W>(some, columns, rows, left(towers.queries.middle(begin, some)),
                                                 whole(towers.candidates), whole(tile), {nullptr, 0});
                for (std::size_t i = begin; i < begin + some; ++i) {
                    T* const row = logits.row(i);
                    add_shifts<T, W>(row, scale, shifts, rows);
                    leave_out(known_rows, i, users.empty() ? row_id{0} : users[i], items, p, row);
                    const T weight = targets.weights.empty() ? T{1} : targets.weights[i];
                    losses[i] = weight * softmax_row<T, W>(row, i, rows, scale * (weight / static_cast<T>(rows)));
                }
                if (with_gradient) {
                    kernels::matmul<T, W>(some, rows, columns, left(ConstMatrixView<T>(tile)), whole(towers.candidates),
                                          whole(towers.d_queries.middle(begin, some)), {nullptr, 0});
                }
            }
        });
        if (with_gradient) {
            for_each_share(executor, rows, unit, row_cost, [&](std::size_t first, std::size_t count) {
                const ConstMatrixView<T> slice = logits.slice(first, count);
                kernels::matmul<T, W>(count, rows, columns, {slice.data, 1, slice.stride}, whole(towers.queries),
                                      whole(towers.d_candidates.middle(first, count)), {nullptr, 0});
                if (towers.d_candidate_bias.data != nullptr) {
                    add_up_columns(slice, towers.d_candidate_bias.middle(first, count));
                }
            });
        }
        return kernels::sum<T, W>(losses, rows) / static_cast<T>(rows);
    }

private:
    static constexpr std::size_t unit = 20; // a number of rows: whole tiles of the products
    static constexpr std::size_t block = 160;

    template <class T>
    [[nodiscard]] static kernels::MatmulLeft<T> left(ConstMatrixView<T> matrix) {
        return {matrix.data, matrix.stride, 1};
    }
    template <class T>
    [[nodiscard]] static kernels::MatmulRows<T> whole(MatrixView<T> matrix) {
        return {matrix.data, matrix.stride};
    }

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

    template <class T, std::size_t W>
    static void add_shifts(T* row, T scale, const T* shifts, std::size_t n) {
        using P = pack<T, W>;
        for_each_pack<W>(n, [&](std::size_t j, auto lanes) LINNET_INLINE_LAMBDA {
            fma(P::load(row + j, lanes), P(scale), P::load(shifts + j, lanes)).store(row + j, lanes);
        });
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

    /// Turns logits into gradients, and returns the loss without its weight. Logits that lie more than 64 (600 in
    /// double) below the highest count for nothing: they would not change the sum, and arithmetic on subnormal numbers
    /// takes a hundred times as long.
    template <class T, std::size_t W>
    static T softmax_row(T* row, std::size_t i, std::size_t n, T scale) {
        using P = pack<T, W>;
        const P lowest(sizeof(T) == 4 ? T{-64} : T{-600});
        const T positive = row[i];
        const T highest = kernels::highest_of<T, W>(row, n);
        for_each_pack<W>(n, [&](std::size_t j, auto lanes) LINNET_INLINE_LAMBDA {
            const P x = P::load(row + j, lanes) - P(highest);
            select(x < lowest, P(T{0}), exp(max(lowest, x))).store(row + j, lanes);
        });
        const T total = kernels::sum<T, W>(row, n);
        const T of_positive = row[i] / total;
        kernels::scale_row<T, W>(scale / total, row, row, n);
        row[i] = scale * (of_positive - T{1});
        return (highest - positive) + log(pack<T, 1>(total)).value();
    }

    template <class T>
    static void add_up_columns(ConstMatrixView<T> matrix, MatrixView<T> to) {
        for (std::size_t j = 0; j < matrix.columns; ++j) {
            to(j, 0) = T{0};
        }
        for (std::size_t i = 0; i < matrix.rows; ++i) {
            for (std::size_t j = 0; j < matrix.columns; ++j) {
                to(j, 0) += matrix(i, j);
            }
        }
    }
};

} // namespace linnet::inline LINNET_ISA
