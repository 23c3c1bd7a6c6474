// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/config.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/input.hpp>
#include <linnet/layers/random_fourier_features.hpp>
#include <linnet/layers/sequential.hpp>

namespace linnet::inline LINNET_ISA::models {

/// A support vector machine with a Gaussian kernel, or with the one that `Features` approximates, over numbers: a
/// linear one over random Fourier features. Trained by SquaredHinge, or Hinge, and an L2 penalty; PlattScaling turns
/// its scores into probabilities. Source: Rahimi, Recht, "Random features for large-scale kernel machines", NIPS 2007;
/// scikit-learn `RBFSampler` and `LinearSVC`.
template <class Numbers, class RandomFeatures>
using KernelSvm = Sequential<Input<Numbers>, RandomFeatures, Dense<1>>;

} // namespace linnet::inline LINNET_ISA::models
