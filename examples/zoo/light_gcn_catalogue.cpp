// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/light_gcn.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "catalogue.hpp"
#include "zoo.hpp"

namespace zoo {

namespace {

Result train_light_gcn(const Catalogue& catalogue, Result result, bool social) {
    using Network = ln::models::LightGCN<64, 2, Catalogue::User, Catalogue::Item, ln::GlorotNormal>;
    const double learning_rate = catalogue.of(1e-2, 3e-3);
    const std::size_t batch_size = catalogue.of<std::size_t>(8192, 2048);
    const auto with_model = [&](const Seen& seen, std::uint64_t seed, const auto& use) {
        ln::Model<Network> model{seed, catalogue.vocabularies};
        if (social) {
            model.set_graph<Catalogue::User, Catalogue::Item>(seen.log, catalogue.friends[0], catalogue.friends[1]);
        } else {
            model.set_graph<Catalogue::User, Catalogue::Item>(seen.log);
        }
        const ln::ModelScorer<ln::Model<Network>, Catalogue::User, Catalogue::Item> scorer{model};
        const auto source = ln::with_negatives<Catalogue::User, Catalogue::Item>(
            seen.pairs, seen.log, ln::UniformNegatives{.count = 16}, {.seed = seed});
        ln::Trainer trainer{model, ln::SampledSoftmaxCrossEntropy{},
                            ln::Adam::pytorch(catalogue.real ? learning_rate : 1e-2)};
        use(model, scorer, [&](std::size_t epochs, const std::optional<ln::EarlyStopping>& early_stopping) {
            return trainer.fit(source, {.epochs = epochs,
                                        .batch_size = catalogue.real ? batch_size : 512U,
                                        .early_stopping = early_stopping,
                                        .l2_rows_in_batch = 1e-6});
        });
    };
    result.file = "light_gcn_catalogue";
    result.settings = std::string{"64 columns, 2 layers, softmax over a positive and 16 negatives, "} +
                      catalogue.of("Adam 1e-2, batch 8192", "Adam 3e-3, batch 2048") + ", L2 of rows 1e-6";
    result.gate = catalogue.of(.26, .27);
    return train(catalogue, std::move(result),
                 {.epochs = catalogue.of<std::size_t>(20, 100),
                  .patience = catalogue.of<std::size_t>(3, 8),
                  .made_up_epochs = 20},
                 with_model);
}

} // namespace

Result light_gcn_catalogue(const Catalogue& catalogue) {
    return train_light_gcn(catalogue, {.name = "LightGCN, softmax"}, false);
}

Result social_light_gcn(const Catalogue& catalogue) {
    return train_light_gcn(catalogue, {.name = "social LightGCN, softmax"}, true);
}

} // namespace zoo
