// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/pointer_setting.hpp>

#include <string>

#include <doctest/doctest.h>

namespace pointer_setting_test {

namespace {

template <class>
struct Mistake {};
using Setting = linnet::PointerSetting<const std::string, Mistake>;

} // namespace

TEST_CASE("a setting of a pointer reads as one") {
    const std::string text = "abc";
    const Setting none;
    CHECK(none == nullptr);
    CHECK_FALSE(static_cast<bool>(none));
    CHECK(Setting{nullptr} == nullptr);
    Setting some = &text;
    CHECK(some != nullptr);
    CHECK(&*some == &text);
    CHECK(some->size() == 3);
    const Setting copy = some;
    some = nullptr;
    CHECK(some == nullptr);
    CHECK(copy == &text);
}

} // namespace pointer_setting_test
