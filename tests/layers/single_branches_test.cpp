// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/single_branches.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

#include <doctest/doctest.h>

#include <linnet/core/executor.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/identity.hpp>

namespace single_branches_test {

using namespace linnet;

namespace {

struct FewContext {
    const Parameters<double>& parameters;
    linnet::Executor* executor = nullptr;
};

template <class Nodes>
Nodes bind(Parameters<double>& parameters) {
    const Builder<double>::rows_list rows;
    std::uint64_t streams = 0;
    Builder<double> builder{parameters, 1, rows, streams};
    return Nodes{builder};
}

} // namespace

TEST_CASE("branches from the sixth on are numbered from there, for the blocks and for who asks them") {
    using Nodes = linnet::detail::SingleBranches<double, 2, Shape<2>, 5, Identity, Dense<3>>;
    static_assert(Nodes::size == 2);
    static_assert(Nodes::columns[1] == 3);
    Parameters<double> parameters;
    const auto nodes = bind<Nodes>(parameters);
    CHECK(parameters[0].name.starts_with("6."));
    Nodes::Workspace workspace;
    workspace.reserve(1);
    const double in[] = {1.0, 2.0};
    double out[2][3] = {};
    std::string asked;
    const FewContext context{parameters};
    nodes.forward(
        context, {in, 1, 2, 2},
        [&](std::size_t i) {
            asked += std::to_string(i);
            return MatrixView<double>{out[i - 5], 1, i == 5 ? std::size_t{2} : std::size_t{3}, 3};
        },
        workspace);
    CHECK(asked == "56");
    CHECK(out[0][1] == 2.0);
}

TEST_CASE("d_in is added to what others have written, and written if none has") {
    using Nodes = linnet::detail::SingleBranches<double, 2, Shape<2>, 0, Identity>;
    Parameters<double> parameters;
    const auto nodes = bind<Nodes>(parameters);
    Nodes::Workspace workspace;
    workspace.reserve(1, true);
    const double in[] = {1.0, 2.0};
    double d_out[] = {3.0, 4.0};
    double d_in[] = {10.0, 20.0};
    const auto of_branch = [&](std::size_t) { return MatrixView<double>{d_out, 1, 2, 2}; };
    FewContext context{parameters};
    CHECK(nodes.backward(context, {in, 1, 2, 2}, of_branch, of_branch, {d_in, 1, 2, 2}, workspace, true));
    CHECK(d_in[0] == 13.0);
    CHECK(d_in[1] == 24.0);
    CHECK(nodes.backward(context, {in, 1, 2, 2}, of_branch, of_branch, {d_in, 1, 2, 2}, workspace, false));
    CHECK(d_in[0] == 3.0);
    CHECK(d_in[1] == 4.0);
    CHECK_FALSE(nodes.backward(context, {in, 1, 2, 2}, of_branch, of_branch, {}, workspace));
}

} // namespace single_branches_test
