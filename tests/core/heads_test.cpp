// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/heads.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/matrix.hpp>
#include <linnet/core/steps.hpp>

namespace heads_test {

using namespace linnet;

TEST_CASE("heads lie side by side in one matrix") {
    using Three = Heads<Shape<2>, Shape<1>, Shape<4>>;
    static_assert(Three::columns == 7 && Three::size == 3);
    static_assert(Three::first(0) == 0 && Three::first(1) == 2 && Three::first(2) == 3);
    static_assert(is_heads<Three> && !is_heads<Shape<7>> && !is_shape<Three> && !is_shape_error<Three>);
    static_assert(std::is_same_v<Three::view<float>, MatrixView<float>>);
    static_assert(Heads<>::columns == 0);

    Three::Buffer<double> buffer;
    buffer.reserve(5);
    const MatrixView<double> all = buffer.top({3, {}});
    CHECK(all.rows == 3);
    CHECK(all.columns == 7);
    const MatrixView<double> last = Three::slice(all, 2);
    CHECK(last.data == all.data + 3);
    CHECK(last.rows == 3);
    CHECK(last.columns == 4);
    CHECK(last.stride == all.stride);
    CHECK(Three::slice(ConstMatrixView<double>{}, 1).data == nullptr);
}

} // namespace heads_test
