// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <ratio>

#include <linnet/config.hpp>
#include <linnet/core/initializer.hpp>
#include <linnet/core/ratio.hpp>
#include <linnet/initializers/fill.hpp>

namespace linnet::inline LINNET_ISA {

/// Every value is `Value` (default 0), a std::ratio.
template <class Value = std::ratio<0>>
struct Constant {
    template <class T>
    void operator()(MatrixView<T> values, Fans, Random) const {
        detail::fill(values, [](std::size_t) { return detail::ratio_value<Value>; });
    }
};

/// Every value is 0.
using Zeros = Constant<std::ratio<0>>;
/// Every value is 1.
using Ones = Constant<std::ratio<1>>;

} // namespace linnet::inline LINNET_ISA
