// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/mult_dae.hpp>

#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/type_list.hpp>

#include "../support/lines_of.hpp"

namespace mult_dae_test {

using namespace linnet;
using namespace linnet::models;
using namespace linnet_test;

TEST_CASE("MultDAE is the layers of its paper") {
    using Had = MultiCategorical<"had", 9>;
    using Network = MultDAE<9, Had, 4>;
    CHECK(lines_of<Network>() == "EmbeddingBag<had> 4 Tanh 4 Dense<9> 9 Softmax 9");
    static_assert(std::is_same_v<Network, Sequential<EmbeddingBag<Had, 4, SqrtN, Dropout<percent<50>>>, Tanh, Dense<9>,
                                                     Softmax>>); // the lines do not name options
}

} // namespace mult_dae_test
