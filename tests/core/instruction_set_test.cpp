// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/instruction_set.hpp>

#include <cstdlib>
#include <string>

#include <doctest/doctest.h>

namespace instruction_set_test {

using linnet::InstructionSet;
using linnet::Multiversioned;

namespace {

constexpr bool all[3] = {true, true, true};
constexpr bool wide_only[3] = {false, true, true};
constexpr bool baseline_only[3] = {true, false, false};
constexpr bool none[3] = {false, false, false};

std::string problem(const bool (&units)[3], InstructionSet cpu, const char* wanted) {
    try {
        static_cast<void>(linnet::detail::chosen_instruction_set(units, cpu, wanted));
    } catch (const linnet::SettingError& error) {
        return error.what();
    }
    return "none";
}

int one() { return 1; }
int two() { return 2; }
int three() { return 3; }

/// Sets the environment variable, and what it was before at the end.
class Wanted {
public:
    explicit Wanted(const char* value) {
        if (const char* const before = std::getenv(name)) {
            before_ = before;
        }
        setenv(name, value, 1);
    }
    Wanted(const Wanted&) = delete;
    Wanted& operator=(const Wanted&) = delete;
    ~Wanted() { setenv(name, before_.c_str(), 1); } // empty is as if there were none

private:
    static constexpr const char* name = "LINNET_INSTRUCTION_SET";
    std::string before_;
};

} // namespace

TEST_CASE("the widest instruction set that CPU and program have is chosen") {
    using enum InstructionSet;
    for (const InstructionSet cpu : {baseline, avx2, avx512}) {
        CHECK(linnet::detail::chosen_instruction_set(all, cpu, nullptr) == cpu);
        CHECK(linnet::detail::chosen_instruction_set(all, cpu, "") == cpu);
        CHECK(linnet::detail::chosen_instruction_set(all, cpu, "baseline") == baseline);
        CHECK(linnet::detail::chosen_instruction_set(baseline_only, cpu, nullptr) == baseline);
    }
    CHECK(linnet::detail::chosen_instruction_set(all, avx512, "avx2") == avx2);
    CHECK(linnet::detail::chosen_instruction_set(all, avx512, "avx512") == avx512);
    CHECK(linnet::detail::chosen_instruction_set(all, avx2, "avx2") == avx2);
    CHECK(linnet::detail::chosen_instruction_set(wide_only, avx2, nullptr) == avx2);
}

TEST_CASE("what the CPU or the program lacks is a sentence") {
    using enum InstructionSet;
    CHECK(problem(all, avx512, "sse9") == "LINNET_INSTRUCTION_SET must be 'baseline', 'avx2' or 'avx512', not 'sse9'");
    CHECK(problem(all, avx512, "AVX2") == "LINNET_INSTRUCTION_SET must be 'baseline', 'avx2' or 'avx512', not 'AVX2'");
    CHECK(problem(all, avx2, "avx512") ==
          "LINNET_INSTRUCTION_SET is 'avx512', but the widest that this CPU has is 'avx2'");
    CHECK(problem(all, baseline, "avx2") ==
          "LINNET_INSTRUCTION_SET is 'avx2', but the widest that this CPU has is 'baseline'");
    CHECK(problem(baseline_only, avx512, "avx2") ==
          "LINNET_INSTRUCTION_SET is 'avx2', but the program is compiled for these instruction sets: baseline");
    CHECK(problem(wide_only, avx512, "baseline") == "LINNET_INSTRUCTION_SET is 'baseline', but the program is compiled "
                                                    "for these instruction sets: avx2, avx512");
    CHECK(problem(wide_only, baseline, nullptr) ==
          "this CPU has the instruction set 'baseline', but the program is compiled for these only: avx2, avx512");
    CHECK(problem(none, avx512, nullptr) ==
          "this CPU has the instruction set 'avx512', but the program is compiled for these only: none");
}

TEST_CASE("a version of a function is picked, and the environment overrides it") {
    const InstructionSet widest = linnet::widest_instruction_set();
    {
        const Wanted nothing{""};
        CHECK(linnet::pick(Multiversioned<int()>{one, two, three})() == 1 + static_cast<int>(widest));
        CHECK(linnet::pick(Multiversioned<int()>{.baseline = one})() == 1);
        CHECK_THROWS_AS(static_cast<void>(linnet::pick(Multiversioned<int()>{})), linnet::SettingError);
    }
    {
        const Wanted baseline{"baseline"};
        CHECK(linnet::pick(Multiversioned<int()>{one, two, three})() == 1);
        CHECK_THROWS_AS(static_cast<void>(linnet::pick(Multiversioned<int()>{.avx2 = two})), linnet::SettingError);
    }
    if (widest >= InstructionSet::avx2) {
        const Wanted avx2{"avx2"};
        CHECK(linnet::pick(Multiversioned<int()>{one, two, three})() == 2);
    }
    const Wanted wrong{"avx9"};
    CHECK_THROWS_AS(static_cast<void>(linnet::pick(Multiversioned<int()>{one, two, three})), linnet::SettingError);
}

TEST_CASE("this CPU has at least what this program is compiled for") {
#if defined(__AVX512F__)
    CHECK(linnet::widest_instruction_set() == InstructionSet::avx512);
#elif defined(__AVX2__)
    CHECK(linnet::widest_instruction_set() >= InstructionSet::avx2);
#else
    CHECK(linnet::widest_instruction_set() >= InstructionSet::baseline);
#endif
}

} // namespace instruction_set_test
