// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <linnet/core/loss.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/testing/guarded_matrix.hpp>

namespace linnet_test {

/// A loss that refuses labels between 0 and 1, for checks that draw such labels: it gets 1 for those above 1/2, and for
/// others 0 or, if `Signs`, sometimes -1.
template <class L, bool Signs>
struct BinaryLabels {
    static constexpr std::string_view name = L::name;
    using fuses = typename L::fuses;

    L loss{};

    template <class T, std::size_t W>
    T value_and_gradient(linnet::ConstMatrixView<T> predictions, const linnet::Targets<T>& targets,
                         linnet::MatrixView<T> gradient, T* scratch) const {
        auto labels = binary(targets.labels);
        return loss.template value_and_gradient<T, W>(predictions, {labels.view(), targets.weights}, gradient, scratch);
    }
    template <class T, std::size_t W>
    void sample_losses(linnet::ConstMatrixView<T> predictions, const linnet::Targets<T>& targets, T* losses,
                       linnet::MatrixView<T> slopes, T* scratch) const {
        auto labels = binary(targets.labels);
        loss.template sample_losses<T, W>(predictions, {labels.view(), targets.weights}, losses, slopes, scratch);
    }

private:
    template <class T>
    static linnet::GuardedMatrix<T> binary(linnet::ConstMatrixView<T> labels) {
        linnet::GuardedMatrix<T> result{labels.rows, labels.columns, labels.stride - labels.columns};
        for (std::size_t r = 0; r < labels.rows; ++r) {
            for (std::size_t c = 0; c < labels.columns; ++c) {
                const T y = labels(r, c);
                result.view()(r, c) = y > T{0.5} ? T{1} : Signs && y > T{0.25} ? T{-1} : T{0};
            }
        }
        return result;
    }
};

} // namespace linnet_test
