// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

#include <doctest/doctest.h>

#include <linnet/testing/loss_gradient_check.hpp>

namespace linnet_test {

/// Checks value and gradient of a loss, the mean over all elements of `naive(prediction, label)`, at every width.
template <class Loss, class Naive>
void check_loss_gradients_at_every_width(const Loss& loss, const Naive& naive) {
    const auto mean = [&naive](std::span<const double> z, std::span<const double> y) {
        double total = 0;
        for (std::size_t i = 0; i < z.size(); ++i) {
            total += naive(z[i], y[i]);
        }
        return total / static_cast<double>(z.size());
    };
    const auto check = [](const linnet::GradientReport& report) {
        INFO(report.message);
        CHECK(report);
    };
    check(linnet::check_loss_gradients<1>(loss, mean));
    check(linnet::check_loss_gradients<2>(loss, mean));
    check(linnet::check_loss_gradients<4>(loss, mean));
    check(linnet::check_loss_gradients<8>(loss, mean));
    check(linnet::check_loss_gradients<4>(loss, mean, {.batch = 33, .columns = 1}));
}

} // namespace linnet_test
