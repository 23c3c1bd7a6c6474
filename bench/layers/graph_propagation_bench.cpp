// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <array>
#include <cmath>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <linnet/core/random.hpp>
#include <linnet/layers/dot.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/graph_propagation.hpp>
#include <linnet/losses/mean_squared_error.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers/sgd.hpp>
#include <linnet/train/trainer.hpp>

#include "support/case.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

constexpr std::size_t users = 10000;
constexpr std::size_t items = 4000;
constexpr std::size_t pairs = 200000; // some are drawn twice
constexpr std::size_t columns = 64;
constexpr std::size_t batch_size = 2048;
using User = Categorical<"user", users>;
using Item = Categorical<"item", items>;

/// A training step of LightGCN, or, with 0 layers, of the same product of embeddings without propagation.
template <std::size_t Layers>
struct Network {
    using type =
        Dot<Embedding<User, columns, GraphPropagation<Layers>>, Embedding<Item, columns, GraphPropagation<Layers>>>;
};
template <>
struct Network<0> {
    using type = Dot<Embedding<User, columns>, Embedding<Item, columns>>;
};

template <std::size_t Layers, class T, std::size_t W>
class GraphCase : public Case {
    using ModelType = Model<typename Network<Layers>::type, T, W>;

public:
    void prepare(Check& check) override {
        const Random random{3, 1};
        // Few items are in many pairs.
        const auto draw_user = [&](std::size_t i) { return static_cast<row_id>(random.below(users, 2 * i)); };
        const auto draw_item = [&](std::size_t i) {
            return static_cast<row_id>(std::pow(random.uniform(2 * i + 1), 2.0) * items);
        };
        for (std::size_t i = 0; i < pairs; ++i) {
            of_users_.push_back(draw_user(i));
            of_items_.push_back(draw_item(i));
        }
        model_.emplace(5);
        if constexpr (Layers != 0) {
            model_->template set_graph<User, Item>(InteractionGraph{of_users_, of_items_, users, items});
            check_propagated(check);
        }
        trainer_.emplace(*model_, MeanSquaredError{}, SGD{.learning_rate = 1e-3});
        labels_.assign(batch_size, T{1});
    }
    void time(Calls& calls, std::size_t) override {
        std::size_t first = 0;
        run(calls, [&] {
            const typename ModelType::batch_type batch{
                batch_size, {{of_users_.data() + first, batch_size}, {of_items_.data() + first, batch_size}}};
            trainer_->step(batch, {{labels_.data(), batch_size, 1, 1}, {}});
            first = first + 2 * batch_size <= pairs ? first + batch_size : 0;
        });
    }
    [[nodiscard]] Memory memory() const override { return {model_->parameters().bytes(), trainer_->optimizer_bytes()}; }

private:
    void check_propagated(Check& check) const {
        const InteractionGraph& graph = *model_->graph();
        const auto& parameters = model_->current_parameters();
        const std::array<ConstMatrixView<T>, 2> tables{parameters[0].values.view(), parameters[2].values.view()};
        std::array<std::vector<double>, 2> power;
        for (std::size_t side = 0; side < 2; ++side) {
            for (std::size_t r = 0; r < tables[side].rows; ++r) {
                power[side].insert(power[side].end(), tables[side].row(r), tables[side].row(r) + columns);
            }
        }
        auto total = power;
        const std::array<const NeighbourLists*, 2> lists{&graph.items_of_users(), &graph.users_of_items()};
        for (std::size_t k = 0; k < Layers; ++k) {
            std::array<std::vector<double>, 2> next{std::vector<double>(power[0].size()),
                                                    std::vector<double>(power[1].size())};
            for (std::size_t side = 0; side < 2; ++side) {
                for (std::size_t r = 0; r < tables[side].rows; ++r) {
                    for (const row_id n : lists[side]->of(r)) {
                        const auto degrees = static_cast<double>(lists[side]->degree(r) * lists[1 - side]->degree(n));
                        for (std::size_t c = 0; c < columns; ++c) {
                            next[side][r * columns + c] += power[1 - side][n * columns + c] / std::sqrt(degrees);
                        }
                    }
                }
                for (std::size_t i = 0; i < next[side].size(); ++i) {
                    total[side][i] += next[side][i];
                }
            }
            power = std::move(next);
        }
        for (std::size_t side = 0; side < 2; ++side) {
            const ConstMatrixView<T> got = parameters[2 * side + 1].values.view();
            for (std::size_t r = 0; r < got.rows; ++r) {
                for (std::size_t c = 0; c < columns; ++c) {
                    check.number("what was propagated", static_cast<double>(got(r, c)),
                                 total[side][r * columns + c] / (Layers + 1.0), 1e-6);
                }
            }
        }
    }

    std::vector<row_id> of_users_;
    std::vector<row_id> of_items_;
    std::vector<T> labels_;
    std::optional<ModelType> model_;
    std::optional<Trainer<ModelType, MeanSquaredError, SGD>> trainer_;
};

template <std::size_t Layers, class T, std::size_t W>
void add_graph() {
    const std::string name =
        Layers == 0 ? "Dot, 64 columns" : "GraphPropagation<" + std::to_string(Layers) + ">, 64 columns";
    add(std::make_unique<GraphCase<Layers, T, W>>(),
        {{.name = name + ", training",
          .batch = batch_size,
          .footprint = (users + items) * columns * (Layers == 0 ? 1 : 6)}},
        column_of<T, W>());
}

const Cases cases{[] {
    for_each_float_width([]<class T, std::size_t W>() {
        add_graph<0, T, W>();
        add_graph<3, T, W>();
    });
}};

} // namespace linnet::bench
