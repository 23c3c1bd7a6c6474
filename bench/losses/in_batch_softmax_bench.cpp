// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <linnet/core/random.hpp>
#include <linnet/layers.hpp>
#include <linnet/log/user_items.hpp>
#include <linnet/losses/in_batch_softmax.hpp>
#include <linnet/losses/sampled_softmax_cross_entropy.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers/lazy_adam.hpp>
#include <linnet/samples/batch_buffer.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/samples/with_negatives.hpp>
#include <linnet/train/fit.hpp>

#include "support/case.hpp"
#include "support/widths.hpp"

// An epoch of a log as large as MovieLens-100K, by 8 negatives for each positive and by all of a batch.
namespace linnet::bench {

namespace {

using User = Categorical<"user", 943>;
using Item = Categorical<"item", 1682>;
template <class Feature>
using Tower = Sequential<Embedding<Feature, 64>, Dense<64>, ReLU, Dense<64>>;
using Network = Dot<Tower<User>, Tower<Item>>;
using Log = Dataset<TypeList<User, Item>>;

constexpr std::size_t positives = 98304;

/// The lower an item's row, the more users had it.
Log random_log() {
    Log log;
    for (std::size_t i = 0; i < positives; ++i) {
        const double where = Random{3, 2}.uniform(i);
        log.add(1.0F, static_cast<row_id>(Random{3, 1}.below(User::rows, i)),
                static_cast<row_id>(where * where * Item::rows));
    }
    return log;
}

template <class L, class T, std::size_t W>
class EpochCase : public Case {
    static constexpr bool in_batch = !std::is_same_v<L, SampledSoftmaxCrossEntropy>;
    using ModelType = Model<Network, T, W>;

public:
    explicit EpochCase(std::vector<std::size_t> sizes) : sizes_{std::move(sizes)} {
        if constexpr (in_batch) {
            trainer_.emplace(model_, L{.known = &had_, .candidate_sampling_probability = had_.counts()}, LazyAdam{});
        } else {
            trainer_.emplace(model_, L{}, LazyAdam{});
        }
    }

    void prepare(Check& check) override {
        if constexpr (in_batch) {
            check_loss(check);
        }
    }
    void time(Calls& calls, std::size_t workload) override {
        run(calls, [&] {
            if constexpr (in_batch) {
                static_cast<void>(trainer_->partial_fit(log_, {.batch_size = sizes_[workload]}));
            } else {
                static_cast<void>(trainer_->partial_fit(with_negatives_, {.batch_size = sizes_[workload]}));
            }
        });
    }

private:
    /// The loss of a batch by its formula, from what the towers put out.
    void check_loss(Check& check) {
        constexpr std::size_t rows = 200;
        BatchBuffer<T, typename ModelType::features, 1> buffer;
        buffer.fill(log_, rows, [](std::size_t i) { return i; });
        const auto users = buffer.batch().template column<User>();
        const auto items = buffer.batch().template column<Item>();
        typename ModelType::Workspace workspace;
        typename ModelType::Workspace of_users;
        typename ModelType::Workspace of_items;
        const T loss = model_.loss(trainer_->loss(), buffer.batch(), buffer.targets(), workspace);
        const auto u = model_.template tower<User>(buffer.batch(), of_users);
        const auto v = model_.template tower<Item>(buffer.batch(), of_items);
        double total = 0;
        for (std::size_t i = 0; i < rows; ++i) {
            double sum = 0;
            double positive = 0;
            for (std::size_t j = 0; j < rows; ++j) {
                double z = -std::log(had_.counts()[items[j]]);
                for (std::size_t k = 0; k < u.columns; ++k) {
                    z += static_cast<double>(u(i, k)) * static_cast<double>(v(j, k));
                }
                sum += i == j || !had_.contains(users[i], items[j]) ? std::exp(z) : 0.0;
                positive = i == j ? z : positive;
            }
            total += std::log(sum) - positive;
        }
        check.number("the loss", static_cast<double>(loss), total / rows, 1e-5);
    }

    std::vector<std::size_t> sizes_;
    Log log_ = random_log();
    UserItems had_{log_.column<User>().ids, log_.column<Item>().ids, User::rows, Item::rows};
    WithNegatives<Log, User, Item, InBatchNegatives, Dataset<TypeList<Item>>> with_negatives_ =
        with_negatives<User, Item>(log_, had_, InBatchNegatives{.count = 8});
    ModelType model_{1};
    std::optional<Trainer<ModelType, L, LazyAdam>> trainer_;
};

template <class L, class T, std::size_t W>
void add_epochs(const std::string& name) {
    const std::vector<std::size_t> sizes{256, 1024};
    std::vector<Workload> workloads;
    for (const std::size_t size : sizes) {
        workloads.push_back(
            {.name = name + ", batches of " + std::to_string(size), .batch = positives, .unit = "positives/s"});
    }
    add(std::make_unique<EpochCase<L, T, W>>(sizes), workloads, column_of<T, W>());
}

} // namespace

const Cases cases{[] {
    for_native_width([]<class T, std::size_t W>() {
        add_epochs<SampledSoftmaxCrossEntropy, T, W>("An epoch of towers with 8 negatives");
        add_epochs<InBatchSoftmax<User, Item>, T, W>("An epoch of towers with InBatchSoftmax");
    });
}};

} // namespace linnet::bench
