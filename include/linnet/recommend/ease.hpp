// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in recommend.hpp, because it needs Eigen (Debian's libeigen3-dev, CMake's Eigen3::Eigen).
#if __has_include(<Eigen/Cholesky>)

#include <cstddef>
#include <span>
#include <vector>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>
#include <linnet/log/user_items.hpp>

namespace linnet::inline LINNET_ISA {

/// Embarrassingly shallow autoencoders: a linear model from the items of a user to all items, in closed form. With X
/// the log in zeros and ones, `users x items`: G = X'X + lambda I, P = G^-1, B = -P / diag(P) column by column with a
/// zero diagonal, score = X B. Items that nobody had score 0.
/// Cost: O(items^3) and items^2 doubles to make it; O(items (items of the user)) to score for a user. The log must
/// outlive it.
/// Throws SettingError unless lambda is above 0.
/// Source: Steck, "Embarrassingly shallow autoencoders for sparse data", WWW 2019.
template <class T = float>
class Ease {
public:
    using scalar = T;
    struct Workspace {
        std::vector<double> total;
    };

    explicit Ease(const UserItems&& log, double lambda = 500.0) = delete; // must outlive it
    LINNET_COLD explicit Ease(const UserItems& log, double lambda = 500.0) : log_{&log} {
        if (!(lambda > 0.0)) {
            detail::fail<SettingError>({"Ease: lambda is ", lambda, ", and must be above 0"});
        }
        const auto items = static_cast<Eigen::Index>(log.items());
        Eigen::MatrixXd gram = Eigen::MatrixXd::Identity(items, items) * lambda;
        for (std::size_t user = 0; user < log.users(); ++user) {
            const std::span<const row_id> had = log.of(user);
            for (const row_id a : had) {
                for (const row_id b : had) {
                    gram(b, a) += 1.0;
                }
            }
        }
        const Eigen::LLT<Eigen::MatrixXd> factors(gram);
        weights_ = factors.solve(Eigen::MatrixXd::Identity(items, items));
        const Eigen::VectorXd diagonal = weights_.diagonal();
        for (Eigen::Index i = 0; i < items; ++i) {
            weights_.col(i) /= -diagonal(i);
            weights_(i, i) = 0.0;
        }
        weights_.transposeInPlace(); // column j has the weights from item j to all items
    }

    [[nodiscard]] std::size_t users() const { return log_->users(); }
    [[nodiscard]] std::size_t items() const { return log_->items(); }

    LINNET_HOT void score(std::span<const row_id> users, std::size_t first, MatrixView<T> out,
                          Workspace& workspace) const {
        for (std::size_t u = 0; u < users.size(); ++u) {
            workspace.total.assign(out.columns, 0.0);
            for (const row_id item : log_->of(users[u])) {
                const double* const weights = weights_.col(static_cast<Eigen::Index>(item)).data() + first;
                for (std::size_t j = 0; j < out.columns; ++j) {
                    workspace.total[j] += weights[j];
                }
            }
            for (std::size_t j = 0; j < out.columns; ++j) {
                out(u, j) = static_cast<T>(workspace.total[j]);
            }
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
