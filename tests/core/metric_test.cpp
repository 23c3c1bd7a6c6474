// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/metric.hpp>

#include <memory>
#include <span>
#include <string_view>

#include <doctest/doctest.h>

#include "../support/archetypes.hpp"

namespace metric_test {

using namespace linnet;
using linnet_test::Made;

namespace {

struct HasName {
    static constexpr std::string_view name = "Made";
};
struct HasCall {
    template <class T>
    double operator()(std::span<const T>, std::span<const T>, std::span<const T>) const {
        return 0;
    }
};
struct HasCallOfFloats {
    double operator()(std::span<const float>, std::span<const float>, std::span<const float>) const { return 0; }
};
struct HasCallThatChanges {
    template <class T>
    double operator()(std::span<const T>, std::span<const T>, std::span<const T>) {
        return 0;
    }
};
struct HasCallOfText {
    template <class T>
    std::string_view operator()(std::span<const T>, std::span<const T>, std::span<const T>) const {
        return {};
    }
};
struct CannotBeCopied {
    std::unique_ptr<int> p;
};

static_assert(Metric<Made<HasName, HasCall>>);
static_assert(!Metric<Made<HasCall>>);
static_assert(!Metric<Made<HasName>>);
static_assert(!Metric<Made<HasName, HasCallOfFloats>>);
static_assert(!Metric<Made<HasName, HasCallThatChanges>>);
static_assert(!Metric<Made<HasName, HasCallOfText>>);
static_assert(!Metric<Made<HasName, HasCall, CannotBeCopied>>);
static_assert(!Metric<int>);

} // namespace

TEST_CASE("the concept of metrics is checked where this file compiles") { CHECK(Metric<Made<HasName, HasCall>>); }

} // namespace metric_test
