// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/memory.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include <doctest/doctest.h>

namespace memory_test {

using linnet::detail::Memory;

namespace {

unsigned char& byte(const Memory& memory, std::size_t i) { return static_cast<unsigned char*>(memory.data())[i]; }

} // namespace

TEST_CASE("memory of its own is zeroed, and a copy has its own bytes") {
    const Memory memory{100};
    CHECK(!memory.borrowed());
    CHECK(reinterpret_cast<std::uintptr_t>(memory.data()) % linnet::cache_line == 0);
    for (std::size_t i = 0; i < 100; ++i) {
        CHECK(byte(memory, i) == 0);
    }
    byte(memory, 99) = 7;
    const Memory copy = memory;
    CHECK(copy.data() != memory.data());
    CHECK(byte(copy, 99) == 7);
    CHECK(Memory{}.data() == nullptr);
    CHECK(Memory{0}.data() == nullptr);
}

TEST_CASE("borrowed memory stays where it is, and its owner lives as long as the last that borrows") {
    auto owner = std::make_shared<unsigned char[]>(8);
    const std::weak_ptr<unsigned char[]> watched = owner;
    Memory memory{owner.get(), 8, owner};
    byte(memory, 3) = 5;
    CHECK(owner[3] == 5);
    owner.reset();
    CHECK(!watched.expired());
    Memory moved = std::move(memory);
    CHECK(moved.borrowed());
    CHECK(memory.data() == nullptr); // NOLINT(bugprone-use-after-move)
    const Memory copy = moved;
    CHECK(!copy.borrowed());
    CHECK(byte(copy, 3) == 5);
    moved = Memory{};
    CHECK(watched.expired());
    CHECK(byte(copy, 3) == 5);
}

} // namespace memory_test
