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

/// How ours compares with whichever peer is fastest, over all rows of a workload.
struct WorkloadRatios {
    std::string workload;
    double least = 0;
    double most = 0;
    std::string peer{}; ///< of the least
    GeometricMean mean{};
    bool noisy = false; ///< where the least is
};

/// Of every workload that was timed in turn with peers, in the order of the report.
[[nodiscard]] inline std::vector<WorkloadRatios> peer_ratios(const Results& results) {
    std::vector<WorkloadRatios> all;
    for (const auto& [row, peers] : results.peers) {
        const std::pair<const std::string, Peer>* fastest = nullptr;
        for (const auto& named : peers) {
            if (named.second.has_pairs() && (fastest == nullptr || named.second.ratio < fastest->second.ratio)) {
                fastest = &named;
            }
        }
        if (fastest == nullptr) {
            continue;
        }
        if (all.empty() || all.back().workload != row.workload) {
            all.push_back({row.workload});
        }
        WorkloadRatios& ratios = all.back();
        const auto& [name, peer] = *fastest;
        if (ratios.mean.count == 0 || peer.ratio < ratios.least) {
            ratios.least = peer.ratio;
            ratios.peer = name;
            ratios.noisy = peer.is_noisy();
        }
        ratios.most = std::max(ratios.most, peer.ratio);
        ratios.mean.add(peer.ratio);
    }
    return all;
}

} // namespace linnet::bench
