// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/frame/known_numbers.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/frame/transform.hpp>

namespace linnet::inline LINNET_ISA {

/// Turns numbers into strings: the names of buckets that hold about equally many of the training numbers, "bucket 0",
/// "bucket 1", ..., and "[MISSING]" for missing values. The 1 / n, 2 / n, ... quantiles separate the buckets, and an
/// edge belongs to the bucket above it. Equal edges count as one, and an edge at the lowest number as none, so there
/// may be fewer buckets. Numbers outside the range of the training numbers go to the first or last bucket.
/// Source: `KBinsDiscretizer(strategy="quantile")` of scikit-learn, `qcut` of pandas.
struct QuantileBuckets {
    std::string column;
    std::size_t buckets = 10;
    std::string to{}; ///< where the names go; empty: back to the same column

    // Learned by fit.
    bool fitted = false;
    std::vector<double> edges{}; ///< in rising order, one fewer than there are buckets

    /// Throws SettingError for fewer than 2 buckets or more than 2^20, and DataError if there is no such column of
    /// numbers, it has no number, or one is infinite.
    void fit(const Frame& train);

    /// Throws SettingError before the fit, and DataError if there is no such column of numbers.
    void apply(Frame& frame) const;

    /// The bucket of a number, from 0. O(log buckets). requires: fitted, and the number is not missing
    [[nodiscard]] std::size_t bucket_of(float number) const;

    [[nodiscard]] bool reads(std::string_view name) const { return name == column; }
    [[nodiscard]] std::string writes() const { return detail::target(column, to); }
    [[nodiscard]] bool operator==(const QuantileBuckets&) const = default;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <cmath>

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION void QuantileBuckets::fit(const Frame& train) {
    if (buckets < 2 || buckets > std::size_t{1} << 20) {
        detail::fail<SettingError>(
            {"QuantileBuckets: column '", column, "' cannot have ", buckets, " buckets; there must be 2 to 2^20"});
    }
    const std::vector<float> numbers = detail::sorted(detail::known_numbers(train, "QuantileBuckets", column));
    std::vector<double> found;
    double last = static_cast<double>(numbers[0]);
    for (std::size_t i = 1; i < buckets; ++i) {
        const double edge = detail::quantile(numbers, i, buckets);
        if (edge > last) {
            found.push_back(edge);
            last = edge;
        }
    }
    edges = std::move(found);
    fitted = true;
}

LINNET_COLD LINNET_DEFINITION void QuantileBuckets::apply(Frame& frame) const {
    detail::check_fitted(fitted, "QuantileBuckets", column);
    const std::vector<float>& numbers = frame.numbers(column);
    StringColumn names;
    names.reserve(numbers.size());
    for (const float number : numbers) {
        if (std::isnan(number)) {
            names.push_back(missing_category);
        } else {
            names.push_back(detail::text({"bucket ", bucket_of(number)}));
        }
    }
    frame.set(writes(), std::move(names));
}

LINNET_DEFINITION std::size_t QuantileBuckets::bucket_of(float number) const {
    std::size_t low = 0;
    std::size_t high = edges.size();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (edges[middle] <= static_cast<double>(number)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
