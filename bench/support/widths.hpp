// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace linnet::bench {

/// Calls `f.operator()<T, W>()` for every scalar and width of this program: all of them, or, in a program that is
/// compiled without auto-vectorisation, the width 1 that the others are compared with.
template <class F>
void for_each_width(F&& f) {
    f.template operator()<float, 1>();
    f.template operator()<double, 1>();
#ifndef LINNET_BENCH_NO_VECTORIZER
    f.template operator()<float, 2>();
    f.template operator()<float, 4>();
    f.template operator()<float, 8>();
    f.template operator()<float, 16>();
    f.template operator()<double, 2>();
    f.template operator()<double, 4>();
    f.template operator()<double, 8>();
#endif
}

} // namespace linnet::bench
