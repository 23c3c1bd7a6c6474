// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/initializers.hpp>

#include <ratio>

#include <doctest/doctest.h>

#include <linnet/core/initializer.hpp>

namespace initializers_test {

using namespace linnet;

TEST_CASE("one header brings every initializer of Keras's names") {
    static_assert(Initializer<Zeros> && Initializer<Ones> && Initializer<Constant<std::ratio<1, 2>>>);
    static_assert(Initializer<RandomUniform<>> && Initializer<RandomNormal<>> && Initializer<RandomCauchy<>> &&
                  Initializer<TruncatedNormal<>>);
    static_assert(Initializer<GlorotUniform> && Initializer<GlorotNormal>);
    static_assert(Initializer<HeUniform> && Initializer<HeNormal>);
    static_assert(Initializer<LecunUniform> && Initializer<LecunNormal>);
}

} // namespace initializers_test
