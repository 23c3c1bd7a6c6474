// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "support/calls.hpp"

#include "support/check.hpp"

namespace linnet::bench {

/// What is measured, and what one item of it asks of the machine. Where both numbers are 0, no limit is known.
struct Workload {
    std::string name;
    std::size_t batch = 1; ///< items in a call
    std::string unit = "samples/s";
    double flops = 0;     ///< per item; a fused multiply-add counts as two
    double elements = 0;  ///< numbers read and written, per item
    double footprint = 0; ///< numbers that the calls touch altogether, which says in which memory they lie
    std::string axis{};   ///< what the report draws the cost over: `batch`, `threads`, or another word for its `size`
    std::size_t size = 0;
    std::size_t threads = 1;
};

/// What a case keeps, in bytes; 0 where it does not say.
struct Memory {
    std::size_t model = 0;
    std::size_t optimizer = 0;
};

/// A column of the report: a width of ours, or a peer.
struct Column {
    std::string scalar;
    std::size_t scalar_bytes;
    std::string name; ///< `width:8` or `peer:libtorch`
};

template <class T, std::size_t W>
[[nodiscard]] Column column_of() {
    return {sizeof(T) == 4 ? "float" : "double", sizeof(T), "width:" + std::to_string(W)};
}

/// One set-up, and the workloads that are timed on it. Virtual, so that little is compiled per width.
class Case {
public:
    Case() = default;
    Case(const Case&) = delete;
    Case& operator=(const Case&) = delete;
    virtual ~Case() = default;

    /// Called before anything is timed: makes what is needed, and compares its results with naive ones.
    virtual void prepare(Check& check) = 0;
    /// Runs the calls of one of the workloads.
    virtual void time(Calls& calls, std::size_t workload) = 0;
    /// Of the prepared case.
    [[nodiscard]] virtual Memory memory() const { return {}; }
    /// What else is reported of the calls so far, by name.
    [[nodiscard]] virtual std::vector<std::pair<std::string, double>> counters() const { return {}; }
};

/// Adds a benchmark per workload, named for the report: `workload/float/width:8/batch:32`, and after it `axis:rows` and
/// `size:1000`, and `threads:2`, where the workload has them. If the check fails they are skipped, and the program
/// returns 1. With several threads real time counts, else the time of this one.
/// Where the program has a workload of ours and of a peer, the two are timed in turn, and the benchmark is
/// `workload/float/pair:libtorch/batch:32`. A peer whose name ends in a number, such as `xsimd 8`, meets the same width
/// of ours, every other one the widest.
void add(std::unique_ptr<Case> made, const std::vector<Workload>& workloads, const Column& column);

/// The cases of a source, `const Cases cases{[] { add(...); }};`, which the program adds when it starts.
class Cases {
public:
    explicit Cases(void (*add_them)());
};

} // namespace linnet::bench
