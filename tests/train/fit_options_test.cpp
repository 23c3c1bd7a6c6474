// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/fit_options.hpp>

#include <cstdint>

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
    auto copy = options;
    auto again = copy; // of what is no constant
    CHECK_FALSE(static_cast<bool>(again.callback));
    CHECK_FALSE(static_cast<bool>(again.learning_rate_factor));
}

TEST_CASE("functions are taken as lambdas, function pointers and Functions, and copied") {
    const linnet::Function<bool(const linnet::Progress&)> never = [](const linnet::Progress&) { return false; };
    linnet::FitOptions<float, int> options{
        .callback = never, .learning_rate_factor = [](std::uint64_t step) { return step == 4 ? 2.0 : 1.0; }};
    auto copy = options;
    CHECK(copy.learning_rate_factor(4) == 2.0);
    CHECK_FALSE(copy.callback(linnet::Progress{}));
    copy.callback = {};
    CHECK_FALSE(static_cast<bool>(copy.callback));
    CHECK(static_cast<bool>(options.callback));
}

} // namespace fit_options_test
