// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/config.hpp>

namespace linnet {

template <class Network, class T = float, std::size_t W = native_width<T>>
class Model;

struct Sigmoid; // named by the loss that is fused with it

} // namespace linnet
