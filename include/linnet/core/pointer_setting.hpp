// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

/// A setting that is a pointer, or null. If something else is given, the static_assert in `Mistake<Given>` says so in
/// one sentence; the compiler alone would only say that the braces do not fit.
template <class Type, template <class> class Mistake>
class PointerSetting {
public:
    // NOLINTBEGIN(google-explicit-constructor): a pointer must convert by itself
    PointerSetting(Type* pointer = nullptr) : pointer_{pointer} {}
    template <class Given>
        requires(!std::convertible_to<const Given&, Type*>)
    PointerSetting(const Given&) {
        static_cast<void>(sizeof(Mistake<Given>));
    }
    operator Type*() const { return pointer_; }
    // NOLINTEND(google-explicit-constructor)
    Type* operator->() const { return pointer_; }

private:
    Type* pointer_ = nullptr;
};

} // namespace linnet::inline LINNET_ISA
