// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>

#include <linnet/models/field_vectors.hpp>
#include <linnet/models/mlp.hpp>

#include "tasks.hpp"
#include "zoo.hpp"

namespace zoo {

/// A network for each task, which the models of both are compared with.
Result single_tasks(const Tasks& tasks) {
    using Deep = ln::models::DropoutMlp<ln::percent<30>, 64, 32>;
    using Single = ln::Sequential<ln::models::FieldVectors<10, User, Item, Gender, Occupation, Age, Year, Genres>, Deep,
                                  ln::Dense<1>, ln::Sigmoid>;
    Result result{.file = "single_tasks",
                  .name = "two networks",
                  .settings = "10 columns, 64-32, dropout .3, Adam 1e-3, batch 256, L2 of rows 1e-5"};
    const std::size_t seeds = tasks.clicks.real ? 3 : 1;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        auto like = model_of<Single>(seed, tasks.clicks.vocabularies);
        auto love = model_of<Single>(seed, tasks.clicks.vocabularies);
        for (ln::Model<Single>* const model : {&like, &love}) {
            const std::size_t task = model == &like ? 0 : 1;
            const Samples validation = of_task(tasks.parts.validation, task);
            const auto history =
                ln::fit(*model, ln::BinaryCrossEntropy{}, ln::Adam::pytorch(1e-3), of_task(tasks.parts.train, task),
                        {.epochs = tasks.clicks.real ? 60U : 3U,
                         .batch_size = 256,
                         .validation = &validation,
                         .early_stopping = ln::EarlyStopping{.patience = 3},
                         .l2_rows_in_batch = 1e-5});
            const auto runs = static_cast<double>(2 * seeds);
            for (const auto& epoch : history.epochs) {
                result.seconds_per_epoch += 2 * epoch.seconds / (static_cast<double>(history.epochs.size()) * runs);
            }
            result.epochs += static_cast<double>(history.best_epoch) / runs;
        }
        result.parameters = like.parameters().count() + love.parameters().count();
        const auto scores = [](const ln::Model<Single>& model) {
            return [&model](const Samples& samples) { return ln::predict(model, samples); };
        };
        add_seed(result, tasks, scores(like), scores(love), seeds);
    }
    return result;
}

} // namespace zoo
