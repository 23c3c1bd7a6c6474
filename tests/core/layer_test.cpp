// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/layer.hpp>

#include <cstddef>
#include <string_view>

#include <doctest/doctest.h>

#include <linnet/core/batch.hpp>

#include "../support/archetypes.hpp"

namespace layer_test {

using namespace linnet;
using linnet_test::Made;

namespace {

struct HasName {
    static constexpr std::string_view name = "Made";
};
struct HasNumberForName {
    static constexpr int name = 1;
};
struct HasFeatures {
    using features = TypeList<>;
};
struct HasTables {
    using tables = TypeList<>;
};
struct HasReadsInput {
    static constexpr bool reads_input = true;
};
struct HasOutput {
    template <class In>
    using output = In;
};
struct HasOutputOfInput {
    template <class In>
        requires(In::columns > 0)
    using output = In;
};

static_assert(Layer<Made<HasName, HasFeatures, HasTables, HasReadsInput, HasOutput>>);
static_assert(!Layer<Made<HasFeatures, HasTables, HasReadsInput, HasOutput>>);
static_assert(!Layer<Made<HasNumberForName, HasFeatures, HasTables, HasReadsInput, HasOutput>>);
static_assert(!Layer<Made<HasName, HasTables, HasReadsInput, HasOutput>>);
static_assert(!Layer<Made<HasName, HasFeatures, HasReadsInput, HasOutput>>);
static_assert(!Layer<Made<HasName, HasFeatures, HasTables, HasOutput>>);
static_assert(!Layer<Made<HasName, HasFeatures, HasTables, HasReadsInput>>);
static_assert(!Layer<Made<HasName, HasFeatures, HasTables, HasReadsInput, HasOutputOfInput>>);
static_assert(!Layer<int>);
static_assert(!Layer<void>);

struct HasTrainable {
    static constexpr bool trainable = true;
};
struct HasWorkspace {
    struct Workspace {
        void reserve(std::size_t) {}
    };
};
struct HasWorkspaceWithoutReserve {
    struct Workspace {};
};
struct HasWorkspaceWithoutDefault {
    struct Workspace {
        explicit Workspace(int) {}
        void reserve(std::size_t) {}
    };
};
struct HasForward {
    template <class Context, class Workspace>
    void forward(const Context&, ConstMatrixView<double>, MatrixView<double>, Workspace&) const {}
};
struct HasForwardThatChanges {
    template <class Context, class Workspace>
    void forward(const Context&, ConstMatrixView<double>, MatrixView<double>, Workspace&) {}
};
struct HasBackward {
    template <class Context, class Workspace>
    void backward(Context&, ConstMatrixView<double>, ConstMatrixView<double>, ConstMatrixView<double>,
                  MatrixView<double>, Workspace&) const {}
};
struct HasBackwardWithoutInput {
    template <class Context, class Workspace>
    void backward(Context&, ConstMatrixView<double>, ConstMatrixView<double>, ConstMatrixView<double>,
                  Workspace&) const {}
};
struct HasDescribe {
    void describe(Description&) const {}
};

template <class... Parts>
struct Built : Parts... {
    explicit Built(Builder<double>&) {}
};

template <class N>
inline constexpr bool is_node = LayerNode<N, double, Batch<double>>;

static_assert(is_node<Built<HasTrainable, HasWorkspace, HasForward, HasBackward, HasDescribe>>);
static_assert(!is_node<Made<HasTrainable, HasWorkspace, HasForward, HasBackward, HasDescribe>>);
static_assert(!is_node<Built<HasWorkspace, HasForward, HasBackward, HasDescribe>>);
static_assert(!is_node<Built<HasTrainable, HasForward, HasBackward, HasDescribe>>);
static_assert(!is_node<Built<HasTrainable, HasWorkspaceWithoutReserve, HasForward, HasBackward, HasDescribe>>);
static_assert(!is_node<Built<HasTrainable, HasWorkspaceWithoutDefault, HasForward, HasBackward, HasDescribe>>);
static_assert(!is_node<Built<HasTrainable, HasWorkspace, HasBackward, HasDescribe>>);
static_assert(!is_node<Built<HasTrainable, HasWorkspace, HasForwardThatChanges, HasBackward, HasDescribe>>);
static_assert(!is_node<Built<HasTrainable, HasWorkspace, HasForward, HasDescribe>>);
static_assert(!is_node<Built<HasTrainable, HasWorkspace, HasForward, HasBackwardWithoutInput, HasDescribe>>);
static_assert(!is_node<Built<HasTrainable, HasWorkspace, HasForward, HasBackward>>);

} // namespace

TEST_CASE("the concepts of layers are checked where this file compiles") {
    CHECK(is_node<Built<HasTrainable, HasWorkspace, HasForward, HasBackward, HasDescribe>>);
}

} // namespace layer_test
