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
            const Share own = limits.share(row.scalar, width, found, false);
            const Share machine = limits.share(row.scalar, width, found, true);
            json cell{{"workload", row.workload},
                      {"scalar", row.scalar},
                      {"width", width.lanes},
                      {"auto_vectorized", width.automatic},
                      {"threads", row.threads},
                      {"batch", row.batch},
                      {"value", found.value},
                      {"unit", found.unit},
                      {"speedup_over_width_1", nullptr},
                      {"share_of_limit", nullptr},
                      {"limit", nullptr},
                      {"share_of_machine", nullptr},
                      {"peers", json::object()}};
            if (scalar_code != widths.end()) {
                cell["speedup_over_width_1"] = found.value / scalar_code->second.value;
            }
            if (own.share > 0) {
                cell["share_of_limit"] = own.share;
                cell["limit"] = own.limit;
                cell["share_of_machine"] = machine.share;
            }
            if (peers != results.peers.end()) {
                cell["peers"] = peers->second;
            }
            cells.push_back(std::move(cell));
        }
    }
    return {{"context", results.context}, {"cells", std::move(cells)}};
}

} // namespace linnet::bench
