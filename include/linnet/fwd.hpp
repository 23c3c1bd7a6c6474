// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

template <class Network, class T = float, std::size_t W = native_width<T>>
class Model;

// Losses that are fused with these name them.
struct Sigmoid;
struct Softmax;

} // namespace linnet::inline LINNET_ISA
