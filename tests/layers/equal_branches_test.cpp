// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/equal_branches.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/initializers/variance_scaling.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/identity.hpp>
#include <linnet/layers/input.hpp>
#include <linnet/layers/multiply.hpp>
#include <linnet/layers/named.hpp>
#include <linnet/layers/pairwise_dot.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/testing/sample_norm_check.hpp>

#include "../support/layer_checks.hpp"

namespace equal_branches_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// The same layer as a type of its own, which no other branch shares.
template <class L>
struct Own : L {};

using A = Categorical<"a", 5>;
using B = Categorical<"b", 7>;
using C = Categorical<"c">;
using D = Categorical<"d", 3>;
using Lenient = Categorical<"lenient", 4, UnknownId::use_row_0>;
using P = Numeric<"p", 3>;
using Q = Numeric<"q", 3>;
using R = Numeric<"r", 3>;

template <FixedString Name, class Feature>
using Shared = Embedding<Feature, 3, Table<Name>>;

/// Branches that are equal in groups of 5, 4 and 4, around some that are not.
template <template <class...> class Owner, template <class> class As>
using Mixed =
    Owner<As<Identity>, As<Embedding<A, 3>>, As<Embedding<B, 3, GlorotNormal>>, As<Embedding<C, 3>>, As<Shared<"t", A>>,
          As<Embedding<A, 3>>, As<Embedding<Lenient, 3>>, As<Dense<3>>, As<Input<P>>, As<Input<Q>>, As<Input<R>>,
          As<Input<P>>, As<Sequential<Embedding<D, 4>, Dense<3>>>, As<Sequential<Embedding<A, 4>, Dense<3>>>,
          As<Sequential<Embedding<B, 4>, Dense<3>>>, As<Sequential<Embedding<D, 4>, Dense<3>>>, As<Identity>>;
/// Only lookups and numbers, so that a Dense of one unit reads them where they lie.
template <template <class...> class Owner, template <class> class As>
using Rows = Owner<As<Embedding<A, 3>>, As<Embedding<B, 3>>, As<Embedding<C, 3>>, As<Shared<"t", A>>, As<Input<P>>,
                   As<Input<Q>>, As<Input<R>>, As<Input<P>>, As<Embedding<A, 2>>>;
template <class L>
using Plain = L;

template <template <class...> class Owner, class T, std::size_t W>
void check_same(std::size_t batch) {
    const LayerRun run{.batch = batch};
    const auto equal = run_layer<Mixed<Owner, Plain>, Shape<3>, T, W>(run);
    const auto own = run_layer<Mixed<Owner, Own>, Shape<3>, T, W>(run);
    CHECK(equal.out == own.out);
    CHECK(equal.d_in == own.d_in);
    CHECK(equal.gradients == own.gradients);
    CHECK(equal.intact);
}

template <class L, class In>
struct Made {
    Parameters<double> parameters;
    Description description;

    Made() {
        const Builder<double>::rows_list rows{{"c", 6}};
        std::uint64_t streams = 0;
        Builder<double> builder{parameters, 1, rows, streams};
        node_of<L, double, 2, In>(builder).describe(description);
    }
};

template <class Context, class Node, class Workspace>
std::string message_of(const Context& context, const Node& node, std::size_t rows, Workspace& workspace) {
    std::vector<double> out(rows * Rows<Concat, Plain>::output<NoInput>::columns);
    try {
        const std::size_t columns = out.size() / rows;
        node.forward(context, ConstMatrixView<double>{}, MatrixView<double>{out.data(), rows, columns, columns},
                     workspace);
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

} // namespace

TEST_CASE("neighbours that differ only in their feature are one type of node, four of them at least") {
    using linnet::detail::branch_groups;
    using linnet::detail::has_equal_branches;
    using E = Embedding<A, 3>;
    using F = Embedding<B, 3, Table<"t">>;
    static_assert(has_equal_branches<E, F, E, F>());
    static_assert(!has_equal_branches<E, F, E>());
    static_assert(!has_equal_branches<E, F, Identity, E, F>());
    static_assert(!has_equal_branches<E, F, Embedding<A, 4>, E, F>());
    static_assert(!has_equal_branches<E, F, Embedding<Lenient, 3>, E, F>());
    static_assert(!has_equal_branches<Own<E>, Own<E>, Own<E>, Own<E>>());
    static_assert(!has_equal_branches<Named<"n", E>, Named<"m", E>, Named<"o", E>, Named<"p", E>>());
    static_assert(!has_equal_branches<Identity, Identity, Identity, Identity>());
    constexpr auto parts = branch_groups<Identity, E, F, E, E, Identity, F, Input<P>, Input<Q>, Input<R>, Input<P>>();
    static_assert(parts.count == 4);
    CHECK(parts.begin[1] == 1);
    CHECK(parts.begin[2] == 5);
    CHECK(parts.begin[3] == 7);
    CHECK(parts.begin[4] == 11);
    CHECK_FALSE(parts.equal[0]);
    CHECK(parts.equal[1]);
    CHECK_FALSE(parts.equal[2]);
    CHECK(parts.equal[3]);
    using Nodes = linnet::detail::EqualBranches<double, 2, 0, E, F>;
    static_assert(std::is_same_v<Nodes::node, linnet::detail::EqualBranches<double, 2, 7, F, F, E>::node>);
}

TEST_CASE_TEMPLATE("equal branches compute what single ones do, bit for bit", T, float, double) {
    for (const std::size_t batch : {std::size_t{1}, std::size_t{3}, std::size_t{9}}) {
        check_same<Concat, T, 1>(batch);
        check_same<Concat, T, 4>(batch);
        check_same<Add, T, 4>(batch);
        check_same<Multiply, T, 2>(batch);
        check_same<PairwiseDot, T, 4>(batch);
    }
}

TEST_CASE_TEMPLATE("equal branches give their rows in place and take an outer gradient", T, float, double) {
    using Equal = Sequential<Rows<Concat, Plain>, Dense<1>>;
    using Single = Sequential<Rows<Concat, Own>, Dense<1>>;
    using Bound = typename Rows<Concat, Plain>::template Node<T, 4, NoInput>;
    static_assert(GivesForm<Bound, RowSegmentsForm>);
    static_assert(TakesGradientForm<Bound, OuterGradientForm>);
    const LayerRun run{.batch = 6};
    const auto equal = run_layer<Equal, NoInput, T, 4>(run);
    const auto own = run_layer<Single, NoInput, T, 4>(run);
    CHECK(equal.out == own.out);
    CHECK(equal.gradients == own.gradients);
}

TEST_CASE("equal branches have the same bits at every width, and the gradients of central differences") {
    check_widths<Mixed<Concat, Plain>, Shape<3>>();
    check_gradients_at_one_width<Mixed<Add, Plain>, Shape<3>>();
}

TEST_CASE("equal branches have the blocks, names and initial values of single ones, and a line each") {
    const Made<Mixed<Concat, Plain>, Shape<3>> equal;
    const Made<Mixed<Concat, Own>, Shape<3>> own;
    REQUIRE(equal.parameters.size() == own.parameters.size());
    for (std::size_t i = 0; i < own.parameters.size(); ++i) {
        CHECK(equal.parameters[i].name == own.parameters[i].name);
        CHECK(elements<double>(equal.parameters[i].values.view()) == elements<double>(own.parameters[i].values.view()));
    }
    CHECK(equal.parameters[0].name == "1.a.embedding");
    const auto& lines = equal.description.lines();
    REQUIRE(lines.size() == own.description.lines().size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        CHECK(lines[i].label == own.description.lines()[i].label);
        CHECK(lines[i].depth == own.description.lines()[i].depth);
        CHECK(lines[i].columns == own.description.lines()[i].columns);
    }
    CHECK(lines[2].label == "Embedding<a>");
}

TEST_CASE("errors of equal branches name the feature and the row") {
    using L = Rows<Concat, Plain>;
    Parameters<double> parameters;
    const Builder<double>::rows_list rows{{"c", 6}};
    std::uint64_t streams = 0;
    Builder<double> builder{parameters, 1, rows, streams};
    const node_of<L, double, 2, NoInput> node(builder);
    decltype(node)::Workspace workspace;
    workspace.reserve(2);
    const std::vector<row_id> good{0, 1};
    const std::vector<row_id> bad{0, 6};
    const double numbers[6] = {};
    const ConstMatrixView<double> column{numbers, 2, 3, 3};
    BatchOf<double, L::features> batch{2, {good, good, good, column, column, column}};
    const ForwardContext<double, decltype(batch)> context{parameters, batch};
    CHECK(message_of(context, node, 2, workspace) == "");
    batch.column<B>() = bad;
    CHECK(message_of(context, node, 2, workspace) == "");
    batch.column<C>() = bad;
    CHECK(message_of(context, node, 2, workspace) == "feature 'c', row 1: id 6 is not below 6");
    batch.column<C>() = std::span{good}.first(1);
    CHECK(message_of(context, node, 2, workspace) == "feature 'c' has 1 ids where the batch needs 2");
    batch.column<C>() = good;
    batch.column<Q>() = column.slice(0, 2);
    CHECK(message_of(context, node, 2, workspace) == "feature 'q' has 2 x 2 numbers where the batch needs 2 x 3");
    const Builder<double>::rows_list none;
    Builder<double> without{parameters, 1, none, streams};
    CHECK_THROWS_WITH_AS((node_of<L, double, 2, NoInput>(without)),
                         "feature 'c' has a dynamic vocabulary: give the model its vocabulary or its number of rows",
                         SettingError);
}

TEST_CASE("norms of samples count the lookups of equal branches") {
    CHECK(check_sample_norms<Mixed<Concat, Plain>, Shape<3>, 4>());
    CHECK(check_sample_norms<Sequential<Rows<Concat, Plain>, Dense<1>>, NoInput, 4>());
}

} // namespace equal_branches_test
