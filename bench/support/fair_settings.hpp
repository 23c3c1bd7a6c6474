// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <unistd.h>

// For programs that time peers: include it in one translation unit.
namespace linnet::bench {

/// libtorch allocates in each step. By default glibc then gives large blocks back to the system and faults them in
/// again; and OpenBLAS may be told of another processor, or start threads, as may OpenMP. All read their settings
/// before main, so the program starts itself again where they are not the ones that are fair to the peers.
__attribute__((constructor)) inline void restart_with_fair_settings(int, char** arguments, char**) {
    constexpr const char* settings[][2] = {
        {"GLIBC_TUNABLES", "glibc.malloc.mmap_threshold=1073741824:glibc.malloc.trim_threshold=8589934592"},
        {"OPENBLAS_NUM_THREADS", "1"},
        {"OMP_NUM_THREADS", "1"},
        {"OPENBLAS_CORETYPE", nullptr},
        {"OPENBLAS_L2_SIZE", nullptr}};
    bool changed = false;
    for (const auto& [name, value] : settings) {
        const char* const current = std::getenv(name);
        const bool holds = value == nullptr || current == nullptr ? value == current : std::strcmp(current, value) == 0;
        if (!holds) {
            changed = true;
            value == nullptr ? unsetenv(name) : setenv(name, value, 1);
        }
    }
    if (changed) {
        execv("/proc/self/exe", arguments);
        std::perror("execv");
        std::exit(1);
    }
}

} // namespace linnet::bench
