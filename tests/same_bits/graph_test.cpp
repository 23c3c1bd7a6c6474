// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// LightGCN, trained, has the same bits at every width, with any number of threads, and with g++ and clang.
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/layers.hpp>
#include <linnet/losses/binary_cross_entropy.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers/adam.hpp>
#include <linnet/train/fit.hpp>

#include "../support/reference_network.hpp"
#include "../support/same_bits.hpp"

namespace graph_test {

using namespace linnet_test;

namespace {

template <class T, std::size_t W>
std::uint64_t hash_after_two_epochs(ln::Executor* executor) {
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
    check_golden({13640151877064769109U, 9936654023804265961U, 15949302594699467643U, 16589004908834441270U},
                 []<class T, std::size_t W>(ln::Executor* executor) { return hash_after_two_epochs<T, W>(executor); });
}

} // namespace graph_test
