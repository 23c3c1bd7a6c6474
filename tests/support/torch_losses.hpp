// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include "lanes.hpp"
#include "loss_checks.hpp"
#include "torch_layers.hpp"
#include "torch_losses_golden.hpp"

namespace linnet_test {

/// Checks value and gradient of a loss of 4 rows of 3 columns against the numbers of PyTorch, within 64 epsilon.
/// `label(i)` is label i; see golden/torch_losses_golden.py.
template <class T, class Loss, class Label>
void check_torch_loss(const Loss& loss, const Label& label, bool weighted, const std::array<double, 13>& want) {
    linnet::GuardedMatrix<T> predictions{4, 3, 2};
    linnet::GuardedMatrix<T> labels{4, 3, 2};
    std::vector<T> weights;
    for (std::size_t i = 0; i < 12; ++i) {
        predictions.view()(i / 3, i % 3) = static_cast<T>(4 * golden_input(0, i));
        labels.view()(i / 3, i % 3) = static_cast<T>(label(i));
    }
    for (std::size_t i = 0; i < 4 && weighted; ++i) {
        weights.push_back(static_cast<T>(golden_input(2, i) + 1));
    }
    const auto got = loss_of<Lanes<T, 4>>(loss, predictions, {labels.view(), std::span<const T>{weights}});
    for (std::size_t i = 0; i < 13; ++i) {
        CAPTURE(i);
        CHECK(std::abs(static_cast<double>(got[i]) - want[i]) <=
              64 * static_cast<double>(std::numeric_limits<T>::epsilon()));
    }
}

/// Labels -1 and 1, as in the golden script.
inline double golden_sign(std::size_t i) { return golden_input(1, i) > 0 ? 1.0 : -1.0; }

} // namespace linnet_test
