// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/function.hpp>

namespace linnet::inline LINNET_ISA {

template <class Name, class Signature>
class NamedFunction;

/// A function of any type and the name that reports give it: what AnyMetric and its like are made of.
/// `Name` is a string, or a view of characters that outlive it. Calling one that
/// was made from nothing is undefined.
template <class Name, class R, class... Args>
class NamedFunction<Name, R(Args...)> {
public:
    NamedFunction() = default;
    template <class F>
    NamedFunction(Name name, const F& function) : name_{std::move(name)}, function_{function} {}

    [[nodiscard]] const Name& name() const { return name_; }
    R operator()(Args... args) const { return function_(std::forward<Args>(args)...); }

private:
    Name name_{};
    Function<R(Args...)> function_;
};

} // namespace linnet::inline LINNET_ISA
