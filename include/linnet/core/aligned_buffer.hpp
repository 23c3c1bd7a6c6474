// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/memory_size.hpp>
#include <linnet/core/stride.hpp>

#if __has_include(<sys/mman.h>)
#endif

namespace linnet::inline LINNET_ISA {

namespace detail {

inline constexpr std::size_t large_page = std::size_t{1} << 21;

/// Asks for pages of 2 MB where the memory is large enough for one: lookups of random rows then miss the TLB less
/// often, and a new table causes 512 times fewer page faults.
void prefer_large_pages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes);

} // namespace detail

/// Holds `size` zeroed elements. They start on a cache line, or, where they are many, on a page of 2 MB. Throws
/// SettingError if their size in bytes does not fit a `std::size_t`.
template <class T>
class AlignedBuffer {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    AlignedBuffer() = default;
    LINNET_COLD explicit AlignedBuffer(std::size_t size) : size_{size} {
        if (size_ != 0) {
            const std::size_t bytes = detail::bytes_of<T>(size_);
            void* raw = ::operator new(bytes, alignment());
            detail::prefer_large_pages(raw, bytes);
            std::memset(raw, 0, bytes);
            data_ = static_cast<T*>(raw);
        }
    }
    LINNET_COLD AlignedBuffer(const AlignedBuffer& other) : AlignedBuffer(other.size_) {
        if (size_ != 0) {
            std::memcpy(data_, other.data_, size_ * sizeof(T));
        }
    }
    AlignedBuffer(AlignedBuffer&& other) noexcept
        : data_{std::exchange(other.data_, nullptr)}, size_{std::exchange(other.size_, 0)} {}
    AlignedBuffer& operator=(AlignedBuffer other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~AlignedBuffer() { ::operator delete(data_, alignment()); }

    [[nodiscard]] T* data() { return data_; }
    [[nodiscard]] const T* data() const { return data_; }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] T& operator[](std::size_t i) { return data()[i]; }
    [[nodiscard]] const T& operator[](std::size_t i) const { return data()[i]; }

private:
    [[nodiscard]] std::align_val_t alignment() const {
        return std::align_val_t{size_ * sizeof(T) < detail::large_page ? cache_line : detail::large_page};
    }

    // Freed by the destructor. A std::unique_ptr would add many functions for each T.
    T* data_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <sys/mman.h>

namespace linnet::inline LINNET_ISA {

namespace detail {

LINNET_COLD LINNET_DEFINITION void prefer_large_pages([[maybe_unused]] void* memory,
                                                      [[maybe_unused]] std::size_t bytes) {
#ifdef MADV_HUGEPAGE
    if (bytes >= large_page) {
        static_cast<void>(madvise(memory, bytes, MADV_HUGEPAGE)); // a hint, which the system may ignore
    }
#endif
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
