// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

template <class Signature>
class Function;

/// Holds a callable object of any type, or nothing. It does what std::function does and takes far less time to compile.
/// Calling an empty one is undefined.
template <class R, class... Args>
class Function<R(Args...)> {
public:
    Function() = default;
    template <class F>
        requires(!std::same_as<std::decay_t<F>, Function> && std::is_invocable_r_v<R, F&, Args...>)
    Function(F&& callable) // NOLINT(google-explicit-constructor): a function reads as one
        : object_{new std::decay_t<F>(std::forward<F>(callable))}, actions_{&actions<std::decay_t<F>>} {}

    Function(const Function& other)
        : object_{other.object_ == nullptr ? nullptr : other.actions_->copy(other.object_)}, actions_{other.actions_} {}
    Function(Function&& other) noexcept : object_{std::exchange(other.object_, nullptr)}, actions_{other.actions_} {}
    Function& operator=(Function other) noexcept {
        std::swap(object_, other.object_);
        std::swap(actions_, other.actions_);
        return *this;
    }
    ~Function() {
        if (object_ != nullptr) {
            actions_->destroy(object_);
        }
    }

    [[nodiscard]] explicit operator bool() const { return object_ != nullptr; }
    R operator()(Args... args) const { return actions_->call(object_, std::forward<Args>(args)...); }

private:
    struct Actions {
        R (*call)(void* object, Args... args);
        void* (*copy)(const void* object);
        void (*destroy)(void* object);
    };
    template <class F>
    static constexpr Actions actions{
        [](void* object, Args... args) -> R { return (*static_cast<F*>(object))(std::forward<Args>(args)...); },
        [](const void* object) -> void* { return new F(*static_cast<const F*>(object)); },
        [](void* object) { delete static_cast<F*>(object); }};

    void* object_ = nullptr;
    const Actions* actions_ = nullptr;
};

} // namespace linnet::inline LINNET_ISA
