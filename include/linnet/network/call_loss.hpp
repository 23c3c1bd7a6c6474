// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/type_list.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// The loss of a batch, which writes its gradient. It gets the lists that it compares with, if it does. Errors of a
/// network that does not fit anyway are not reported.
template <std::size_t W, class Features, bool Fits, class T, class L, class BatchType>
T call_loss(const L& loss, const BatchType& batch, const ConstMatrixView<T>& predictions, const Targets<T>& targets,
            const MatrixView<T>& gradient, T* scratch) {
    if constexpr (ListLoss<L>) {
        constexpr bool reads = list_contains<Features, typename L::list>;
        static_assert(!Fits || reads, "linnet: this loss compares what the network puts out with a list that the "
                                      "network does not read: Multinomial<List> needs a network that reads List.");
        if constexpr (reads) {
            return loss.template value_and_gradient<T, W>(predictions, batch.template column<typename L::list>(),
                                                          targets, gradient, scratch);
        } else {
            return {};
        }
    } else {
        return loss.template value_and_gradient<T, W>(predictions, targets, gradient, scratch);
    }
}

} // namespace linnet::inline LINNET_ISA::detail
