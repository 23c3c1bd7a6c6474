// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include "support/case.hpp"

namespace linnet::bench {

/// The Dense layers that are timed, ours and the peers'.
template <class F>
void for_each_dense_shape(F&& f) {
    f.template operator()<64, 1>();
    f.template operator()<64, 64>();
    f.template operator()<200, 64>();
    f.template operator()<256, 128>();
    f.template operator()<512, 256>();
    f.template operator()<768, 768>();
    f.template operator()<1000, 1000>();
    f.template operator()<1024, 1024>();
    f.template operator()<2048, 512>();
}

inline constexpr std::size_t dense_batches[] = {1, 32, 256, 2048};

inline std::string dense_name(std::size_t inputs, std::size_t units) {
    return "Dense, " + std::to_string(inputs) + " to " + std::to_string(units);
}

} // namespace linnet::bench
