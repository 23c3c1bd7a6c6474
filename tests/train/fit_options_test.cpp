// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/fit_options.hpp>

#include <doctest/doctest.h>

namespace fit_options_test {

TEST_CASE("the defaults of fit are one epoch of shuffled batches of 32") {
    const linnet::FitOptions<float, int> options;
    CHECK(options.epochs == 1);
    CHECK(options.batch_size == 32);
    CHECK(options.shuffle);
    CHECK(options.validation == nullptr);
    CHECK(options.metrics.empty());
    CHECK_FALSE(options.seed.has_value());
    CHECK_FALSE(static_cast<bool>(options.callback));
}

} // namespace fit_options_test
