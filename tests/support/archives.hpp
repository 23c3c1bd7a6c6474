// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include <linnet/io/byte_source.hpp>

namespace linnet_test {

/// All that a source has from here on, read so many bytes at a time.
inline std::string read_all(linnet::ByteSource& source, std::size_t piece = 1 << 16) {
    std::string all;
    const auto bytes = std::make_unique<char[]>(piece); // the end of which a sanitizer knows
    for (;;) {
        const std::size_t got = source.read(bytes.get(), piece);
        all.append(bytes.get(), got);
        if (got != piece) {
            return all;
        }
    }
}

} // namespace linnet_test

#if __has_include(<zlib.h>)
#include <zlib.h>

namespace linnet_test {

/// A member as gzip makes it.
inline std::string gzip(std::string_view content, int level = 6) {
    std::string packed(content.size() + 1000, '\0'); // content that does not shrink grows by a few bytes
    ::z_stream stream{};
    if (::deflateInit2(&stream, level, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        throw std::runtime_error("no deflate");
    }
    std::string input{content};
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const int result = ::deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    ::deflateEnd(&stream);
    if (result != Z_STREAM_END) {
        throw std::runtime_error("deflate failed");
    }
    return packed;
}

} // namespace linnet_test
#endif

#if __has_include(<zstd.h>)
#include <zstd.h>

namespace linnet_test {

/// A frame as zstd makes it, with a checksum.
inline std::string zstd(std::string_view content, int level = 3) {
    std::string packed(::ZSTD_compressBound(content.size()), '\0');
    ::ZSTD_CCtx* const context = ::ZSTD_createCCtx();
    ::ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level);
    ::ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    const std::size_t size = ::ZSTD_compress2(context, packed.data(), packed.size(), content.data(), content.size());
    ::ZSTD_freeCCtx(context);
    if (::ZSTD_isError(size) != 0) {
        throw std::runtime_error("zstd failed");
    }
    packed.resize(size);
    return packed;
}

} // namespace linnet_test
#endif
