// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

template <class Network, class T = float, std::size_t W = native_width<T>>
class Model;

// Named by the losses that are fused with them.
struct Sigmoid;
struct Softmax;

} // namespace linnet::inline LINNET_ISA
