// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in io.hpp, because it needs libzstd (Debian's libzstd-dev): link with -lzstd.
#if __has_include(<zstd.h>)

#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <utility>

#include <zstd.h>
#include <zstd_errors.h>

#include <linnet/config.hpp>
#include <linnet/io/byte_source.hpp>
#include <linnet/io/unpacked_file.hpp>

namespace linnet::inline LINNET_ISA {

/// What a file compressed by zstd holds: all of its frames, one after the other. Frames with a window of more than
/// 128 MiB, which `zstd --long=28` makes, are refused.
/// `read` throws DataError, naming the file, if it is no such file, is damaged, or ends within a frame.
/// Source: RFC 8878.
class ZstdFile final : public UnpackedFile {
public:
    /// Throws DataError, naming the file and the reason, if it cannot be opened.
    LINNET_COLD explicit ZstdFile(std::string path) : UnpackedFile{std::move(path)}, context_{::ZSTD_createDCtx()} {
        if (context_ == nullptr) {
            throw std::bad_alloc{};
        }
    }

protected:
    [[nodiscard]] LINNET_HOT std::size_t unpack(char* to, std::size_t size) override {
        ::ZSTD_outBuffer output{to, size, 0};
        while (output.pos != size) {
            const std::span<char> packed_bytes = packed();
            if (packed_bytes.empty() && !in_frame_) {
                if (!any_frame_) {
                    refuse({"is empty, and thus not compressed by zstd"});
                }
                break;
            }
            const std::size_t before = output.pos;
            ::ZSTD_inBuffer input{packed_bytes.data(), packed_bytes.size(), 0};
            const std::size_t result = ::ZSTD_decompressStream(context_.get(), &output, &input);
            if (::ZSTD_isError(result) != 0) {
                refuse_damage(result);
            }
            use(input.pos);
            if (packed_bytes.empty() && output.pos == before) {
                refuse({"the data compressed by zstd end too early"});
            }
            in_frame_ = result != 0;
            any_frame_ = any_frame_ || !in_frame_;
        }
        return output.pos;
    }

    LINNET_COLD void restart() override {
        ::ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only);
        in_frame_ = any_frame_ = false;
    }

private:
    struct Free {
        void operator()(::ZSTD_DCtx* context) const { ::ZSTD_freeDCtx(context); }
    };

    [[noreturn]] LINNET_COLD void refuse_damage(std::size_t result) {
        if (::ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation) {
            throw std::bad_alloc{};
        }
        if (::ZSTD_getErrorCode(result) == ZSTD_error_prefix_unknown && !in_frame_) {
            refuse({any_frame_ ? "what is compressed by zstd is followed by something else"
                               : "is not compressed by zstd"});
        }
        refuse({"the data compressed by zstd cannot be unpacked: ", ::ZSTD_getErrorName(result)});
    }

    std::unique_ptr<::ZSTD_DCtx, Free> context_;
    bool in_frame_ = false;
    bool any_frame_ = false; // whether one was unpacked to its end
};

/// Opens a file compressed by zstd, as the `open` of a format.
[[nodiscard]] LINNET_COLD inline std::unique_ptr<ByteSource> open_zstd(const std::string& path) {
    return std::make_unique<ZstdFile>(path);
}

} // namespace linnet::inline LINNET_ISA

#endif
