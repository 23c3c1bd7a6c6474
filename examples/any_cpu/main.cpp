// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// One program for every CPU: it uses the widest instructions that the CPU has. LINNET_INSTRUCTION_SET=baseline, avx2 or
// avx512 in the environment overrides that.
#include <cstdio>

#include "ranker.hpp"

namespace ln = linnet;

int main() {
    try {
        const std::unique_ptr<Ranker> ranker = ln::pick(make_ranker)();
        for (const std::size_t item : ranker->best_items(/*user=*/1, /*count=*/5)) {
            std::printf("item %zu\n", item);
        }
        return 0;
    } catch (const std::runtime_error& error) { // of any instruction set
        std::printf("%s\n", error.what());
        return 1;
    }
}
