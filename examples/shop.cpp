// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// What will a customer buy next? Two vectors and a bias are trained by the softmax over the items of the batch, which
// is corrected for their popularity. Then come lists for customers, similar items, and a list for a customer who came a
// minute ago.
//   shop [FILE]    lines `customer item item ...` in order of time, such as
//                  ../shared/data/s3rec-toys/Toys_and_Games.txt; default: made-up data
#include <cstdio>
#include <string>

#include <linnet/linnet.hpp>

#include "gates.hpp"
#include "made_up.hpp"

namespace ln = linnet;

using User = ln::Categorical<"customer">;
using Item = ln::Categorical<"item">;
using Network = ln::Add<ln::Dot<ln::Embedding<User, 32>, ln::Embedding<Item, 32>>, ln::Embedding<Item, 1, ln::Zeros>>;

template <class List>
void print(const std::string& title, const List& list) {
    std::printf("%s:", title.c_str());
    for (const auto& item : list) {
        std::printf("  %s", item.id.c_str());
    }
    std::printf("\n");
}

void run(const std::string& file, Gates& gates) {
    const bool real = !file.empty();
    const ln::Interactions log = real ? ln::read_user_lists(file, {.order_as_timestamp = true}) : made_up::purchases();
    const ln::LogSplit split = ln::leave_one_out(log);

    auto shop = ln::recommender<Network>(ln::users<User>(), ln::items<Item>(), {.seed = 1});
    shop.fit(split.train, ln::InBatchSoftmax<User, Item>{}, ln::LazyAdam{.learning_rate = 3e-3},
             {.epochs = 15, .batch_size = 256});
    shop.observe(split.validation); // they have these items, too, when the test begins

    const auto trained = shop.evaluate_ranking(split.test);
    const auto popular = ln::evaluate_ranking(ln::MostPopular<float>{shop.seen()}, shop.user_items(split.test),
                                              {.exclude_seen = {&shop.seen()}});
    std::printf("most popular\n%s\ntrained\n%s\n", popular.text().c_str(), trained.text().c_str());
    const std::string customer{log.users[0]};
    const std::string item{log.items[0]};
    print("for customer " + customer, shop.recommend(customer, {.k = 5}));
    print("like item " + item, shop.similar_items(item, {.k = 5}));
    print("for somebody who just bought it", shop.fold_in({item}, {.k = 5}));

    gates.at_least("the hit rate, of that of the most popular",
                   trained.accuracy["hit_rate@10"] / popular.accuracy["hit_rate@10"], real ? 2.0 : 0.75);
    gates.at_least("the coverage of the catalogue", trained.diversity["catalogue_coverage"], real ? 0.4 : 0.45);
}

int main(int argc, char** argv) { return run_example("shop", argc, argv, run); }
