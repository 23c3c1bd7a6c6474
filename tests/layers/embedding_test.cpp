// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/embedding.hpp>

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/initializers/constant.hpp>

#include "../support/layer_checks.hpp"

namespace embedding_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using User = Categorical<"user", 6>; // fewer rows than most batches: ids repeat
using Word = Categorical<"word">;
using Lenient = Categorical<"lenient", 3, UnknownId::use_row_0>;

template <class Check>
void for_each_embedding(const Check& check) {
    check.template operator()<Embedding<Word, 7>>();
    check.template operator()<Embedding<User, 16>>();
    check.template operator()<Embedding<User, 50>>();
}

} // namespace

TEST_CASE_TEMPLATE("Embedding looks rows up", T, float, double) {
    for_each_embedding([]<class L>() {
        const auto naive = [](auto& layer) {
            return naive_embedding(block_of(layer, 0), std::get<0>(layer.batch().columns));
        };
        check_forward<L, NoInput, T>(naive, 0.0);
    });
}

TEST_CASE("Embedding has the same bits at every width") {
    for_each_embedding([]<class L>() { check_widths<L>(); });
}

TEST_CASE("the gradients of Embedding are those of central differences") {
    for_each_embedding([]<class L>() { check_gradients_at_one_width<L>({.batch = 9}); });
}

TEST_CASE("Embedding ignores an input that flows past it") {
    check_few_widths<Embedding<User, 3>, Shape<5>>();
    check_gradients_at_one_width<Embedding<User, 3>, Shape<5>>();
}

TEST_CASE("the gradient of a row that was looked up twice lists both samples in their order") {
    BoundLayer<Embedding<User, 2>, NoInput, float, 4> layer{{.batch = 4}};
    const row_id ids[] = {5, 1, 5, 5};
    layer.forward({4, {ids}});
    layer.backward({4, {ids}});
    layer.gradients.arrange();
    const RowGradients<float>& rows = layer.gradients[0].rows;
    REQUIRE(rows.size() == 2);
    CHECK(rows.row(0) == 5);
    CHECK(rows.row(1) == 1);
    const std::size_t samples[] = {0, 2, 3};
    REQUIRE(rows.of(0).size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(rows.of(0)[i].gradient == layer.d_out.view().row(samples[i]));
        CHECK(rows.of(0)[i].scale == 1.0F);
    }
}

TEST_CASE("an id that is not a row of the table is refused or reads row 0, as the feature says") {
    const row_id ids[] = {2, 0, 3};
    BoundLayer<Embedding<Categorical<"strict", 3>, 2>, NoInput, float, 4> strict{{.batch = 3}};
    CHECK_THROWS_WITH_AS(strict.forward({3, {ids}}), "feature 'strict', row 2: id 3 is not below 3", IdError);
    BoundLayer<Embedding<Lenient, 2>, NoInput, float, 4> lenient{{.batch = 3}};
    lenient.forward({3, {ids}});
    CHECK(lenient.out.view()(2, 0) == lenient.parameters[0].values.view()(0, 0));
    CHECK(lenient.out.view()(0, 1) == lenient.parameters[0].values.view()(2, 1));
    lenient.backward({3, {ids}});
    CHECK(lenient.gradients[0].rows.size() == 2);
    CHECK(lenient.gradients[0].rows.row(1) == 0);
}

TEST_CASE("a column of another length than the batch is refused") {
    const row_id ids[] = {1, 2, 3, 4};
    BoundLayer<Embedding<User, 2>, NoInput, float, 4> layer{{.batch = 3}};
    CHECK_THROWS_WITH_AS(layer.forward({3, {ids}}), "feature 'user' has 4 ids where the batch needs 3", SettingError);
    CHECK(layer.intact());
}

TEST_CASE("Embedding takes its options in any order and names its table") {
    const auto block = []<class L>() { return BoundLayer<L, NoInput, float, 1>{LayerRun{}}.parameters[0]; };
    CHECK(block.template operator()<Embedding<User, 2>>().name == "user.embedding");
    CHECK(block.template operator()<Embedding<User, 2>>().kind == BlockKind::rows);
    CHECK(block.template operator()<Embedding<User, 2>>().values.rows() == 6);
    CHECK(block.template operator()<Embedding<Word, 2>>().values.rows() == 5);
    CHECK(block.template operator()<Embedding<User, 2, Table<"people">>>().name == "people");
    CHECK(block.template operator()<Embedding<User, 2, Ones, Table<"people">>>().name == "people");
    CHECK(block.template operator()<Embedding<User, 2, Table<"people">, Ones>>().name == "people");
}

TEST_CASE("Embedding knows its shape, its features and its tables before it is bound") {
    static_assert(std::is_same_v<Embedding<User, 3>::output<NoInput>, Shape<3>>);
    static_assert(std::is_same_v<Embedding<User, 3>::output<Shape<9>>, Shape<3>>);
    static_assert(std::is_same_v<Embedding<User, 3>::features, TypeList<User>>);
    static_assert(std::is_same_v<Embedding<User, 3>::tables, TypeList<>>);
    static_assert(
        std::is_same_v<Embedding<User, 3, Table<"t">>::tables, TypeList<TableUse<"t", User, 3, RandomUniform<>>>>);
    static_assert(!accepts<Embedding<User, 0>, NoInput>);
    static_assert(!accepts<Embedding<User, 3, int>, NoInput>);
    static_assert(!accepts<Embedding<Numeric<"price">, 3>, NoInput>);
    static_assert(!accepts<Embedding<MultiCategorical<"words", 4>, 3>, NoInput>);
    const LayerDescription line = first_line<Embedding<User, 3>>();
    CHECK(line.label == "Embedding<user>");
    CHECK(line.columns == 3);
    CHECK(line.blocks == std::vector<std::size_t>{0});
}

} // namespace embedding_test
