// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <system_error>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/byte_source.hpp>

namespace linnet::inline LINNET_ISA {

/// The bytes of a file as they are. Has no buffer: its reader has one.
class PlainFile final : public ByteSource {
public:
    /// Throws DataError, naming the file and the reason, if it cannot be opened.
    LINNET_COLD explicit PlainFile(std::string path) : path_{std::move(path)}, file_{std::fopen(path_.c_str(), "rb")} {
        if (file_ == nullptr) {
            detail::fail<DataError>({path_, ": cannot be opened: ", std::generic_category().message(errno)});
        }
        std::setvbuf(file_, nullptr, _IONBF, 0);
    }
    LINNET_COLD ~PlainFile() override { std::fclose(file_); }

    [[nodiscard]] std::size_t read(char* to, std::size_t size) override {
        const std::size_t got = std::fread(to, 1, size, file_);
        if (got != size && std::ferror(file_) != 0) {
            detail::fail<DataError>({path_, ": cannot be read: ", std::generic_category().message(errno)});
        }
        return got;
    }
    LINNET_COLD void go_to(std::uint64_t offset) override {
        if (!std::in_range<long>(offset) || std::fseek(file_, static_cast<long>(offset), SEEK_SET) != 0) {
            detail::fail<DataError>({path_, ": has no byte ", offset, " to go to"});
        }
    }

private:
    std::string path_;
    std::FILE* file_;
};

} // namespace linnet::inline LINNET_ISA
