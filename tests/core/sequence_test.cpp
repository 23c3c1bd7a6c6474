// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/sequence.hpp>

#include <type_traits>

#include <doctest/doctest.h>

namespace sequence_test {

using namespace linnet;

TEST_CASE("a sequence has a name, rows, a greatest length and a policy for unknown ids") {
    using Seen = Sequence<"seen", 9, 3, UnknownId::use_row_0>;
    static_assert(IdFeature<Seen> && StoredFeature<Seen>);
    static_assert(Seen::rows == 9);
    static_assert(Seen::max_length == 3);
    static_assert(Seen::unknown == UnknownId::use_row_0);
    static_assert(Sequence<"seen">::rows == dynamic);
    static_assert(Sequence<"seen">::max_length == 50);
    static_assert(Sequence<"seen">::unknown == UnknownId::refuse);
    static_assert(std::is_same_v<Seen::column<double>, JaggedColumn<double>>);
    CHECK(Seen::name == "seen");
}

} // namespace sequence_test
