// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <limits>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>

// Helpers for the `check()` of settings.
namespace linnet::inline LINNET_ISA::detail {

/// Throws SettingError unless `fits`: "Adam: beta_1 must be at least 0 and below 1, not 1.000000".
LINNET_COLD inline void check_setting(bool fits, const char* owner, const char* setting, double value,
                                      const char* range) {
    if (!fits) {
        fail<SettingError>({owner, ": ", setting, " must be ", range, ", not ", value});
    }
}

/// For a setting that is 0 or more, and finite even as a float.
LINNET_COLD inline void check_not_negative(const char* owner, const char* setting, double value) {
    check_setting(value >= 0.0 && value <= std::numeric_limits<float>::max(), owner, setting, value,
                  "0 or more, and finite");
}

/// For a share that remains, such as a decay: below 1, or else nothing would decay.
LINNET_COLD inline void check_decay(const char* owner, const char* setting, double value) {
    check_setting(value >= 0.0 && value < 1.0, owner, setting, value, "at least 0 and below 1");
}

} // namespace linnet::inline LINNET_ISA::detail
