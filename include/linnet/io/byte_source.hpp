// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA {

/// Where a reader gets the bytes of a file from. Derive from it to read what is neither a plain file nor compressed by
/// gzip or zstd.
class ByteSource {
public:
    ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;
    virtual ~ByteSource() = default;

    /// Reads the next `size` bytes; fewer only at the end.
    /// Throws DataError, naming the file and the reason, if they cannot be read; so does the next call then.
    [[nodiscard]] virtual std::size_t read(char* to, std::size_t size) = 0;
    /// Goes to where `offset` bytes lie before what is read next.
    /// Throws DataError if the file is shorter, and stays where it is; a plain file leaves that to the next read, which
    /// reads nothing.
    virtual void go_to(std::uint64_t offset) = 0;
};

/// Opens a file. Throws DataError, naming the file and the reason, if it cannot.
using OpenFile = std::unique_ptr<ByteSource> (*)(const std::string& path);

} // namespace linnet::inline LINNET_ISA
