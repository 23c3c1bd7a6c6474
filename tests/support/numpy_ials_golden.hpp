// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>

// What NumPy computes in double; written by golden/numpy_ials_golden.py, which says from what.
namespace linnet_test::numpy_golden {

inline constexpr std::array<double, 18> ials_users{-0.52755041230634458,
                                                   0.78539318125664503,
                                                   -0.76316008352087805,
                                                   -0.057242449089133493,
                                                   -0.15415095552080696,
                                                   -1.0495269379255059,
                                                   0.73149035874774671,
                                                   0.69531337767130075,
                                                   -0.69242164953417995,
                                                   0,
                                                   0,
                                                   0,
                                                   0.61990321699165152,
                                                   0.64370025164537392,
                                                   0.11782865765507793,
                                                   0.36704489482288538,
                                                   0.79588857257815826,
                                                   -1.0245942668618018};
inline constexpr std::array<double, 15> ials_items{0,
                                                   0,
                                                   0,
                                                   -0.25432024131972991,
                                                   0.13072418965294544,
                                                   -0.67835949427729536,
                                                   0.0089348824320784163,
                                                   0.57376916529817323,
                                                   -0.34102947805538364,
                                                   0.43859651576368264,
                                                   -0.12222821476411129,
                                                   -0.68281709485269115,
                                                   0.57629205363778457,
                                                   0.50164119121079287,
                                                   -0.079117330572623032};

} // namespace linnet_test::numpy_golden
