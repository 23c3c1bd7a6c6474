// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// A test of how the benches compare ours with a peer, on made-up clocks: returns 1 if it is wrong.
#include <cmath>
#include <cstdio>
#include <string>

#include "support/pairs.hpp"

namespace {

using namespace linnet::bench;

bool failed = false;

void check(bool holds, const char* what) {
    if (!holds) {
        failed = true;
        std::fprintf(stderr, "wrong: %s\n", what);
    }
}
bool is(double got, double want) { return std::abs(got - want) < 1e-9 * want; }

} // namespace

int main() {
    check(width_in("xsimd 8") == "8" && width_in("glibc 2 16") == "16", "the width of a peer");
    check(width_in("libtorch").empty() && width_in("AVX-512 by hand").empty(), "a peer without a width");
    check(is(quantile({4, 1, 3, 2}, 0.25), 1.75) && is(quantile({7}, 0.5), 7), "quantiles");

    const auto clock = [](double seconds) { return [=](auto calls) { return seconds * static_cast<double>(calls); }; };
    check(calls_in(0.1, clock(1e-3)) >= 50 && calls_in(0.1, clock(1e-3)) <= 200, "the number of calls");
    check(calls_in(0.1, clock(3.0)) == 1, "a call that takes longer");

    const Pairs twice = time_in_turn(clock(1e-3), clock(2e-3), 0.1);
    check(is(twice.ratio, 2) && is(twice.low, 2) && is(twice.high, 2), "a peer that takes twice as long");
    check(is(twice.peer_seconds, 2e-3), "the time of the peer");

    // A machine that becomes slower, from one run to the next, by 1 %.
    double slower = 1;
    const auto drifting = [&](double seconds) {
        return [&slower, seconds](auto calls) { return seconds * (slower *= 1.01) * static_cast<double>(calls); };
    };
    const Pairs drifted = time_in_turn(drifting(1e-3), drifting(2e-3), 0.1);
    check(drifted.low > 1.97 && drifted.high < 2.03, "both meet a drift alike");
    check(drifted.low < 1.99 && drifted.high > 2.01, "neither is always the first");
    return failed ? 1 : 0;
}
