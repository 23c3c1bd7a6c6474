// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/log/interactions.hpp>

namespace linnet::inline LINNET_ISA {

/// A log in three parts, to train, to validate and to test.
struct LogSplit {
    Interactions train;
    Interactions validation;
    Interactions test;
};

namespace detail {

/// Where the training rows and the validation rows end.
struct Cuts {
    std::size_t train_end = 0;
    std::size_t validation_end = 0;
};

/// Cuts `rows` rows by shares, each rounded to the nearest row. The test gets the rest.
/// Throws SettingError, naming the caller, unless the shares are at least 0 and sum to at most 1.
[[nodiscard]] LINNET_COLD inline Cuts cuts_of(std::string_view who, std::size_t rows, double train_share,
                                              double validation_share) {
    if (!(train_share >= 0.0) || !(validation_share >= 0.0) || !(train_share + validation_share <= 1.0)) {
        fail<SettingError>({who, ": the shares ", train_share, " and ", validation_share,
                            " must not be negative, nor exceed 1 together"});
    }
    const auto nearest = [&](double share) {
        return std::min(rows, static_cast<std::size_t>(static_cast<double>(rows) * share + 0.5));
    };
    const std::size_t train_end = nearest(train_share);
    return {train_end, std::max(train_end, nearest(train_share + validation_share))};
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA
