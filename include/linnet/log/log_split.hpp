// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
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

/// Cuts `rows` rows by shares, rounded to the nearest row. The test gets the rest. If only the share to train is set,
/// validation gets half of the rest; if it is not set, the test gets 0.1, and validation 0.1 unless that is set.
/// Throws SettingError, naming the caller, unless the shares are at least 0 and sum to at most 1.
[[nodiscard]] Cuts cuts_of(std::string_view who, std::size_t rows, std::optional<double> train,
                           std::optional<double> validation);

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION Cuts cuts_of(std::string_view who, std::size_t rows, std::optional<double> train,
                                           std::optional<double> validation) {
    const double validation_share = validation ? *validation : train ? (1.0 - *train) / 2.0 : 0.1;
    const double train_share = train ? *train : validation ? 0.9 - *validation : 0.8;
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

#endif // LINNET_DEFINES
