// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// A unit that is compiled for several instruction sets, each of which runs where the CPU has it.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "unit.hpp"

namespace {

int failures = 0;

void check(bool holds, const char* sentence) {
    if (!holds) {
        std::printf("FAILED: %s\n", sentence);
        ++failures;
    }
}

/// What the unit does that is picked where the environment variable has this value.
template <class F>
F& picked(const linnet::Multiversioned<F>& versions, const char* wanted) {
    setenv("LINNET_INSTRUCTION_SET", wanted, 1);
    return linnet::pick(versions);
}

template <class F>
std::string problem(const linnet::Multiversioned<F>& versions, const char* wanted) {
    try {
        static_cast<void>(picked(versions, wanted));
    } catch (const linnet::SettingError& error) {
        return error.what();
    }
    return "none";
}

void check_exceptions(const char* wanted) {
    bool caught = false;
    try {
        picked(refuse, wanted)("a reason");
    } catch (const Refusal& refusal) {
        caught = std::string{refusal.what()} == "a reason";
    }
    check(caught, "what a unit throws is caught by its type, if main knows it");
    caught = false;
    try {
        picked(refuse, wanted)("linnet's own");
    } catch (const std::runtime_error& error) {
        caught = std::string{error.what()} != "linnet's own";
    }
    check(caught, "what linnet throws in a unit is caught as std::runtime_error");
}

} // namespace

int main() {
    using linnet::InstructionSet;
    const InstructionSet cpu = linnet::widest_instruction_set();
    const Trained baseline = picked(train, "baseline")();
    check(baseline.first > 0.0 && baseline.first < 1.0, "the unit for every x86-64 machine trains");
    check_exceptions("baseline");
    check(problem(train, "sse2") == "LINNET_INSTRUCTION_SET must be 'baseline', 'avx2' or 'avx512', not 'sse2'",
          "another value is a sentence");
    check(problem(linnet::Multiversioned<Train>{.baseline = train.baseline}, "") == "none",
          "a program with one unit runs it");

    if (cpu >= InstructionSet::avx2) {
        const Trained avx2 = picked(train, "avx2")();
        check(std::abs(avx2.first - baseline.first) < 1e-3, "the unit with AVX2 and FMA trains the same model");
        check(avx2.hash != baseline.hash, "the unit with FMA uses it");
        check(picked(train, "")().hash == avx2.hash, "the widest unit is the default");
        check_exceptions("avx2");
        if (cpu == InstructionSet::avx512) {
            check(picked(train, "avx512")().hash == avx2.hash, "the unit with AVX-512 has the bits of that with AVX2");
            check(&picked(train, "") == train.avx512, "the unit with AVX-512 is the default");
            check_exceptions("avx512");
        } else {
            check(problem(train, "avx512") ==
                      "LINNET_INSTRUCTION_SET is 'avx512', but the widest that this CPU has is 'avx2'",
                  "a CPU without AVX-512 says so");
            std::puts("SKIPPED: this CPU has no AVX-512");
        }
    } else {
        check(picked(train, "")().hash == baseline.hash, "the baseline is the default where there is nothing wider");
        check(problem(train, "avx2") ==
                  "LINNET_INSTRUCTION_SET is 'avx2', but the widest that this CPU has is 'baseline'",
              "a CPU without AVX2 says so");
        std::puts("SKIPPED: this CPU has no AVX2");
    }
    return failures;
}
