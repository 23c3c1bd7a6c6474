// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include "report/limits.hpp"
#include "report/results.hpp"

namespace linnet::bench {

[[nodiscard]] inline json report_json(const Results& results, const Limits& limits) {
    json cells = json::array();
    for (const auto& [row, widths] : results.rows) {
        const auto scalar_code = widths.find({1, false});
        const auto peers = results.peers.find(row);
        for (const auto& [width, found] : widths) {
            const Share own = limits.share(row, width, found, false);
            const Share machine = limits.share(row, width, found, true);
            json cell{{"workload", row.workload},
                      {"scalar", row.scalar},
                      {"width", width.lanes},
                      {"auto_vectorized", width.automatic},
                      {"threads", row.threads},
                      {"batch", row.batch},
                      {"value", found.value},
                      {"unit", found.unit},
                      {"speedup_over_width_1", nullptr},
                      {"speedup_over_1_thread", nullptr},
                      {"share_of_limit", nullptr},
                      {"limit", nullptr},
                      {"share_of_machine", nullptr},
                      {"peers", json::object()},
                      {"ratio_to_peers", json::object()}};
            if (!row.axis.empty()) {
                cell["axis"] = row.axis;
                cell["size"] = axis_value(row);
            }
            if (found.model_bytes > 0) {
                cell["model_bytes"] = found.model_bytes;
                cell["optimizer_bytes"] = found.optimizer_bytes;
            }
            if (const double speed_up = over_one_thread(results, row, width, found.value); speed_up > 0) {
                cell["speedup_over_1_thread"] = speed_up;
            }
            if (scalar_code != widths.end()) {
                cell["speedup_over_width_1"] = found.value / scalar_code->second.value;
            }
            if (own.share > 0) {
                cell["share_of_limit"] = own.share;
                cell["limit"] = own.limit;
                cell["share_of_machine"] = machine.share;
            }
            if (peers != results.peers.end()) {
                for (const auto& [name, value] : peers->second) {
                    cell["peers"][name] = value;
                    cell["ratio_to_peers"][name] = found.value / value;
                }
            }
            cells.push_back(std::move(cell));
        }
    }
    return {{"context", results.context}, {"cells", std::move(cells)}};
}

} // namespace linnet::bench
