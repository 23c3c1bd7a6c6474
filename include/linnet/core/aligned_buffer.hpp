// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/memory.hpp>
#include <linnet/core/memory_size.hpp>

namespace linnet::inline LINNET_ISA {

/// Holds `size` zeroed elements. They start on a cache line, or, where they are many, on a page of 2 MB. Throws
/// SettingError if their size in bytes does not fit a `std::size_t`.
template <class T>
class AlignedBuffer {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    AlignedBuffer() = default;
    LINNET_COLD explicit AlignedBuffer(std::size_t size) : memory_{detail::bytes_of<T>(size)}, size_{size} {}
    /// Borrows elements that live as long as `owner`, such as a mapped file. A copy has elements of its own.
    AlignedBuffer(T* data, std::size_t size, std::shared_ptr<const void> owner)
        : memory_{data, detail::bytes_of<T>(size), std::move(owner)}, size_{size} {}

    AlignedBuffer(const AlignedBuffer& other) = default;
    AlignedBuffer(AlignedBuffer&& other) noexcept
        : memory_{std::move(other.memory_)}, size_{std::exchange(other.size_, 0)} {}
    AlignedBuffer& operator=(AlignedBuffer other) noexcept {
        memory_.swap(other.memory_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~AlignedBuffer() = default;

    [[nodiscard]] T* data() { return static_cast<T*>(memory_.data()); }
    [[nodiscard]] const T* data() const { return static_cast<const T*>(memory_.data()); }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] T& operator[](std::size_t i) { return data()[i]; }
    [[nodiscard]] const T& operator[](std::size_t i) const { return data()[i]; }

    /// Whether the elements are not its own.
    [[nodiscard]] bool borrowed() const { return memory_.borrowed(); }

private:
    detail::Memory memory_;
    std::size_t size_ = 0;
};

} // namespace linnet::inline LINNET_ISA
