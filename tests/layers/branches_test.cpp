// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/branches.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>

#include <doctest/doctest.h>

#include <linnet/layers/tanh.hpp>

namespace branches_test {

using namespace linnet;

namespace {

/// Puts its input out, times a factor that is its own; backward does likewise.
template <int Factor, bool ReadsInput = true, bool Trainable = true>
struct Times {
    static constexpr std::string_view name = "Times";
    static constexpr bool reads_input = ReadsInput;
    using features = TypeList<>;
    using tables = TypeList<>;
    template <class In>
    using output = Shape<2>;

    template <class T, std::size_t W, class In>
    struct Node {
        static constexpr bool trainable = Trainable;
        struct Workspace {
            std::size_t reserved = 0;
            bool asked_for_d_in = false;
            void reserve(std::size_t batch) { reserved = batch; }
        };
        explicit Node(Builder<T>&) {}
        template <class Context>
        void forward(const Context&, ConstMatrixView<T> in, MatrixView<T> out, Workspace&) const {
            for (std::size_t i = 0; i < 2; ++i) {
                out(0, i) = T{Factor} * (ReadsInput ? in(0, i) : T{1});
            }
        }
        template <class Context>
        void backward(Context&, ConstMatrixView<T>, ConstMatrixView<T>, ConstMatrixView<T> d_out, MatrixView<T> d_in,
                      Workspace& workspace) const {
            workspace.asked_for_d_in = d_in.data != nullptr;
            for (std::size_t i = 0; d_in.data != nullptr && i < 2; ++i) {
                d_in(0, i) = T{Factor} * d_out(0, i);
            }
        }
        void describe(Description& description) const { description.add("Times", 2); }
    };
};

template <class... Layers>
using Nodes = linnet::detail::Branches<double, 2, Shape<2>, Layers...>;

template <class... Layers>
Nodes<Layers...> bind() {
    Parameters<double> parameters;
    const Builder<double>::rows_list rows;
    std::uint64_t streams = 0;
    Builder<double> builder{parameters, 1, rows, streams};
    return Nodes<Layers...>{builder};
}

struct NoContext {
    linnet::Executor* executor = nullptr;
};

struct Owner {
    template <class...>
    struct UnequalWidths {};
};

} // namespace

TEST_CASE("d_in is the sum over the branches that read the input, and the others are not asked for it") {
    using Three = Nodes<Times<1, false>, Times<10>, Times<100>>;
    const Three nodes = bind<Times<1, false>, Times<10>, Times<100>>();
    Three::Workspace workspace;
    workspace.reserve(3);
    CHECK(std::get<2>(workspace.branches).reserved == 3);
    const double in[] = {1.0, 2.0};
    double out[3][2] = {};
    const auto out_of = [&](std::size_t i) { return MatrixView<double>{out[i], 1, 2, 2}; };
    NoContext context;
    nodes.forward(context, {in, 1, 2, 2}, out_of, workspace);
    CHECK(out[0][0] == 1.0);
    CHECK(out[1][1] == 20.0);
    CHECK(out[2][1] == 200.0);
    double d_in[] = {-1.0, -1.0};
    nodes.backward(context, {in, 1, 2, 2}, out_of, out_of, {d_in, 1, 2, 2}, workspace);
    CHECK(d_in[0] == 10.0 * out[1][0] + 100.0 * out[2][0]);
    CHECK(d_in[1] == 10.0 * out[1][1] + 100.0 * out[2][1]);
    CHECK_FALSE(std::get<0>(workspace.branches).asked_for_d_in);
    CHECK(std::get<1>(workspace.branches).asked_for_d_in);
    nodes.backward(context, {in, 1, 2, 2}, out_of, out_of, {}, workspace);
    CHECK_FALSE(std::get<1>(workspace.branches).asked_for_d_in);
}

TEST_CASE("branches are trainable if one of them is, and one level deeper in the summary") {
    static_assert(Nodes<Times<1, true, false>, Times<2>>::trainable);
    static_assert(!Nodes<Times<1, true, false>, Times<2, true, false>>::trainable);
    Description description;
    bind<Times<1>, Times<2>>().describe(description);
    REQUIRE(description.lines().size() == 2);
    CHECK(description.lines()[1].depth == 1);
}

TEST_CASE("kept branches keep their outputs and gradients") {
    using Kept = linnet::detail::KeptBranches<double, 2, Shape<2>, Times<2>, Times<3>>;
    static_assert(Kept::size == 2);
    Parameters<double> parameters;
    const Builder<double>::rows_list rows;
    std::uint64_t streams = 0;
    Builder<double> builder{parameters, 1, rows, streams};
    const Kept nodes{builder};
    Kept::Workspace workspace;
    workspace.reserve(1);
    const double in[] = {1.0, 2.0};
    NoContext context;
    nodes.forward(context, {in, 1, 2, 2}, ConstMatrixView<double>{in, 1, 2, 2}, workspace);
    CHECK(workspace.out[1].view()(0, 1) == 6.0);
    workspace.d_out[0].view()(0, 0) = 5.0;
    workspace.d_out[1].view()(0, 0) = 7.0;
    double d_in[2];
    nodes.backward(context, {in, 1, 2, 2}, ConstMatrixView<double>{in, 1, 2, 2}, {d_in, 1, 2, 2}, workspace);
    CHECK(d_in[0] == 2.0 * 5.0 + 3.0 * 7.0);
}

TEST_CASE("the output of branches is an error of theirs, or what their owner makes of good ones") {
    using linnet::is_shape_error;
    using linnet::detail::branches_output;
    using linnet::detail::equal_widths;
    static_assert(std::is_same_v<decltype(branches_output<Owner, equal_widths, Shape<2>, Tanh, Tanh>()), Shape<2>>);
    static_assert(is_shape_error<decltype(branches_output<Owner, equal_widths, Shape<3>, Tanh, Times<1>>())>);
    static_assert(is_shape_error<decltype(branches_output<Owner, equal_widths, Shape<3>>())>);
    static_assert(
        std::is_same_v<decltype(branches_output<Owner, equal_widths, ShapeError<int>, Tanh>()), ShapeError<int>>);
    static_assert(std::is_same_v<decltype(branches_output<Owner, equal_widths, NoInput, Times<1>, Tanh>()),
                                 Tanh::output<NoInput>>);
}

} // namespace branches_test
