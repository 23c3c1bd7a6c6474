// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <unistd.h>

namespace linnet_test {

/// A file with that content, which is removed together with the object.
class TemporaryFile {
public:
    explicit TemporaryFile(std::string_view content, const std::string& name = "file.txt") {
        static std::atomic<int> count{0};
        path_ = std::filesystem::temp_directory_path() /
                ("linnet_" + std::to_string(::getpid()) + "_" + std::to_string(count++) + "_" + name);
        std::ofstream out{path_, std::ios::binary};
        out.write(content.data(), static_cast<std::streamsize>(content.size()));
        if (!out.flush()) {
            throw std::filesystem::filesystem_error("cannot write", path_, {});
        }
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::string name() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

} // namespace linnet_test
