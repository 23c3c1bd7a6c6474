// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <ratio>

#include <linnet/config.hpp>
#include <linnet/core/initializer.hpp>
#include <linnet/core/ratio.hpp>
#include <linnet/initializers/fill.hpp>

namespace linnet::inline LINNET_ISA {

/// Sets every value to `Value`, a std::ratio (default 0).
template <class Value = std::ratio<0>>
struct Constant {
    template <class T>
    void operator()(MatrixView<T> values, Fans, Random) const {
        detail::fill(values, [](std::size_t) { return detail::ratio_value<Value>; });
    }
};

/// Sets every value to 0.
using Zeros = Constant<std::ratio<0>>;
/// Sets every value to 1.
using Ones = Constant<std::ratio<1>>;

} // namespace linnet::inline LINNET_ISA
