// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/stride.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// Bytes that it owns, or that it borrows from something that lives at least as long, such as a mapped file. A copy
/// owns bytes of its own.
class Memory {
public:
    Memory() = default;
    /// Owns so many zeroed bytes. They start on a cache line, or, where they are many, on a page of 2 MB, which makes
    /// lookups of random rows miss the TLB less often, and causes 512 times fewer page faults.
    explicit Memory(std::size_t bytes);
    /// Borrows bytes that live as long as `owner`, which is not null.
    Memory(void* data, std::size_t bytes, std::shared_ptr<const void> owner) noexcept
        : data_{data}, bytes_{bytes}, owner_{std::move(owner)} {}

    Memory(const Memory& other);
    Memory(Memory&& other) noexcept
        : data_{std::exchange(other.data_, nullptr)}, bytes_{std::exchange(other.bytes_, 0)},
          owner_{std::move(other.owner_)} {}
    Memory& operator=(Memory other) noexcept {
        swap(other);
        return *this;
    }
    ~Memory() {
        if (data_ != nullptr) {
            free();
        }
    }

    void swap(Memory& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(bytes_, other.bytes_);
        owner_.swap(other.owner_);
    }

    [[nodiscard]] void* data() const { return data_; }
    [[nodiscard]] bool borrowed() const { return owner_ != nullptr; }

private:
    void free() noexcept;

    void* data_ = nullptr;
    std::size_t bytes_ = 0;
    std::shared_ptr<const void> owner_; // null for bytes of its own
};

inline constexpr std::size_t large_page = std::size_t{1} << 21;

} // namespace linnet::inline LINNET_ISA::detail

#if LINNET_DEFINES

#include <cstring>
#include <new>

#include <sys/mman.h>

namespace linnet::inline LINNET_ISA::detail {

[[nodiscard]] inline std::align_val_t alignment_of(std::size_t bytes) {
    return std::align_val_t{bytes < large_page ? cache_line : large_page};
}

LINNET_COLD LINNET_DEFINITION Memory::Memory(std::size_t bytes) : bytes_{bytes} {
    if (bytes != 0) {
        data_ = ::operator new(bytes, alignment_of(bytes));
#ifdef MADV_HUGEPAGE
        if (bytes >= large_page) {
            static_cast<void>(madvise(data_, bytes, MADV_HUGEPAGE)); // a hint, which the system may ignore
        }
#endif
        std::memset(data_, 0, bytes);
    }
}

LINNET_COLD LINNET_DEFINITION Memory::Memory(const Memory& other) : Memory(other.bytes_) {
    if (bytes_ != 0) {
        std::memcpy(data_, other.data_, bytes_);
    }
}

LINNET_COLD LINNET_DEFINITION void Memory::free() noexcept {
    if (!borrowed()) {
        ::operator delete(data_, alignment_of(bytes_));
    }
}

} // namespace linnet::inline LINNET_ISA::detail

#endif // LINNET_DEFINES
