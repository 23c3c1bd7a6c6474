// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "naive_layers.hpp"

namespace linnet_test {

/// Columns of field i of fields of n columns that lie side by side.
inline NaiveMatrix naive_field(const NaiveMatrix& x, std::size_t n, std::size_t i) {
    NaiveMatrix field(x.rows, n);
    for (std::size_t r = 0; r < x.rows; ++r) {
        for (std::size_t k = 0; k < n; ++k) {
            field(r, k) = x(r, i * n + k);
        }
    }
    return field;
}

/// Calls `f(i, j)` for every two of the fields, i < j, in the order of i.
template <class F>
void for_each_naive_pair(const NaiveMatrix& x, std::size_t n, const F& f) {
    const std::size_t m = x.columns / n;
    for (std::size_t i = 0; i < m; ++i) {
        for (std::size_t j = i + 1; j < m; ++j) {
            f(i, j);
        }
    }
}

/// The sum of the products, element by element, of every two fields.
inline NaiveMatrix naive_bi_interaction(const NaiveMatrix& x, std::size_t n) {
    NaiveMatrix out(x.rows, n);
    for_each_naive_pair(x, n, [&](std::size_t i, std::size_t j) {
        for (std::size_t r = 0; r < x.rows; ++r) {
            for (std::size_t k = 0; k < n; ++k) {
                out(r, k) += x(r, i * n + k) * x(r, j * n + k);
            }
        }
    });
    return out;
}

/// The sum of each row.
inline NaiveMatrix naive_total(const NaiveMatrix& x) {
    NaiveMatrix out(x.rows, 1);
    for (std::size_t r = 0; r < x.rows; ++r) {
        for (std::size_t c = 0; c < x.columns; ++c) {
            out(r, 0) += x(r, c);
        }
    }
    return out;
}

} // namespace linnet_test
