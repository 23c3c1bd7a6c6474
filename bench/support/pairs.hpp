// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

namespace linnet::bench {

/// How many times as fast as a peer ours is, of pairs that ran in turn: the median and the quartiles.
struct Pairs {
    double ratio = 0;
    double low = 0;
    double high = 0;
    double peer_seconds = 0; ///< of a call, the median
};

/// The width at the end of a peer's name, such as 8 of `xsimd 8`, or nothing.
[[nodiscard]] inline std::string width_in(const std::string& peer) {
    const std::string last = peer.substr(peer.rfind(' ') + 1);
    return last.find_first_not_of("0123456789") == std::string::npos ? last : "";
}

[[nodiscard]] inline double quantile(std::vector<double> numbers, double share) {
    std::sort(numbers.begin(), numbers.end());
    const double place = share * static_cast<double>(numbers.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const double above = numbers[std::min(below + 1, numbers.size() - 1)];
    return numbers[below] + (place - static_cast<double>(below)) * (above - numbers[below]);
}

/// So many calls take about so many seconds, or one call more. `seconds_of(calls)` runs them.
template <class SecondsOf>
[[nodiscard]] benchmark::IterationCount calls_in(double seconds, const SecondsOf& seconds_of) {
    benchmark::IterationCount calls = 1;
    for (double took = seconds_of(calls); took < seconds / 2; took = seconds_of(calls)) {
        const double more = took > 0 ? std::min(10.0, seconds / took) : 10.0;
        calls = 1 + static_cast<benchmark::IterationCount>(static_cast<double>(calls) * more);
    }
    return calls;
}

/// Eleven pairs of a run of ours and one of the peer, each of about so many seconds.
template <class SecondsOfOurs, class SecondsOfPeer>
[[nodiscard]] Pairs time_in_turn(const SecondsOfOurs& ours, const SecondsOfPeer& peer, double seconds) {
    const auto our_calls = calls_in(seconds, ours);
    const auto peer_calls = calls_in(seconds, peer);
    std::vector<double> ratios;
    std::vector<double> of_peer;
    for (std::size_t i = 0; i < 11; ++i) {
        double times[2]; // of a call; neither is always the second
        for (const std::size_t side : {i % 2, 1 - i % 2}) {
            times[side] = side == 0 ? ours(our_calls) / static_cast<double>(our_calls)
                                    : peer(peer_calls) / static_cast<double>(peer_calls);
        }
        ratios.push_back(times[1] / times[0]);
        of_peer.push_back(times[1]);
    }
    return {quantile(ratios, 0.5), quantile(ratios, 0.25), quantile(ratios, 0.75), quantile(of_peer, 0.5)};
}

} // namespace linnet::bench
