// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "report/numbers.hpp"
#include "report/results.hpp"

// How the cost of a call grows along an axis: a chart with logarithmic scales, and a table.
namespace linnet::bench {

/// Where a number lies between the least and the most, from 0 to 1, on a logarithmic scale.
class LogScale {
public:
    void include(double value) {
        least_ = count_ == 0 ? value : std::min(least_, value);
        most_ = count_ == 0 ? value : std::max(most_, value);
        ++count_;
    }
    [[nodiscard]] double at(double value) const {
        return most_ > least_ ? std::log(value / least_) / std::log(most_ / least_) : 0.5;
    }
    /// The powers of ten within it.
    [[nodiscard]] std::vector<double> powers() const {
        std::vector<double> all;
        for (double power = std::pow(10, std::ceil(std::log10(least_) - 1e-9)); power <= most_ * 1.0001; power *= 10) {
            all.push_back(power);
        }
        return all;
    }

private:
    double least_ = 0;
    double most_ = 0;
    int count_ = 0;
};

/// Seconds that a call of `row` takes.
[[nodiscard]] inline double call_time(const Row& row, const Measurement& found) { return row.batch / found.value; }

/// A line of the chart per width.
inline void write_growth_chart(std::ostream& out, const Results& results, const std::vector<Row>& rows) {
    constexpr int left = 70, right = 640, top = 26, bottom = 240, width = 760, height = 280;
    constexpr std::array<const char*, 3> colours{"#9a9a9a", "#d98324", "#2a78c2"};
    std::map<Width, std::vector<const Row*>> lines;
    LogScale across;
    LogScale up;
    for (const Row& row : rows) {
        across.include(static_cast<double>(axis_value(row)));
        for (const auto& [lanes, found] : results.rows.at(row)) {
            up.include(call_time(row, found));
            lines[lanes].push_back(&row);
        }
    }
    const auto x = [&](const Row& row) {
        return std::lround(left + (right - left) * across.at(static_cast<double>(axis_value(row))));
    };
    const auto y = [&](double seconds) { return std::lround(bottom - (bottom - top) * up.at(seconds)); };

    const std::string title = rows.front().scalar + ": time of a call over " + rows.front().axis;
    out << "<svg viewBox=\"0 0 " << width << ' ' << height << "\" width=\"" << width << "\" role=\"img\"><title>"
        << title << "</title><text x=\"0\" y=\"13\" class=\"t\">" << title << "</text>";
    for (const double power : up.powers()) {
        out << "<line x1=\"" << left << "\" x2=\"" << right << "\" y1=\"" << y(power) << "\" y2=\"" << y(power)
            << "\" class=\"g\"/><text x=\"" << left - 6 << "\" y=\"" << y(power) + 4 << "\" class=\"l\">"
            << duration(power) << "</text>";
    }
    for (const Row& row : rows) {
        out << "<text x=\"" << x(row) << "\" y=\"" << bottom + 18 << "\" class=\"m\">" << axis_value(row) << "</text>";
    }
    std::size_t colour = colours.size() - std::min(colours.size(), lines.size());
    long label_before = -height;
    for (const auto& [lanes, points] : lines) {
        const char* const paint = colours[std::min(colour++, colours.size() - 1)];
        out << "<polyline fill=\"none\" stroke-width=\"2\" stroke=\"" << paint << "\" points=\"";
        for (const Row* row : points) {
            out << x(*row) << ',' << y(call_time(*row, results.rows.at(*row).at(lanes))) << ' ';
        }
        out << "\"/>";
        for (const Row* row : points) {
            const double seconds = call_time(*row, results.rows.at(*row).at(lanes));
            out << "<circle cx=\"" << x(*row) << "\" cy=\"" << y(seconds) << "\" r=\"3.5\" fill=\"" << paint
                << "\"><title>width " << lanes.name() << ", " << row->axis << ' ' << axis_value(*row) << ": "
                << duration(seconds) << "</title></circle>";
        }
        const Row& last = *points.back();
        long label = y(call_time(last, results.rows.at(last).at(lanes))) + 4;
        if (std::abs(label - label_before) < 14) { // no label over another
            label = label_before + (label < label_before ? -14 : 14);
        }
        label_before = label;
        out << "<text x=\"" << x(last) + 10 << "\" y=\"" << label << "\">width " << lanes.name() << "</text>";
    }
    out << "</svg>\n";
}

/// Chart and table of the rows of one workload and scalar.
inline void write_growth(std::ostream& out, const Results& results, const std::vector<Row>& rows) {
    write_growth_chart(out, results, rows);
    std::map<Width, bool> columns;
    for (const Row& row : rows) {
        for (const auto& [lanes, found] : results.rows.at(row)) {
            columns[lanes] = true;
        }
    }
    out << "<table><tr><th>" << rows.front().axis << "</th>";
    for (const auto& [lanes, used] : columns) {
        out << "<th>width " << lanes.name() << "</th><th>" << results.rows.at(rows.front()).begin()->second.unit
            << "</th>";
    }
    out << "<th>model + optimizer</th></tr>\n";
    for (const Row& row : rows) {
        const auto& widths = results.rows.at(row);
        out << "<tr><td>" << axis_value(row) << "</td>";
        for (const auto& [lanes, used] : columns) {
            const auto found = widths.find(lanes);
            const bool known = found != widths.end();
            out << "<td>" << (known ? duration(call_time(row, found->second)) : "") << "</td><td>"
                << (known ? short_number(found->second.value) : "") << "</td>";
        }
        const Measurement& any = widths.begin()->second;
        out << "<td>" << (any.model_bytes > 0 ? memory_text(any.model_bytes, any.optimizer_bytes) : "")
            << "</td></tr>\n";
    }
    out << "</table>\n";
}

} // namespace linnet::bench
