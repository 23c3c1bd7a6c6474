// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <span>
#include <string_view>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

/// A number that says how good predictions are.
///
/// requires: M::name; metric(predictions, labels, weights) for spans of equal length, of float and of double. `weights`
/// may be empty, which means weights of 1.
template <class M>
concept Metric = std::copyable<M> && requires(const M& metric, std::span<const float> f, std::span<const double> d) {
    { M::name } -> std::convertible_to<std::string_view>;
    { metric(f, f, f) } -> std::convertible_to<double>;
    { metric(d, d, d) } -> std::convertible_to<double>;
};

} // namespace linnet::inline LINNET_ISA
