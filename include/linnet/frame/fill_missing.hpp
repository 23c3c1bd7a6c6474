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

/// What FillMissing puts in place of a missing value.
enum class FillWith {
    constant,    ///< `number` in a column of numbers, `string` in one of strings
    mean,        ///< the mean of the training numbers
    median,      ///< the middle one of the training numbers, or the mean of the middle two
    own_category ///< the string "[MISSING]"
};

/// Fills in missing values: empty strings, and numbers that are NaN.
/// Source: `SimpleImputer` of scikit-learn; the missing indicator as a category of its own.
struct FillMissing {
    std::string column;
    FillWith with = FillWith::mean;
    float number = 0.0F;  ///< for `constant`
    std::string string{}; ///< for `constant`
    std::string to{};     ///< where the result goes; empty: back to the same column

    // Learned by fit.
    bool fitted = false;
    bool numeric = false;       ///< whether it is a column of numbers
    float filled_number = 0.0F; ///< what goes into a column of numbers

    /// Throws SettingError if the constant is itself a missing value. Throws DataError if there is no such column, if
    /// its kind does not suit the filling, or if the column has no number, or an infinite one, to take a mean or median
    /// of.
    void fit(const Frame& train);

    /// Throws SettingError before the fit, and DataError if there is no such column of the kind that it was fitted on.
    void apply(Frame& frame) const;

    [[nodiscard]] bool reads(std::string_view name) const { return name == column; }
    [[nodiscard]] std::string writes() const { return detail::target(column, to); }
    [[nodiscard]] bool operator==(const FillMissing&) const = default;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <cmath>

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION void FillMissing::fit(const Frame& train) {
    const bool numbers = with == FillWith::constant ? train.is_numeric(column) : with != FillWith::own_category;
    float filling = number;
    if (with == FillWith::mean || with == FillWith::median) {
        const std::vector<float> known = detail::known_numbers(train, "FillMissing", column);
        filling = static_cast<float>(with == FillWith::mean ? detail::mean(known)
                                                            : detail::quantile(detail::sorted(known), 1, 2));
    } else if (with == FillWith::own_category) {
        static_cast<void>(train.strings(column));
    } else if (numbers ? std::isnan(number) : string.empty()) {
        detail::fail<SettingError>({"FillMissing: column '", column, "' would be filled with a missing value, ",
                                    numbers ? "NaN" : "the empty string"});
    }
    numeric = numbers;
    filled_number = filling;
    fitted = true;
}

LINNET_COLD LINNET_DEFINITION void FillMissing::apply(Frame& frame) const {
    detail::check_fitted(fitted, "FillMissing", column);
    if (numeric) {
        std::vector<float> numbers = frame.numbers(column);
        for (float& value : numbers) {
            value = std::isnan(value) ? filled_number : value;
        }
        frame.set(writes(), std::move(numbers));
        return;
    }
    const std::string_view filling = with == FillWith::constant ? std::string_view{string} : missing_category;
    const StringColumn& strings = frame.strings(column);
    StringColumn result;
    result.reserve(strings.size());
    for (std::size_t row = 0; row < strings.size(); ++row) {
        result.push_back(strings[row].empty() ? filling : strings[row]);
    }
    frame.set(writes(), std::move(result));
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
