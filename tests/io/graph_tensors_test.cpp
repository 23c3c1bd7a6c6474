// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/graph_tensors.hpp>

#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core.hpp>
#include <linnet/io/checkpoint.hpp>
#include <linnet/io/model_file.hpp>
#include <linnet/io/parameter_file.hpp>
#include <linnet/layers.hpp>
#include <linnet/losses/binary_cross_entropy.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers/adam.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/train/fit.hpp>
#include <linnet/train/predict.hpp>

#include "../support/temporary_file.hpp"

namespace graph_tensors_test {

#if __has_include(<nlohmann/json.hpp>)

using namespace linnet;
using linnet_test::TemporaryFile;

namespace {

using User = Categorical<"user", 6>;
using Item = Categorical<"item", 5>;
using Network =
    Sequential<Dot<Embedding<Item, 3, GraphPropagation<2>>, Embedding<User, 3, GraphPropagation<2>>>, Sigmoid>;
using ModelOf = Model<Network, float, 4>;

// Nobody's rows 0, so that they are set from the rows that were seen.
const std::vector<row_id> users{2, 1, 1, 3, 5, 5};
const std::vector<row_id> items{2, 3, 4, 4, 3, 1};

Dataset<Network::features> samples(std::size_t count = 6) {
    Dataset<Network::features> data;
    for (std::size_t i = 0; i < count; ++i) {
        data.add(static_cast<float>(i % 2), items[i], users[i]);
    }
    return data;
}

using Friends = std::pair<std::vector<std::uint64_t>, std::vector<row_id>>;

bool is_damaged(const std::vector<std::uint64_t>& offsets, const std::vector<row_id>& of_items,
                const std::optional<Friends>& friends = std::nullopt) {
    const TemporaryFile file{""};
    SafetensorsWriter writer;
    writer.add("graph/offsets", std::span{offsets});
    writer.add("graph/items", std::span{of_items});
    if (friends) {
        writer.add("graph/friend_offsets", std::span{friends->first});
        writer.add("graph/friends", std::span{friends->second});
    }
    writer.write(file.name());
    try {
        static_cast<void>(detail::read_graph(SafetensorsFile{file.name()}, 2, 3));
        return false;
    } catch (const DataError& error) {
        CHECK(error.what() == file.name() + ": its graph is damaged");
        return true;
    }
}

} // namespace

TEST_CASE("a model is saved and loaded with its graph, whichever side comes first, and what it derives is not") {
    ModelOf model{1};
    model.set_graph<User, Item>(InteractionGraph{users, items, 6, 5});
    Trainer trainer{model, BinaryCrossEntropy{}, Adam{.learning_rate = 0.1}};
    trainer.fit(samples(), {.epochs = 3, .batch_size = 2});
    const TemporaryFile file{""};
    save_checkpoint(trainer, file.name());
    const SafetensorsFile read{file.name()};
    for (const FileTensor& tensor : read.tensors()) {
        CHECK_MESSAGE((tensor.name.find("propagated") == tensor.name.npos || tensor.name.starts_with("seen/")),
                      tensor.name);
    }
    for (const bool mmap : {false, true}) {
        const ModelOf back = load<ModelOf>(file.name(), {.mmap = mmap});
        REQUIRE(back.graph() != nullptr);
        CHECK(back.graph()->users() == 6);
        CHECK(back.graph()->size() == 6);
        CHECK(predict(back, samples()) == predict(model, samples()));
    }
    ModelOf other{2};
    other.set_graph<User, Item>(InteractionGraph{users, items, 6, 5});
    Trainer resumed{other, BinaryCrossEntropy{}, Adam{.learning_rate = 0.1}};
    load_checkpoint(resumed, file.name());
    trainer.fit(samples(2), {.epochs = 2, .batch_size = 2});
    resumed.fit(samples(2), {.epochs = 2, .batch_size = 2});
    CHECK(predict(other, samples()) == predict(model, samples()));
    Dataset<Network::features> unknown;
    unknown.add(0.0F, 0, 1);
    unknown.add(0.0F, 1, 0);
    CHECK(predict(other, unknown) == predict(model, unknown));

    save_parameters(model, file.name());
    ModelOf third{3};
    third.set_graph<User, Item>(InteractionGraph{users, items, 6, 5});
    static_cast<void>(predict(third, samples())); // so that what it has derived must go
    load_parameters(third, file.name());
    CHECK(predict(third, samples()) == predict(model, samples()));
}

TEST_CASE("a social graph is saved and loaded, and one without edges between users has no tensors for them") {
    InteractionGraph graph{users, items, 6, 5};
    graph.join_users(std::vector<row_id>{1, 4, 2}, std::vector<row_id>{2, 5, 5});
    ModelOf social{1};
    social.set_graph<User, Item>(graph);
    ModelOf plain{1};
    plain.set_graph<User, Item>(InteractionGraph{users, items, 6, 5});
    CHECK(predict(social, samples()) != predict(plain, samples()));
    const TemporaryFile file{""};
    save(social, file.name());
    const ModelOf back = load<ModelOf>(file.name());
    REQUIRE(back.graph() != nullptr);
    CHECK(back.graph()->users_of_users().neighbours == graph.users_of_users().neighbours);
    CHECK(back.graph()->users_of_users().offsets == graph.users_of_users().offsets);
    CHECK(predict(back, samples()) == predict(social, samples()));
    save(plain, file.name());
    CHECK(SafetensorsFile{file.name()}.find("graph/friends") == nullptr);
    CHECK(!load<ModelOf>(file.name()).graph()->is_social());
}

TEST_CASE("a model without a graph is saved without one") {
    const TemporaryFile file{""};
    save(ModelOf{1}, file.name());
    CHECK(load<ModelOf>(file.name()).graph() == nullptr);
}

TEST_CASE("a graph whose tensors contradict themselves is refused") {
    CHECK(!is_damaged({0, 1, 3}, {2, 0, 1}));
    CHECK(!is_damaged({0, 0, 0}, {}));
    CHECK(is_damaged({0, 1}, {2}));              // of one user
    CHECK(is_damaged({0, 1, 2}, {2, 0, 1}));     // an edge of nobody
    CHECK(is_damaged({0, 2, 1}, {2}));           // backwards
    CHECK(is_damaged({1, 1, 1}, {2}));           // does not begin at 0
    CHECK(is_damaged({0, 1, 3}, {2, 0, 3}));     // no such item
    CHECK(is_damaged({0, ~0ULL, 3}, {2, 0, 1})); // beyond the end
    const auto of_friends = [](const Friends& friends) { return is_damaged({0, 1, 3}, {2, 0, 1}, friends); };
    CHECK(!of_friends({{0, 1, 2}, {1, 0}}));
    CHECK(of_friends({{0, 1}, {1}}));             // of one user
    CHECK(of_friends({{0, 1, 1}, {1}}));          // in one direction
    CHECK(of_friends({{0, 2, 4}, {1, 1, 0, 0}})); // twice
    CHECK(of_friends({{0, 1, 1}, {0}}));          // to itself
    CHECK(of_friends({{0, 1, 2}, {1, 2}}));       // no such user
}

#else

TEST_CASE("graph_tensors") { MESSAGE("SKIPPED: nlohmann-json is not installed (nlohmann-json3-dev)"); }

#endif

} // namespace graph_tensors_test
