// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "report/limits.hpp"
#include "report/numbers.hpp"
#include "report/results.hpp"

namespace linnet::bench {

[[nodiscard]] inline std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        if (c == '<') {
            safe += "&lt;";
        } else if (c == '&') {
            safe += "&amp;";
        } else {
            safe += c;
        }
    }
    return safe;
}

/// A line of a bar chart.
struct Bar {
    std::string label;
    double value;
    std::string text;
    bool peer = false;
};

/// A horizontal bar chart as inline SVG, scaled to its longest bar.
inline void write_chart(std::ostream& out, const std::string& title, const std::vector<Bar>& bars) {
    constexpr int line = 18, left = 84, longest = 330, width = 760;
    const int height = line * static_cast<int>(bars.size() + 1);
    double most = 0;
    for (const Bar& bar : bars) {
        most = std::max(most, bar.value);
    }
    out << "<svg viewBox=\"0 0 " << width << ' ' << height << "\" width=\"" << width << "\" role=\"img\"><title>"
        << escaped(title) << "</title><text x=\"0\" y=\"13\" class=\"t\">" << escaped(title) << "</text>";
    int y = line;
    for (const Bar& bar : bars) {
        const long length = most > 0 ? std::max(1L, std::lround(longest * bar.value / most)) : 0;
        out << "<text x=\"" << left - 6 << "\" y=\"" << y + 13 << "\" class=\"l\">" << escaped(bar.label)
            << "</text><rect x=\"" << left << "\" y=\"" << y + 2 << "\" width=\"" << length << "\" height=\""
            << line - 4 << "\" class=\"" << (bar.peer ? "p" : "b") << "\"/><text x=\"" << left + length + 6 << "\" y=\""
            << y + 13 << "\">" << escaped(bar.text) << "</text>";
        y += line;
    }
    out << "</svg>\n";
}

/// For each scalar and width the geometric mean, over all workloads, of the speed-up over width 1.
inline void write_overview(std::ostream& out, const Results& results) {
    struct Mean {
        double logarithms = 0;
        int count = 0;
    };
    std::map<std::string, std::map<Width, Mean>> means;
    for (const auto& [row, widths] : results.rows) {
        const auto scalar_code = widths.find({1, false});
        if (is_limit(row) || scalar_code == widths.end()) {
            continue;
        }
        for (const auto& [width, found] : widths) {
            Mean& mean = means[row.scalar][width];
            mean.logarithms += std::log(found.value / scalar_code->second.value);
            ++mean.count;
        }
    }
    out << "<h2>At a glance: speed-up over width 1, geometric mean of all workloads</h2>\n";
    for (const auto& [scalar, widths] : means) {
        std::vector<Bar> bars;
        for (const auto& [width, mean] : widths) {
            const double speed_up = std::exp(mean.logarithms / mean.count);
            bars.push_back(
                {width.name(), speed_up, ratio(speed_up) + " of " + std::to_string(mean.count) + " workloads"});
        }
        write_chart(out, scalar, bars);
    }
}

/// The widths of one row, and its peers.
inline void write_row(std::ostream& out, const Results& results, const Limits& limits, const Row& row) {
    const auto& widths = results.rows.at(row);
    const auto scalar_code = widths.find({1, false});
    std::vector<Bar> bars;
    for (const auto& [width, found] : widths) {
        Bar bar{width.name(), found.value, short_number(found.value) + " " + found.unit};
        if (scalar_code != widths.end()) {
            bar.text += ", " + ratio(found.value / scalar_code->second.value);
        }
        const Share share = limits.share(row.scalar, width, found, false);
        if (!is_limit(row) && share.share > 0) {
            bar.text += ", " + percent(share.share) + " of " + (share.limit == peak_name ? "FMA peak" : "bandwidth");
        }
        bars.push_back(std::move(bar));
    }
    if (const auto peers = results.peers.find(row); peers != results.peers.end()) {
        for (const auto& [name, value] : peers->second) {
            double best = 0;
            for (const auto& [width, found] : widths) {
                best = std::max(best, found.value);
            }
            bars.push_back({name, value, short_number(value) + ", the best width is " + ratio(best / value), true});
        }
    }
    std::string title = row.scalar;
    title += is_limit(row) ? "" : ", batch " + std::to_string(row.batch);
    title += row.threads == 1 ? "" : ", " + std::to_string(row.threads) + " threads";
    write_chart(out, title, bars);
}

/// A page that needs nothing else: charts are inline SVG.
inline void write_html(std::ostream& out, const Results& results, const Limits& limits) {
    out << R"(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>linnet: speed by SIMD width</title><style>
:root{color-scheme:light dark}body{font:14px system-ui,sans-serif;max-width:800px;margin:2em auto;padding:0 1em}
svg{display:block;max-width:100%;margin:.4em 0 1em}text{font-size:12px;fill:currentColor}.t{font-weight:600}
.l{text-anchor:end}.b{fill:#2a78c2}.p{fill:#9a9a9a}h2{font-size:1.05em;margin:1.6em 0 .4em}
</style></head><body><h1>Speed by SIMD width</h1><p>)";
    for (const auto& [key, value] : results.context) {
        out << escaped(key) << ": " << escaped(value) << "<br>";
    }
    out << "</p><p>Medians of three short runs on one core. Width 1 is scalar code, \"1 (auto)\" the same code with "
           "auto-vectorisation on. Blue: linnet; grey: other libraries in the same run. Shares are of what packs of "
           "that width reach on this machine.</p>\n";
    write_overview(out, results);
    std::string workload;
    for (const auto& [row, widths] : results.rows) {
        if (row.workload != workload) {
            workload = row.workload;
            out << "<h2>" << escaped(workload) << "</h2>\n";
        }
        write_row(out, results, limits, row);
    }
    out << "</body></html>\n";
}

} // namespace linnet::bench
