// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// Units of one program, compiled for different instruction sets, each of which runs where the CPU has them.
#include <cmath>
#include <cstdio>

#include "unit.hpp"

namespace {

int failures = 0;

void check(bool holds, const char* sentence) {
    if (!holds) {
        std::printf("FAILED: %s\n", sentence);
        ++failures;
    }
}

} // namespace

int main() {
    const Trained baseline = train_baseline();
    check(baseline.first > 0.0 && baseline.first < 1.0, "the unit for every x86-64 machine trains");
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        const Trained avx2 = train_avx2();
        check(std::abs(avx2.first - baseline.first) < 1e-3, "the unit with AVX2 and FMA trains the same model");
        check(avx2.hash != baseline.hash, "the unit with FMA uses it");
        if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
            __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
            __builtin_cpu_supports("avx512vl")) {
            check(train_avx512().hash == avx2.hash, "the unit with AVX-512 has the bits of that with AVX2");
        } else {
            std::puts("SKIPPED: this CPU has no AVX-512");
        }
    } else {
        std::puts("SKIPPED: this CPU has no AVX2");
    }
    return failures;
}
