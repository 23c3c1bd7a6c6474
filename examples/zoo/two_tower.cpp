// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/two_tower.hpp>

#include <cstdint>

#include "towers.hpp"
#include "zoo.hpp"

namespace zoo {

Result two_tower(const Ranking& ranking) {
    using Network =
        ln::models::TwoTower<32, ln::TypeList<User, Gender, Occupation, Age>, ln::TypeList<Item, Year, Genres>,
                             ln::models::Mlp<64>, ln::Dense<32>, ln::L2Normalization>;
    const Films& films = ranking.films;
    const Towers towers{ranking};
    auto data = ln::join<User, Item>(films.train, towers.people, towers.films);
    data.labels.assign(data.size(), 1.0F);
    const auto scorer_of = [&](const ln::Model<Network>& model) {
        return ln::tower_scorer<User, Item>(model, &towers.people, &towers.films);
    };
    const ln::InBatchSoftmax<User, Item> loss{
        .temperature = 0.1, .known = &films.seen, .candidate_sampling_probability = films.seen.counts()};
    return train_seeds(
        ranking,
        {.file = "two_tower",
         .name = "two towers",
         .settings = "32 columns, 64-32 each, cosine, temperature .1, Adam 1e-3, batch 512"},
        [&](std::uint64_t seed) { return model_of<Network>(seed, towers.vocabularies); },
        [&](std::uint64_t) -> const auto& { return data; }, scorer_of, scorer_of, loss, ln::Adam::pytorch(1e-3),
        {.batch_size = 512});
}

} // namespace zoo
