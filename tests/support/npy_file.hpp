// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace linnet_test {

/// The content of a .npy file, version 1.
[[nodiscard]] inline std::string npy_file(std::string_view header, std::string_view data) {
    std::string content{"\x93NUMPY\1\0", 8};
    content += static_cast<char>(header.size());
    content += '\0';
    return content.append(header).append(data);
}

} // namespace linnet_test
