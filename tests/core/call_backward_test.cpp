// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/call_backward.hpp>

#include <string>

#include <doctest/doctest.h>

namespace call_backward_test {

using namespace linnet;

namespace {

struct Gradients {
    std::string called{};
};
struct Norms {
    std::string called{};
    int norms = 0;
};

struct Plain {
    template <class Context>
    void backward(Context& context, int) const {
        context.called += "backward";
    }
    template <class Context>
    void backward_from(Context& context, double, int) const {
        context.called += "backward_from";
    }
};
struct WithNorms : Plain {
    template <class Context>
    void add_sample_norms(Context& context, int) const {
        context.called += "norms";
    }
    template <class Context>
    void add_sample_norms(Context& context, double, int) const {
        context.called += "norms_from";
    }
};

template <class Context, class Node, class... Args>
std::string called(const Node& node, Args... args) {
    Context context;
    call_backward(node, context, args...);
    return context.called;
}

} // namespace

TEST_CASE("a context with gradients gets backward, whatever else a node has") {
    CHECK(called<Gradients>(Plain{}, 1) == "backward");
    CHECK(called<Gradients>(WithNorms{}, 1) == "backward");
}

TEST_CASE("a context with norms gets add_sample_norms, or backward of a node that has none") {
    CHECK(called<Norms>(WithNorms{}, 1) == "norms");
    CHECK(called<Norms>(Plain{}, 1) == "backward");
}

TEST_CASE("the same holds for a gradient in another form") {
    CHECK(called<Norms>(WithNorms{}, 1.0, 1) == "norms_from");
    CHECK(called<Norms>(Plain{}, 1.0, 1) == "backward_from");
}

} // namespace call_backward_test
