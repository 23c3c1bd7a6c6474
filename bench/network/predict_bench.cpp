// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>

#include <linnet/network/model.hpp>

#include "support/case.hpp"
#include "support/copy_parameters.hpp"
#include "support/random_batches.hpp"
#include "support/reference_network.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

template <class T, std::size_t W>
class PredictionCase : public Case {
    using ModelType = Model<ReferenceNetwork, T, W>;

public:
    explicit PredictionCase(std::size_t batch) : batch_{batch} {}

    void prepare(Check& check) override {
        const NaiveNetwork naive;
        copy_parameters(naive.values(), model_.emplace().parameters());
        batches_.emplace(batch_, std::max<std::size_t>(64, 65536 / batch_));
        const auto& batch = batches_->batch();
        check.matrix("the prediction", model_->predict(batch, workspace_), [&](std::size_t r, std::size_t) {
            return naive.predict(batch.template column<Reference::User>()[r],
                                 batch.template column<Reference::Item>()[r]);
        });
    }
    void time(Calls& calls, std::size_t) override {
        run(calls, [&] {
            batches_->advance();
            benchmark::DoNotOptimize(model_->predict(batches_->batch(), workspace_).data);
        });
    }

private:
    std::size_t batch_;
    std::optional<ModelType> model_;
    typename ModelType::Workspace workspace_;
    std::optional<RandomBatches<T, typename ModelType::features>> batches_;
};

const Cases cases{[] {
    constexpr std::size_t batches[] = {1, 32, 1024};
    for (const std::size_t batch : batches) {
        for_each_width([batch]<class T, std::size_t W>() {
            add(std::make_unique<PredictionCase<T, W>>(batch), {prediction_workload(batch)}, column_of<T, W>());
        });
    }
}};

} // namespace linnet::bench
