// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/models/light_gcn.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

#include "catalogue.hpp"
#include "zoo.hpp"

namespace zoo {

namespace {

using User = Catalogue::User;
using Item = Catalogue::Item;
using Network = ln::models::LightGCN<64, 2, User, Item, ln::GlorotNormal>;

} // namespace

Result light_gcn_catalogue(const Catalogue& catalogue) {
    const auto with_model = [&](const Seen& seen, std::uint64_t seed, const auto& use) {
        ln::Model<Network> model{seed, catalogue.vocabularies};
        model.set_graph<User, Item>(seen.log);
        const ln::ModelScorer<ln::Model<Network>, User, Item> scorer{model};
        const auto source =
            ln::with_negatives<User, Item>(seen.pairs, seen.log, ln::UniformNegatives{.count = 16}, {.seed = seed});
        ln::Trainer trainer{model, ln::SampledSoftmaxCrossEntropy{}, ln::Adam::pytorch(1e-2)};
        use(model, scorer, [&](std::size_t epochs, const std::optional<ln::EarlyStopping>& early_stopping) {
            return trainer.fit(source, {.epochs = epochs,
                                        .batch_size = catalogue.real ? 8192U : 512U,
                                        .early_stopping = early_stopping,
                                        .l2_rows_in_batch = 1e-6});
        });
    };
    return train(catalogue,
                 {.file = "light_gcn_catalogue",
                  .name = "LightGCN, softmax",
                  .settings = "64 columns, 2 layers, softmax over a positive and 16 negatives, Adam 1e-2, batch 8192, "
                              "L2 of rows 1e-6",
                  .gate = .26},
                 {.epochs = 20, .patience = 3, .made_up_epochs = 20}, with_model);
}

} // namespace zoo
