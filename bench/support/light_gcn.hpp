// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <linnet/core/categorical.hpp>
#include <linnet/core/interaction_graph.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/random.hpp>
#include <linnet/losses/bpr.hpp>
#include <linnet/models/light_gcn.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers/adam.hpp>
#include <linnet/train/trainer.hpp>

#include "support/case.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

/// LightGCN on a graph with as many people, films and pairs as MovieLens-1M of LCFN. A step has 2048 pairs, each with a
/// film that it is compared with.
struct LightGcn {
    static constexpr std::size_t users = 6022;
    static constexpr std::size_t items = 3043;
    static constexpr std::size_t pairs = 796'244; ///< some are drawn twice
    static constexpr std::size_t columns = 64;
    static constexpr std::size_t layers = 2;
    static constexpr std::size_t positives = 2048; ///< of a step
    static constexpr std::uint64_t seed = 5;

    using User = Categorical<"user", users>;
    using Item = Categorical<"item", items>;
    using type = models::LightGCN<columns, layers, User, Item>;

    static Adam optimizer() { return Adam::pytorch(1e-3); }
    static Workload workload() {
        return {.name = "LightGCN, 2 layers of 64 columns, training step", .batch = positives, .unit = "pairs/s"};
    }
};

/// Who had what, and what each pair is compared with.
struct LightGcnData {
    std::vector<row_id> users, items;       ///< the pairs
    std::vector<row_id> of_users, of_items; ///< the rows of all steps: a pair, and its user with another item

    LightGcnData() {
        const Random random{3, 1};
        const auto draw_item = [&](std::size_t i) { // few items are in many pairs
            return static_cast<row_id>(std::pow(random.uniform(i), 2.0) * LightGcn::items);
        };
        for (std::size_t i = 0; i < LightGcn::pairs; ++i) {
            users.push_back(static_cast<row_id>(random.below(LightGcn::users, 3 * i)));
            items.push_back(draw_item(3 * i + 1));
            of_users.insert(of_users.end(), 2, users.back());
            of_items.insert(of_items.end(), {items.back(), draw_item(3 * i + 2)});
        }
    }
};

[[nodiscard]] inline const LightGcnData& light_gcn_data() {
    static const LightGcnData data;
    return data;
}

/// Where the rows of the next step begin.
class LightGcnSteps {
public:
    [[nodiscard]] std::size_t next() {
        const std::size_t first = 2 * LightGcn::positives * step_;
        step_ = (step_ + 1) % (LightGcn::pairs / LightGcn::positives);
        return first;
    }

private:
    std::size_t step_ = 0;
};

template <class T, std::size_t W>
class LightGcnTraining {
    using ModelType = Model<LightGcn::type, T, W>;
    static constexpr std::size_t rows = 2 * LightGcn::positives;

public:
    LightGcnTraining() {
        for (std::size_t r = 0; r < rows; r += 2) {
            labels_.view()(r, 0) = T{1};
        }
    }
    T step() {
        const LightGcnData& data = light_gcn_data();
        const std::size_t first = steps_.next();
        const typename ModelType::batch_type batch{
            rows, {{data.of_users.data() + first, rows}, {data.of_items.data() + first, rows}}};
        return trainer_.step(batch, labels_.view());
    }
    [[nodiscard]] Memory memory() const { return {model_.parameters().bytes(), trainer_.optimizer_bytes()}; }

private:
    static ModelType model_with_graph() {
        ModelType model{LightGcn::seed};
        const LightGcnData& data = light_gcn_data();
        model.template set_graph<LightGcn::User, LightGcn::Item>(
            InteractionGraph{data.users, data.items, LightGcn::users, LightGcn::items});
        return model;
    }

    ModelType model_ = model_with_graph();
    Trainer<ModelType, Bpr, Adam> trainer_{model_, {}, LightGcn::optimizer()};
    Matrix<T> labels_{rows, 1};
    LightGcnSteps steps_;
};

/// Compares the losses of the first steps with ours in double at width 1.
inline void check_light_gcn(Check& check, const auto& loss_of_step) {
    LightGcnTraining<double, 1> want;
    for (int i = 0; i < 3; ++i) {
        check.number("the loss", loss_of_step(), want.step(), 1e-5);
    }
}

template <class T, std::size_t W>
class LightGcnCase : public Case {
public:
    void prepare(Check& check) override {
        training_.emplace();
        check_light_gcn(check, [&] { return static_cast<double>(training_->step()); });
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { training_->step(); });
    }
    [[nodiscard]] Memory memory() const override { return training_->memory(); }

private:
    std::optional<LightGcnTraining<T, W>> training_;
};

} // namespace linnet::bench
