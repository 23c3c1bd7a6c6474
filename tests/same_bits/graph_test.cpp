// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// LightGCN, trained, has the same bits at every width, with any number of threads, and with g++ and clang.
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/config.hpp>
#include <linnet/layers.hpp>
#include <linnet/losses/binary_cross_entropy.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers/adam.hpp>
#include <linnet/train/fit.hpp>

#include "../support/eager_pool.hpp"
#include "../support/reference_network.hpp"

namespace graph_test {

using namespace linnet_test;

namespace {

template <class T, std::size_t W>
std::uint64_t hash_after_two_epochs(ln::Executor* executor = nullptr) {
    using Graph = ln::GraphPropagation<3>;
    using Network =
        ln::Sequential<ln::Dot<ln::Embedding<User, 21, Graph>, ln::Embedding<Item, 21, Graph>>, ln::Sigmoid>;
    ln::Dataset<ln::TypeList<User, Item>> data;
    std::vector<ln::row_id> users;
    std::vector<ln::row_id> items;
    for (ln::row_id i = 0; i < 300; ++i) {
        const ln::row_id user = i * 7 % 40;
        const ln::row_id item = i * i % 29;
        const bool likes = (user + item) % 3 == 0;
        data.add(likes ? 1.0F : 0.0F, user, item);
        if (likes) {
            users.push_back(user);
            items.push_back(item);
        }
    }
    ln::Model<Network, T, W> model{11, ln::Rows<User>{40}, ln::Rows<Item>{30}};
    model.template set_graph<User, Item>(ln::InteractionGraph{users, items, 40, 30});
    ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.01}, data,
            {.epochs = 2, .batch_size = 42, .executor = executor});
    return hash_of(model.current_parameters());
}

} // namespace

TEST_CASE("training LightGCN gives the golden bits at every width and with any number of threads") {
    const std::uint64_t single = LINNET_HAS_FMA ? 13640151877064769109U : 9936654023804265961U;
    CHECK(hash_after_two_epochs<float, 1>() == single);
    CHECK(hash_after_two_epochs<float, 16>() == single);
#ifndef LINNET_TEST_FEW_WIDTHS
    CHECK(hash_after_two_epochs<float, 2>() == single);
    CHECK(hash_after_two_epochs<float, 4>() == single);
    CHECK(hash_after_two_epochs<float, 8>() == single);
#endif
    for (const std::size_t threads : {2U, 3U, 8U}) {
        CAPTURE(threads);
        EagerPool pool{threads};
        CHECK(hash_after_two_epochs<float, 16>(&pool) == single);
    }
    const std::uint64_t twice = LINNET_HAS_FMA ? 15949302594699467643U : 16589004908834441270U;
    CHECK(hash_after_two_epochs<double, 1>() == twice);
    CHECK(hash_after_two_epochs<double, 4>() == twice);
}

} // namespace graph_test
