// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/categorical.hpp>

#include <span>
#include <type_traits>

#include <doctest/doctest.h>

namespace categorical_test {

using namespace linnet;

TEST_CASE("a categorical feature has a name, rows and a policy for unknown ids") {
    using User = Categorical<"user", 3>;
    using Word = Categorical<"word", dynamic, UnknownId::use_row_0>;
    static_assert(IdFeature<User>);
    static_assert(User::rows == 3);
    static_assert(User::unknown == UnknownId::refuse);
    static_assert(Categorical<"word">::rows == dynamic);
    static_assert(Word::unknown == UnknownId::use_row_0);
    static_assert(std::is_same_v<User::column<float>, std::span<const row_id>>);
    static_assert(!std::is_same_v<User, Categorical<"user", 4>>);
    CHECK(User::name == "user");
    CHECK(Word::name == "word");
}

} // namespace categorical_test
