// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <string>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/frame.hpp>

namespace linnet::inline LINNET_ISA {

/// A step of a Preprocessing: settings that learn from a frame, and change frames by what they learned.
///
/// `fit(train)` learns; if it throws, nothing changes. Fitting again forgets the earlier fit. `apply(frame)` reads the
/// columns for which `reads(name)` is true and sets the column `writes()`; if it throws, nothing changes. Transforms
/// can be copied, and are equal if their settings and what they learned are equal.
/// Source: the estimators of scikit-learn, with `apply` for their `transform`.
template <class T>
concept Transform = requires(T transform, const T& fitted, const Frame& train, Frame& frame, std::string_view name) {
    transform.fit(train);
    fitted.apply(frame);
    { fitted.reads(name) } -> std::same_as<bool>;
    { fitted.writes() } -> std::same_as<std::string>;
    { fitted == fitted } -> std::same_as<bool>;
};

/// The category that missing values may get.
inline constexpr std::string_view missing_category = "[MISSING]";

namespace detail {

/// Throws SettingError unless the transform of that name was fitted.
LINNET_COLD inline void check_fitted(bool fitted, std::string_view transform, std::string_view column) {
    if (!fitted) {
        fail<SettingError>({transform, ": column '", column, "' is to be transformed before fit was called"});
    }
}

/// The column that a transform writes: the one it reads, unless `to` names another.
[[nodiscard]] inline const std::string& target(const std::string& column, const std::string& to) {
    return to.empty() ? column : to;
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA
