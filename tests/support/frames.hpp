// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <linnet/frame/frame.hpp>

namespace linnet_test {

inline constexpr float missing_number = std::numeric_limits<float>::quiet_NaN();

[[nodiscard]] inline linnet::StringColumn column_of(const std::vector<std::string>& strings) {
    linnet::StringColumn column;
    for (const std::string& string : strings) {
        column.push_back(string);
    }
    return column;
}

[[nodiscard]] inline std::vector<std::string> strings_of(const linnet::StringColumn& column) {
    std::vector<std::string> strings;
    for (std::size_t row = 0; row < column.size(); ++row) {
        strings.emplace_back(column[row]);
    }
    return strings;
}

/// A frame of one column "x".
[[nodiscard]] inline linnet::Frame frame_of(const std::vector<float>& numbers) {
    linnet::Frame frame;
    frame.set("x", numbers);
    return frame;
}
[[nodiscard]] inline linnet::Frame frame_of(const std::vector<std::string>& strings) {
    linnet::Frame frame;
    frame.set("x", column_of(strings));
    return frame;
}

/// What a fitted transform makes of a column "x".
template <class T>
[[nodiscard]] std::vector<float> numbers_by(const T& transform, const std::vector<float>& numbers) {
    linnet::Frame frame = frame_of(numbers);
    transform.apply(frame);
    return frame.numbers("x");
}
template <class T, class Values>
[[nodiscard]] std::vector<std::string> strings_by(const T& transform, const Values& values) {
    linnet::Frame frame = frame_of(values);
    transform.apply(frame);
    return strings_of(frame.strings("x"));
}

} // namespace linnet_test
