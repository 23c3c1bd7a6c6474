// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// What will a customer buy next? Two vectors and a bias are trained by the softmax over the items of the batch, which
// is corrected for their popularity. Then come lists for customers, similar items, and a list for a customer who came a
// minute ago.
//   shop [FILE]    lines `customer item item ...` in order of time, such as
//                  ../shared/data/s3rec-toys/Toys_and_Games.txt; default: made-up data
#include <cstddef>
#include <cstdio>
#include <iostream>
#include <vector>

#include <linnet/linnet.hpp>

#include "gates.hpp"

namespace ln = linnet;

using User = ln::Categorical<"customer">;
using Item = ln::Categorical<"item">;
using Network = ln::Add<ln::Dot<ln::Embedding<User, 32>, ln::Embedding<Item, 32>>, ln::Embedding<Item, 1, ln::Zeros>>;
using Purchases = ln::Dataset<ln::TypeList<User, Item>>;

namespace {

/// What customers with made-up tastes liked.
ln::Interactions made_up() {
    const ln::Interactions all =
        ln::synthetic_log({.users = 600, .items = 300, .interactions = 20'000, .popularity = 0.5, .taste = 3.0})
            .interactions;
    std::vector<std::size_t> liked;
    for (std::size_t row = 0; row < all.size(); ++row) {
        if (all.ratings[row] > 3.0F) {
            liked.push_back(row);
        }
    }
    return ln::without_duplicates(ln::select_rows(all, liked), ln::Keep::last);
}

int run(const ln::Interactions& log, double least_hit_rate, double least_coverage) {
    const ln::LogSplit split = ln::leave_one_out(log);
    ln::Vocabularies<ln::TypeList<User, Item>> vocabularies;
    vocabularies.add<User, Item>(split.train);
    const Purchases train = ln::encode<User, Item>(split.train, vocabularies, ln::ImplicitPositive{});
    const ln::UserItems bought = ln::user_items<User, Item>(train, vocabularies);
    const ln::UserItems validation = ln::user_items<User, Item>(split.validation, vocabularies);
    const ln::UserItems test = ln::user_items<User, Item>(split.test, vocabularies);

    ln::Model<Network> model{1, vocabularies};
    ln::fit(model, ln::InBatchSoftmax<User, Item>{.known = &bought, .candidate_sampling_probability = bought.counts()},
            ln::LazyAdam{.learning_rate = 3e-3}, train, {.epochs = 15, .batch_size = 256});

    const ln::RankingOptions options{.metrics = {ln::HitRateAt{10}, ln::NdcgAt{10}, ln::MrrAt{0}},
                                     .exclude_seen = {&bought, &validation}};
    const auto popular = ln::evaluate_ranking(ln::MostPopular<float>{bought}, test, options);
    const auto trained = ln::evaluate_ranking(ln::factor_scorer(model), test, options);
    std::printf("most popular\n%s\n", popular.text().c_str());
    std::printf("trained\n%s\n", trained.text().c_str());

    std::printf("for customer %s:", std::string(vocabularies.of<User>().raw(1)).c_str());
    for (const auto& item : ln::recommend(model, 1, {.k = 5, .exclude_seen = &bought})) {
        std::printf("  %s", item.id.c_str());
    }
    std::printf("\nlike item %s:", std::string(vocabularies.of<Item>().raw(1)).c_str());
    for (const auto& item : ln::similar_items(model, 1, {.k = 5})) {
        std::printf("  %s", item.id.c_str());
    }
    std::printf("\n");

    Gates gates{"shop"};
    gates.at_least("the hit rate", trained.accuracy["hit_rate@10"], least_hit_rate);
    gates.at_least("the coverage of the catalogue", trained.diversity["catalogue_coverage"], least_coverage);
    return gates.exit_code();
}

} // namespace

int main(int argc, char** argv) {
    try {
        if (argc == 1) {
            return run(made_up(), 0.16, 0.45);
        }
        return is_there(argv[1]) ? run(ln::read_user_lists(argv[1], {.order_as_timestamp = true}), 0.02, 0.4) : skipped;
    } catch (const ln::Error& error) {
        std::cerr << "shop: " << error.what() << "\n";
        return 1;
    }
}
