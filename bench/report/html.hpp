// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "report/glance.hpp"
#include "report/growth.hpp"
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

/// What the widths gain and how the peers compare, before the details.
inline void write_overview(std::ostream& out, const Results& results) {
    out << "<h2>At a glance: speed-up over width 1, geometric mean of all workloads</h2>\n";
    for (const auto& [scalar, widths] : mean_speed_ups(results)) {
        std::vector<Bar> bars;
        for (const auto& [width, mean] : widths) {
            bars.push_back(
                {width.name(), mean.value(), ratio(mean.value()) + " of " + std::to_string(mean.count) + " workloads"});
        }
        write_chart(out, scalar, bars);
    }
    const auto ratios = peer_ratios(results);
    if (ratios.empty()) {
        return;
    }
    out << "<h2>At a glance: linnet over whichever other library is fastest, geometric mean (least to most) of scalars "
           "and batches</h2>\n<table><tr><th>workload</th><th>mean</th><th>range</th><th>library, where it is "
           "least</th></tr>\n";
    for (const WorkloadRatios& found : ratios) {
        out << "<tr" << (found.least < 1 ? " class=\"w\"" : "") << "><td>" << escaped(found.workload) << "</td><td>"
            << ratio(found.mean.value()) << "</td><td>" << (found.noisy ? "~" : "") << ratio(found.least) << " to "
            << ratio(found.most) << "</td><td>" << escaped(found.peer) << "</td></tr>\n";
    }
    out << "</table>\n";
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
        if (const double speed_up = over_one_thread(results, row, width, found.value); speed_up > 0) {
            bar.text += ", " + ratio(speed_up) + " over 1 thread";
        }
        const Share share = limits.share(row, width, found, false);
        if (!is_limit(row) && share.share > 0) {
            bar.text += ", " + percent(share.share) + " of " + (share.limit == peak_name ? "FMA peak" : "bandwidth");
        }
        bars.push_back(std::move(bar));
    }
    if (const auto peers = results.peers.find(row); peers != results.peers.end()) {
        for (const auto& [name, peer] : peers->second) {
            bars.push_back({name, peer.value,
                            short_number(peer.value) + (peer.has_pairs() ? ", linnet is " : "") +
                                (peer.is_noisy() ? "~" : "") +
                                (peer.has_pairs() ? ratio_text(peer.ratio, peer.low, peer.high) : ""),
                            true});
        }
    }
    std::string title = row_title(row);
    if (const Measurement& any = widths.begin()->second; any.model_bytes > 0) {
        title += ", model + optimizer " + memory_text(any.model_bytes, any.optimizer_bytes);
    }
    write_chart(out, title, bars);
}

/// A page that needs nothing else: charts are inline SVG.
inline void write_html(std::ostream& out, const Results& results, const Limits& limits) {
    out << R"(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>linnet: speed by SIMD width</title><style>
:root{color-scheme:light dark}body{font:14px system-ui,sans-serif;max-width:800px;margin:2em auto;padding:0 1em}
svg{display:block;max-width:100%;margin:.4em 0 1em}text{font-size:12px;fill:currentColor}.t{font-weight:600}
.l{text-anchor:end}.m{text-anchor:middle}.g{stroke:currentColor;opacity:.2}
table{border-collapse:collapse;margin:.4em 0 1em}td,th{padding:.1em .7em;text-align:right}td:first-child{text-align:left}
.w{color:#c23b22}.b{fill:#2a78c2}.p{fill:#9a9a9a}h2{font-size:1.05em;margin:1.6em 0 .4em}
</style></head><body><h1>Speed by SIMD width</h1><p>)";
    for (const auto& [key, value] : results.context) {
        out << escaped(key) << ": " << escaped(value) << "<br>";
    }
    out << "</p><p>Medians of three short runs on one core. Width 1 is scalar code, \"1 (auto)\" the same code with "
           "auto-vectorisation on. Blue: linnet; grey: other libraries, each of "
           "which ran in turn with linnet, eleven times: the ratio is the median, with its quartiles, after a tilde "
           "where these differ by more than a tenth of it. Shares are of what packs of "
           "that width reach on this machine; they are known for one thread only. Red: a peer is faster "
           "somewhere.</p>\n";
    write_overview(out, results);
    std::string workload;
    std::vector<Row> growing; // rows of one line of growth
    const auto finish_growth = [&] {
        if (!growing.empty()) {
            write_growth(out, results, growing);
            growing.clear();
        }
    };
    for (const auto& [row, widths] : results.rows) {
        if (!growing.empty() && (growing.back().workload != row.workload || growing.back().scalar != row.scalar)) {
            finish_growth();
        }
        if (row.workload != workload) {
            workload = row.workload;
            out << "<h2>" << escaped(workload) << "</h2>\n";
        }
        if (!row.axis.empty() && (row.threads == 1 || row.axis == "threads")) {
            growing.push_back(row);
        } else {
            write_row(out, results, limits, row);
        }
    }
    finish_growth();
    out << "</body></html>\n";
}

} // namespace linnet::bench
