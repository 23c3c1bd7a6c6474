// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <string>

#include "report/results.hpp"

namespace linnet::bench {

/// What a workload came closest to, and how close.
struct Share {
    double share = 0;
    std::string limit;
};

/// The machine's limits, as one width reaches them. What the compiler may vectorise is measured against the best width.
class Limits {
public:
    explicit Limits(const Results& results) {
        for (const auto& [row, widths] : results.rows) {
            for (const auto& [width, found] : widths) {
                if (row.workload == peak_name) {
                    peaks_[row.scalar][width] = found.value;
                } else if (is_limit(row)) {
                    Memory& memory = memories_[std::lround(std::log2(found.footprint))];
                    memory.name = row.workload;
                    memory.rates[row.scalar][width] = found.value;
                }
            }
        }
    }

    /// Of the width's own limits, or of the machine's, which are those of its best width. They are those of one thread:
    /// of a row with more no share is known.
    [[nodiscard]] Share share(const Row& row, const Width& width, const Measurement& found, bool of_machine) const {
        Share best;
        if (row.threads != 1) {
            return best;
        }
        const std::string& scalar = row.scalar;
        const auto consider = [&](const std::string& name, double rate, double limit) {
            if (limit > 0 && rate / limit > best.share) {
                best = {rate / limit, name};
            }
        };
        const bool own = !of_machine && !width.automatic;
        consider(peak_name, found.flops, own ? at(peaks_, scalar, width) : highest(peaks_, scalar));
        // The smallest memory that holds what the calls touch, or the largest there is.
        for (auto memory = memories_.begin(); memory != memories_.end(); ++memory) {
            if (std::next(memory) == memories_.end() ||
                found.footprint <= 1.1 * std::exp2(static_cast<double>(memory->first))) {
                const auto& [name, rates] = memory->second;
                consider(name, found.bytes, own ? at(rates, scalar, width) : highest(rates, scalar));
                break;
            }
        }
        return best;
    }

private:
    using Rates = std::map<std::string, std::map<Width, double>>;
    struct Memory {
        std::string name;
        Rates rates;
    };

    static double at(const Rates& rates, const std::string& scalar, const Width& width) {
        const auto found = rates.find(scalar);
        return found == rates.end() || !found->second.contains(width) ? 0 : found->second.at(width);
    }
    static double highest(const Rates& rates, const std::string& scalar) {
        double most = 0;
        if (const auto found = rates.find(scalar); found != rates.end()) {
            for (const auto& [width, rate] : found->second) {
                most = std::max(most, rate);
            }
        }
        return most;
    }

    Rates peaks_;
    std::map<long, Memory> memories_; // by the logarithm of their size
};

} // namespace linnet::bench
