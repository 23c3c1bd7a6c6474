// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
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
            data_.reset(static_cast<T*>(raw));
        }
    }
    LINNET_COLD AlignedBuffer(const AlignedBuffer& other) : AlignedBuffer(other.size_) {
        std::copy_n(other.data(), size_, data());
    }
    AlignedBuffer(AlignedBuffer&& other) noexcept
        : data_{std::move(other.data_)}, size_{std::exchange(other.size_, 0)} {}
    AlignedBuffer& operator=(AlignedBuffer other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~AlignedBuffer() = default;

    [[nodiscard]] T* data() { return data_.get(); }
    [[nodiscard]] const T* data() const { return data_.get(); }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] T& operator[](std::size_t i) { return data()[i]; }
    [[nodiscard]] const T& operator[](std::size_t i) const { return data()[i]; }

private:
    struct Free {
        void operator()(T* p) const { ::operator delete (p, std::align_val_t{cache_line}); }
    };
    std::unique_ptr<T[], Free> data_;
    std::size_t size_ = 0;
};

} // namespace linnet
