// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

/// Tells vocabularies apart by the number of rows and a hash of the ids in their order. It is the same on every
/// machine. A vocabulary without ids has no fingerprint, and neither do rows that did not come from a vocabulary.
struct Fingerprint {
    std::size_t rows = 0;
    std::uint64_t hash = 0;

    /// Whether there is a fingerprint.
    [[nodiscard]] explicit operator bool() const { return rows != 0; }
    [[nodiscard]] bool operator==(const Fingerprint&) const = default;
};

} // namespace linnet::inline LINNET_ISA
