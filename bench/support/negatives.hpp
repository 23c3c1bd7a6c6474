// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <vector>

#include <linnet/core/categorical.hpp>
#include <linnet/core/item_popularity.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/shuffle.hpp>
#include <linnet/core/thread_pool.hpp>
#include <linnet/log/negative_samplers.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/losses/catalogue_softmax.hpp>
#include <linnet/models/matrix_factorization.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers/lazy_adam.hpp>
#include <linnet/samples/batch_buffer.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/samples/with_negatives.hpp>
#include <linnet/train/trainer.hpp>

#include "support/case.hpp"

namespace linnet::bench {

/// Positives of about as many people and films as MovieLens-1M, a few of whom have most of them.
struct Positives {
    static constexpr std::size_t users = 6000;
    static constexpr std::size_t items = 4000;
    static constexpr std::size_t count = 600'000;
    static constexpr std::size_t columns = 64;
    static constexpr std::size_t batch = 2048; ///< positives of a step

    using User = Categorical<"user", users>;
    using Item = Categorical<"item", items>;
    using Network = models::MF<columns, User, Item>;

    Dataset<TypeList<User, Item>> data;
    UserItems known;
    std::vector<std::size_t> order;

    Positives() : order(count) {
        const Random random{1, 2};
        const auto draw = [&](std::size_t rows, double skew, std::size_t i) {
            return static_cast<row_id>(1.0 + static_cast<double>(rows - 1) * std::pow(random.uniform(i), skew));
        };
        for (std::size_t i = 0; i < count; ++i) {
            data.add(1.0F, draw(users, 1.5, 2 * i), draw(items, 2.5, 2 * i + 1));
            order[i] = i;
        }
        known = UserItems{data.column<User>().ids, data.column<Item>().ids, users, items};
        shuffled_order(Random{3, 4}, order);
    }
};

[[nodiscard]] inline const Positives& positives() {
    static const Positives data;
    return data;
}

/// What `fit` does for a batch: draws its negatives and takes a step, in groups or row by row.
template <class L, NegativeSampler Negatives, class T, std::size_t W, bool InGroups>
class NegativesTraining {
    using ModelType = Model<Positives::Network, T, W>;
    using Source =
        decltype(with_negatives<Positives::User, Positives::Item>(positives().data, positives().known, Negatives{}));
    using Towers = std::conditional_t<InGroups, typename ModelType::towers, void>;

public:
    NegativesTraining(std::size_t negatives, std::size_t threads)
        : source_{with_negatives<Positives::User, Positives::Item>(positives().data, positives().known,
                                                                   Negatives{.count = negatives})},
          trainer_{model_, L{}, LazyAdam{}, threads > 1 ? &pool_.emplace(threads) : nullptr} {}

    T step() {
        const std::size_t first = at_;
        at_ = at_ + 2 * Positives::batch <= Positives::count ? at_ + Positives::batch : 0;
        const auto row_at = [first](std::size_t i) { return positives().order[first + i]; };
        batches_.fill(source_, Positives::batch, row_at, 1, trainer_.executor());
        return trainer_.step(batches_.batch(), batches_.targets());
    }
    [[nodiscard]] Memory memory() const { return {model_.parameters().bytes(), trainer_.optimizer_bytes()}; }

private:
    Source source_;
    std::optional<ThreadPool> pool_;
    ModelType model_{5};
    Trainer<ModelType, L, LazyAdam> trainer_;
    typename Source::template Batches<T, typename ModelType::features, Towers> batches_;
    std::size_t at_ = 0;
};

/// The same with items that all positives of a batch are compared with, by one matrix product.
template <class T, std::size_t W>
class CatalogueTraining {
    using ModelType = Model<Positives::Network, T, W>;
    using Data = Dataset<TypeList<Positives::User, Positives::Item>>;

public:
    using Loss = CatalogueSoftmax<Positives::User, Positives::Item>;

    CatalogueTraining(std::size_t negatives, std::size_t threads)
        : trainer_{model_, Loss{.negatives = negatives, .popularity = popularity(negatives)}, LazyAdam{},
                   threads > 1 ? &pool_.emplace(threads) : nullptr} {}

    T step() {
        const std::size_t first = at_;
        at_ = at_ + 2 * Positives::batch <= Positives::count ? at_ + Positives::batch : 0;
        batches_.fill(positives().data, Positives::batch,
                      [first](std::size_t i) { return positives().order[first + i]; });
        return trainer_.step(batches_.batch(), batches_.targets());
    }
    [[nodiscard]] Memory memory() const { return {model_.parameters().bytes(), trainer_.optimizer_bytes()}; }

private:
    [[nodiscard]] static ItemPopularity popularity(std::size_t negatives) {
        return negatives == Loss::every_item ? ItemPopularity{} : ItemPopularity{positives().known.counts()};
    }

    std::optional<ThreadPool> pool_;
    ModelType model_{5};
    Trainer<ModelType, Loss, LazyAdam> trainer_;
    BatchBuffer<T, typename ModelType::features, Data::label_columns> batches_;
    std::size_t at_ = 0;
};

/// A training whose first losses are those of a reference.
template <class Training, class Reference>
class NegativesCase : public Case {
public:
    NegativesCase(std::size_t negatives, std::size_t threads) : negatives_{negatives}, threads_{threads} {}

    void prepare(Check& check) override {
        training_.emplace(negatives_, threads_);
        Reference want{negatives_, 1};
        for (int i = 0; i < 3; ++i) {
            check.number("the loss", static_cast<double>(training_->step()), want.step(), 1e-5);
        }
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] { training_->step(); });
    }
    [[nodiscard]] Memory memory() const override { return training_->memory(); }

private:
    std::size_t negatives_;
    std::size_t threads_;
    std::optional<Training> training_;
};

/// The reference takes rows one by one, in double at width 1.
template <class L, NegativeSampler Negatives, class T, std::size_t W, bool InGroups>
using OwnNegativesCase =
    NegativesCase<NegativesTraining<L, Negatives, T, W, InGroups>, NegativesTraining<L, Negatives, double, 1, false>>;
/// The reference is in double at width 1.
template <class T, std::size_t W>
using CatalogueCase = NegativesCase<CatalogueTraining<T, W>, CatalogueTraining<double, 1>>;

} // namespace linnet::bench
