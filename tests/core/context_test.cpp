// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/context.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/batch.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/core/thread_pool.hpp>

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

TEST_CASE("a context can have another batch, and is the same in all else") {
    Parameters<double> parameters;
    const Batch<double> batch{3, {}};
    const Batch<double, Numeric<"price">> other{5, {}};
    Gradients<double> gradients{parameters};
    ThreadPool pool{1};
    const BackwardContext<double, Batch<double>> context{{parameters, batch, true, 7, 9, &pool}, gradients};
    const auto changed = with_batch(context, other);
    static_assert(std::is_same_v<decltype(changed), const BackwardContext<double, Batch<double, Numeric<"price">>>>);
    CHECK(&changed.batch == &other);
    CHECK(&changed.parameters == &parameters);
    CHECK(changed.training);
    CHECK(changed.seed == 7);
    CHECK(changed.step == 9);
    CHECK(changed.executor == &pool);
    CHECK(&changed.gradients == &gradients);
}

} // namespace context_test
