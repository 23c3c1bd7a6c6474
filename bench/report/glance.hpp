// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "report/results.hpp"

// What the report says first: how much the widths gain, and how linnet compares with each peer.
namespace linnet::bench {

/// The geometric mean of speed-ups.
struct GeometricMean {
    double logarithms = 0;
    int count = 0;

    void add(double speed_up) {
        logarithms += std::log(speed_up);
        ++count;
    }
    [[nodiscard]] double value() const { return std::exp(logarithms / count); }
};

/// For each scalar and width the speed-up over width 1, over all workloads on one thread.
[[nodiscard]] inline std::map<std::string, std::map<Width, GeometricMean>> mean_speed_ups(const Results& results) {
    std::map<std::string, std::map<Width, GeometricMean>> means;
    for (const auto& [row, widths] : results.rows) {
        const auto scalar_code = widths.find({1, false});
        if (is_limit(row) || row.threads != 1 || scalar_code == widths.end()) {
            continue;
        }
        for (const auto& [width, found] : widths) {
            means[row.scalar][width].add(found.value / scalar_code->second.value);
        }
    }
    return means;
}

/// The best width over a peer, in all rows of a workload.
struct PeerRatios {
    double least = 0;
    double most = 0;
    GeometricMean mean{};
};
using WorkloadRatios = std::pair<std::string, std::map<std::string, PeerRatios>>;

/// Of every workload that has peers, in the order of the report.
[[nodiscard]] inline std::vector<WorkloadRatios> peer_ratios(const Results& results) {
    std::vector<WorkloadRatios> all;
    for (const auto& [row, widths] : results.rows) {
        const auto peers = results.peers.find(row);
        if (peers == results.peers.end()) {
            continue;
        }
        if (all.empty() || all.back().first != row.workload) {
            all.push_back({row.workload, {}});
        }
        double best = 0;
        for (const auto& [width, found] : widths) {
            best = std::max(best, found.value);
        }
        for (const auto& [name, value] : peers->second) {
            PeerRatios& ratios = all.back().second[name];
            const double ratio = best / value;
            ratios.least = ratios.mean.count == 0 ? ratio : std::min(ratios.least, ratio);
            ratios.most = std::max(ratios.most, ratio);
            ratios.mean.add(ratio);
        }
    }
    return all;
}

} // namespace linnet::bench
