// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/numeric.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/feature.hpp>

namespace numeric_test {

using namespace linnet;

TEST_CASE("a numeric feature has a name and columns, and no ids") {
    using Image = Numeric<"image", 7>;
    static_assert(Feature<Image>);
    static_assert(!IdFeature<Image>);
    static_assert(Image::columns == 7);
    static_assert(Numeric<"price">::columns == 1);
    static_assert(std::is_same_v<Image::column<float>, ConstMatrixView<float>>);
    CHECK(Image::name == "image");
}

} // namespace numeric_test
