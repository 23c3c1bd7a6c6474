// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <linnet/config.hpp>

#if !defined(__x86_64__)
#include <cfenv>
#endif

namespace linnet::inline LINNET_ISA {

/// Watches the current thread, from construction on, for operations that turned finite numbers into an infinity or a
/// NaN; the processor keeps these flags at no cost. If no flag is raised, everything that was computed from finite
/// numbers is finite. A raised flag may be a false alarm, for instance from lanes that nobody reads. Functions that
/// assemble an infinity from bits raise no flag. Flags that were raised earlier stay raised.
///
/// The watched code must be a call that is not inlined, because compilers move arithmetic across the reading of flags.
class FloatFlags {
public:
    LINNET_INLINE FloatFlags() : before_{get()} { set(before_ & ~watched); }
    FloatFlags(const FloatFlags&) = delete;
    FloatFlags& operator=(const FloatFlags&) = delete;
    LINNET_INLINE ~FloatFlags() {
        if ((before_ & watched) != 0) {
            set(get() | (before_ & watched));
        }
    }

    [[nodiscard]] LINNET_INLINE bool raised() const { return (get() & watched) != 0; }
    /// Raises these flags on this thread, for what another thread saw.
    LINNET_INLINE static void raise() { set(get() | watched); }

private:
#if defined(__x86_64__)
    using Flags = unsigned;
    static constexpr Flags watched = 0x0D; // invalid operation, division by zero, overflow
    LINNET_INLINE static Flags get() { return __builtin_ia32_stmxcsr(); }
    LINNET_INLINE static void set(Flags flags) { __builtin_ia32_ldmxcsr(flags); }
#else
    using Flags = int;
    static constexpr Flags watched = FE_INVALID | FE_DIVBYZERO | FE_OVERFLOW;
    static Flags get() { return std::fetestexcept(watched); }
    static void set(Flags flags) {
        std::feclearexcept(watched);
        std::feraiseexcept(flags);
    }
#endif

    Flags before_;
};

} // namespace linnet::inline LINNET_ISA
