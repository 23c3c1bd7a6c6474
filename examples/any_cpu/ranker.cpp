// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// Compiled once for each instruction set. A real program would load a model that another has saved; this one trains it.
#include "ranker.hpp"

#include <linnet/linnet.hpp>

namespace ln = linnet;

namespace {

using User = ln::Categorical<"user">;
using Item = ln::Categorical<"item">;
using Network = ln::Sequential<ln::Concat<ln::Embedding<User, 16>, ln::Embedding<Item, 16>>, ln::Dense<16>, ln::ReLU,
                               ln::Dense<1>, ln::Sigmoid>;

class NetworkRanker final : public Ranker {
public:
    NetworkRanker() {
        ln::fit(model_, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.01},
                ln::encode<User, Item>(log_.interactions, vocabularies_, ln::LikedFrom{4}), {.epochs = 5});
    }
    [[nodiscard]] std::vector<std::size_t> best_items(std::size_t user, std::size_t count) const override {
        std::vector<std::size_t> items;
        for (const auto& item : ln::recommend(model_, user, {.k = count})) {
            items.push_back(item.row);
        }
        return items;
    }

private:
    ln::SyntheticLog log_ = ln::synthetic_log({.users = 40, .items = 60, .interactions = 2000});
    ln::Vocabularies<Network> vocabularies_ = [this] {
        ln::Vocabularies<Network> result;
        result.add<User, Item>(log_.interactions);
        return result;
    }();
    ln::Model<Network> model_{42, vocabularies_};
};

} // namespace

std::unique_ptr<Ranker> LINNET_UNIT::make_ranker() { return std::make_unique<NetworkRanker>(); }
