// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

namespace linnet::bench {

using json = nlohmann::ordered_json;

/// What is compared with each other in one row of columns.
struct Row {
    std::size_t file = 0; ///< workloads keep the order of the files
    std::string workload{};
    std::string scalar{};
    std::string axis{}; ///< what the cost is drawn over: `batch`, `threads`, or what `size` counts; or nothing
    long size = 0;
    int batch = 1;
    int threads = 1;

    auto operator<=>(const Row&) const = default;
};

/// A width of ours. `automatic` is width 1 as the compiler vectorises it.
struct Width {
    int lanes;
    bool automatic;

    auto operator<=>(const Width&) const = default;
    [[nodiscard]] std::string name() const { return std::to_string(lanes) + (automatic ? " (auto)" : ""); }
};

struct Measurement {
    double value; ///< in `unit`
    std::string unit;
    double flops; ///< per second
    double bytes; ///< per second
    double footprint;
    double model_bytes; ///< or 0
    double optimizer_bytes;
};

/// Another library, and how many times as fast ours is: the median and the quartiles of pairs that ran in turn.
struct Peer {
    double value; ///< in the unit of the row
    double ratio = 0;
    double low = 0;
    double high = 0;

    /// Nothing of ours ran beside a peer without pairs.
    [[nodiscard]] bool has_pairs() const { return ratio > 0; }
    /// The pairs disagree, so that the median says little.
    [[nodiscard]] bool is_noisy() const { return high - low > 0.1 * ratio; }
};

struct Results {
    std::map<Row, std::map<Width, Measurement>> rows;
    std::map<Row, std::map<std::string, Peer>> peers;
    std::map<std::string, std::string> context;
    std::map<std::string, std::size_t> first_file; ///< that has the workload
};

inline const std::string peak_name = "FMA peak";
inline const std::string bandwidth_name = "Read bandwidth";

[[nodiscard]] inline bool is_limit(const Row& row) {
    return row.workload == peak_name || row.workload.rfind(bandwidth_name, 0) == 0;
}

/// What of the row is not in the workload's name: `float, batch 32`.
[[nodiscard]] inline std::string row_title(const Row& row) {
    std::string title = row.scalar;
    title += is_limit(row) ? "" : ", batch " + std::to_string(row.batch);
    title += row.size == 0 ? "" : ", " + std::to_string(row.size) + " " + row.axis;
    title += row.threads == 1 ? "" : ", " + std::to_string(row.threads) + " threads";
    return title;
}

/// Where on its axis a row lies.
[[nodiscard]] inline long axis_value(const Row& row) {
    return row.axis == "batch" ? row.batch : row.axis == "threads" ? row.threads : row.size;
}

/// How much faster than the same on one thread; 0 if that was not measured, or is the row itself.
[[nodiscard]] inline double over_one_thread(const Results& results, Row row, const Width& width, double value) {
    const bool several = std::exchange(row.threads, 1) != 1;
    const auto single = results.rows.find(row);
    const bool known = several && single != results.rows.end() && single->second.contains(width);
    return known ? value / single->second.at(width).value : 0;
}

/// Takes a name such as `workload/float/width:8/batch:32` apart; returns `width:8`, `peer:name`
/// or `pair:name`.
inline std::string parse_name(const std::string& name, Row& row) {
    std::istringstream parts{name};
    std::string part;
    std::string column;
    std::getline(parts, row.workload, '/');
    std::getline(parts, row.scalar, '/');
    while (std::getline(parts, part, '/')) {
        const std::string key = part.substr(0, part.find(':'));
        const std::string value = part.substr(part.find(':') + 1);
        if (key == "batch") {
            row.batch = std::stoi(value);
        } else if (key == "axis") {
            row.axis = value;
        } else if (key == "size") {
            row.size = std::stol(value);
        } else if (key == "threads") {
            row.threads = std::stoi(value);
        } else if (key == "width" || key == "peer" || key == "pair") {
            column = part;
        } // else what Google Benchmark adds, such as `real_time`
    }
    return column;
}

/// Adds what one program wrote. Widths and peers of a workload come from several programs and meet in one row.
inline void read(const std::string& path, std::size_t file, Results& results) {
    std::ifstream stream{path};
    if (!stream) {
        throw std::runtime_error("cannot read " + path);
    }
    const json content = json::parse(stream);
    const json& context = content.at("context");
    for (const auto& [key, value] : context.items()) {
        if (value.is_string()) {
            const bool of_width_1 = key == "flags" && context.at("vectorizer") == "off";
            results.context.try_emplace(of_width_1 ? "flags_scalar" : key, value.get<std::string>());
        }
    }
    const bool scalar_program = context.at("vectorizer") == "off";
    for (const json& run : content.at("benchmarks")) {
        if (run.value("error_occurred", false) || run.value("aggregate_name", "median") != "median") {
            continue;
        }
        Row row;
        const std::string column = parse_name(run.at("run_name"), row);
        row.file = results.first_file.try_emplace(row.workload, file).first->second;
        Measurement found{run.at("items_per_second"),       run.at("label"),
                          run.value("flops", 0.0),          run.value("bytes", 0.0),
                          run.value("footprint", 0.0),      run.value("model_bytes", 0.0),
                          run.value("optimizer_bytes", 0.0)};
        if (found.unit == "FLOP/s") {
            found.value = found.flops;
        } else if (found.unit == "B/s") {
            found.value = found.bytes;
        }
        if (column.starts_with("peer:") || column.starts_with("pair:")) {
            results.peers[row][column.substr(5)] = {found.value, run.value("ratio", 0.0), run.value("ratio_25", 0.0),
                                                    run.value("ratio_75", 0.0)};
        } else {
            const int lanes = std::stoi(column.substr(column.find(':') + 1));
            results.rows[row][{lanes, lanes == 1 && !scalar_program}] = found;
        }
    }
}

} // namespace linnet::bench
