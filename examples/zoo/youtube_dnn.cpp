// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/youtube_dnn.hpp>

#include <cstddef>
#include <cstdint>

#include "towers.hpp"
#include "zoo.hpp"

namespace zoo {

Result youtube_dnn(const Ranking& ranking) {
    using Deep = ln::Sequential<ln::models::Mlp<64>, ln::Dense<32>>;
    using Network = ln::models::YouTubeDNN<32, Deep, History, Item, Gender, Occupation, Age>;
    const Films& films = ranking.films;
    const Towers towers{ranking};
    const auto data = ln::with_column<History>(ln::join<User>(films.train, towers.people),
                                               ln::histories<History>(films.train_log, towers.vocabularies));
    const auto side_after = [&](const ln::Interactions& log) {
        return ln::with_column<History>(towers.people, ln::user_histories<History, User>(log, towers.vocabularies));
    };
    const auto side = side_after(films.train_log);
    const auto tested_side = side_after(ln::concat(films.train_log, films.validation_log));
    const auto scorer_over = [](const auto& users) {
        return [&](const auto& model) { return ln::tower_scorer<User, Item>(model, &users); };
    };
    const auto source_of = [&](std::uint64_t seed) {
        return ln::with_negatives<User, Item>(data, films.seen, ln::PopularityNegatives{.count = 5}, {.seed = seed});
    };
    return train_seeds(
        ranking,
        {.file = "youtube_dnn",
         .name = "YouTubeDNN",
         .settings = "32 columns, 64-32, the last 50 films, Adam 1e-3, batch 256, 5 negatives by popularity"},
        [&](std::uint64_t seed) { return model_of<Network>(seed, towers.vocabularies); }, source_of, scorer_over(side),
        scorer_over(tested_side), ln::SampledSoftmaxCrossEntropy{}, ln::Adam::pytorch(1e-3), {});
}

} // namespace zoo
