// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/stride.hpp>

namespace linnet {

/// `size` zeroed elements that start on a cache line.
template <class T>
class AlignedBuffer {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    AlignedBuffer() = default;
    LINNET_COLD explicit AlignedBuffer(std::size_t size) : size_{size} {
        if (size_ != 0) {
            void* raw = ::operator new (size_ * sizeof(T), std::align_val_t{cache_line});
            std::memset(raw, 0, size_ * sizeof(T));
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
    ~AlignedBuffer() { ::operator delete (data_, std::align_val_t{cache_line}); }

    [[nodiscard]] T* data() { return data_; }
    [[nodiscard]] const T* data() const { return data_; }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] T& operator[](std::size_t i) { return data()[i]; }
    [[nodiscard]] const T& operator[](std::size_t i) const { return data()[i]; }

private:
    // Owned here, as a std::unique_ptr costs twenty more functions to compile for each T.
    T* data_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace linnet
