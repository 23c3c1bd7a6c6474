// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/mult_vae.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "catalogue.hpp"
#include "zoo.hpp"

namespace zoo {

namespace {

template <std::size_t Rows>
Result mult_vae_of(const Catalogue& catalogue) {
    using Had = ln::MultiCategorical<"had">;
    using Network = ln::models::MultVAE<Rows, Had>;
    constexpr double weight = 0.2; // to which that of the KL divergence grows
    const double learning_rate = catalogue.real ? catalogue.of(1e-3, 3e-3) : 3e-3;
    const double steps = catalogue.of(1300.0, 200.0); // over which the weight grows
    const auto with_model = [&](const Seen& seen, std::uint64_t seed, const auto& use) {
        ln::Vocabularies<Network> vocabularies;
        vocabularies.template of<Had>() = catalogue.vocabularies.of<Catalogue::Item>();
        ln::Dataset<ln::TypeList<Had>, 0> users;
        users.template column<Had>() = ln::user_lists<Had>(seen.log, vocabularies.template of<Had>());
        ln::Model<Network> model{seed, vocabularies};
        const ln::CatalogueScorer scorer{model, users};
        const ln::Losses<ln::Multinomial<Had>, ln::KlDivergence> loss{.weights = {1.0, 0.0}};
        ln::Trainer trainer{model, loss, ln::Adam{.learning_rate = learning_rate}};
        const auto anneal = [&](const ln::Progress&) {
            trainer.loss().weights = {1.0, weight * std::min(1.0, static_cast<double>(trainer.steps()) / steps)};
            return true;
        };
        use(model, scorer, [&](std::size_t epochs, const std::optional<ln::EarlyStopping>& early_stopping) {
            return trainer.fit(
                users, {.epochs = epochs, .batch_size = 500, .callback = anneal, .early_stopping = early_stopping});
        });
    };
    return train(catalogue,
                 {.file = "mult_vae",
                  .name = "MultVAE",
                  .settings = std::string{"600-200-600, dropout .5, weight of the KL divergence to .2 in "} +
                              catalogue.of("1300 steps, Adam 1e-3", "200 steps, Adam 3e-3") + ", batch 500",
                  .gate = catalogue.of(.26, 0.0)},
                 {.epochs = catalogue.of<std::size_t>(120, 80), .patience = catalogue.of<std::size_t>(12, 10)},
                 with_model);
}

} // namespace

Result mult_vae(const Catalogue& catalogue) {
    return catalogue.data == CatalogueData::lastfm ? mult_vae_of<Catalogue::lastfm_rows>(catalogue)
                                                   : mult_vae_of<Catalogue::movielens_1m_rows>(catalogue);
}

} // namespace zoo
