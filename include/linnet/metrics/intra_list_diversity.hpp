// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/metrics/ranked_lists.hpp>

namespace linnet::inline LINNET_ISA {

/// How different the items of a list are: the mean of `1 - cosine` over all pairs of its items' vectors, averaged over
/// the lists. Lists of fewer than two items are left out. A vector of zeros has cosine 0 with every other.
///
/// Reads `catalogue.vectors`, which has a row for each item row. -> 0 (all alike) .. 1 (all at right angles), and above
/// 1 if vectors point in opposite directions; NaN if no list has two items, or if a vector that is needed is not
/// finite.
/// O(recommendations x columns): pairs are not visited one by one, because the sum of all their cosines is `(|sum of
/// u|^2 - sum of |u|^2) / 2`, where u are the vectors divided by their lengths.
/// Throws IdError if a recommended item has no vector.
/// Source: Ziegler, McNee, Konstan, Lausen, "Improving recommendation lists through topic diversification", WWW 2005.
struct IntraListDiversity {
    static constexpr std::string_view name = "intra_list_diversity";

    [[nodiscard]] LINNET_HOT double operator()(const RankedLists& lists, const Catalogue& catalogue) const {
        const ConstMatrixView<float>& vectors = catalogue.vectors;
        detail::check_rows(name, lists, vectors.rows, "vectors");
        std::vector<double> sum(vectors.columns);
        return detail::mean_over_lists(lists, 2, [&](std::size_t, std::span<const row_id> list) {
            std::fill(sum.begin(), sum.end(), 0.0);
            double lengths = 0.0; // of the unit vectors: 1 each, but 0 for vectors of zeros
            for (const row_id row : list) {
                const float* vector = vectors.row(row);
                const double length = std::sqrt(square(vector, vectors.columns));
                if (length != 0.0) {
                    lengths += 1.0;
                    for (std::size_t c = 0; c < sum.size(); ++c) {
                        sum[c] += static_cast<double>(vector[c]) / length;
                    }
                }
            }
            const auto n = static_cast<double>(list.size());
            const double cosines = square(sum.data(), sum.size()) - lengths; // of ordered pairs
            return std::max(1.0 - cosines / (n * (n - 1.0)), 0.0);           // rounding must not make it negative
        });
    }

private:
    template <class T>
    [[nodiscard]] static double square(const T* vector, std::size_t columns) {
        double sum = 0.0;
        for (std::size_t c = 0; c < columns; ++c) {
            sum = std::fma(static_cast<double>(vector[c]), static_cast<double>(vector[c]), sum);
        }
        return sum;
    }
};

} // namespace linnet::inline LINNET_ISA
