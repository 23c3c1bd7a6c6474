// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/batch.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/heads.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>

namespace linnet::inline LINNET_ISA {

/// What the predictions of a batch are compared with.
template <class T>
struct Targets {
    // NOLINTNEXTLINE(google-explicit-constructor): most targets are just labels
    Targets(ConstMatrixView<T> of_batch, std::span<const T> per_row = {}, std::span<const T> log_of_q = {})
        : labels{of_batch}, weights{per_row}, log_q{log_of_q} {}
    /// Accepts `matrix.view()`, too.
    template <std::same_as<MatrixView<T>> View>
    Targets(const View& of_batch, std::span<const T> per_row = {}, std::span<const T> log_of_q = {}) // NOLINT
        : labels(of_batch), weights{per_row}, log_q{log_of_q} {}

    ConstMatrixView<T> labels;  ///< `batch x n`
    std::span<const T> weights; ///< `batch`, or empty for 1
    std::span<const T> log_q;   ///< `batch`, or empty: the log of the probability with which the row's item is drawn
};

/// The outputs of the two towers of a network that multiplies them, for a batch, and places for their gradients.
/// Shapes: `batch x n`, biases `batch x 1`.
template <class T>
struct TowerOutputs {
    ConstMatrixView<T> queries;
    ConstMatrixView<T> candidates;
    ConstMatrixView<T> candidate_bias; ///< empty if the network adds none; a bias of queries has no place here
    MatrixView<T> d_queries;           ///< empty, as d_candidates is, if no gradient is wanted
    MatrixView<T> d_candidates;
    MatrixView<T> d_candidate_bias;
    // Of a DrawingTowerLoss:
    std::span<const row_id> drawn = {}; ///< the items of the candidates behind those of the batch
    std::size_t item_rows = 0;          ///< of the table that they are drawn from
};

/// Memory that a loss of towers keeps between calls. It grows only if batches do.
template <class T>
struct TowerLossScratch {
    Matrix<T> products;
    std::vector<T> numbers;
    std::vector<std::uint32_t> places;
    std::vector<row_id> items; ///< of all candidates, where the loss draws some

    void reserve(std::size_t rows, std::size_t columns, std::size_t count) {
        if (products.rows() < rows || products.columns() < columns) {
            products = Matrix<T>(std::max(rows, products.rows()), std::max(columns, products.columns()));
        }
        if (numbers.size() < count) {
            numbers.resize(count);
        }
    }
};

/// A loss that compares each row of predictions with its targets.
///
/// requires:
///   L::name   what progress and history call it
///   L::fuses  a closing layer whose input the loss reads instead of its output, or void. To be fused with one head
///             of several it must be an activation (`is_activation`).
///   loss.value_and_gradient<T, W>(predictions, targets, gradient, scratch)
///     Shapes: predictions, gradient `batch x n`; targets as above; scratch `batch n` elements.
///     ensures: returns the mean over the batch; writes its derivative by the predictions to every element of gradient.
///   L::label_columns, optional: the number of label columns, if it differs from that of the predictions
///   loss.sample_losses<T, W>(predictions, targets, losses, slopes, scratch), optional: see SampleLoss
template <class L>
concept PredictionLoss =
    std::copyable<L> && requires(const L& loss, ConstMatrixView<float> in, const Targets<float>& targets,
                                 MatrixView<float> gradient, float* scratch) {
        { L::name } -> std::convertible_to<std::string_view>;
        typename L::fuses;
        { loss.template value_and_gradient<float, 1>(in, targets, gradient, scratch) } -> std::same_as<float>;
    };

/// A loss that is a mean over samples, each of which has a loss of its own: a weight of the sample is a factor of it.
///
/// requires: a PredictionLoss, with
///   loss.sample_losses<T, W>(predictions, targets, losses, slopes, scratch)
///     Shapes: losses `batch`; predictions, slopes `batch x n`; targets as above; scratch `batch n` elements.
///     ensures: writes the loss of each sample, and its derivative by the predictions of that sample to every element
///     of slopes; neither is divided by the batch. Throws what `value_and_gradient` throws.
template <class L>
concept SampleLoss =
    PredictionLoss<L> && requires(const L& loss, ConstMatrixView<float> in, const Targets<float>& targets,
                                  float* numbers, MatrixView<float> slopes) {
        loss.template sample_losses<float, 1>(in, targets, numbers, slopes, numbers);
    };

/// A loss that compares each row of predictions with a list of ids that the network reads, too.
///
/// requires: what a PredictionLoss requires, but
///   L::list  a feature of the network, a list of ids for each sample
///   loss.value_and_gradient<T, W>(predictions, lists, targets, gradient, scratch), lists being the JaggedColumn of
///     L::list in the batch
template <class L>
concept ListLoss =
    std::copyable<L> &&
    requires(const L& loss, ConstMatrixView<float> in, const typename L::list::template column<float>& lists,
             const Targets<float>& targets, MatrixView<float> gradient, float* scratch) {
        { L::name } -> std::convertible_to<std::string_view>;
        typename L::fuses;
        { loss.template value_and_gradient<float, 1>(in, lists, targets, gradient, scratch) } -> std::same_as<float>;
    };

/// A loss that compares every output row of one tower with every output row of the other.
///
/// requires:
///   L::name                 what progress and history call it
///   L::query, L::candidate  features by which the towers are told apart
///   loss.value_and_gradient<T, W>(batch, towers, targets, scratch, executor)
///     ensures: returns the mean over the batch; writes every element of the gradients that are not empty.
template <class L>
concept TowerLoss = std::copyable<L> &&
                    requires {
                        { L::name } -> std::convertible_to<std::string_view>;
                        typename L::query;
                        typename L::candidate;
                    } &&
                    requires(const L& loss, const Batch<float, typename L::query, typename L::candidate>& batch,
                             const TowerOutputs<float>& towers, const Targets<float>& targets,
                             TowerLossScratch<float>& scratch, Executor* executor) {
                        {
                            loss.template value_and_gradient<float, 1>(batch, towers, targets, scratch, executor)
                        } -> std::same_as<float>;
                    };

/// A loss of towers that also compares the queries with candidates which it draws, the same ones for all rows.
///
/// requires, beside what a TowerLoss requires:
///   L::candidate  the id of an item; the tower of candidates reads nothing else
///   loss.drawn(table_rows)  how many items it draws from a table. Throws SettingError if there is none to draw
///   loss.draw(table_rows, random, items)  Shape: items `drawn`
///     ensures: writes the items, as a function of its arguments alone.
///   The candidates are then those of the rows of the batch and, behind them, those of the drawn items.
template <class L>
concept DrawingTowerLoss = TowerLoss<L> && requires(const L& loss, const Random& random, std::span<row_id> items) {
    { loss.drawn(std::size_t{}) } -> std::convertible_to<std::size_t>;
    loss.draw(std::size_t{}, random, items);
};

namespace detail {

template <class L>
concept DrawsForMasks =
    requires(const L& loss, const typename L::history::template column<float>& history, std::span<const row_id> next,
             const Random& random, std::span<const std::size_t> masked,
             std::span<row_id> items) { loss.draw(history, next, std::size_t{}, random, masked, items); };

} // namespace detail

/// A loss that compares, at each step of a sequence, the state of one tower with the vectors of some items from the
/// other: first that of the item which came next, then those of others.
///
/// requires:
///   L::name           what progress and history call it
///   L::history        the Sequence feature of one tower, whose steps these are
///   L::item           the feature of the other tower: the id that comes after the whole sequence
///   L::of_scores      a PredictionLoss of the scores, one row for each item of each step
///   loss.scores_loss()     that loss
///   loss.check(targets)    throws SettingError for settings out of range, LabelError for a row that is no positive
///   loss.items_per_step()  how many items a step is compared with
///   loss.draw(history, next, table_rows, random, items)
///     Shapes: history `batch` sequences of any number of steps; next `batch`; items `steps items_per_step()`.
///     ensures: writes the items of all steps, as a function of its arguments alone.
///   loss.draw(history, next, table_rows, random, masked, items), in its place, of a loss of masked steps
///     Shapes: masked holds the places of any number of steps, in their order, sequence b having one step more than its
///     history; items `masked items_per_step()`.
template <class L>
concept StepLoss =
    std::copyable<L> && PredictionLoss<typename L::of_scores> &&
    requires(const L& loss, const Targets<float>& targets, const typename L::history::template column<float>& history,
             std::span<const row_id> next, const Random& random, std::span<row_id> items) {
        { L::name } -> std::convertible_to<std::string_view>;
        typename L::item;
        { loss.scores_loss() } -> std::convertible_to<const typename L::of_scores&>;
        loss.check(targets);
        { loss.items_per_step() } -> std::convertible_to<std::size_t>;
        requires detail::DrawsForMasks<L> || requires { loss.draw(history, next, std::size_t{}, random, items); };
    };

/// A StepLoss that compares only the steps which a ClozeMask of the tower made masks.
template <class L>
concept MaskedStepLoss = StepLoss<L> && detail::DrawsForMasks<L>;

/// A loss for each head of a network that ends in Outputs, such as `Losses`.
///
/// requires:
///   L::name      what progress and history call it
///   L::of_heads  TypeList of the PredictionLoss or ListLoss of each head
///   loss.template loss<i>(), loss.weight(i)  the loss of head i, and the factor with which it counts
///   loss.check() throws SettingError for settings out of range
template <class L>
concept HeadLosses = std::copyable<L> && requires(const L& loss) {
    { L::name } -> std::convertible_to<std::string_view>;
    typename L::of_heads;
    loss.template loss<0>();
    { loss.weight(0) } -> std::convertible_to<double>;
    loss.check();
};

/// What training minimises.
template <class L>
concept Loss = PredictionLoss<L> || ListLoss<L> || TowerLoss<L> || StepLoss<L> || HeadLosses<L>;

namespace detail {

/// Label columns that no data set has: those of a loss that does not fit the heads of a network, which is an error of
/// its own.
inline constexpr std::size_t unknown_columns = static_cast<std::size_t>(-1);

/// How many label columns a loss compares with an output of that many columns.
template <class L>
consteval std::size_t label_columns_of(std::size_t predictions) {
    if constexpr (requires { L::label_columns; }) {
        return L::label_columns;
    } else {
        return predictions;
    }
}

/// The label columns of each head, if there is a loss for each.
template <class Output, class List>
struct labels_of_heads {
    static constexpr bool fits = false;
    using type = Heads<>;
};
template <class... Shapes, class... Ls>
    requires(sizeof...(Shapes) == sizeof...(Ls))
struct labels_of_heads<Heads<Shapes...>, TypeList<Ls...>> {
    static constexpr bool fits = true;
    using type = Heads<Shape<label_columns_of<Ls>(Shapes::columns)>...>;
};

/// How many label columns a loss compares with an output of a network.
template <class L, class Output>
consteval std::size_t label_columns() {
    if constexpr (HeadLosses<L>) {
        using labels = labels_of_heads<Output, typename L::of_heads>;
        return labels::fits ? labels::type::columns : unknown_columns;
    } else {
        return is_heads<Output> ? unknown_columns : label_columns_of<L>(Output::columns);
    }
}

/// Throws SettingError if there are no rows, or labels, weights or log q do not fit them.
template <class T>
LINNET_HOT void check_targets(std::size_t rows, std::size_t label_columns, const Targets<T>& targets) {
    if (rows == 0) {
        fail<SettingError>({"a batch of 0 rows has no loss"});
    }
    const auto& [labels, weights, log_q] = targets;
    const auto fits_rows = [rows](std::span<const T> numbers) { return numbers.empty() || numbers.size() == rows; };
    if (labels.rows != rows || labels.columns != label_columns || !fits_rows(weights) || !fits_rows(log_q)) {
        fail<SettingError>({"a batch of ", rows, " rows needs ", rows, " x ", label_columns,
                            " labels and as many weights as rows, or none; it has ", labels.rows, " x ", labels.columns,
                            " and ", weights.size()});
    }
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA
