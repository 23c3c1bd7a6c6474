// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <sstream>
#include <string>

#include <linnet/core/matrix_view.hpp>

namespace linnet::bench {

/// Compares what is about to be timed with a naive twin in double, and remembers the first difference.
class Check {
public:
    [[nodiscard]] const std::string& problem() const { return problem_; }

    /// `got` may differ from `want` by `tolerance` times max(1, |want|).
    void number(const std::string& what, double got, double want, double tolerance) {
        if (problem_.empty() && !(std::abs(got - want) <= tolerance * std::max(1.0, std::abs(want)))) {
            std::ostringstream sentence;
            sentence.precision(9);
            sentence << what << " is " << got << " where the naive twin has " << want;
            problem_ = sentence.str();
        }
    }

    /// Every element of `got` against `want(r, c)`.
    template <class T, class Want>
    void matrix(const std::string& what, MatrixView<T> got, const Want& want) {
        const double tolerance = sizeof(T) == 4 ? 2e-5 : 1e-12;
        for (std::size_t r = 0; r < got.rows; ++r) {
            for (std::size_t c = 0; c < got.columns; ++c) {
                number(what, static_cast<double>(got(r, c)), want(r, c), tolerance);
            }
        }
    }

    /// Some 4000 elements of `got`, spread over rows and columns, against `want(r, c)`, a sum of `terms` numbers of
    /// size 1.
    template <class T, class Want>
    void sums(const std::string& what, MatrixView<T> got, std::size_t terms, const Want& want) {
        const double tolerance =
            static_cast<double>(std::numeric_limits<T>::epsilon()) * static_cast<double>(16 + terms);
        const std::size_t count = got.rows * got.columns;
        const std::size_t step = (count / 4096) | 1; // odd, so that it meets every column
        for (std::size_t i = 0; i < count; i += step) {
            const std::size_t r = i / got.columns;
            const std::size_t c = i % got.columns;
            number(what, static_cast<double>(got(r, c)), want(r, c), tolerance);
        }
    }

    void that(bool holds, const std::string& otherwise) {
        if (problem_.empty() && !holds) {
            problem_ = otherwise;
        }
    }

private:
    std::string problem_;
};

} // namespace linnet::bench
