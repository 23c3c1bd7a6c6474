// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in io.hpp, because it needs zlib (Debian's zlib1g-dev): link with -lz.
#if __has_include(<zlib.h>)

#include <algorithm>
#include <cstddef>
#include <limits>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <utility>

#include <zlib.h>

#include <linnet/config.hpp>
#include <linnet/io/byte_source.hpp>
#include <linnet/io/unpacked_file.hpp>

namespace linnet::inline LINNET_ISA {

/// What a file compressed by gzip holds: all of its members, one after the other. Zeros behind a member, as of tapes,
/// are passed over.
/// `read` throws DataError, naming the file, if it is no such file, is damaged, or ends within a member.
/// Source: RFC 1952.
class GzipFile final : public UnpackedFile {
public:
    /// Throws DataError, naming the file and the reason, if it cannot be opened.
    LINNET_COLD explicit GzipFile(std::string path) : UnpackedFile{std::move(path)} {
        constexpr int gzip_header = 16;
        if (::inflateInit2(&stream_, gzip_header + MAX_WBITS) != Z_OK) {
            throw std::bad_alloc{};
        }
    }
    LINNET_COLD ~GzipFile() override { ::inflateEnd(&stream_); }

protected:
    [[nodiscard]] LINNET_HOT std::size_t unpack(char* to, std::size_t size) override {
        std::size_t got = 0;
        while (got != size) {
            const std::span<char> input = packed();
            if (input.empty()) {
                if (in_member_ || !any_member_) {
                    refuse({in_member_ ? "the data compressed by gzip end too early"
                                       : "is empty, and thus not compressed by gzip"});
                }
                break;
            }
            if (in_member_ || begins_member(input)) {
                got += inflate(input, to + got, size - got);
            }
        }
        return got;
    }

    LINNET_COLD void restart() override { in_member_ = any_member_ = false; }

private:
    /// Whether a member begins here. If not, the byte was passed over.
    [[nodiscard]] LINNET_COLD bool begins_member(std::span<const char> input) {
        if (any_member_ && input.front() == '\0') {
            use(1);
            return false;
        }
        if (input.front() != '\x1F') {
            refuse({any_member_ ? "what is compressed by gzip is followed by something else"
                                : "is not compressed by gzip"});
        }
        ::inflateReset(&stream_);
        in_member_ = true;
        return true;
    }

    /// Unpacks from `input`, and returns how many bytes that made.
    [[nodiscard]] std::size_t inflate(std::span<char> input, char* to, std::size_t size) {
        constexpr std::size_t most = std::numeric_limits<uInt>::max();
        const auto room = static_cast<uInt>(std::min(size, most));
        stream_.next_in = reinterpret_cast<Bytef*>(input.data());
        stream_.avail_in = static_cast<uInt>(input.size());
        stream_.next_out = reinterpret_cast<Bytef*>(to);
        stream_.avail_out = room;
        const int result = ::inflate(&stream_, Z_NO_FLUSH);
        if (result == Z_MEM_ERROR) {
            throw std::bad_alloc{};
        }
        if (result != Z_OK && result != Z_STREAM_END) {
            refuse({"the data compressed by gzip cannot be unpacked: ", stream_.msg == nullptr ? "?" : stream_.msg});
        }
        use(input.size() - stream_.avail_in);
        if (result == Z_STREAM_END) {
            in_member_ = false;
            any_member_ = true;
        }
        return room - stream_.avail_out;
    }

    ::z_stream stream_{};
    bool in_member_ = false;
    bool any_member_ = false; // whether one was unpacked to its end
};

/// Opens a file compressed by gzip, as the `open` of a format.
[[nodiscard]] LINNET_COLD inline std::unique_ptr<ByteSource> open_gzip(const std::string& path) {
    return std::make_unique<GzipFile>(path);
}

} // namespace linnet::inline LINNET_ISA

#endif
