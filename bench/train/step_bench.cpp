// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include <linnet/losses/binary_cross_entropy.hpp>
#include <linnet/optimizers/adam.hpp>
#include <linnet/optimizers/lazy_adam.hpp>
#include <linnet/train/trainer.hpp>

#include "support/case.hpp"
#include "support/random_batches.hpp"
#include "support/reference_network.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

template <class O, class T, std::size_t W>
class StepCase : public Case {
    using Reference = Model<ReferenceNetwork, T, W>;

public:
    StepCase(const O& settings, bool lazy, std::size_t batch) : settings_{settings}, lazy_{lazy}, batch_{batch} {}

    void prepare(Check& check) override {
        NaiveNetwork naive;
        copy_parameters(naive, model_.emplace().parameters());
        trainer_.emplace(*model_, BinaryCrossEntropy{}, settings_);
        batches_.emplace(batch_, std::max<std::size_t>(64, 65536 / batch_));
        for (int i = 0; i < 3; ++i) {
            const auto& batch = batches_->batch();
            std::vector<double> labels;
            for (std::size_t r = 0; r < batch.rows; ++r) {
                labels.push_back(batches_->labels()(r, 0));
            }
            const double want = naive.step(batch.template column<User>(), batch.template column<Item>(), labels, lazy_);
            check.number("the loss", step(), want, 1e-6);
        }
        auto value = naive.values().begin();
        for (auto& block : model_->parameters()) {
            check.matrix(block.name, block.values.view(), [&](std::size_t, std::size_t) { return *value++; });
        }
    }
    void time(benchmark::State& state, std::size_t) override {
        run(state, [&] { step(); });
    }

private:
    T step() {
        const T loss = trainer_->step(batches_->batch(), batches_->labels());
        batches_->advance();
        return loss;
    }

    O settings_;
    bool lazy_;
    std::size_t batch_;
    std::optional<Reference> model_;
    std::optional<Trainer<Reference, BinaryCrossEntropy, O>> trainer_;
    std::optional<RandomBatches<T, typename Reference::features>> batches_;
};

void add_cases() {
    constexpr std::size_t batches[] = {32, 256, 2048};
    for (const std::size_t batch : batches) {
        for_each_width([batch]<class T, std::size_t W>() {
            add(std::make_unique<StepCase<Adam, T, W>>(Adam::pytorch(1e-3), false, batch),
                {training_workload(false, batch)}, column_of<T, W>());
            add(std::make_unique<StepCase<LazyAdam, T, W>>(LazyAdam{.learning_rate = 1e-3, .epsilon = 1e-8}, true,
                                                           batch),
                {training_workload(true, batch)}, column_of<T, W>());
        });
    }
}

} // namespace linnet::bench
