// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// A 64-bit hash of the bytes of a string. It is the same on every machine and in every release, so that a model
/// trained on hashed ids can be used elsewhere. It is FNV-1a followed by the finaliser of MurmurHash3, because the low
/// bits of FNV-1a depend only on the low bits of the characters.
/// Sources: Fowler, Noll, Vo, "The FNV non-cryptographic hash algorithm", IETF draft; Appleby, MurmurHash3, fmix64.
[[nodiscard]] constexpr std::uint64_t stable_hash(std::string_view string) {
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char character : string) {
        hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001B3U;
    }
    hash = (hash ^ hash >> 33) * 0xFF51AFD7ED558CCDU;
    hash = (hash ^ hash >> 33) * 0xC4CEB9FE1A85EC53U;
    return hash ^ hash >> 33;
}

} // namespace linnet::inline LINNET_ISA::detail
