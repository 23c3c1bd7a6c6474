// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in recommend.hpp, because it needs Eigen (Debian's libeigen3-dev, CMake's Eigen3::Eigen).
#if __has_include(<Eigen/Cholesky>)

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/setting.hpp>
#include <linnet/core/text.hpp>
#include <linnet/initializers/normal_quantile.hpp>
#include <linnet/kernels/gather.hpp>
#include <linnet/kernels/matmul.hpp>
#include <linnet/kernels/rows.hpp>
#include <linnet/kernels/vecmat.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/recommend/factor_scorer.hpp>
#include <linnet/simd/pack.hpp>

namespace linnet::inline LINNET_ISA {

/// How Ials fits vectors.
struct IalsSettings {
    std::size_t factors = 64;             ///< columns of a vector, d
    double unobserved_weight = 0.1;       ///< of each pair of a user and an item, alpha_0; an observed pair adds 1
    double regularization = 0.01;         ///< lambda
    double regularization_exponent = 1.0; ///< nu: 1 regularises by frequency, 0 regularises all alike
    std::size_t iterations = 16;          ///< sweeps: all users, then all items
    double standard_deviation = 0.1;      ///< of the first vectors of items, before it is divided by the root of d
    std::uint64_t seed = 1;
};

/// Implicit alternating least squares: a vector w_u for each user and h_i for each item, score(u, i) = w_u . h_i. With
/// S the pairs of the log, S_u and S_i those of a user and of an item, fitting lowers
///
///     sum over (u, i) in S of (w_u . h_i - 1)^2 + alpha_0 sum over all u and i of (w_u . h_i)^2
///         + lambda sum over u of (|S_u| + alpha_0 items)^nu |w_u|^2
///         + lambda sum over i of (|S_i| + alpha_0 users)^nu |h_i|^2
///
/// in sweeps, each of which finds the best vectors of users for those of items, and then the best of items for those of
/// users. With H the vectors of items as rows:
///
///     w_u = (sum over i in S_u of h_i h_i' + alpha_0 H'H + lambda (|S_u| + alpha_0 items)^nu I)^-1
///           * sum over i in S_u of h_i
///
/// Users without items and items without users have vectors of zeros, and score 0: FallbackScorer lists something
/// better for them. The result depends neither on W nor on the number of threads. A Scorer, which does not need the log
/// once it is made.
///
/// Cost: in each sweep 2 d^2 multiply-adds for each pair, and d^3 / 6 for each user and item.
/// Memory: d numbers for each user and item; for each thread d^2, and d for each item of the user who has most.
/// Throws SettingError if a setting is out of range, or if the equations of a user or an item cannot be solved in T.
///
/// Source: Hu, Koren, Volinsky, "Collaborative filtering for implicit feedback datasets", ICDM 2008; Rendle, Krichene,
/// Zhang, Koren, "Revisiting the performance of iALS on item recommendation benchmarks", RecSys 2022.
template <class T = float, std::size_t W = native_width<T>>
class Ials {
public:
    using scalar = T;
    using Workspace = typename FactorScorer<T, W>::Workspace;

    LINNET_COLD explicit Ials(const UserItems& log, const IalsSettings& settings = {}, Executor* executor = nullptr)
        : settings_{settings} {
        check();
        users_ = Matrix<T>(log.users(), settings.factors);
        items_ = Matrix<T>(log.items(), settings.factors);
        draw_items(log);
        const UserItems users_of_items = log.transposed();
        for (std::size_t i = 0; i < settings.iterations; ++i) {
            solve(log, items_.view(), users_.view(), "user", executor);
            solve(users_of_items, users_.view(), items_.view(), "item", executor);
        }
    }

    [[nodiscard]] std::size_t users() const { return users_.rows(); }
    [[nodiscard]] std::size_t items() const { return items_.rows(); }
    /// The vectors, for similar items, rerankers and whatever else takes them. Valid as long as this lives.
    [[nodiscard]] Factors<T> factors() const { return {.users = users_.view(), .items = items_.view()}; }

    LINNET_HOT void score(std::span<const row_id> users, std::size_t first, MatrixView<T> out,
                          Workspace& workspace) const {
        FactorScorer<T, W>{factors()}.score(users, first, out, workspace);
    }
    LINNET_HOT void score_items(row_id user, std::span<const row_id> items, std::span<T> out,
                                Workspace& workspace) const {
        FactorScorer<T, W>{factors()}.score_items(user, items, out, workspace);
    }

private:
    using EigenMatrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;
    using EigenVector = Eigen::Matrix<T, Eigen::Dynamic, 1>;

    /// What a thread needs to solve for a vector. Eigen's memory always has the same alignment, on which the order of
    /// its sums may depend.
    struct Scratch {
        Matrix<T> had; ///< the vectors of what the user had
        EigenMatrix system;
        EigenVector solution;
    };

    LINNET_COLD void check() const {
        const auto check_above_0 = [](const char* name, double value) {
            detail::check_setting(value > 0.0 && value <= std::numeric_limits<float>::max(), "Ials", name, value,
                                  "above 0, and finite");
        };
        check_above_0("factors", static_cast<double>(settings_.factors));
        check_above_0("unobserved_weight", settings_.unobserved_weight);
        check_above_0("regularization", settings_.regularization);
        detail::check_not_negative("Ials", "regularization_exponent", settings_.regularization_exponent);
        check_above_0("iterations", static_cast<double>(settings_.iterations));
        check_above_0("standard_deviation", settings_.standard_deviation);
    }

    /// Only of items that somebody had, as sums over all items are to have nothing of the others.
    LINNET_COLD void draw_items(const UserItems& log) {
        const double scale = settings_.standard_deviation / std::sqrt(static_cast<double>(settings_.factors));
        const Random random{settings_.seed, 0};
        for (std::size_t item = 0; item < items(); ++item) {
            for (std::size_t k = 0; k < settings_.factors && log.counts()[item] != 0; ++k) {
                items_.view()(item, k) =
                    static_cast<T>(scale * normal_quantile(random.uniform(item * settings_.factors + k)));
            }
        }
    }

    /// Sets each row of `to` to its best vector, given those of the others. `what` is what a row of
    /// `to` is.
    LINNET_HOT void solve(const UserItems& others_of, const ConstMatrixView<T>& others, const MatrixView<T>& to,
                          std::string_view what, Executor* executor) const {
        const std::size_t d = settings_.factors;
        Matrix<T> gram(d, d); // alpha_0 H'H
        const auto weight = static_cast<T>(settings_.unobserved_weight);
        for_each_share(executor, d, 1, others.rows * d / detail::multiply_adds_per_cost,
                       [&](std::size_t first, std::size_t count) {
                           const MatrixView<T> rows = gram.view().middle(first, count);
                           if (others.rows != 0) {
                               kernels::matmul<T, W>(count, others.rows, d, {others.data + first, 1, others.stride},
                                                     {others.data, others.stride}, {rows.data, rows.stride},
                                                     {nullptr, 0});
                           }
                           kernels::map_rows<T, W>(
                               nullptr, rows, [weight](const pack<T, W>& x) { return pack<T, W>(weight) * x; }, rows);
                       });
        std::vector<Scratch> scratch(threads_of(executor));
        const std::size_t pairs_of_row = others_of.size() / (to.rows + 1) + d / 6 + 1;
        for_each_share(executor, to.rows, 1, pairs_of_row * d * d / detail::multiply_adds_per_cost,
                       [&](std::size_t first, std::size_t count, std::size_t share) {
                           for (std::size_t row = first; row < first + count; ++row) {
                               solve_row(others_of.of(row), others, gram.view(), to, row, what, scratch[share]);
                           }
                       });
    }

    LINNET_HOT void solve_row(std::span<const row_id> had, const ConstMatrixView<T>& others,
                              const ConstMatrixView<T>& gram, const MatrixView<T>& to, std::size_t row,
                              std::string_view what, Scratch& scratch) const {
        if (had.empty()) {
            return; // as it began, zeros
        }
        const std::size_t d = settings_.factors;
        const auto size = static_cast<Eigen::Index>(d);
        scratch.had.reserve(had.size(), d);
        const MatrixView<T> vectors = scratch.had.top(had.size());
        kernels::gather<T, W>(others, had, vectors);
        scratch.system.resize(size, size);
        kernels::matmul<T, W>(d, had.size(), d, {vectors.data, 1, vectors.stride}, {vectors.data, vectors.stride},
                              {scratch.system.data(), d}, {gram.data, gram.stride});
        const double weight =
            static_cast<double>(had.size()) + settings_.unobserved_weight * static_cast<double>(others.rows);
        const auto ridge =
            static_cast<T>(settings_.regularization * std::pow(weight, settings_.regularization_exponent));
        scratch.system.diagonal().array() += ridge;
        scratch.solution.setZero(size);
        const T one{1};
        kernels::vecmat_add<T, W>(&one, 0, vectors, scratch.solution.data());
        Eigen::LLT<Eigen::Ref<EigenMatrix>> factor(scratch.system); // in place
        factor.solveInPlace(scratch.solution);
        if (factor.info() != Eigen::Success || !scratch.solution.allFinite()) {
            detail::fail<SettingError>({"Ials: the equations of ", what, " ", row,
                                        " cannot be solved in this precision: raise regularization, or lower "
                                        "standard_deviation"});
        }
        kernels::copy_row<T, W>(scratch.solution.data(), to.row(row), d);
    }

    IalsSettings settings_;
    Matrix<T> users_;
    Matrix<T> items_;
};

} // namespace linnet::inline LINNET_ISA

#else

#include <linnet/core/shape.hpp>

namespace linnet::inline LINNET_ISA {

struct IalsSettings {};

template <class T = float, std::size_t W = 1>
class Ials {
    static_assert(never<T>, "linnet: Ials needs Eigen: install libeigen3-dev and link Eigen3::Eigen.");
};

} // namespace linnet::inline LINNET_ISA

#endif
