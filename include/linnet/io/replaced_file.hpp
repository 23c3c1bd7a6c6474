// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// Writes a file so that its name stands for the old content or for the new one, whole, whatever happens meanwhile: the
/// content goes to a file beside it, `<name>.<process>-<count>.partial`, which `commit` brings to the disk and then
/// gives the name. Without `commit`, the destructor removes it; only a process that is killed leaves it behind. A
/// symbolic link of that name is replaced, not followed.
class ReplacedFile {
public:
    /// Throws DataError, naming the file and the reason, if nothing can be written there. So do `write` and `commit`.
    explicit ReplacedFile(std::string path);
    ReplacedFile(const ReplacedFile&) = delete;
    ReplacedFile& operator=(const ReplacedFile&) = delete;
    ~ReplacedFile();

    void write(std::span<const std::byte> bytes);
    void commit();

private:
    [[noreturn]] void fail(const char* what) const;
    void flush(std::span<const std::byte> bytes);

    std::string path_;
    std::string partial_;
    int file_ = -1;
    std::vector<std::byte> buffer_;
};

LINNET_COLD inline ReplacedFile::ReplacedFile(std::string path) : path_{std::move(path)} {
    static std::atomic<std::uint64_t> count{0};
    do {
        partial_ = detail::text({path_, ".", static_cast<std::size_t>(::getpid()), "-", count++, ".partial"});
        file_ = ::open(partial_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    } while (file_ < 0 && errno == EEXIST); // one that a killed process of the same number left behind
    if (file_ < 0) {
        fail(": cannot be written: ");
    }
    buffer_.reserve(std::size_t{1} << 20);
}

LINNET_COLD inline ReplacedFile::~ReplacedFile() {
    if (file_ >= 0) {
        ::close(file_);
        ::unlink(partial_.c_str());
    }
}

LINNET_COLD inline void ReplacedFile::fail(const char* what) const {
    detail::fail<DataError>({path_, what, std::generic_category().message(errno)});
}

LINNET_COLD inline void ReplacedFile::flush(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ::ssize_t written = ::write(file_, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            fail(": cannot be written: ");
        }
        bytes = bytes.subspan(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
}

inline void ReplacedFile::write(std::span<const std::byte> bytes) {
    if (buffer_.size() + bytes.size() > buffer_.capacity()) {
        flush(buffer_);
        buffer_.clear();
    }
    if (bytes.size() > buffer_.capacity()) {
        flush(bytes);
    } else {
        buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
    }
}

LINNET_COLD inline void ReplacedFile::commit() {
    flush(buffer_);
    buffer_.clear();
    if (::fsync(file_) != 0 || std::rename(partial_.c_str(), path_.c_str()) != 0) {
        fail(": cannot be written: ");
    }
    ::close(std::exchange(file_, -1));
    // The new name is safe from a power cut once the folder is on the disk, too. Not every file system can do that.
    const std::size_t slash = path_.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : path_.substr(0, slash + 1);
    const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory >= 0) {
        static_cast<void>(::fsync(directory));
        ::close(directory);
    }
}

} // namespace linnet::inline LINNET_ISA
