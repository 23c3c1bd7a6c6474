// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/unfinished.hpp>

#include <array>

#include <doctest/doctest.h>

#include <linnet/core/matrix_view.hpp>

namespace unfinished_test {

using namespace linnet;

namespace {

struct Triple {
    static float value(float x) { return 3 * x; }
};

/// Puts out its input plus what the workspace holds.
struct Node {
    struct Workspace {
        float offset = 0;
    };
    template <class Function>
    void forward(int, const float& in, const MatrixView<float>& out, const Workspace& workspace) const {
        out(0, 0) = Function::value(in + workspace.offset);
    }
};

} // namespace

TEST_CASE("an unfinished output is computed when it is written, with the function of who writes it") {
    const Node node;
    const int context = 0;
    const float in = 2;
    Node::Workspace workspace{.offset = 1};
    const Unfinished<Node, int, float> output{node, context, in, workspace};
    workspace.offset = 5;
    std::array<float, 1> number{};
    output.write<Triple>(MatrixView<float>{number.data(), 1, 1, 1});
    CHECK(number[0] == 21);
}

} // namespace unfinished_test
