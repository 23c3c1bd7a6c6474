// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/network/quantised.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/interaction_graph.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/layers.hpp>
#include <linnet/losses.hpp>
#include <linnet/network/summary.hpp>
#include <linnet/train/evaluate.hpp>
#include <linnet/train/predict.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"
#include "../support/reference_network.hpp"

namespace quantised_test {

using namespace linnet_test;

namespace {

using FixedUser = ln::Categorical<"user", 40>;
using FixedItem = ln::Categorical<"item", 30, ln::UnknownId::use_row_0>;
using Seen = ln::Sequence<"seen", 30, 6>;
using Sequences = ln::Sequential<
    ln::Concat<ln::Sequential<ln::Embedding<Seen, 5, ln::Table<"items">>, ln::GRU<4, ln::LastState>>,
               ln::Sequential<ln::Embedding<Seen, 3>, ln::Mean>, ln::Embedding<FixedItem, 5, ln::Table<"items">>>,
    ln::Dense<1>, ln::Sigmoid>;
using Small = ln::Sequential<ln::Concat<ln::Embedding<FixedUser, 9>, ln::Embedding<FixedItem, 5>>, ln::Dense<1>,
                             ln::Sigmoid>; // whose lookups are fused with the Dense

constexpr std::array formats{ln::TableFormat::int8, ln::TableFormat::bfloat16};

/// Puts the numbers that the quantised tables stand for into the float model, so that it must predict the same bits.
template <class ModelType>
void take_tables(ModelType& model, const ln::QuantisedModel<ModelType>& small) {
    using T = typename ModelType::scalar;
    auto& parameters = model.parameters();
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const auto& quantised = small.parameters()[i].quantised;
        for (std::size_t r = 0; !quantised.empty() && r < quantised.rows(); ++r) {
            ln::kernels::dequantise_rows<T, 1>(
                quantised, [r](std::size_t) { return r; }, parameters[i].values.view().middle(r, 1));
        }
    }
}

/// out(b, :) = table(id[b], :), by `looked_up_rows` or, as a layer may that was written without it, by a view.
template <ln::IdFeature F, bool LooksUp, bool Shared = false>
struct OwnLookup {
    static constexpr std::string_view name = "OwnLookup";
    static constexpr bool reads_input = false;
    using features = ln::TypeList<F>;
    using tables =
        std::conditional_t<Shared, ln::TypeList<ln::TableUse<"own", F, 12, ln::RandomUniform<>>>, ln::TypeList<>>;
    template <class>
    using output = ln::Shape<12>;

    template <class T, std::size_t W, class>
    struct Node {
        static constexpr bool trainable = true;
        struct Workspace {
            ln::Matrix<T> scratch;
            void reserve(std::size_t) {}
        };
        explicit Node(ln::Builder<T>& builder)
            : table{builder.table(Shared ? "own" : std::string{F::name} + ".own", Shared, F::rows, 12,
                                  ln::RandomUniform<>{}, LooksUp)} {}

        void forward(const auto& context, ln::ConstMatrixView<T>, ln::MatrixView<T> out, Workspace& workspace) const {
            const std::span<const ln::row_id> ids = context.batch.template column<F>();
            const ln::ParameterBlock<T>& block = context.parameters[table];
            for (std::size_t b = 0; b < out.rows; ++b) {
                if constexpr (LooksUp) {
                    const auto rows = ln::looked_up_rows<T, W>(context.executor, block, ids, workspace.scratch);
                    ln::kernels::copy_row<T, W>(rows.row(b), out.row(b), 12);
                } else {
                    ln::kernels::copy_row<T, W>(block.values.view().row(ids[b]), out.row(b), 12);
                }
            }
        }
        void backward(auto&, ln::ConstMatrixView<T>, ln::ConstMatrixView<T>, ln::ConstMatrixView<T>, ln::MatrixView<T>,
                      Workspace&) const {}
        void describe(ln::Description& description) const { description.add("OwnLookup", 12, {table}); }

        std::size_t table;
    };
};

template <class T>
std::size_t differences(const std::vector<T>& a, const std::vector<T>& b) {
    REQUIRE(a.size() == b.size());
    std::size_t count = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        count += same(a[i], b[i]) ? 0U : 1U;
    }
    return count;
}

/// How many predictions, at several batch sizes, differ from those of a float model with the same numbers in tables.
template <class ModelType, class Data>
std::size_t mistakes(ModelType model, const Data& data, ln::TableFormat format, ln::Executor* executor = nullptr) {
    const auto before = ln::predict(model, data);
    const ln::QuantisedModel small = ln::quantised(model, {.format = format});
    take_tables(model, small);
    const auto want = ln::predict(model, data);
    CHECK(differences(before, want) != 0); // the numbers did change
    std::size_t count = 0;
    for (const std::size_t batch : {1U, 3U, 64U, 1000U}) {
        count += differences(ln::predict(small, data, batch, executor), want);
    }
    return count;
}

template <class ModelType>
ModelType everything() {
    return ModelType{5, ln::Rows<User>{40}, ln::Rows<Item>{30}};
}

} // namespace

TEST_CASE_TEMPLATE("predictions have the bits of a model whose tables hold the dequantised numbers", L, Lanes<float, 1>,
                   Lanes<float, 8>, Lanes<float, 16>, Lanes<double, 4>) {
    using ModelType = ln::Model<Everything, typename L::T, L::W>;
    const auto data = everything_data(150);
    for (const ln::TableFormat format : formats) {
        CHECK(mistakes(everything<ModelType>(), data, format) == 0);
    }
}

TEST_CASE("and so have those of lookups that a Dense reads where they lie") {
    ln::Dataset<ln::TypeList<FixedUser, FixedItem>> data;
    for (ln::row_id i = 0; i < 90; ++i) {
        data.add(0.0F, i % 40, i % 33); // items 30, 31 and 32 are unknown
    }
    for (const ln::TableFormat format : formats) {
        CHECK(mistakes(ln::Model<Small>{3}, data, format) == 0);
        CHECK(mistakes(ln::Model<Small, double, 2>{3}, data, format) == 0);
    }
    CHECK(mistakes(ln::Model<Small>{3}, data, ln::TableFormat::int8, &three_threads()) == 0);
}

TEST_CASE("and so have those of sequences and of tables that they share") {
    ln::Dataset<Sequences::features> data;
    for (ln::row_id i = 0; i < 90; ++i) {
        std::vector<ln::row_id> seen;
        for (ln::row_id step = 0; step < i % 8; ++step) {
            seen.push_back((i * 7 + step * 3) % 30);
        }
        data.add(0.0F, seen, i % 32);
    }
    for (const ln::TableFormat format : formats) {
        CHECK(mistakes(ln::Model<Sequences>{3}, data, format) == 0);
        CHECK(mistakes(ln::Model<Sequences>{3}, data, format, &three_threads()) == 0);
    }
}

TEST_CASE("with GraphPropagation, what was derived is quantised and the tables are left out") {
    using Graph = ln::GraphPropagation<2>;
    using Propagated = ln::Dot<ln::Embedding<FixedUser, 16, Graph>, ln::Embedding<FixedItem, 16, Graph>>;
    using Plain = ln::Dot<ln::Embedding<FixedUser, 16>, ln::Embedding<FixedItem, 16>>;
    ln::Model<Propagated> model{3};
    CHECK_THROWS_AS(static_cast<void>(ln::quantised(model)), ln::SettingError); // it has no graph
    std::vector<ln::row_id> users;
    std::vector<ln::row_id> items;
    ln::Dataset<ln::TypeList<FixedUser, FixedItem>> data;
    for (ln::row_id i = 0; i < 200; ++i) {
        users.push_back(i % 40);
        items.push_back(i * i % 30);
        data.add(0.0F, users.back(), items.back());
    }
    model.set_graph<FixedUser, FixedItem>(ln::InteractionGraph{users, items, 40, 30});
    const ln::QuantisedModel small = ln::quantised(model);
    REQUIRE(small.parameters().size() == 4);
    CHECK(small.sizes().bytes_before == 2 * (40 + 30) * 16 * sizeof(float));
    CHECK(small.sizes().bytes_after == (40 + 30) * (16 + 2 * sizeof(float)));
    CHECK(small.sizes().tables[1].name == "1.item.embedding");
    ln::Model<Plain> plain{3};
    for (std::size_t side = 0; side < 2; ++side) {
        const auto& derived = small.parameters()[2 * side + 1].quantised;
        ln::kernels::dequantise_rows<float, 1>(
            derived, [](std::size_t r) { return r; }, plain.parameters()[side].values.view());
    }
    CHECK(differences(ln::predict(small, data), ln::predict(plain, data)) == 0);
    const auto kept = ln::quantised(model, {.keep = {"1.item.embedding"}});
    CHECK(kept.parameters()[2].values.rows() == 0);
    CHECK(kept.parameters()[3].values.rows() == 30);
}

TEST_CASE("a layer of one's own predicts as before, and its table becomes smaller if it reads it by looked_up_rows") {
    using Network = ln::Concat<OwnLookup<FixedUser, false>, OwnLookup<FixedItem, true>>;
    ln::Dataset<Network::features> data;
    for (ln::row_id i = 0; i < 90; ++i) {
        data.add(0.0F, i % 40, i % 30);
    }
    const ln::Model<Network> model{3};
    const ln::QuantisedModel small = ln::quantised(model);
    REQUIRE(small.sizes().tables.size() == 1);
    CHECK(small.sizes().tables[0].name == "1.item.own");
    CHECK(mistakes(model, data, ln::TableFormat::int8) == 0);
    // A table that is read in both ways stays.
    using Both = ln::Concat<OwnLookup<FixedItem, false, true>, OwnLookup<FixedItem, true, true>>;
    CHECK(ln::quantised(ln::Model<Both>{3}).sizes().tables.empty());
    using Swapped = ln::Concat<OwnLookup<FixedItem, true, true>, OwnLookup<FixedItem, false, true>>;
    CHECK(ln::quantised(ln::Model<Swapped>{3}).sizes().tables.empty());
}

TEST_CASE("losses, logits, heads and towers are those of the dequantised model") {
    using Towers = ln::Dot<ln::Sequential<ln::Embedding<FixedUser, 8>, ln::Dense<6>>,
                           ln::Sequential<ln::Embedding<FixedItem, 8>, ln::Dense<6>>>;
    using Heads =
        ln::Sequential<ln::Concat<ln::Embedding<FixedUser, 8>, ln::Embedding<FixedItem, 8>>,
                       ln::Outputs<ln::Named<"like", ln::Sequential<ln::Dense<1>, ln::Sigmoid>>, ln::Dense<2>>>;
    const std::array<ln::row_id, 3> users{1, 0, 39};
    const std::array<ln::row_id, 3> items{3, 29, 77};
    const auto check = [&]<class Network>(std::type_identity<Network>, const auto& compare) {
        ln::Model<Network> model{4};
        const ln::QuantisedModel small = ln::quantised(model);
        take_tables(model, small);
        typename ln::Model<Network>::Workspace a;
        typename ln::Model<Network>::Workspace b;
        const typename ln::Model<Network>::batch_type batch{3, {users, items}};
        compare(model, small, batch, a, b);
    };
    const auto equal = [](ln::ConstMatrixView<float> x, ln::ConstMatrixView<float> y) {
        REQUIRE((x.rows == 3 && y.rows == 3 && x.columns == y.columns));
        std::size_t count = 0;
        for (std::size_t r = 0; r < 3; ++r) {
            for (std::size_t c = 0; c < x.columns; ++c) {
                count += same(x(r, c), y(r, c)) ? 0U : 1U;
            }
        }
        return count == 0;
    };
    check(std::type_identity<Small>{}, [&](auto& model, auto& small, auto& batch, auto& a, auto& b) {
        CHECK(equal(model.logits(batch, a), small.logits(batch, b)));
        const std::array<float, 3> labels{0, 1, 1};
        const ln::Targets<float> targets{ln::ConstMatrixView<float>{labels.data(), 3, 1, 1}};
        CHECK(same(model.loss(ln::BinaryCrossEntropy{}, batch, targets, a),
                   small.loss(ln::BinaryCrossEntropy{}, batch, targets, b)));
    });
    check(std::type_identity<Towers>{}, [&](auto& model, auto& small, auto& batch, auto& a, auto& b) {
        CHECK(equal(model.template tower<FixedUser>(batch, a), small.template tower<FixedUser>(batch, b)));
        CHECK(equal(model.template tower<FixedItem>(batch, a), small.template tower<FixedItem>(batch, b)));
        CHECK(small.template tower_bias<FixedItem>(batch, b).rows == 0);
    });
    check(std::type_identity<Heads>{}, [&](auto& model, auto& small, auto& batch, auto& a, auto& b) {
        CHECK(equal(model.template head<1>(model.predict(batch, a)), small.template head<1>(small.predict(batch, b))));
        CHECK(small.head_name(0) == "like");
    });
}

TEST_CASE("what is not a large table stays as it is, and so does what is asked to") {
    using Biased =
        ln::Add<ln::Dot<ln::Embedding<FixedUser, 32>, ln::Embedding<FixedItem, 32>>, ln::Embedding<FixedItem, 1>>;
    const ln::Model<Biased> model{4};
    const ln::QuantisedModel small = ln::quantised(model);
    const auto& blocks = small.parameters();
    REQUIRE(blocks.size() == 3);
    CHECK(blocks[0].values.rows() == 0);
    CHECK(blocks[0].count() == 40 * 32);
    CHECK(blocks[2].quantised.empty()); // one column in int8 is larger
    CHECK(blocks[2].values.rows() == 30);
    CHECK(small.sizes().tables.size() == 2);
    CHECK(small.sizes().bytes_before == model.parameters().bytes());
    CHECK(small.sizes().bytes_after == (40 + 30) * (32 + 8) + blocks[2].bytes());
    CHECK(ln::quantised(model, {.format = ln::TableFormat::bfloat16}).sizes().tables.size() == 3);
    const auto kept = ln::quantised(model, {.keep = {"0.1.item.embedding"}});
    CHECK(kept.sizes().tables.size() == 1);
    CHECK(kept.parameters()[1].quantised.empty());
    CHECK_THROWS_WITH_AS(static_cast<void>(ln::quantised(model, {.keep = {"films"}})),
                         "quantised: to keep table 'films': the model has no table of that name that lookups read",
                         ln::SettingError);
    CHECK(ln::summary(small).find("0.1.item.embedding") != std::string::npos);
}

TEST_CASE("numbers that no format has room for are refused, and the model is as it was") {
    ln::Model<Small> model{4};
    const auto hash = hash_of(model.parameters());
    const auto refused = [&](float number, const char* sentence) {
        const float before = model.parameters()[1].values.view()(7, 2);
        model.parameters()[1].values.view()(7, 2) = number;
        CHECK_THROWS_WITH_AS(static_cast<void>(ln::quantised(model)), sentence, ln::NumberError);
        model.parameters()[1].values.view()(7, 2) = before;
    };
    refused(std::numeric_limits<float>::quiet_NaN(),
            "quantised: table '0.1.item.embedding', row 7, column 2: nan is not finite");
    refused(std::numeric_limits<float>::infinity(),
            "quantised: table '0.1.item.embedding', row 7, column 2: inf is not finite");
    CHECK(hash_of(model.parameters()) == hash);
    CHECK(ln::quantised(model).sizes().tables.size() == 2);

    ln::Model<Small, double, 4> wide{4};
    wide.parameters()[0].values.view()(0, 0) = 1e300;
    CHECK_THROWS_WITH_AS(
        static_cast<void>(ln::quantised(wide, {.format = ln::TableFormat::bfloat16})),
        "quantised: table '0.0.user.embedding', row 0, column 0: 1e+300 is beyond the range of bfloat16",
        ln::NumberError);
    CHECK(ln::quantised(wide).sizes().largest_error() < 1e298);
}

TEST_CASE("an id that is refused is named as by the model, and the next batch is predicted") {
    const ln::QuantisedModel small = ln::quantised(ln::Model<Small>{4});
    const std::array<ln::row_id, 2> users{3, 40};
    const std::array<ln::row_id, 2> items{3, 4};
    ln::QuantisedModel<ln::Model<Small>>::Workspace workspace;
    CHECK_THROWS_WITH_AS(small.predict({2, {users, items}}, workspace), "feature 'user', row 1: id 40 is not below 40",
                         ln::IdError);
    const std::array<ln::row_id, 2> known{3, 39};
    CHECK(small.predict({2, {known, items}}, workspace).rows == 2);
    CHECK(small.predict({0, {}}, workspace).rows == 0);
}

TEST_CASE("models without rows, that were moved from, and copies") {
    using Word = ln::Categorical<"word">;
    const ln::QuantisedModel empty = ln::quantised(ln::Model<ln::Embedding<Word, 3>>{1, ln::Rows<Word>{0}});
    CHECK(empty.sizes().tables.empty());
    CHECK(empty.rows<Word>() == 0);

    ln::Model<Small> model{4};
    ln::QuantisedModel small = ln::quantised(model);
    const ln::QuantisedModel copy = small;
    const ln::QuantisedModel moved = std::move(small);
    ln::QuantisedModel<ln::Model<Small>>::Workspace workspace;
    const std::array<ln::row_id, 1> one{3};
    const float want = moved.predict({1, {one, one}}, workspace)(0, 0);
    CHECK(same(copy.predict({1, {one, one}}, workspace)(0, 0), want));
    CHECK_THROWS_WITH_AS(small.predict({1, {one, one}}, workspace), "the quantised model was moved from",
                         ln::SettingError);
    const ln::Model<Small> gone = std::move(model);
    CHECK_THROWS_WITH_AS(static_cast<void>(ln::quantised(model)), "the model was moved from", ln::SettingError);
}

} // namespace quantised_test
