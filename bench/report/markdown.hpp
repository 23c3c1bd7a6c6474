// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "report/glance.hpp"
#include "report/growth.hpp"
#include "report/limits.hpp"
#include "report/numbers.hpp"
#include "report/results.hpp"

namespace linnet::bench {

inline void write_head(std::ostream& out, const Results& results) {
    const auto entry = [&](const char* what, const char* key) {
        if (const auto found = results.context.find(key); found != results.context.end()) {
            out << "- " << what << ": " << found->second << '\n';
        }
    };
    out << "# Speed by SIMD width\n\n";
    entry("CPU", "cpu");
    entry("compiler", "compiler");
    entry("flags", "flags");
    entry("flags of width 1", "flags_scalar");
    entry("date", "date");
    entry("libtorch", "peer:libtorch");
    out << R"text(
Every figure is the median of three short runs on one core. Width 1 is scalar code, compiled with auto-vectorisation
off; "1 (auto)" is the same code with it on. The speed-up is over width 1. The share of the limit is of what packs of
that very width reach on this machine, in fused multiply-adds (F) or in reading the memory that holds the workload's
numbers (B), whichever is nearer; the share of the machine is of what its best width reaches. Both are counted from
the numbers that a call must touch, so more than 100 % means that some of them came from a faster memory. Two floats
have no register of their own: width 2 is two scalars, which the compiler may join, and then passes its limit, too.
Limits are those of one thread; rows with several threads are compared with one thread instead. Another library and
linnet, at the library's own width or at the widest, run in turn, eleven times: "linnet over it" is the median of the
ratios, with their quartiles, after a tilde where these differ by more than a tenth of it.
)text";
}

/// One table: rows in blocks of one scalar and batch, widths and peers as columns.
class Table {
public:
    Table(const Results& results, const Limits& limits) : results_{results}, limits_{limits} {}

    void add(const Row& row) { rows_.push_back(row); }

    void write(std::ostream& out) const {
        std::set<Width> columns;
        std::set<std::string> peers;
        for (const Row& row : rows_) {
            for (const auto& [width, found] : results_.rows.at(row)) {
                columns.insert(width);
            }
            for (const auto& [name, peer] : peers_of(row)) {
                peers.insert(name);
            }
        }
        out << "\n| scalar, batch | |";
        for (const Width& width : columns) {
            out << ' ' << width.name() << " |";
        }
        for (const std::string& peer : peers) {
            out << ' ' << peer << " |";
        }
        out << "\n|---|---|";
        for (std::size_t i = 0; i < columns.size() + peers.size(); ++i) {
            out << "---:|";
        }
        out << '\n';
        for (const Row& row : rows_) {
            write_block(out, row, columns, peers);
        }
    }

private:
    [[nodiscard]] std::map<std::string, Peer> peers_of(const Row& row) const {
        const auto found = results_.peers.find(row);
        return found == results_.peers.end() ? std::map<std::string, Peer>{} : found->second;
    }

    void write_block(std::ostream& out, const Row& row, const std::set<Width>& columns,
                     const std::set<std::string>& peers) const {
        const auto& widths = results_.rows.at(row);
        const auto scalar_code = widths.find({1, false});
        const auto own_peers = peers_of(row);
        std::string title = row_title(row);

        const auto line = [&](const std::string& what, const auto& text, const auto& peer_text) {
            out << "| " << title << " | " << what << " |";
            title.clear();
            for (const Width& width : columns) {
                const auto found = widths.find(width);
                out << ' ' << (found == widths.end() ? std::string{} : text(width, found->second)) << " |";
            }
            for (const std::string& peer : peers) {
                const auto found = own_peers.find(peer);
                out << ' ' << (found == own_peers.end() ? std::string{} : peer_text(found->second)) << " |";
            }
            out << '\n';
        };
        const auto nothing = [](const Peer&) { return std::string{}; };
        line(
            widths.begin()->second.unit, [](const Width&, const Measurement& m) { return short_number(m.value); },
            [](const Peer& peer) { return short_number(peer.value); });
        if (scalar_code != widths.end()) {
            const double base = scalar_code->second.value;
            line("speed-up", [&](const Width&, const Measurement& m) { return ratio(m.value / base); }, nothing);
        }
        if (!row.axis.empty()) {
            line(
                "a call takes", [&](const Width&, const Measurement& m) { return duration(call_time(row, m)); },
                nothing);
        }
        if (row.threads != 1) {
            line(
                "over 1 thread",
                [&](const Width& width, const Measurement& m) {
                    const double speed_up = over_one_thread(results_, row, width, m.value);
                    return speed_up > 0 ? ratio(speed_up) : std::string{};
                },
                nothing);
        }
        if (std::any_of(own_peers.begin(), own_peers.end(),
                        [](const auto& named) { return named.second.has_pairs(); })) {
            line(
                "linnet over it", [](const Width&, const Measurement&) { return std::string{}; },
                [](const Peer& peer) {
                    return peer.has_pairs() ? (peer.is_noisy() ? "~" : "") + ratio_text(peer.ratio, peer.low, peer.high)
                                            : std::string{};
                });
        }
        if (widths.begin()->second.model_bytes > 0) {
            line(
                "model + optimizer",
                [](const Width&, const Measurement& m) { return memory_text(m.model_bytes, m.optimizer_bytes); },
                nothing);
        }
        if (!is_limit(row) && limits_.share(row, widths.begin()->first, widths.begin()->second, true).share > 0) {
            for (const bool of_machine : {false, true}) {
                line(
                    of_machine ? "share of the machine" : "share of the limit",
                    [&](const Width& width, const Measurement& m) {
                        const Share share = limits_.share(row, width, m, of_machine);
                        return percent(share.share) + (share.limit == peak_name ? " F" : " B");
                    },
                    nothing);
            }
        }
    }

    const Results& results_;
    const Limits& limits_;
    std::vector<Row> rows_;
};

/// What the widths gain and how the peers compare, before the details.
inline void write_glance(std::ostream& out, const Results& results) {
    out << "\n## At a glance\n\nSpeed-up over width 1, geometric mean of all workloads.\n\n| scalar | width | mean |"
           "\n|---|---:|---:|\n";
    for (const auto& [scalar, widths] : mean_speed_ups(results)) {
        for (const auto& [width, mean] : widths) {
            out << "| " << scalar << " | " << width.name() << " | " << ratio(mean.value()) << " |\n";
        }
    }
    const auto ratios = peer_ratios(results);
    if (ratios.empty()) {
        return;
    }
    out << "\nlinnet over whichever other library is fastest, geometric mean (least to most) of scalars and batches, "
           "and "
           "the library where it is least. Bold: linnet is slower there. A tilde: the pairs disagree there by more "
           "than "
           "10 %.\n\n| workload | mean | range | library |\n|---|---:|---:|---|\n";
    for (const WorkloadRatios& found : ratios) {
        const char* const mark = found.least < 1 ? "**" : "";
        out << "| " << found.workload << " | " << ratio(found.mean.value()) << " | " << mark << (found.noisy ? "~" : "")
            << ratio(found.least) << mark << " to " << ratio(found.most) << " | " << found.peer << " |\n";
    }
}

inline void write_markdown(std::ostream& out, const Results& results, const Limits& limits) {
    write_head(out, results);
    write_glance(out, results);
    std::string workload;
    std::optional<Table> table;
    const auto finish = [&] {
        if (table) {
            table->write(out);
        }
    };
    for (const auto& [row, widths] : results.rows) {
        if (row.workload != workload) {
            finish();
            workload = row.workload;
            out << "\n## " << workload << '\n';
            table.emplace(results, limits);
        }
        table->add(row);
    }
    finish();
}

} // namespace linnet::bench
