// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/optimizer.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>

#include <doctest/doctest.h>

#include "../support/archetypes.hpp"

namespace optimizer_test {

using namespace linnet;
using linnet_test::Made;

namespace {

struct HasRate {
    double learning_rate = 0.1;
};

struct HasUpdate {
    template <class Settings, class Block, class Gradient>
    void update(const Settings&, Block&, const Gradient&, std::uint64_t) {}
};
struct HasBytes {
    [[nodiscard]] std::size_t bytes() const { return 0; }
};
struct TakesOver {
    template <class State>
    void take_over(const State&) {}
};
template <class... Parts>
struct Started : Parts... {
    Started() = default;
    template <class Settings, class T>
    Started(const Settings&, const ParameterBlock<T>&) {}
};

struct IsAnchored {
    IsAnchored() = default;
    IsAnchored(const IsAnchored&) = delete;
    IsAnchored& operator=(const IsAnchored&) = delete;
};
struct NeverEmpty : HasUpdate, HasBytes, TakesOver {
    template <class Settings, class T>
    NeverEmpty(const Settings&, const ParameterBlock<T>&) {}
};

struct HasState {
    template <class T, std::size_t W>
    using State = Started<HasUpdate, HasBytes, TakesOver>;
};
struct HasStateWithoutStart {
    template <class T, std::size_t W>
    using State = Made<HasUpdate, HasBytes, TakesOver>;
};
struct HasStateWithoutUpdate {
    template <class T, std::size_t W>
    using State = Started<HasBytes, TakesOver>;
};
struct HasStateWithoutBytes {
    template <class T, std::size_t W>
    using State = Started<HasUpdate, TakesOver>;
};
struct HasStateThatForgets {
    template <class T, std::size_t W>
    using State = Started<HasUpdate, HasBytes>;
};
struct HasAnchoredState {
    template <class T, std::size_t W>
    using State = Started<HasUpdate, HasBytes, TakesOver, IsAnchored>;
};
struct HasStateThatIsNeverEmpty {
    template <class T, std::size_t W>
    using State = NeverEmpty;
};
struct CannotBeCopied {
    std::unique_ptr<int> p;
};

static_assert(Optimizer<Made<HasRate, HasState>>);
static_assert(!Optimizer<Made<HasState>>);
static_assert(!Optimizer<Made<HasRate>>);
static_assert(!Optimizer<Made<HasRate, HasStateWithoutStart>>);
static_assert(!Optimizer<Made<HasRate, HasStateWithoutUpdate>>);
static_assert(!Optimizer<Made<HasRate, HasStateWithoutBytes>>);
static_assert(!Optimizer<Made<HasRate, HasStateThatForgets>>);
static_assert(!Optimizer<Made<HasRate, HasAnchoredState>>);
static_assert(!Optimizer<Made<HasRate, HasStateThatIsNeverEmpty>>);
static_assert(!Optimizer<Made<HasRate, HasState, CannotBeCopied>>);
static_assert(!Optimizer<int>);

} // namespace

TEST_CASE("a step is made of its number, reads as it, and has threads only where they are given") {
    const Step third = 3;
    CHECK(third.number == 3);
    CHECK(third.executor == nullptr);
    CHECK(std::uint64_t{third} == 3);
    CHECK(std::is_convertible_v<std::uint64_t, Step>);
}

TEST_CASE("the concept of optimizers is checked where this file compiles") {
    CHECK(Optimizer<Made<HasRate, HasState>>);
}

} // namespace optimizer_test
