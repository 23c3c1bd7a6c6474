// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// What a gradient check found. Converts to true if everything is right.
struct GradientReport {
    double largest_error = 0.0; ///< of all numbers compared: |computed - expected| / max(1, |expected|)
    std::string where;          ///< the number that has it, such as `kernel (3, 1)`
    std::string message;        ///< the first thing that is wrong; empty if nothing is

    explicit operator bool() const { return message.empty(); }
};

namespace detail {

/// The name of a number among others of its kind, for messages.
[[nodiscard]] LINNET_COLD inline std::string element_name(std::string_view matrix, std::size_t row,
                                                          std::size_t column) {
    return text({matrix, " (", row, ", ", column, ")"});
}

LINNET_COLD inline void report_failure(GradientReport& report, std::string message) {
    if (report.message.empty()) {
        report.message = std::move(message);
    }
}

/// Adds the comparison of two numbers, which may differ by at most `tolerance * max(1, |expected|)`. `what` says what
/// is compared with what.
LINNET_COLD inline void report_comparison(GradientReport& report, double tolerance, std::string_view matrix,
                                          std::size_t row, std::size_t column, double computed, double expected,
                                          std::string_view what) {
    const double error = std::abs(computed - expected) / std::max(1.0, std::abs(expected));
    if (error <= tolerance && error <= report.largest_error) {
        return;
    }
    if (!std::isnan(report.largest_error) && !(error <= report.largest_error)) {
        report.largest_error = error;
        report.where = element_name(matrix, row, column);
    }
    if (!(error <= tolerance)) {
        report_failure(report, text({element_name(matrix, row, column), ": ", what, ": ", computed, " instead of ",
                                     expected, " (relative error ", error, ")"}));
    }
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA
