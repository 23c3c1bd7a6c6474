// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>

#if defined(__x86_64__) && defined(__linux__)
#include <cpuid.h>
#endif

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>

// One program for every CPU. The CMake function linnet_add_instruction_sets compiles some files of a program, its
// units, for each InstructionSet. Of linnet, only what stands in this namespace is the same type in all of them.
namespace linnet {

/// What a unit is compiled for: each has the instructions of those before it. `baseline` is every x86-64 CPU, `avx2`
/// the level x86-64-v3, with FMA, and `avx512` the level x86-64-v4. Elsewhere there is only `baseline`, which means the
/// flags of the program.
/// Source: the microarchitecture levels of the System V ABI for AMD64.
enum class InstructionSet { baseline, avx2, avx512 };

/// One function, compiled for each instruction set: null for those that the program has no unit for. `F` is the type of
/// the function, such as `double(int)`.
template <class F>
struct Multiversioned {
    F* baseline = nullptr;
    F* avx2 = nullptr;
    F* avx512 = nullptr;
};

} // namespace linnet

/// The namespace in which a unit defines its functions: `int LINNET_UNIT::answer() { ... }`.
#if defined(__AVX512F__)
#define LINNET_UNIT unit_avx512
#elif defined(__AVX2__)
#define LINNET_UNIT unit_avx2
#else
#define LINNET_UNIT unit_baseline
#endif

/// Declares a function that each unit defines, and its Multiversioned under the same name, in a header for both units
/// and callers: `using Answer = int(); LINNET_MULTIVERSION(Answer, answer);`.
#if defined(__x86_64__) && defined(__linux__)
#define LINNET_MULTIVERSION(Function, name)                                                                            \
    namespace unit_baseline {                                                                                          \
    Function name;                                                                                                     \
    }                                                                                                                  \
    namespace unit_avx2 {                                                                                              \
    Function name;                                                                                                     \
    }                                                                                                                  \
    namespace unit_avx512 {                                                                                            \
    Function name;                                                                                                     \
    }                                                                                                                  \
    inline constexpr ::linnet::Multiversioned<Function> name {                                                         \
        &unit_baseline::name, &unit_avx2::name, &unit_avx512::name                                                     \
    }
#else
#define LINNET_MULTIVERSION(Function, name)                                                                            \
    namespace unit_baseline {                                                                                          \
    Function name;                                                                                                     \
    }                                                                                                                  \
    inline constexpr ::linnet::Multiversioned<Function> name { &unit_baseline::name, nullptr, nullptr }
#endif

namespace linnet::inline LINNET_ISA {

/// The widest instruction set that this CPU and its operating system have, with all that a compiler may use for it.
[[nodiscard]] InstructionSet widest_instruction_set();

namespace detail {

/// Which of the instruction sets that a program has units for is used on a CPU. `wanted` is the value of the
/// environment variable, null or empty for the widest.
[[nodiscard]] InstructionSet chosen_instruction_set(const bool (&units)[3], InstructionSet cpu, const char* wanted);

} // namespace detail

/// The version of a function to call: the widest that the program has and this CPU can run, unless the environment
/// variable LINNET_INSTRUCTION_SET is `baseline`, `avx2` or `avx512`. Reads both at each call, so keep what it returns.
/// Throws SettingError if the variable has another value, or names what the CPU or the program lacks, or if the program
/// has nothing that this CPU can run.
template <class F>
[[nodiscard]] LINNET_COLD F& pick(const Multiversioned<F>& versions) {
    F* const functions[3] = {versions.baseline, versions.avx2, versions.avx512};
    const bool units[3] = {functions[0] != nullptr, functions[1] != nullptr, functions[2] != nullptr};
    return *functions[static_cast<std::size_t>(
        detail::chosen_instruction_set(units, widest_instruction_set(), std::getenv("LINNET_INSTRUCTION_SET")))];
}

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION InstructionSet widest_instruction_set() {
#if defined(__x86_64__) && defined(__linux__)
    // What older compilers have no name for: MOVBE, OSXSAVE and F16C, then LAHF and LZCNT.
    constexpr unsigned basic = 1U << 22 | 1U << 27 | 1U << 29;
    constexpr unsigned extended = 1U << 0 | 1U << 5;
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & basic) != basic) {
        return InstructionSet::baseline;
    }
    if (__get_cpuid(0x80000001U, &a, &b, &c, &d) == 0 || (c & extended) != extended) {
        return InstructionSet::baseline;
    }
    // These ask the operating system, too, whether it keeps the registers.
    __builtin_cpu_init();
    if (!(__builtin_cpu_supports("sse3") && __builtin_cpu_supports("ssse3") && __builtin_cpu_supports("sse4.1") &&
          __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("avx") &&
          __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") &&
          __builtin_cpu_supports("bmi2"))) {
        return InstructionSet::baseline;
    }
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) {
        return InstructionSet::avx512;
    }
    return InstructionSet::avx2;
#else
    return InstructionSet::baseline;
#endif
}

namespace detail {

LINNET_COLD LINNET_DEFINITION InstructionSet chosen_instruction_set(const bool (&units)[3], InstructionSet cpu,
                                                                    const char* wanted) {
    constexpr const char* names[3] = {"baseline", "avx2", "avx512"};
    const auto widest = static_cast<std::size_t>(cpu);
    std::string built;
    for (std::size_t i = 0; i < 3; ++i) {
        if (units[i]) {
            append(built, {built.empty() ? "" : ", ", names[i]});
        }
    }
    if (built.empty()) {
        built = "none";
    }
    if (wanted != nullptr && *wanted != '\0') {
        for (std::size_t i = 0; i < 3; ++i) {
            if (std::string_view{wanted} != names[i]) {
                continue;
            }
            if (i > widest) {
                fail<SettingError>({"LINNET_INSTRUCTION_SET is '", names[i], "', but the widest that this CPU has is '",
                                    names[widest], "'"});
            }
            if (!units[i]) {
                fail<SettingError>({"LINNET_INSTRUCTION_SET is '", names[i],
                                    "', but the program is compiled for these instruction sets: ", built});
            }
            return static_cast<InstructionSet>(i);
        }
        fail<SettingError>({"LINNET_INSTRUCTION_SET must be 'baseline', 'avx2' or 'avx512', not '", wanted, "'"});
    }
    for (std::size_t i = widest + 1; i-- > 0;) {
        if (units[i]) {
            return static_cast<InstructionSet>(i);
        }
    }
    fail<SettingError>({"this CPU has the instruction set '", names[widest],
                        "', but the program is compiled for these only: ", built});
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
