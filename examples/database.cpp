// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// From a log in a database to a recommender in a file, and to lists from that file.
//   database [BACKEND CONNECTION]    such as postgresql "dbname=shop"; default: SQLite, with a million made-up events
// The table is events(customer, item, moment). Needs libsoci-dev, libboost-dev and nlohmann-json3-dev.
#include <cstdio>
#include <string>

#include <linnet/io/sql.hpp>
#include <linnet/linnet.hpp>
#include <linnet/recommender/recommender_file.hpp>

#include "gates.hpp"
#include "made_up.hpp"

#if LINNET_HAS_SOCI && __has_include(<nlohmann/json.hpp>)

#include "made_up_events.hpp"

namespace ln = linnet;

using Customer = ln::Categorical<"customer">;
using Item = ln::Categorical<"item">;
using Network =
    ln::Add<ln::Dot<ln::Embedding<Customer, 32>, ln::Embedding<Item, 32>>, ln::Embedding<Item, 1, ln::Zeros>>;

auto shop_of_two_ids() { return ln::recommender<Network>(ln::users<Customer>(), ln::items<Item>(), {.seed = 1}); }

void run(soci::session& database, Gates& gates) {
    const ln::Interactions log = ln::read_interactions(database, "SELECT customer, item, moment FROM events",
                                                       {.user = "customer", .item = "item", .timestamp = "moment"});
    const ln::LogSplit split = ln::time_split(log, {.train = 0.9, .validation = 0.0});
    auto shop = shop_of_two_ids();
    shop.fit(split.train, ln::InBatchSoftmax<Customer, Item>{}, ln::LazyAdam{.learning_rate = 3e-3},
             {.epochs = 2, .batch_size = 512});
    ln::save(shop, "shop.safetensors");

    auto served = shop_of_two_ids(); // in another program, as a rule
    ln::load(served, "shop.safetensors", {.mmap = true});
    for (const auto& item : served.recommend(log.users[0], {.k = 5})) {
        std::printf("%s  %.3f\n", item.id.c_str(), item.score);
    }
    const auto trained = served.evaluate_ranking(split.test);
    const auto popular = ln::evaluate_ranking(ln::MostPopular<float>{served.seen()}, served.user_items(split.test),
                                              {.exclude_seen = {&served.seen()}});
    gates.at_least("the number of events", static_cast<double>(log.size()), 1e6);
    gates.at_least("the hit rate, of that of the most popular",
                   trained.accuracy["hit_rate@10"] / popular.accuracy["hit_rate@10"], 1.0);
}

int main(int argc, char** argv) {
    return run_example("database", 1, argv, [&](const std::string&, Gates& gates) {
        made_up::Events events{argc > 2 ? argv[1] : "sqlite3", argc > 2 ? argv[2] : ""};
        run(events.session(), gates);
    });
}

#else

int main() {
    std::printf("SKIPPED: SOCI or nlohmann-json is not installed (libsoci-dev, libboost-dev, nlohmann-json3-dev)\n");
    return skipped;
}

#endif
