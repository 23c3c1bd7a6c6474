// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/layers/embedding_bag.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/initializers/constant.hpp>

#include "../support/layer_checks.hpp"

namespace embedding_bag_test {

using namespace linnet;
using namespace linnet_test;

namespace {

using Words = MultiCategorical<"words", 4>; // few rows: ids repeat within a list
using Tags = MultiCategorical<"tags">;
using Seen = Sequence<"seen", 4, 3>;
using Half = Dropout<percent<50>>;

template <class L, class T>
void check_pooling(Pooling pooling, bool list_weights) {
    const auto naive = [&](auto& layer) {
        return naive_embedding_bag(block_of(layer, 0), std::get<0>(layer.batch().columns), pooling);
    };
    check_forward<L, NoInput, T>(naive, 8.0, {.list_weights = list_weights});
}

template <class L>
void check_bag(bool list_weights) {
    check_widths<L>({.list_weights = list_weights});
    check_gradients_at_one_width<L>({.batch = 9, .list_weights = list_weights});
}

/// The rows [1 10], [2 20], [3 -30] and the given lists.
template <class Pooling>
struct SmallBag {
    using Bag = EmbeddingBag<MultiCategorical<"list", 3>, 2, Pooling>;

    explicit SmallBag(std::vector<std::uint64_t> starts, std::vector<row_id> list, std::vector<double> factors = {})
        : offsets{std::move(starts)}, ids{std::move(list)}, weights{std::move(factors)},
          layer{{.batch = offsets.size() - 1}} {
        const auto table = layer.parameters[0].values.view();
        for (std::size_t r = 0; r < 3; ++r) {
            table(r, 0) = static_cast<double>(r + 1);
            table(r, 1) = r == 2 ? -30.0 : 10.0 * static_cast<double>(r + 1);
        }
    }
    typename BoundLayer<Bag, NoInput, double, 4>::batch_type batch() const {
        return {offsets.size() - 1, {JaggedColumn<double>{offsets, ids, weights}}};
    }
    std::vector<double> out() {
        layer.forward(batch());
        return elements<double>(layer.out.view());
    }

    std::vector<std::uint64_t> offsets;
    std::vector<row_id> ids;
    std::vector<double> weights;
    BoundLayer<Bag, NoInput, double, 4> layer;
};

} // namespace

TEST_CASE_TEMPLATE("EmbeddingBag pools lists of rows", T, float, double) {
    check_pooling<EmbeddingBag<Words, 7>, T>(Pooling::sum, false);
    check_pooling<EmbeddingBag<Words, 7>, T>(Pooling::sum, true);
    check_pooling<EmbeddingBag<Tags, 9, Mean>, T>(Pooling::mean, false);
    check_pooling<EmbeddingBag<Tags, 9, Mean>, T>(Pooling::mean, true);
    check_pooling<EmbeddingBag<Tags, 9, SqrtN>, T>(Pooling::sqrt_n, false);
    check_pooling<EmbeddingBag<Tags, 9, SqrtN>, T>(Pooling::sqrt_n, true);
    check_pooling<EmbeddingBag<Words, 26, Max>, T>(Pooling::max, false);
}

TEST_CASE("EmbeddingBag with Sum has the same bits at every width, and the gradients of central differences") {
    check_bag<EmbeddingBag<Words, 7>>(false);
    check_bag<EmbeddingBag<Words, 7>>(true);
}

TEST_CASE("EmbeddingBag with Mean has the same bits at every width, and the gradients of central differences") {
    check_bag<EmbeddingBag<Tags, 9, Mean>>(false);
    check_bag<EmbeddingBag<Seen, 9, Mean>>(false);
    check_bag<EmbeddingBag<Tags, 9, Mean>>(true);
}

TEST_CASE("EmbeddingBag with SqrtN has the same bits at every width, and the gradients of central differences") {
    check_few_widths<EmbeddingBag<Tags, 9, SqrtN>>({.list_weights = true});
    check_gradients_at_one_width<EmbeddingBag<Tags, 9, SqrtN>>({.batch = 9, .list_weights = true});
}

TEST_CASE("EmbeddingBag with Max has the same bits at every width, and the gradients of central differences") {
    check_bag<EmbeddingBag<Words, 26, Max>>(false);
    check_bag<EmbeddingBag<Words, 1, Max>>(false);
}

TEST_CASE("EmbeddingBag with SqrtN and Dropout has the same bits at every width, and the gradients of central "
          "differences") {
    check_widths<EmbeddingBag<Words, 7, SqrtN, Half>>({.list_weights = true});
    check_gradients_at_one_width<EmbeddingBag<Words, 7, SqrtN, Half>>({.batch = 9});
    check_gradients_at_one_width<EmbeddingBag<Words, 7, SqrtN, Half>>({.batch = 9, .list_weights = true});
}

TEST_CASE_TEMPLATE("Dropout does nothing to an EmbeddingBag outside of training", T, float, double) {
    const auto naive = [&](auto& layer) {
        return naive_embedding_bag(block_of(layer, 0), std::get<0>(layer.batch().columns), Pooling::mean);
    };
    check_forward<EmbeddingBag<Words, 7, Mean, Half>, NoInput, T>(naive, 8.0, {.training = false});
}

TEST_CASE("Dropout leaves ids out of the lists of an EmbeddingBag, and they get no gradient") {
    constexpr std::size_t ids = 1000;
    using Bag = EmbeddingBag<MultiCategorical<"list", ids>, 1, SqrtN, Dropout<percent<20>>>;
    const std::vector<std::uint64_t> offsets{0, 400, ids};
    std::vector<row_id> list(ids);
    std::iota(list.begin(), list.end(), row_id{0});
    const auto kept = [&](const LayerRun& run) {
        BoundLayer<Bag, NoInput, double, 4> layer{run};
        const typename BoundLayer<Bag, NoInput, double, 4>::batch_type batch{2,
                                                                             {JaggedColumn<double>{offsets, list, {}}}};
        layer.forward(batch);
        layer.backward(batch);
        std::vector<bool> result(ids);
        double sums[2] = {0, 0};
        const auto& rows = layer.gradients[0].rows;
        std::size_t wrong = 0;
        for (std::size_t g = 0; g < rows.size(); ++g) {
            const row_id row = rows.row(g);
            const std::size_t b = row < 400 ? 0 : 1;
            const double factor = 1.25 / std::sqrt(b == 0 ? 400.0 : 600.0);
            result[row] = true;
            sums[b] += factor * layer.parameters[0].values.view()(row, 0);
            const auto& gradient = rows.of(rows.group_of(row))[0];
            wrong +=
                std::abs(gradient.gradient[0] * gradient.scale - factor * layer.d_out.view()(b, 0)) < 1e-12 ? 0 : 1;
        }
        CHECK(wrong == 0);
        CHECK(layer.out.view()(0, 0) == doctest::Approx(sums[0]));
        CHECK(layer.out.view()(1, 0) == doctest::Approx(sums[1]));
        return result;
    };
    const std::vector<bool> first = kept({.batch = 2});
    const auto count = std::count(first.begin(), first.end(), true);
    CHECK(count > 750); // 800 expected, standard deviation 13
    CHECK(count < 850);
    CHECK(kept({.batch = 2}) == first);
    CHECK(kept({.batch = 2, .seed = 2}) != first);
    CHECK(kept({.batch = 2, .step = 2}) != first);
}

TEST_CASE("SqrtN divides by the length of the weights, and is zero where that is zero") {
    CHECK(SmallBag<SqrtN>{{0, 0, 4}, {1, 0, 1, 0}}.out() == std::vector{0.0, 0.0, 3.0, 30.0});
    CHECK(SmallBag<SqrtN>{{0, 2}, {0, 1}, {3.0, 4.0}}.out()[0] == doctest::Approx(11.0 / 5));
    CHECK(SmallBag<SqrtN>{{0, 2}, {0, 1}, {0.0, 0.0}}.out() == std::vector{0.0, 0.0});
}

TEST_CASE("an empty list pools to zeros and has no gradient") {
    SmallBag<Sum> sum{{0, 0, 1}, {1}};
    CHECK(sum.out() == std::vector{0.0, 0.0, 2.0, 20.0});
    CHECK(SmallBag<Mean>{{0, 0, 1}, {1}}.out() == std::vector{0.0, 0.0, 2.0, 20.0});
    CHECK(SmallBag<SqrtN>{{0, 0, 1}, {1}}.out() == std::vector{0.0, 0.0, 2.0, 20.0});
    CHECK(SmallBag<Max>{{0, 0, 1}, {2}}.out() == std::vector{0.0, 0.0, 3.0, -30.0});
    sum.layer.backward(sum.batch());
    CHECK(sum.layer.gradients[0].rows.size() == 1);
    CHECK(sum.layer.gradients[0].rows.row(0) == 1);
}

TEST_CASE("an id that is listed twice counts twice") {
    CHECK(SmallBag<Sum>{{0, 3}, {1, 0, 1}}.out() == std::vector{5.0, 50.0});
    CHECK(SmallBag<Mean>{{0, 2}, {1, 1}}.out() == std::vector{2.0, 20.0});
    CHECK(SmallBag<Max>{{0, 3}, {1, 0, 1}}.out() == std::vector{2.0, 20.0});
}

TEST_CASE("the mean divides by the sum of the weights, and is zero where that is zero") {
    SmallBag<Mean> weighted{{0, 2}, {0, 1}, {1.0, 3.0}};
    CHECK(weighted.out() == std::vector{1.75, 17.5});
    SmallBag<Mean> nothing{{0, 2}, {0, 1}, {0.0, 0.0}};
    CHECK(nothing.out() == std::vector{0.0, 0.0});
    nothing.layer.backward(nothing.batch());
    CHECK(nothing.layer.gradients[0].rows.size() == 0);
}

TEST_CASE("SqrtN divides by the root of the number, or of the sum of the squared weights") {
    CHECK(SmallBag<SqrtN>{{0, 4}, {0, 0, 1, 1}}.out() == std::vector{3.0, 30.0});
    CHECK(SmallBag<SqrtN>{{0, 2}, {0, 1}, {3.0, 4.0}}.out()[0] == doctest::Approx(11.0 / 5.0));
    CHECK(SmallBag<SqrtN>{{0, 2}, {0, 1}, {0.0, 0.0}}.out() == std::vector{0.0, 0.0});
}

TEST_CASE("of equal maxima the first in the list gets the gradient") {
    SmallBag<Max> bag{{0, 3}, {1, 0, 1}};
    bag.out();
    bag.layer.backward(bag.batch());
    bag.layer.gradients.arrange();
    const auto& rows = bag.layer.gradients[0].rows;
    REQUIRE(rows.size() == 2);
    REQUIRE(rows.of(rows.group_of(1)).size() == 2);
    const auto& first = rows.of(rows.group_of(1))[0];
    CHECK(first.gradient[0] == bag.layer.d_out.view()(0, 0));
    CHECK(first.gradient[1] == bag.layer.d_out.view()(0, 1));
    const auto& second = rows.of(rows.group_of(1))[1];
    CHECK(second.gradient[0] == 0.0);
    CHECK(second.gradient[1] == 0.0);
    CHECK(rows.of(rows.group_of(0))[0].gradient[0] == 0.0);
}

TEST_CASE("ids before the first offset and behind the last one are never read") {
    SmallBag<Sum> bag{{1, 2}, {77, 1, 99}};
    CHECK(bag.out() == std::vector{2.0, 20.0});
}

TEST_CASE("EmbeddingBag refuses what does not fit, naming feature and row") {
    CHECK_THROWS_WITH_AS((SmallBag<Sum>{{0, 2, 3}, {1, 0, 3}}.out()), "feature 'list', row 1: id 3 is not below 3",
                         IdError);
    CHECK_THROWS_WITH_AS((SmallBag<Max>{{0, 1}, {1}, {1.0}}.out()),
                         "feature 'list': EmbeddingBag with Max takes no weights", SettingError);
    CHECK_THROWS_WITH_AS((SmallBag<Sum>{{0, 2, 1}, {1, 0}}.out()), "feature 'list': the offsets fall at row 1",
                         SettingError);
    CHECK_THROWS_AS((SmallBag<Sum>{{0, 3}, {1, 0}}.out()), SettingError);
    CHECK_THROWS_AS((SmallBag<Sum>{{0, 2}, {1, 0}, {1.0}}.out()), SettingError);
}

TEST_CASE("unknown ids read row 0 where the feature says so") {
    using Bag = EmbeddingBag<MultiCategorical<"list", 3, UnknownId::use_row_0>, 2>;
    BoundLayer<Bag, NoInput, double, 4> layer{{.batch = 1}};
    const std::uint64_t offsets[] = {0, 2};
    const row_id ids[] = {1, 9};
    layer.forward({1, {JaggedColumn<double>{offsets, ids, {}}}});
    const auto table = layer.parameters[0].values.view();
    CHECK(layer.out.view()(0, 1) == table(1, 1) + table(0, 1));
}

TEST_CASE("EmbeddingBag knows its shape and options before it is bound") {
    static_assert(std::is_same_v<EmbeddingBag<Words, 3, Mean>::output<NoInput>, Shape<3>>);
    static_assert(std::is_same_v<EmbeddingBag<Words, 3>::pooling, Sum>);
    static_assert(std::is_same_v<EmbeddingBag<Words, 3, Ones, Max, Table<"t">>::pooling, Max>);
    static_assert(std::is_same_v<EmbeddingBag<Words, 3, Table<"t">, Mean>::tables,
                                 TypeList<TableUse<"t", Words, 3, RandomUniform<>>>>);
    static_assert(accepts<EmbeddingBag<Words, 3, Mean, Ones, Table<"t">>, NoInput>);
    static_assert(accepts<EmbeddingBag<Words, 3, Half, SqrtN>, NoInput>);
    static_assert(!accepts<EmbeddingBag<Words, 3, Half, Half>, NoInput>);
    static_assert(!accepts<EmbeddingBag<Words, 3, Half, Max>, NoInput>);
    static_assert(!accepts<EmbeddingBag<Words, 3, Dropout<percent<100>>>, NoInput>);
    static_assert(!accepts<EmbeddingBag<Words, 0>, NoInput>);
    static_assert(!accepts<EmbeddingBag<Words, 3, int>, NoInput>);
    static_assert(!accepts<EmbeddingBag<Categorical<"one", 4>, 3>, NoInput>);
    const LayerDescription line = first_line<EmbeddingBag<Words, 3>>();
    CHECK(line.label == "EmbeddingBag<words>");
    CHECK(line.columns == 3);
    CHECK(line.blocks == std::vector<std::size_t>{0});
}

} // namespace embedding_bag_test
