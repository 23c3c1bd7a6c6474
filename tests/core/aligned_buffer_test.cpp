// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/aligned_buffer.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>

namespace aligned_buffer_test {

using linnet::AlignedBuffer;

namespace {

AlignedBuffer<float> one_two_three() {
    AlignedBuffer<float> buffer(3);
    for (std::size_t i = 0; i < 3; ++i) {
        buffer[i] = static_cast<float>(i + 1);
    }
    return buffer;
}

AlignedBuffer<double> one_double() { return AlignedBuffer<double>(1); }

} // namespace

TEST_CASE_TEMPLATE("a buffer is zeroed and starts on a cache line", T, float, double, std::int32_t, std::uint8_t) {
    for (const std::size_t size : {1U, 3U, 64U, 1000U}) {
        const AlignedBuffer<T> buffer(size);
        CHECK(buffer.size() == size);
        CHECK(reinterpret_cast<std::uintptr_t>(buffer.data()) % linnet::cache_line == 0);
        std::size_t nonzero = 0;
        for (std::size_t i = 0; i < size; ++i) {
            nonzero += buffer[i] == T{0} ? 0U : 1U;
        }
        CHECK(nonzero == 0);
    }
}

TEST_CASE("a large buffer starts on a large page, is zeroed, copied and moved") {
    const std::size_t size = 3 * linnet::detail::large_page / sizeof(double) + 5;
    AlignedBuffer<double> large(size);
    CHECK(reinterpret_cast<std::uintptr_t>(large.data()) % linnet::detail::large_page == 0);
    CHECK(large[0] == 0.0);
    CHECK(large[size - 1] == 0.0);
    large[size - 1] = 7.0;
    AlignedBuffer<double> copy = large;
    CHECK(reinterpret_cast<std::uintptr_t>(copy.data()) % linnet::detail::large_page == 0);
    large = one_double(); // frees the large one
    CHECK(large.size() == 1);
    const AlignedBuffer<double> moved = std::move(copy);
    CHECK(moved[size - 1] == 7.0);
}

TEST_CASE("an empty buffer owns nothing") {
    CHECK(AlignedBuffer<float>().size() == 0);
    CHECK(AlignedBuffer<float>().data() == nullptr);
    CHECK(AlignedBuffer<float>(0).data() == nullptr);
    const AlignedBuffer<float> empty;
    const AlignedBuffer<float> copy = empty; // NOLINT(performance-unnecessary-copy-initialization)
    CHECK(copy.size() == 0);
}

TEST_CASE("a copy has its own elements") {
    AlignedBuffer<float> original = one_two_three();
    AlignedBuffer<float> copy = original;
    original[0] = 9;
    CHECK(copy.size() == 3);
    CHECK(copy[0] == 1);
    CHECK(copy[2] == 3);
    copy = original;
    CHECK(copy[0] == 9);
    CHECK(copy.data() != original.data());
    const AlignedBuffer<float>& alias = copy;
    copy = alias;
    CHECK(copy[0] == 9);
}

TEST_CASE("a move takes the elements and leaves an empty buffer") {
    AlignedBuffer<float> original = one_two_three();
    const float* data = original.data();
    AlignedBuffer<float> moved = std::move(original);
    CHECK(moved.data() == data);
    CHECK(moved.size() == 3);
    CHECK(original.size() == 0);       // NOLINT(bugprone-use-after-move)
    CHECK(original.data() == nullptr); // NOLINT(bugprone-use-after-move)
    AlignedBuffer<float> assigned(7);
    assigned = std::move(moved);
    CHECK(assigned.data() == data);
    CHECK(assigned.size() == 3);
}

TEST_CASE("a buffer of more bytes than there can be is refused") {
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
    CHECK_THROWS_AS(linnet::AlignedBuffer<float>{most}, linnet::SettingError);
    CHECK_THROWS_AS(linnet::AlignedBuffer<double>{most / 8 + 2}, linnet::SettingError); // would wrap to one element
}

} // namespace aligned_buffer_test
