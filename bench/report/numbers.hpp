// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdio>
#include <fstream>
#include <string>

namespace linnet::bench {

/// Three digits and the unit, each of which is a thousand of the one before.
template <std::size_t N>
[[nodiscard]] std::string three_digits(double value, const char* const (&units)[N]) {
    std::size_t unit = 0;
    for (; value >= 999.5 && unit + 1 < N; ++unit) {
        value /= 1000;
    }
    char text[32];
    std::snprintf(text, sizeof text, "%.*f%s", value < 9.995 ? 2 : value < 99.95 ? 1 : 0, value, units[unit]);
    return text;
}
[[nodiscard]] inline std::string short_number(double value) {
    return three_digits(value, {"", " k", " M", " G", " T"});
}
[[nodiscard]] inline std::string duration(double seconds) {
    return three_digits(seconds * 1e9, {" ns", " us", " ms", " s"});
}
[[nodiscard]] inline std::string ratio(double value) {
    char text[32];
    std::snprintf(text, sizeof text, value < 1.995 ? "%.2fx" : value < 9.95 ? "%.1fx" : "%.0fx", value);
    return text;
}
/// A median and its quartiles.
[[nodiscard]] inline std::string ratio_text(double median, double low, double high) {
    char text[64];
    std::snprintf(text, sizeof text, "%.3gx (%.3g to %.3g)", median, low, high);
    return text;
}
/// Bytes of the model and of its optimizer.
[[nodiscard]] inline std::string memory_text(double model, double optimizer) {
    return short_number(model) + (model < 999.5 ? " B + " : "B + ") + short_number(optimizer) +
           (optimizer < 999.5 ? " B" : "B");
}
[[nodiscard]] inline std::string percent(double share) {
    char text[32];
    std::snprintf(text, sizeof text, "%.0f %%", 100 * share);
    return text;
}

[[nodiscard]] inline std::string processor() {
    std::ifstream stream{"/proc/cpuinfo"};
    for (std::string line; std::getline(stream, line);) {
        if (line.rfind("model name", 0) == 0) {
            return line.substr(line.find(':') + 2);
        }
    }
    return "unknown";
}

} // namespace linnet::bench
