// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

/// What cleaning a log kept and removed.
struct CleaningReport {
    std::size_t rows = 0;          ///< rows kept
    std::size_t removed = 0;       ///< rows removed
    std::size_t removed_users = 0; ///< users with no row left
    std::size_t removed_items = 0; ///< items with no row left
    std::size_t rounds = 0;        ///< passes over the log that removed something
};

} // namespace linnet::inline LINNET_ISA
