// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/gradients.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/optimizer.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/setting.hpp>
#include <linnet/kernels/row_sum.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/optimizers/adagrad.hpp>
#include <linnet/simd/reduce.hpp>

namespace linnet::inline LINNET_ISA {

/// Adagrad with one accumulator for each row of a table, so it needs hardly more memory than the table itself: a +=
/// mean over the row of g^2, w -= lr g / (sqrt(a) + epsilon). Dense blocks are updated as by Adagrad.
///
/// The defaults are those of FBGEMM (0.01, 0, 1e-8). Cost: touched rows only, which is exact; equal ids are summed
/// first.
/// Throws SettingError for a setting that is negative or not finite.
/// Source: Gupta et al., "Training recommender models with row-wise Adagrad"; FBGEMM `EXACT_ROWWISE_ADAGRAD`.
struct RowwiseAdagrad {
    double learning_rate = 0.01;
    double initial_accumulator = 0.0;
    double epsilon = 1e-8;

    LINNET_COLD void check(double learning_rate_factor = 1.0) const {
        detail::check_not_negative("RowwiseAdagrad", "learning_rate", learning_rate * learning_rate_factor);
        detail::check_not_negative("RowwiseAdagrad", "initial_accumulator", initial_accumulator);
        detail::check_not_negative("RowwiseAdagrad", "epsilon", epsilon);
    }

    template <class T, std::size_t W>
    class State {
    public:
        State() = default;
        LINNET_COLD State(const RowwiseAdagrad& settings, const ParameterBlock<T>& block) {
            settings.check();
            if (block.kind == BlockKind::dense) {
                elements_ = {elementwise(settings), block};
                return;
            }
            rows_ = Matrix<T>{1, block.values.rows()};
            std::fill_n(rows_.view().data, block.values.rows(), static_cast<T>(settings.initial_accumulator));
        }

        void update(const RowwiseAdagrad& settings, ParameterBlock<T>& block, const GradientBlock<T>& gradient,
                    const Step& step) {
            if (block.kind == BlockKind::dense) {
                elements_.update(elementwise(settings), block, gradient, step);
                return;
            }
            const std::size_t columns = block.values.columns();
            const auto minus_rate = static_cast<T>(-settings.learning_rate * step.learning_rate_factor);
            const auto offset = static_cast<T>(settings.epsilon);
            scratch_.reserve(threads_of(step.executor), columns);
            const auto update_groups = [&](std::size_t first, std::size_t count, std::size_t share) {
                for (std::size_t group = first; group < first + count; ++group) {
                    const std::size_t row = gradient.rows.row(group);
                    const T* const g =
                        kernels::summed_row<T, W>(gradient.rows, group, scratch_.view().row(share), columns);
                    T& a = rows_.view().data[row];
                    a += kernels::dot<T, W>(g, g, columns) / static_cast<T>(columns);
                    if (a > T{0}) { // else g is 0, and without an epsilon this would be 0 / 0
                        kernels::add_scaled_row<T, W>(minus_rate / (std::sqrt(a) + offset), g,
                                                      block.values.view().row(row), columns);
                    }
                }
            };
            for_each_share(step.executor, gradient.rows.size(), 1, 6 * columns, update_groups);
        }

        template <class Visitor>
        LINNET_COLD void visit(Visitor&& visitor) {
            elements_.visit(visitor);
            visitor(std::string_view{"row_accumulator"}, rows_.view());
        }

    private:
        static Adagrad elementwise(const RowwiseAdagrad& settings) {
            return {settings.learning_rate, settings.initial_accumulator, settings.epsilon};
        }

        typename Adagrad::template State<T, W> elements_;
        Matrix<T> rows_;
        Matrix<T> scratch_; ///< the gradient of a row, for each share of the loop
    };
};

} // namespace linnet::inline LINNET_ISA
