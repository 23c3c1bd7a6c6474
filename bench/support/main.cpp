// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "support/case.hpp"
#include "support/pairs.hpp"

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

std::string name_of(const Workload& workload, const std::string& scalar, const std::string& column) {
    std::string name = workload.name + "/" + scalar + "/" + column;
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

/// What is timed.
struct Cell {
    std::shared_ptr<PreparedCase> of;
    std::size_t number; ///< of the case's workloads
    Workload workload;
    Column column;

    [[nodiscard]] std::string name() const { return name_of(workload, column.scalar, column.name); }
    [[nodiscard]] bool is_peer() const { return column.name.starts_with("peer:"); }
    /// Of a peer, without what comes before its colon.
    [[nodiscard]] std::string peer() const { return column.name.substr(column.name.find(':') + 1); }
    /// Says what is wrong with the case, and then times nothing.
    [[nodiscard]] bool is_right(benchmark::State& state) const {
        if (of->is_right()) {
            return true;
        }
        failed = true;
        state.SkipWithError(of->check.problem().c_str());
        return false;
    }
    [[nodiscard]] double seconds(benchmark::IterationCount count) const {
        Calls calls{count};
        of->made->time(calls, number);
        return calls.seconds();
    }
};

std::vector<Cell>& all_cells() {
    static std::vector<Cell> cells;
    return cells;
}

std::vector<void (*)()>& all_sources() {
    static std::vector<void (*)()> sources;
    return sources;
}

void add_alone(const Cell& cell) {
    auto* const added = benchmark::RegisterBenchmark(cell.name().c_str(), [cell](benchmark::State& state) {
        if (!cell.is_right(state)) {
            return;
        }
        Calls calls{state};
        cell.of->made->time(calls, cell.number);
        count(state, cell.workload, cell.of->made->memory(), cell.column.scalar_bytes);
        for (const auto& [what, value] : cell.of->made->counters()) {
            state.counters[what] = value;
        }
    });
    if (cell.workload.threads != 1) {
        added->UseRealTime();
    }
}

/// Ours and a peer in turn, so that whatever else the machine does meets both.
void add_pair(const Cell& ours, const Cell& peer, double seconds) {
    const std::string name = name_of(peer.workload, peer.column.scalar, "pair:" + peer.peer());
    const auto compare = [=](benchmark::State& state) {
        if (!ours.is_right(state) || !peer.is_right(state)) {
            return;
        }
        Pairs pairs;
        for ([[maybe_unused]] auto iteration : state) {
            pairs = time_in_turn([&](auto calls) { return ours.seconds(calls); },
                                 [&](auto calls) { return peer.seconds(calls); }, seconds);
        }
        state.SetLabel(peer.workload.unit);
        state.counters["items_per_second"] = static_cast<double>(peer.workload.batch) / pairs.peer_seconds;
        state.counters["ratio"] = pairs.ratio;
        state.counters["ratio_25"] = pairs.low;
        state.counters["ratio_75"] = pairs.high;
    };
    benchmark::RegisterBenchmark(name.c_str(), compare)->Iterations(1)->Repetitions(1);
}

/// The width of ours that a peer is compared with: its own, or the widest that has the same workload.
const Cell* counterpart(const Cell& peer) {
    const std::string own = width_in(peer.peer());
    const Cell* best = nullptr;
    int lanes = 0;
    for (const Cell& cell : all_cells()) {
        if (cell.is_peer() ||
            name_of(cell.workload, cell.column.scalar, "") != name_of(peer.workload, peer.column.scalar, "")) {
            continue;
        }
        const int width = std::stoi(cell.peer());
        if (own.empty() ? width > lanes : cell.peer() == own) {
            best = &cell;
            lanes = width;
        }
    }
    return best;
}

/// In a program with peers, ours are there to be compared.
void add_all(double seconds) {
    const auto& cells = all_cells();
    const bool has_peers = std::any_of(cells.begin(), cells.end(), [](const Cell& cell) { return cell.is_peer(); });
    for (const Cell& cell : cells) {
        const Cell* const ours = cell.is_peer() ? counterpart(cell) : nullptr;
        if (ours != nullptr) {
            add_pair(*ours, cell, seconds);
        } else if (cell.is_peer() || !has_peers) {
            add_alone(cell);
        }
    }
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

Cases::Cases(void (*add_them)()) { all_sources().push_back(add_them); }

void add(std::unique_ptr<Case> made, const std::vector<Workload>& workloads, const Column& column) {
    const auto shared = std::make_shared<PreparedCase>();
    shared->made = std::move(made);
    for (std::size_t i = 0; i < workloads.size(); ++i) {
        all_cells().push_back({shared, i, workloads[i], column});
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
    double seconds = 0;
    for (const std::string_view argument : arguments) {
        if (constexpr std::string_view key = "--benchmark_min_time="; argument.starts_with(key)) {
            seconds = std::stod(std::string{argument.substr(key.size())});
        }
    }

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
    for (void (*const add_cases)() : linnet::bench::all_sources()) {
        add_cases();
    }
    linnet::bench::add_all(seconds);
    linnet::bench::MedianReporter reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    return linnet::bench::failed ? 1 : 0;
}
