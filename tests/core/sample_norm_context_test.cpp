// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/sample_norm_context.hpp>

#include <array>
#include <cstdint>

#include <doctest/doctest.h>

#include <linnet/core/batch.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/core/type_list.hpp>

namespace sample_norm_context_test {

using namespace linnet;

TEST_CASE("a sample has one row of a matrix, and its steps of a batch of sequences") {
    const std::array<float, 6> numbers{0, 1, 2, 3, 4, 5};
    const ConstMatrixView<float> rows{numbers.data(), 6, 1, 1};
    const Parameters<float> parameters;
    const BatchOf<float, TypeList<>> batch{3, {}};
    SampleNorms<float> norms{parameters};
    norms.clear(3);
    const SampleNormContext<float, BatchOf<float, TypeList<>>> context{{parameters, batch}, norms};
    CHECK(context.rows_of(rows, 2).rows == 1);
    CHECK(context.rows_of(rows, 2)(0, 0) == 2);
    const std::array<std::uint64_t, 4> offsets{7, 9, 9, 13};
    const auto steps = context.of_steps(offsets);
    CHECK(&steps.norms == &norms);
    CHECK(context.offsets.empty());
    CHECK(steps.rows_of(rows, 0).rows == 2);
    CHECK(steps.rows_of(rows, 1).rows == 0);
    CHECK(steps.rows_of(rows, 2).rows == 4);
    CHECK(steps.rows_of(rows, 2)(0, 0) == 2);
    CHECK(steps.typical_rows(6) >= 1);
    const Batch<float, Numeric<"price">> other{4, {}};
    const auto changed = with_batch(steps, other);
    CHECK(&changed.batch == &other);
    CHECK(&changed.norms == &norms);
    CHECK(changed.offsets.data() == offsets.data());
}

} // namespace sample_norm_context_test
