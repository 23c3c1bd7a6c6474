// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>

#include <nlohmann/json.hpp>

namespace linnet::bench {

using json = nlohmann::ordered_json;

/// What is compared with each other in one row of columns.
struct Row {
    std::size_t file = 0; ///< workloads keep the order of the files
    std::string workload{};
    std::string scalar{};
    int threads = 1;
    int batch = 1;

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
};

struct Results {
    std::map<Row, std::map<Width, Measurement>> rows;
    std::map<Row, std::map<std::string, double>> peers;
    std::map<std::string, std::string> context;
    std::map<std::string, std::size_t> first_file; ///< that has the workload
};

inline const std::string peak_name = "FMA peak";
inline const std::string bandwidth_name = "Read bandwidth";

[[nodiscard]] inline bool is_limit(const Row& row) {
    return row.workload == peak_name || row.workload.rfind(bandwidth_name, 0) == 0;
}

/// Takes a name such as `workload/float/width:8/batch:32` apart; returns the width, or `peer:name`.
inline std::string parse_name(const std::string& name, Row& row) {
    std::istringstream parts{name};
    std::string part;
    std::string column;
    std::getline(parts, row.workload, '/');
    std::getline(parts, row.scalar, '/');
    while (std::getline(parts, part, '/')) {
        const std::string value = part.substr(part.find(':') + 1);
        if (part.rfind("batch:", 0) == 0) {
            row.batch = std::stoi(value);
        } else if (part.rfind("threads:", 0) == 0) {
            row.threads = std::stoi(value);
        } else {
            column = part;
        }
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
        Measurement found{run.at("items_per_second"), run.at("label"), run.value("flops", 0.0), run.value("bytes", 0.0),
                          run.value("footprint", 0.0)};
        if (found.unit == "FLOP/s") {
            found.value = found.flops;
        } else if (found.unit == "B/s") {
            found.value = found.bytes;
        }
        if (column.rfind("peer:", 0) == 0) {
            results.peers[row][column.substr(5)] = found.value;
        } else {
            const int lanes = std::stoi(column.substr(column.find(':') + 1));
            results.rows[row][{lanes, lanes == 1 && !scalar_program}] = found;
        }
    }
}

} // namespace linnet::bench
