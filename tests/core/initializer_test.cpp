// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/initializer.hpp>

#include <doctest/doctest.h>

namespace initializer_test {

using namespace linnet;

namespace {

struct Smallest {
    template <class T>
    void operator()(MatrixView<T>, Fans, Random) const {}
};
struct FloatsOnly {
    void operator()(MatrixView<float>, Fans, Random) const {}
};
struct NotConst {
    template <class T>
    void operator()(MatrixView<T>, Fans, Random) {}
};
struct WithoutFans {
    template <class T>
    void operator()(MatrixView<T>, Random) const {}
};
struct WithoutDefault {
    explicit WithoutDefault(int) {}
    template <class T>
    void operator()(MatrixView<T>, Fans, Random) const {}
};

static_assert(Initializer<Smallest>);
static_assert(!Initializer<FloatsOnly>);
static_assert(!Initializer<NotConst>);
static_assert(!Initializer<WithoutFans>);
static_assert(!Initializer<WithoutDefault>);
static_assert(!Initializer<int>);

} // namespace

TEST_CASE("the concept of initializers is checked where this file compiles") { CHECK(Initializer<Smallest>); }

} // namespace initializer_test
