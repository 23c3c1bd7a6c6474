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

struct HasUpdate {
    template <class Settings, class Block, class Gradient>
    void update(const Settings&, Block&, const Gradient&, std::uint64_t) {}
};
struct IsVisited {
    template <class Visitor>
    void visit(const Visitor&) {}
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
struct NeverEmpty : HasUpdate, IsVisited {
    template <class Settings, class T>
    NeverEmpty(const Settings&, const ParameterBlock<T>&) {}
};

struct HasState {
    template <class T, std::size_t W>
    using State = Started<HasUpdate, IsVisited>;
};
struct HasStateWithoutStart {
    template <class T, std::size_t W>
    using State = Made<HasUpdate, IsVisited>;
};
struct HasStateWithoutUpdate {
    template <class T, std::size_t W>
    using State = Started<IsVisited>;
};
struct HasStateThatHides {
    template <class T, std::size_t W>
    using State = Started<HasUpdate>;
};
struct HasAnchoredState {
    template <class T, std::size_t W>
    using State = Started<HasUpdate, IsVisited, IsAnchored>;
};
struct HasStateThatIsNeverEmpty {
    template <class T, std::size_t W>
    using State = NeverEmpty;
};
struct CannotBeCopied {
    std::unique_ptr<int> p;
};

static_assert(Optimizer<Made<HasState>>);
static_assert(!Optimizer<Made<HasStateWithoutStart>>);
static_assert(!Optimizer<Made<HasStateWithoutUpdate>>);
static_assert(!Optimizer<Made<HasStateThatHides>>);
static_assert(!Optimizer<Made<HasAnchoredState>>);
static_assert(!Optimizer<Made<HasStateThatIsNeverEmpty>>);
static_assert(!Optimizer<Made<HasState, CannotBeCopied>>);
static_assert(!Optimizer<int>);

} // namespace

TEST_CASE("a step is made of its number, reads as it, and has threads only where they are given") {
    const Step third = 3;
    CHECK(third.number == 3);
    CHECK(third.executor == nullptr);
    CHECK(third.learning_rate_factor == 1.0);
    CHECK(Step{3, nullptr, 0.5}.learning_rate_factor == 0.5);
    CHECK(std::uint64_t{third} == 3);
    CHECK(std::is_convertible_v<std::uint64_t, Step>);
}

TEST_CASE("the concept of optimizers is checked where this file compiles") { CHECK(Optimizer<Made<HasState>>); }

} // namespace optimizer_test
