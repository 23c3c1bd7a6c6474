// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>

// What PyTorch 1.13 computes in double; printed by golden/torch_interactions_golden.py, which says from which numbers.
namespace linnet_test::torch_golden {

inline constexpr std::array<double, 6> bi_interaction_out{0.82958984375,   -0.256103515625, -0.308837890625,
                                                          -0.256591796875, -0.0654296875,   0.30224609375};
inline constexpr std::array<double, 24> bi_interaction_d_in{0.273681640625,
                                                            -0.04638671875,
                                                            0.57421875,
                                                            0.36181640625,
                                                            -0.162353515625,
                                                            -0.1435546875,
                                                            0.533447265625,
                                                            0.106689453125,
                                                            0.35888671875,
                                                            0.320068359375,
                                                            -0.17626953125,
                                                            0.01025390625,
                                                            0,
                                                            0.38671875,
                                                            0.104736328125,
                                                            0,
                                                            0.4296875,
                                                            0.110107421875,
                                                            0,
                                                            0.279296875,
                                                            0.163818359375,
                                                            0,
                                                            -0.064453125,
                                                            0.265869140625};
inline constexpr std::array<double, 2> factorization_machine_out{0.2646484375, -0.019775390625};
inline constexpr std::array<double, 24> factorization_machine_d_in{
    0.273681640625, 0.04638671875,   0.259765625,     0.36181640625,  0.162353515625, -0.06494140625,
    0.533447265625, -0.106689453125, 0.162353515625,  0.320068359375, 0.17626953125,  0.004638671875,
    0.07421875,     0.1669921875,    -0.180908203125, 0.12060546875,  0.185546875,    -0.190185546875,
    0.08349609375,  0.12060546875,   -0.282958984375, 0.431396484375, -0.02783203125, -0.459228515625};

} // namespace linnet_test::torch_golden
