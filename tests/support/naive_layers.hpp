// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <numeric>
#include <span>
#include <vector>

#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/multi_categorical.hpp>

namespace linnet_test {

/// A plain matrix of doubles.
struct NaiveMatrix {
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::vector<double> elements{};

    NaiveMatrix(std::size_t r, std::size_t c) : rows{r}, columns{c}, elements(r * c) {}
    template <class T>
    explicit NaiveMatrix(linnet::MatrixView<T> view) : NaiveMatrix(view.rows, view.columns) {
        for (std::size_t r = 0; r < rows; ++r) {
            for (std::size_t c = 0; c < columns; ++c) {
                (*this)(r, c) = static_cast<double>(view(r, c));
            }
        }
    }
    [[nodiscard]] double& operator()(std::size_t r, std::size_t c) { return elements[r * columns + c]; }
    [[nodiscard]] double operator()(std::size_t r, std::size_t c) const { return elements[r * columns + c]; }
};

/// f of every element.
inline NaiveMatrix naive_map(NaiveMatrix x, const std::function<double(double)>& f) {
    std::transform(x.elements.begin(), x.elements.end(), x.elements.begin(), f);
    return x;
}

/// f of every pair of elements.
inline NaiveMatrix naive_zip(NaiveMatrix x, const NaiveMatrix& y, const std::function<double(double, double)>& f) {
    std::transform(x.elements.begin(), x.elements.end(), y.elements.begin(), x.elements.begin(), f);
    return x;
}

/// [x | y]
inline NaiveMatrix naive_concat(const NaiveMatrix& x, const NaiveMatrix& y) {
    NaiveMatrix out(x.rows, x.columns + y.columns);
    for (std::size_t r = 0; r < out.rows; ++r) {
        for (std::size_t c = 0; c < out.columns; ++c) {
            out(r, c) = c < x.columns ? x(r, c) : y(r, c - x.columns);
        }
    }
    return out;
}

/// x kernel + bias. A bias without rows is no bias.
inline NaiveMatrix naive_dense(const NaiveMatrix& x, const NaiveMatrix& kernel, const NaiveMatrix& bias) {
    NaiveMatrix out(x.rows, kernel.columns);
    for (std::size_t r = 0; r < out.rows; ++r) {
        for (std::size_t c = 0; c < out.columns; ++c) {
            out(r, c) = bias.rows == 0 ? 0.0 : bias(0, c);
            for (std::size_t k = 0; k < x.columns; ++k) {
                out(r, c) += x(r, k) * kernel(k, c);
            }
        }
    }
    return out;
}

/// The products of the rows of x with those of y.
inline NaiveMatrix naive_dot(const NaiveMatrix& x, const NaiveMatrix& y) {
    NaiveMatrix out(x.rows, 1);
    for (std::size_t r = 0; r < x.rows; ++r) {
        for (std::size_t c = 0; c < x.columns; ++c) {
            out(r, 0) += x(r, c) * y(r, c);
        }
    }
    return out;
}

/// The rows of a table.
inline NaiveMatrix naive_embedding(const NaiveMatrix& table, std::span<const linnet::row_id> ids) {
    NaiveMatrix out(ids.size(), table.columns);
    for (std::size_t r = 0; r < out.rows; ++r) {
        for (std::size_t c = 0; c < out.columns; ++c) {
            out(r, c) = table(ids[r], c);
        }
    }
    return out;
}

enum class Pooling { sum, mean, sqrt_n, max };

/// The rows of a table that each list names, pooled.
template <class T>
NaiveMatrix naive_embedding_bag(const NaiveMatrix& table, const linnet::JaggedColumn<T>& lists, Pooling pooling) {
    NaiveMatrix out(lists.offsets.size() - 1, table.columns);
    for (std::size_t r = 0; r < out.rows; ++r) {
        for (std::size_t c = 0; c < out.columns; ++c) {
            double weights = 0;
            for (std::size_t i = lists.offsets[r]; i < lists.offsets[r + 1]; ++i) {
                const double value = table(lists.ids[i], c);
                const double weight = lists.weights.empty() ? 1.0 : static_cast<double>(lists.weights[i]);
                if (pooling == Pooling::max) {
                    out(r, c) = i == lists.offsets[r] ? value : std::max(out(r, c), value);
                } else {
                    out(r, c) += weight * value;
                    weights += pooling == Pooling::sqrt_n ? weight * weight : weight;
                }
            }
            if (pooling == Pooling::mean && weights != 0.0) {
                out(r, c) /= weights;
            } else if (pooling == Pooling::sqrt_n && weights != 0.0) {
                out(r, c) /= std::sqrt(weights);
            }
        }
    }
    return out;
}

/// The 1.5-entmax of each row, by bisection for its threshold.
inline NaiveMatrix naive_entmax15(NaiveMatrix x) {
    for (std::size_t r = 0; r < x.rows; ++r) {
        const std::span row{x.elements.data() + r * x.columns, x.columns};
        if (row.empty()) {
            continue;
        }
        double high = *std::max_element(row.begin(), row.end()) / 2;
        double low = high - 1;
        const auto weight = [](double number, double threshold) {
            const double above = std::max(0.0, number / 2 - threshold);
            return above * above;
        };
        for (std::size_t i = 0; i < 100; ++i) {
            const double middle = (low + high) / 2;
            double total = 0;
            for (const double number : row) {
                total += weight(number, middle);
            }
            (total > 1 ? low : high) = middle;
        }
        for (double& number : row) {
            number = weight(number, low);
        }
    }
    return x;
}

/// exp(x) / sum of exp(x), row by row.
inline NaiveMatrix naive_softmax(NaiveMatrix x) {
    for (std::size_t r = 0; x.columns != 0 && r < x.rows; ++r) {
        double* const row = x.elements.data() + r * x.columns;
        const double highest = *std::max_element(row, row + x.columns);
        std::transform(row, row + x.columns, row, [&](double value) { return std::exp(value - highest); });
        const double total = std::accumulate(row, row + x.columns, 0.0);
        std::transform(row, row + x.columns, row, [&](double value) { return value / total; });
    }
    return x;
}

} // namespace linnet_test
