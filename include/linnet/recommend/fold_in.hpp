// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/text.hpp>
#include <linnet/data/user_items.hpp>

namespace linnet::inline LINNET_ISA {

struct FoldInSettings {
    double confidence = 40.0;    ///< how much more an item counts that the user had, alpha
    double regularization = 0.1; ///< of the vector's squares, lambda
};

namespace detail {

/// Solves A x = b for a symmetric, positive definite A of n x n; A becomes its Cholesky factor. False if A is not.
[[nodiscard]] LINNET_COLD inline bool solve_positive(std::vector<double>& a, std::vector<double>& x) {
    const std::size_t n = x.size();
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double rest = a[i * n + j];
            for (std::size_t k = 0; k < j; ++k) {
                rest -= a[i * n + k] * a[j * n + k];
            }
            if (i == j && !(rest > 0.0)) {
                return false;
            }
            a[i * n + j] = i == j ? std::sqrt(rest) : rest / a[j * n + j];
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            x[i] -= a[i * n + k] * x[k];
        }
        x[i] /= a[i * n + i];
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t k = i + 1; k < n; ++k) {
            x[i] -= a[k * n + i] * x[k];
        }
        x[i] /= a[i * n + i];
    }
    return true;
}

} // namespace detail

/// Vectors for new users of a dot-product model from the few items that they had, without training: the x for which
///   sum over all items i of c_i (p_i - b_i - x . y_i)^2 + lambda |x|^2
/// is least, where y_i are the model's item vectors, b_i the biases of items if it has them, p_i is 1 for an item that
/// the user had and 0 for others, and c_i is 1 + alpha and 1. One step of alternating least squares for implicit
/// feedback. A user without items gets a vector of zeros, so that the biases of items alone rank them.
/// To list items for new users, hand their vectors to a FactorScorer as its users.
/// Cost: items n^2 multiply-adds to make it, n^2 (n / 6 + items of the user) for a user, in double. The item vectors
/// must stay valid.
/// Throws SettingError if a setting is out of range, IdError if an item is no row.
/// Source: Hu, Koren, Volinsky, "Collaborative filtering for implicit feedback datasets", ICDM 2008, equation 4.
template <class T>
class FoldIn {
public:
    LINNET_COLD explicit FoldIn(ConstMatrixView<T> items, ConstMatrixView<T> item_bias = {},
                                const FoldInSettings& settings = {})
        : items_{items}, item_bias_{item_bias}, settings_{settings}, gram_(items.columns * items.columns),
          biases_(items.columns) {
        if (!(settings.confidence >= 0.0)) {
            detail::fail<SettingError>({"FoldIn: a confidence of ", settings.confidence, " is below 0"});
        }
        if (!(settings.regularization > 0.0)) {
            detail::fail<SettingError>({"FoldIn: a regularization of ", settings.regularization, " is not above 0"});
        }
        for (std::size_t i = 0; i < items.rows; ++i) {
            const auto item = static_cast<row_id>(i);
            add(item, 1.0, -bias(item), gram_, biases_);
        }
        for (std::size_t k = 0; k < items.columns; ++k) {
            gram_[k * items.columns + k] += settings.regularization;
        }
    }

    /// The vector of a user who had these items, each listed once.
    [[nodiscard]] LINNET_COLD std::vector<T> operator()(std::span<const row_id> had) const {
        for (const row_id item : had) {
            if (item >= items_.rows) {
                detail::fail<IdError>({"FoldIn: item ", item, " is not below ", items_.rows});
            }
        }
        std::vector<T> vector(items_.columns);
        if (had.empty()) {
            return vector;
        }
        std::vector<double> a = gram_;
        std::vector<double> x = biases_;
        for (const row_id item : had) { // from weight 1 and target -b to weight 1 + alpha and target 1 - b
            const double alpha = settings_.confidence;
            add(item, alpha, 1.0 + alpha * (1.0 - bias(item)), a, x);
        }
        if (!detail::solve_positive(a, x)) {
            detail::fail<SettingError>(
                {"FoldIn: the item vectors are not finite, or too large for a regularization of ",
                 settings_.regularization});
        }
        for (std::size_t k = 0; k < vector.size(); ++k) {
            vector[k] = static_cast<T>(x[k]);
        }
        return vector;
    }

    /// The vectors of several users, a row for each.
    [[nodiscard]] LINNET_COLD Matrix<T> operator()(const UserItems& users) const {
        Matrix<T> vectors(users.users(), items_.columns);
        for (std::size_t u = 0; u < users.users(); ++u) {
            const std::vector<T> vector = (*this)(users.of(u));
            for (std::size_t k = 0; k < vector.size(); ++k) {
                vectors.view()(u, k) = vector[k];
            }
        }
        return vectors;
    }

private:
    [[nodiscard]] double bias(row_id item) const {
        return item_bias_.data == nullptr ? 0.0 : static_cast<double>(item_bias_(item, 0));
    }
    /// a += weight y y', of which the half below the diagonal is kept; x += target y.
    LINNET_HOT void add(row_id item, double weight, double target, std::vector<double>& a,
                        std::vector<double>& x) const {
        const T* const y = items_.row(item);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const double scaled = weight * static_cast<double>(y[i]);
            for (std::size_t j = 0; j <= i; ++j) {
                a[i * x.size() + j] += scaled * static_cast<double>(y[j]);
            }
            x[i] += target * static_cast<double>(y[i]);
        }
    }

    ConstMatrixView<T> items_;
    ConstMatrixView<T> item_bias_;
    FoldInSettings settings_;
    std::vector<double> gram_;   // sum of y y' + lambda I
    std::vector<double> biases_; // - sum of b y
};

} // namespace linnet::inline LINNET_ISA
