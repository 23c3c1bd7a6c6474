// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// A file whose bytes are read where the system keeps them: opening it reads nothing, and processes that map the same
/// file share its pages. What is written to the bytes stays in this process and never reaches the file. A file that is
/// replaced meanwhile, as `ReplacedFile` does, stays as it was here; one that is shortened in place ends the process
/// (SIGBUS) when what is missing is read.
class MappedFile {
public:
    /// Throws DataError, naming the file and the reason, if it cannot be opened or mapped.
    explicit MappedFile(const std::string& path);

    [[nodiscard]] std::span<std::byte> bytes() const { return bytes_; }
    /// What keeps the bytes alive, also without this object.
    [[nodiscard]] const std::shared_ptr<const void>& owner() const { return owner_; }

private:
    std::shared_ptr<const void> owner_;
    std::span<std::byte> bytes_;
};

LINNET_COLD inline MappedFile::MappedFile(const std::string& path) {
    struct Descriptor {
        ~Descriptor() {
            if (number >= 0) {
                ::close(number);
            }
        }
        int number;
    };
    const auto fail = [&path](const char* what) {
        detail::fail<DataError>({path, what, std::generic_category().message(errno)});
    };
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    struct stat status{};
    if (file.number < 0 || ::fstat(file.number, &status) != 0) {
        fail(": cannot be opened: ");
    }
    if (!S_ISREG(status.st_mode)) {
        detail::fail<DataError>({path, ": is not a file of which parts can be read"});
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0) {
        return; // no bytes can be mapped, and there are none
    }
    void* const start = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_NORESERVE, file.number, 0);
    if (start == MAP_FAILED) {
        fail(": cannot be mapped: ");
    }
    bytes_ = {static_cast<std::byte*>(start), size};
    owner_ = std::shared_ptr<const void>(start, [size](const void* memory) {
        ::munmap(const_cast<void*>(memory), size); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    });
}

} // namespace linnet::inline LINNET_ISA
