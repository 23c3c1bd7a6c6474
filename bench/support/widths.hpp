// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>

namespace linnet::bench {

/// Calls `f.operator()<T, W>()` for every scalar and width of this program: all of them, or, in a program that is
/// compiled without auto-vectorisation, the width 1 that the others are compared with. A build that only checks the
/// benches, against naive twins, has one width, to compile sooner; and a program that compares ours with peers has the
/// widest.
template <class F>
void for_each_width(F&& f) {
#ifdef LINNET_BENCH_NATIVE_WIDTHS
    f.template operator()<float, native_width<float>>();
    f.template operator()<double, native_width<double>>();
#else
#ifndef LINNET_BENCH_FEW_WIDTHS
    f.template operator()<float, 1>();
    f.template operator()<double, 1>();
#endif
#ifndef LINNET_BENCH_NO_VECTORIZER
    f.template operator()<float, 16>();
#ifndef LINNET_BENCH_FEW_WIDTHS
    f.template operator()<double, 8>();
    f.template operator()<float, 2>();
    f.template operator()<float, 4>();
    f.template operator()<float, 8>();
    f.template operator()<double, 2>();
    f.template operator()<double, 4>();
#endif
#endif
#endif
}

/// The same in float, from scalar code to 16 lanes: for what takes long to compile, or much memory per width.
template <class F>
void for_each_float_width(F&& f) {
#ifdef LINNET_BENCH_NATIVE_WIDTHS
    f.template operator()<float, native_width<float>>();
#else
#ifndef LINNET_BENCH_FEW_WIDTHS
    f.template operator()<float, 1>();
#endif
#ifndef LINNET_BENCH_NO_VECTORIZER
    f.template operator()<float, 16>();
#ifndef LINNET_BENCH_FEW_WIDTHS
    f.template operator()<float, 4>();
    f.template operator()<float, 8>();
#endif
#endif
#endif
}

/// The width that a model has by default; or, in a program that is compiled without auto-vectorisation, width 1.
template <class F>
void for_native_width(F&& f) {
#ifdef LINNET_BENCH_NO_VECTORIZER
    f.template operator()<float, 1>();
#else
    f.template operator()<float, native_width<float>>();
#endif
}

} // namespace linnet::bench
