// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include "report/limits.hpp"
#include "report/results.hpp"

namespace linnet::bench {

[[nodiscard]] inline json row_json(const Row& row) {
    json cell{{"workload", row.workload}, {"scalar", row.scalar}, {"threads", row.threads}, {"batch", row.batch}};
    if (!row.axis.empty()) {
        cell["axis"] = row.axis;
        cell["size"] = axis_value(row);
    }
    return cell;
}

[[nodiscard]] inline json report_json(const Results& results, const Limits& limits) {
    json cells = json::array();
    for (const auto& [row, widths] : results.rows) {
        const auto scalar_code = widths.find({1, false});
        for (const auto& [width, found] : widths) {
            const Share own = limits.share(row, width, found, false);
            const Share machine = limits.share(row, width, found, true);
            json cell = row_json(row);
            cell.update({{"width", width.lanes},
                         {"auto_vectorized", width.automatic},
                         {"value", found.value},
                         {"unit", found.unit},
                         {"speedup_over_width_1", nullptr},
                         {"speedup_over_1_thread", nullptr},
                         {"share_of_limit", nullptr},
                         {"limit", nullptr},
                         {"share_of_machine", nullptr}});
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
            cells.push_back(std::move(cell));
        }
    }
    json peers = json::array();
    for (const auto& [row, named] : results.peers) {
        for (const auto& [name, peer] : named) {
            json cell = row_json(row);
            cell.update({{"peer", name}, {"value", peer.value}});
            if (peer.has_pairs()) {
                cell.update({{"ratio", peer.ratio},
                             {"ratio_25", peer.low},
                             {"ratio_75", peer.high},
                             {"noisy", peer.is_noisy()}});
            }
            peers.push_back(std::move(cell));
        }
    }
    return {{"context", results.context}, {"cells", std::move(cells)}, {"peers", std::move(peers)}};
}

} // namespace linnet::bench
