// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include "page.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace zoo {

namespace {

constexpr double width = 560.0;
constexpr double height = 360.0;
constexpr double margin = 56.0;

template <class... Values>
std::string format(const char* text, Values... values) {
    std::array<char, 512> line{};
    std::snprintf(line.data(), line.size(), text, values...);
    return line.data();
}

std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        result += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
    }
    return result;
}

/// One direction of a plot.
struct Axis {
    std::string name;
    std::function<double(const Result&)> value;
    bool logarithmic = false;
    double low = 0.0;
    double high = 0.0;

    [[nodiscard]] double place(const Result& result) const {
        const double number = value(result);
        return logarithmic ? std::log10(std::max(number, 1e-3)) : number;
    }
    void fit(const std::vector<Result>& results) {
        low = high = place(results.front());
        for (const Result& result : results) {
            low = std::min(low, place(result));
            high = std::max(high, place(result));
        }
        const double room = std::max(0.08 * (high - low), 1e-4);
        low -= room;
        high += room;
    }
    /// From 0 to 1.
    [[nodiscard]] double share(double at) const { return (at - low) / (high - low); }
    [[nodiscard]] std::string label(double share) const {
        const double at = low + share * (high - low);
        return format("%.3g", logarithmic ? std::pow(10.0, at) : at);
    }
};

std::string plot(const std::vector<Result>& results, Axis x, Axis y) {
    x.fit(results);
    y.fit(results);
    const auto across = [](double share) { return margin + share * (width - 2 * margin); };
    const auto up = [](double share) { return height - margin - share * (height - 2 * margin); };
    std::string svg = format("<svg viewBox=\"0 0 %g %g\" role=\"img\">\n", width, height);
    svg += "<title>" + escaped(y.name + " over " + x.name) + "</title>\n";
    for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0}) {
        svg += format("<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n", across(0), up(share),
                      across(1), up(share));
        svg += format("<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n", across(0) - 6,
                      up(share) + 4, y.label(share).c_str());
        svg += format("<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n", across(share),
                      up(0) + 16, x.label(share).c_str());
    }
    svg += format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n", width / 2, height - 14,
                  escaped(x.name).c_str());
    svg += format("<text x=\"%.1f\" y=\"%.1f\">%s</text>\n", 8.0, 24.0, escaped(y.name).c_str());
    std::vector<Result> sorted = results; // labels of points that are close take turns above and below
    std::sort(sorted.begin(), sorted.end(), [&](const Result& a, const Result& b) { return x.place(a) < x.place(b); });
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const double cx = across(x.share(x.place(sorted[i])));
        const double cy = up(y.share(y.place(sorted[i])));
        svg += format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\"><title>%s: %.4f</title></circle>\n", cx, cy,
                      escaped(sorted[i].name).c_str(), y.value(sorted[i]));
        svg += format("<text class=\"name\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n", cx,
                      cy + (i % 2 == 0 ? -8.0 : 16.0), escaped(sorted[i].name).c_str());
    }
    return svg + "</svg>\n";
}

std::string table(const Task& task, const Costs& costs) {
    std::string html = "<table><tr><th>model<th>lines<th>compile s<th>parameters<th>epochs<th>s an epoch<th>" +
                       escaped(task.metric) + "<th>" + escaped(task.second_metric) +
                       "<th>coverage<th>variety<th>reference<th>gate<th>settings</tr>\n";
    for (const Result& result : task.results) {
        const auto cost = costs.find(result.file);
        const Cost known = cost == costs.end() ? Cost{} : cost->second;
        html += "<tr><th>" + escaped(result.name);
        html += format("<td>%zu<td>%.1f<td>%zu<td>%.0f<td>%.3f<td>%.4f &plusmn; %.4f<td>%.4f<td>%.3f<td>%.3f",
                       known.lines, known.seconds, result.parameters, result.epochs, result.seconds_per_epoch,
                       result.mean(), result.deviation(), result.second, result.coverage, result.variety);
        html +=
            format("<td>%.4f<td%s>%.3f<td>", result.reference, task.misses(result) ? " class=miss" : "", result.gate);
        html += escaped(result.settings) + "</tr>\n";
    }
    return html + "</table>\n";
}

} // namespace

void write_page(const std::string& file, const std::vector<Task>& tasks, const Costs& costs) {
    std::ofstream out{file};
    out << "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>The models of linnet</title>\n<style>"
           "body{font:15px/1.5 system-ui,sans-serif;margin:2em auto;max-width:75em;padding:0 1em;color:#222}"
           "svg{width:36em;max-width:100%;font-size:12px}circle{fill:#2563a8}.grid{stroke:#ddd}.tick{fill:#666}"
           ".name{fill:#111}table{border-collapse:collapse;font-size:13px}td,th{padding:.2em .6em;text-align:right;"
           "border-bottom:1px solid #ddd}td:last-child{text-align:left}.miss{color:#b00020;font-weight:bold}"
           "</style>\n<h1>The models of linnet</h1>\n<p>Each is the mean over its seeds. A gate in red is missed. "
           "Coverage is the share of the items on some list of ten, variety the intra-list diversity of genres.</p>\n";
    for (const Task& task : tasks) {
        const Axis accuracy{task.metric, [](const Result& result) { return result.mean(); }};
        out << "<h2>" << escaped(task.name) << "</h2>\n";
        if (task.results.front().coverage != 0.0) { // the task has lists
            out << plot(task.results, {"coverage of the items", [](const Result& result) { return result.coverage; }},
                        accuracy);
        }
        out << plot(task.results,
                    {"seconds to train", [](const Result& result) { return result.epochs * result.seconds_per_epoch; },
                     true},
                    accuracy)
            << table(task, costs);
    }
    out << "</html>\n";
    if (!out.flush()) {
        throw std::runtime_error(file + ": the page could not be written");
    }
}

} // namespace zoo
