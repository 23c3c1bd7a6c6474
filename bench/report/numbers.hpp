// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

namespace linnet::bench {

/// Three digits and a unit prefix.
[[nodiscard]] inline std::string short_number(double value) {
    constexpr const char* prefixes[] = {"", " k", " M", " G", " T"};
    std::size_t prefix = 0;
    for (; value >= 999.5 && prefix + 1 < std::size(prefixes); ++prefix) {
        value /= 1000;
    }
    char text[32];
    std::snprintf(text, sizeof text, "%.*f%s", value < 9.995 ? 2 : value < 99.95 ? 1 : 0, value, prefixes[prefix]);
    return text;
}
[[nodiscard]] inline std::string ratio(double value) {
    char text[32];
    std::snprintf(text, sizeof text, value < 9.95 ? "%.1fx" : "%.0fx", value);
    return text;
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
