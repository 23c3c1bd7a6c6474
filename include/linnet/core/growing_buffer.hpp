// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>

namespace linnet::inline LINNET_ISA {

/// A list of plain elements that keeps its memory when it is cleared, with far fewer functions to compile than a
/// `std::vector`.
template <class T>
class GrowingBuffer {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    void push_back(const T& element) {
        if (size_ == buffer_.size()) {
            reserve(std::max<std::size_t>(16, 2 * size_));
        }
        buffer_[size_++] = element;
    }
    void clear() { size_ = 0; }
    /// New elements are 0, or what they were before `clear`.
    void resize(std::size_t size) {
        if (size > buffer_.size()) {
            reserve(std::max(size, 2 * buffer_.size()));
        }
        size_ = size;
    }

    LINNET_COLD void reserve(std::size_t capacity) {
        if (capacity > buffer_.size()) {
            AlignedBuffer<T> larger(capacity);
            if (size_ != 0) {
                std::memcpy(larger.data(), buffer_.data(), size_ * sizeof(T));
            }
            buffer_ = std::move(larger);
        }
    }

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] T& operator[](std::size_t i) { return buffer_[i]; }
    [[nodiscard]] const T& operator[](std::size_t i) const { return buffer_[i]; }
    [[nodiscard]] T* begin() { return buffer_.data(); }
    [[nodiscard]] T* end() { return buffer_.data() + size_; }
    [[nodiscard]] const T* begin() const { return buffer_.data(); }
    [[nodiscard]] const T* end() const { return buffer_.data() + size_; }

private:
    AlignedBuffer<T> buffer_;
    std::size_t size_ = 0;
};

} // namespace linnet::inline LINNET_ISA
