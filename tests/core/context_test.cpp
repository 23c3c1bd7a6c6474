// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/context.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/batch.hpp>

namespace context_test {

using namespace linnet;

TEST_CASE("a backward context is a forward context with gradients") {
    using Forward = ForwardContext<double, Batch<double>>;
    using Backward = BackwardContext<double, Batch<double>>;
    static_assert(std::is_base_of_v<Forward, Backward>);
    Parameters<double> parameters;
    const Batch<double> batch{3, {}};
    Gradients<double> gradients{parameters};
    const Forward plain{parameters, batch};
    CHECK_FALSE(plain.training);
    CHECK(plain.step == 0);
    Backward backward{{parameters, batch, true, 7, 9}, gradients};
    const Forward& seen = backward;
    CHECK(&seen.parameters == &parameters);
    CHECK(seen.batch.rows == 3);
    CHECK(seen.training);
    CHECK(seen.seed == 7);
    CHECK(seen.step == 9);
    CHECK(&backward.gradients == &gradients);
}

} // namespace context_test
