// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/jagged_column.hpp>
#include <linnet/core/known_rows.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>
#include <linnet/fwd.hpp>
#include <linnet/kernels/softmax.hpp>
#include <linnet/losses/target_checks.hpp>
#include <linnet/simd/log.hpp>
#include <linnet/simd/multiply_add.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

/// The log likelihood of a list of ids as draws from a softmax over all ids, for an autoencoder of lists: the mean over
/// the batch of -w times the sum over the ids j of the list of y_j log p_j, where p = softmax(z) and y_j is the weight
/// of the id in the list, or 1. It is computed from the logits z of a network that ends in Softmax. The derivative by
/// z_j is w (p_j (sum of y) - y_j) / batch; an empty list has a loss of 0.
///
/// What the network must put out is what it read: `List` is a feature of the network, and the labels are read from the
/// batch, so a data set for it has none: `Dataset<TypeList<List>, 0>`.
/// Shapes: z `batch x n`, n the number of ids; lists of the batch, jagged; no labels, `batch x 0`; weights w `batch`,
/// or none for weights of 1. Unit: nats. Throws IdError, naming feature and row, for an id that is not below n, unless
/// the feature lets it be row 0; SettingError for offsets that do not fit; LabelError, naming the row of the batch, for
/// a weight of an id or of a sample that is negative or not finite. Source: Liang, Krishnan, Hoffman, Jebara,
/// "Variational autoencoders for collaborative filtering", WWW 2018.
template <IdListFeature List>
struct Multinomial {
    static constexpr std::string_view name = "multinomial";
    static constexpr std::size_t label_columns = 0;
    using fuses = Softmax;
    using list = List;

    template <class T, std::size_t W>
    T value_and_gradient(ConstMatrixView<T> logits, const JaggedColumn<T>& lists, const Targets<T>& targets,
                         MatrixView<T> gradient, T* scratch) const {
        check(logits, lists, targets);
        const T count = static_cast<T>(logits.rows);
        for (std::size_t r = 0; r < logits.rows; ++r) {
            const T weight = targets.weights.empty() ? T{1} : targets.weights[r];
            scratch[r] =
                weight * loss_of_row<T, W>(logits.row(r), logits.columns, r, lists, weight / count, gradient.row(r));
        }
        return kernels::sum<T, W>(scratch, logits.rows) / count;
    }

private:
    template <class T>
    static void check(const ConstMatrixView<T>& logits, const JaggedColumn<T>& lists, const Targets<T>& targets) {
        check_weights(name, targets);
        check_jagged(List::name, lists, logits.rows);
        if (!lists.weights.empty()) {
            const std::uint64_t first = lists.offsets[0];
            for (std::size_t r = 0; r < logits.rows; ++r) {
                for (std::uint64_t i = lists.offsets[r]; i < lists.offsets[r + 1]; ++i) {
                    if (!(lists.weights[i] >= T{0}) || lists.weights[i] > std::numeric_limits<T>::max()) {
                        detail::fail_at<LabelError>({name, ", row "}, r,
                                                    {": the weight ", lists.weights[i], " of id ", i - first,
                                                     " of the lists is not 0 or more, and finite"});
                    }
                }
            }
        }
    }

    /// The loss of a row, and its slopes times `scale`.
    template <class T, std::size_t W>
    static T loss_of_row(const T* z, std::size_t n, std::size_t r, const JaggedColumn<T>& lists, T scale, T* d) {
        const auto [highest, total] = kernels::softmax<T, W>(z, d, n);
        const T log_total = log(pack<T, 1>(total)).value();
        T loss = 0;
        T sum_of_y = 0;
        for (std::uint64_t i = lists.offsets[r]; i < lists.offsets[r + 1]; ++i) {
            const T y = lists.weights.empty() ? T{1} : lists.weights[i];
            loss = multiply_add(y, (highest - z[known_row<List>(lists.ids[i], n, r)]) + log_total, loss);
            sum_of_y += y;
        }
        const pack<T, W> factor(scale * sum_of_y);
        for_each_pack<W>(n, [&](std::size_t i, auto lanes) LINNET_INLINE_LAMBDA {
            (factor * pack<T, W>::load(d + i, lanes)).store(d + i, lanes);
        });
        for (std::uint64_t i = lists.offsets[r]; i < lists.offsets[r + 1]; ++i) {
            T& slope = d[known_row<List>(lists.ids[i], n, r)];
            slope = multiply_add(-scale, lists.weights.empty() ? T{1} : lists.weights[i], slope);
        }
        return loss;
    }
};

} // namespace linnet::inline LINNET_ISA
