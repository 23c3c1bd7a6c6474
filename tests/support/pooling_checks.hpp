// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/steps.hpp>

#include "bound_steps_layer.hpp"

namespace linnet_test {

/// What a pooling makes of one column of a sequence, in double.
using NaivePooling = double (*)(const std::vector<double>& steps);

template <class Pool, class T>
void check_pooled_values(NaivePooling naive) {
    for (const Lengths& lengths : every_lengths()) {
        BoundStepsLayer<Pool, linnet::Steps<19>, T, 4> layer{lengths};
        layer.forward();
        for (std::size_t b = 0; b < lengths.size(); ++b) {
            for (std::size_t c = 0; c < 19; ++c) {
                std::vector<double> column;
                for (std::size_t i = 0; i < lengths[b]; ++i) {
                    column.push_back(static_cast<double>(layer.in_view().sequence(b)(i, c)));
                }
                const double want = column.empty() ? 0.0 : naive(column);
                CHECK(static_cast<double>(layer.out.view()(b, c)) == doctest::Approx(want).epsilon(1e-5));
            }
        }
    }
}

/// All that a layer must keep that makes one row of a sequence; `naive` is asked about sequences with steps.
template <class Pool>
void check_pooling(NaivePooling naive) {
    check_pooled_values<Pool, float>(naive);
    check_pooled_values<Pool, double>(naive);
    check_steps_widths<Pool, linnet::Steps<1>>(100.0);
    check_steps_widths<Pool, linnet::Steps<50>>(100.0);
    check_steps_gradients<Pool, linnet::Steps<5>>({3, 0, 1, 4});
    check_alone<Pool, linnet::Steps<3>, float>({2, 0, 5});
}

} // namespace linnet_test
