// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Optional, and not in io.hpp, because it needs zlib (Debian's zlib1g-dev), libzstd (libzstd-dev) or both: link with
// -lz, -lzstd or both.
#if __has_include(<zlib.h>) || __has_include(<zstd.h>)

#include <memory>
#include <string>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/byte_source.hpp>
#include <linnet/io/gzip_file.hpp>
#include <linnet/io/plain_file.hpp>
#include <linnet/io/zstd_file.hpp>

namespace linnet::inline LINNET_ISA {

/// Opens a file as its name ends: in `.gz` as compressed by gzip, in `.zst` by zstd, all others as they are. Set it as
/// the `open` of a format: `{.file = {.separator = ",", .header = true, .open = open_by_suffix}, ...}`.
/// Throws DataError, naming the file and the reason, if it cannot be opened, or if the library for it was not there
/// when the program was compiled.
[[nodiscard]] LINNET_COLD inline std::unique_ptr<ByteSource> open_by_suffix(const std::string& path) {
    if (path.ends_with(".gz")) {
#if __has_include(<zlib.h>)
        return open_gzip(path);
#else
        detail::fail<DataError>({path, ": is compressed by gzip, and this program was compiled without zlib.h"});
#endif
    }
    if (path.ends_with(".zst")) {
#if __has_include(<zstd.h>)
        return open_zstd(path);
#else
        detail::fail<DataError>({path, ": is compressed by zstd, and this program was compiled without zstd.h"});
#endif
    }
    return std::make_unique<PlainFile>(path);
}

} // namespace linnet::inline LINNET_ISA

#endif
