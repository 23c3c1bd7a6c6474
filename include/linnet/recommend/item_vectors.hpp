// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>
#include <linnet/kernels/top_k.hpp>

namespace linnet::inline LINNET_ISA {

/// A vector for each row of items, of float or double: the table of an embedding, or features of your own. A view.
class ItemVectors {
public:
    ItemVectors(ConstMatrixView<float> rows) : float_{rows} {}   // NOLINT(google-explicit-constructor)
    ItemVectors(ConstMatrixView<double> rows) : double_{rows} {} // NOLINT(google-explicit-constructor)
    ItemVectors(MatrixView<float> rows) : float_(rows) {}        // NOLINT(google-explicit-constructor)
    ItemVectors(MatrixView<double> rows) : double_(rows) {}      // NOLINT(google-explicit-constructor)

    [[nodiscard]] std::size_t rows() const { return float_.rows + double_.rows; }
    [[nodiscard]] std::size_t columns() const { return float_.columns + double_.columns; }
    [[nodiscard]] double operator()(std::size_t row, std::size_t column) const {
        return float_.data != nullptr ? static_cast<double>(float_(row, column)) : double_(row, column);
    }

    /// Throws SettingError, naming `who`, if there are fewer rows than items.
    LINNET_COLD void check(std::string_view who, std::size_t items) const {
        if (rows() < items) {
            detail::fail<SettingError>({who, ": ", rows(), " vectors for ", items, " items"});
        }
    }

private:
    ConstMatrixView<float> float_;
    ConstMatrixView<double> double_;
};

namespace detail {

/// The vectors of the candidates scaled to length 1, one after the other. Vectors of length 0, or that are not finite,
/// become zeros, which are similar to nothing.
[[nodiscard]] std::vector<double> unit_vectors(const ItemVectors& vectors, std::span<const Scored<double>> candidates);

/// The inner product of vectors a and b among these.
[[nodiscard]] double unit_product(const std::vector<double>& units, std::size_t columns, std::size_t a, std::size_t b);

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <cmath>

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION std::vector<double> unit_vectors(const ItemVectors& vectors,
                                                               std::span<const Scored<double>> candidates) {
    const std::size_t columns = vectors.columns();
    std::vector<double> units(candidates.size() * columns);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        double squares = 0.0;
        for (std::size_t k = 0; k < columns; ++k) {
            const double x = vectors(candidates[i].row, k);
            units[i * columns + k] = x;
            squares += x * x;
        }
        const bool finite = std::isfinite(squares);
        for (std::size_t k = 0; k < columns && !(squares == 0.0); ++k) {
            units[i * columns + k] = finite ? units[i * columns + k] / std::sqrt(squares) : 0.0;
        }
    }
    return units;
}

LINNET_DEFINITION double unit_product(const std::vector<double>& units, std::size_t columns, std::size_t a,
                                      std::size_t b) {
    double sum = 0.0;
    for (std::size_t k = 0; k < columns; ++k) {
        sum += units[a * columns + k] * units[b * columns + k];
    }
    return sum;
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
