// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "support/case.hpp"

namespace linnet::bench {

namespace {

bool failed = false;

struct PreparedCase {
    std::unique_ptr<Case> made;
    bool prepared = false;
    Check check;

    bool is_right() {
        if (!prepared) {
            prepared = true;
            made->prepare(check);
        }
        return check.problem().empty();
    }
};

void count(benchmark::State& state, const Workload& workload, const Memory& memory, std::size_t scalar_bytes) {
    const double items = static_cast<double>(state.iterations()) * static_cast<double>(workload.batch);
    const auto rate = [items](double per_item) {
        return benchmark::Counter(items * per_item, benchmark::Counter::kIsRate);
    };
    const auto bytes = static_cast<double>(scalar_bytes);
    state.SetLabel(workload.unit);
    state.counters["items_per_second"] = rate(1);
    // No zeros: their coefficient of variation would be NaN, which JSON does not have.
    if (workload.flops != 0) {
        state.counters["flops"] = rate(workload.flops);
    }
    if (workload.elements != 0) {
        state.counters["bytes"] = rate(workload.elements * bytes);
        state.counters["footprint"] = workload.footprint * bytes;
    }
    if (memory.model != 0) {
        state.counters["model_bytes"] = static_cast<double>(memory.model);
    }
    if (memory.optimizer != 0) {
        state.counters["optimizer_bytes"] = static_cast<double>(memory.optimizer);
    }
}

std::string name_of(const Workload& workload, const Column& column) {
    std::string name = workload.name + "/" + column.scalar + "/" + column.name;
    name += "/batch:" + std::to_string(workload.batch);
    if (!workload.axis.empty()) {
        name += "/axis:" + workload.axis;
    }
    if (workload.size != 0) {
        name += "/size:" + std::to_string(workload.size);
    }
    if (workload.threads != 1) {
        name += "/threads:" + std::to_string(workload.threads);
    }
    return name;
}

/// One line per benchmark: the median of its runs.
class MedianReporter : public benchmark::ConsoleReporter {
public:
    MedianReporter() : ConsoleReporter{OO_None} {}

    void ReportRuns(const std::vector<Run>& runs) override {
        std::vector<Run> medians;
        std::copy_if(runs.begin(), runs.end(), std::back_inserter(medians),
                     [](const Run& run) { return run.aggregate_name.empty() || run.aggregate_name == "median"; });
        ConsoleReporter::ReportRuns(medians);
    }
};

} // namespace

void add(std::unique_ptr<Case> made, const std::vector<Workload>& workloads, const Column& column) {
    const auto shared = std::make_shared<PreparedCase>();
    shared->made = std::move(made);
    for (std::size_t i = 0; i < workloads.size(); ++i) {
        auto* const added = benchmark::RegisterBenchmark(
            name_of(workloads[i], column).c_str(),
            [=, workload = workloads[i], bytes = column.scalar_bytes](benchmark::State& state) {
                if (shared->is_right()) {
                    shared->made->time(state, i);
                    count(state, workload, shared->made->memory(), bytes);
                } else {
                    failed = true;
                    state.SkipWithError(shared->check.problem().c_str());
                }
            });
        if (workloads[i].threads != 1) {
            added->UseRealTime();
        }
    }
}

} // namespace linnet::bench

// Medians of three short runs, interleaved, so that a drift of the machine's clock meets every width alike. Flags on
// the command line come later and win. Returns 1 if a check failed.
int main(int count, char** values) {
    std::string defaults[] = {"--benchmark_min_time=0.04", "--benchmark_repetitions=3",
                              "--benchmark_report_aggregates_only=true", "--benchmark_enable_random_interleaving=true"};
    std::vector<char*> arguments{values, values + 1};
    for (auto& argument : defaults) {
        arguments.push_back(argument.data());
    }
    arguments.insert(arguments.end(), values + 1, values + count);
    int total = static_cast<int>(arguments.size());

    benchmark::Initialize(&total, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(total, arguments.data())) {
        return 1;
    }
    benchmark::AddCustomContext("compiler", LINNET_BENCH_COMPILER);
    benchmark::AddCustomContext("flags", LINNET_BENCH_FLAGS);
#ifdef LINNET_BENCH_NO_VECTORIZER
    benchmark::AddCustomContext("vectorizer", "off");
#else
    benchmark::AddCustomContext("vectorizer", "on");
#endif
    linnet::bench::add_cases();
    linnet::bench::MedianReporter reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    return linnet::bench::failed ? 1 : 0;
}
