// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in recommend.hpp, because it needs Eigen (Debian's libeigen3-dev, CMake's Eigen3::Eigen).
#if __has_include(<Eigen/Cholesky>)

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include <Eigen/Core>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/recommend/invert_positive.hpp>
#include <linnet/simd/lanes.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA {

/// Embarrassingly shallow autoencoders: a linear model from the items of a user to all items, in closed form. With X
/// the log in zeros and ones, `users x items`: G = X'X + lambda I, P = G^-1, B = -P / diag(P) column by column with a
/// zero diagonal, score = X B. Items that nobody had score 0.
/// The log must outlive it. With an executor, its threads divide the work, and the bits are the same for any number of
/// them.
/// Cost: items^3 flops to make it, and items^2 doubles, with at most a tenth more while it is made, from 4,000 items
/// on; O(items (items of the user)) to score for a user. Throws SettingError unless lambda is above 0, or if it is so
/// small that G has no inverse in double. Source: Steck, "Embarrassingly shallow autoencoders for sparse data", WWW
/// 2019.
template <class T = float>
class Ease {
public:
    using scalar = T;
    struct Workspace {
        std::vector<double> total;
    };

    explicit Ease(const UserItems&& log, double lambda = 500.0, Executor* executor = nullptr) = delete; // outlives it
    LINNET_COLD explicit Ease(const UserItems& log, double lambda = 500.0, Executor* executor = nullptr) : log_{&log} {
        if (!(lambda > 0.0)) {
            detail::fail<SettingError>({"Ease: lambda is ", lambda, ", and must be above 0"});
        }
        count_pairs(lambda, executor);
        if (!detail::invert_positive(weights_, executor)) {
            detail::fail<SettingError>(
                {"Ease: lambda is ", lambda, ", with which the matrix of ", log.items(), " items has no inverse"});
        }
        scale(executor);
    }

    [[nodiscard]] std::size_t users() const { return log_->users(); }
    [[nodiscard]] std::size_t items() const { return log_->items(); }

    LINNET_HOT void score(std::span<const row_id> users, std::size_t first, MatrixView<T> out,
                          Workspace& workspace) const {
        for (std::size_t u = 0; u < users.size(); ++u) {
            workspace.total.assign(out.columns, 0.0);
            double* const total = workspace.total.data();
            for (const row_id item : log_->of(users[u])) {
                const double* const weights = weights_.col(static_cast<Eigen::Index>(item)).data() + first;
                for_each_pack<native_width<double>>(out.columns, [&](std::size_t j, auto lanes) LINNET_INLINE_LAMBDA {
                    using P = pack<double, native_width<double>>;
                    (P::load(total + j, lanes) + P::load(weights + j, lanes)).store(total + j, lanes);
                });
            }
            std::transform(total, total + out.columns, out.row(u), [](double sum) { return static_cast<T>(sum); });
        }
    }
    LINNET_HOT void score_items(row_id user, std::span<const row_id> items, std::span<T> out, Workspace&) const {
        for (std::size_t i = 0; i < items.size(); ++i) {
            double total = 0.0;
            for (const row_id item : log_->of(user)) {
                total += weights_(static_cast<Eigen::Index>(items[i]), static_cast<Eigen::Index>(item));
            }
            out[i] = static_cast<T>(total);
        }
    }

private:
    /// G, on and below the diagonal: for each item the counts of those that its users had.
    LINNET_HOT void count_pairs(double lambda, Executor* executor) {
        const UserItems users_of = log_->transposed();
        const auto n = static_cast<Eigen::Index>(log_->items());
        weights_.resize(n, n);
        const std::size_t cost = log_->items() + 4 * log_->size() / std::max<std::size_t>(1, log_->items());
        for_each_share(executor, log_->items(), 1, cost, [&](std::size_t first, std::size_t count) {
            for (std::size_t item = first; item < first + count; ++item) {
                double* const column = weights_.col(static_cast<Eigen::Index>(item)).data();
                std::fill(column + item, column + log_->items(), 0.0);
                column[item] = lambda;
                for (const row_id user : users_of.of(item)) {
                    const std::span<const row_id> had = log_->of(user);
                    for (std::size_t i = had.size(); i-- != 0 && had[i] >= item;) {
                        column[had[i]] += 1.0;
                    }
                }
            }
        });
    }

    /// Turns -P, on and below the diagonal, into B: column j has the weights from item j to all items.
    LINNET_HOT void scale(Executor* executor) {
        const Eigen::VectorXd diagonal = -weights_.diagonal();
        detail::for_each_lower_tile(log_->items(), 64, 2, executor,
                                    [&](std::size_t row, std::size_t rows, std::size_t column, std::size_t columns) {
                                        for (std::size_t j = column; j < column + columns; ++j) {
                                            for (std::size_t i = std::max(row, j); i < row + rows; ++i) {
                                                const auto to = static_cast<Eigen::Index>(i);
                                                const auto from = static_cast<Eigen::Index>(j);
                                                const double weight = i == j ? 0.0 : weights_(to, from);
                                                weights_(to, from) = weight / diagonal(to);
                                                weights_(from, to) = weight / diagonal(from);
                                            }
                                        }
                                    });
    }

    const UserItems* log_;
    Eigen::MatrixXd weights_;
};

} // namespace linnet::inline LINNET_ISA

#else

#include <linnet/core/shape.hpp>

namespace linnet::inline LINNET_ISA {

template <class T = float>
class Ease {
    static_assert(never<T>, "linnet: Ease needs Eigen: install libeigen3-dev and link Eigen3::Eigen.");
};

} // namespace linnet::inline LINNET_ISA

#endif
