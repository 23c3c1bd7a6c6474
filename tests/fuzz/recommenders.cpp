// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// A file of a recommender of any content is loaded or refused, within the memory of the file; what is loaded lists.
#include <linnet/recommender/recommender_file.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/encoders.hpp>
#include <linnet/layers.hpp>
#include <linnet/losses.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/recommender/interests.hpp>

#include "../support/temporary_file.hpp"
#include "fuzz.hpp"

using namespace linnet;
using linnet_fuzz::MemoryBound;
using linnet_fuzz::MemoryFile;
using linnet_fuzz::require;

namespace {

using User = Categorical<"user">;
using Age = Numeric<"age">;
using Likes = MultiCategorical<"likes">;
using Item = Categorical<"item">;
using Kinds = MultiCategorical<"kinds">;
using Title = MultiCategorical<"title">;
using Network = Sequential<Concat<Embedding<User, 1>, Input<Age>, EmbeddingBag<Likes, 1>, Embedding<Item, 1>,
                                  EmbeddingBag<Kinds, 1>, EmbeddingBag<Title, 1>>,
                           Dense<1>>;

auto make() {
    return recommender<Network, float, 4>(users<User>("id", numeric<Age>(), interests<Likes, Kinds>()),
                                          items<Item>("id", split<Kinds>(), tf_idf<Title>()));
}

std::string saved() {
    auto shop = make();
    StringColumn ids;
    StringColumn kinds;
    for (const char* const id : {"a", "b", "c"}) {
        ids.push_back(id);
        kinds.push_back("x|y");
    }
    Frame people;
    people.set("id", ids);
    people.set("age", std::vector<float>{1, 2, 3});
    Frame things;
    things.set("id", ids);
    things.set("kinds", kinds);
    things.set("title", kinds);
    shop.set_users(people);
    shop.set_items(things);
    Interactions log;
    for (const char* const user : {"a", "b"}) {
        log.users.push_back(user);
        log.items.push_back("c");
        log.timestamps.push_back(7);
    }
    shop.fit(log, MeanSquaredError{}, SGD{}, {.epochs = 1});
    const linnet_test::TemporaryFile file{""};
    save(shop, file.name());
    std::string content(std::filesystem::file_size(file.path()), '\0');
    std::ifstream{file.path(), std::ios::binary}.read(content.data(), static_cast<std::streamsize>(content.size()));
    return content;
}

} // namespace

std::vector<std::string> linnet_fuzz::seeds() { return {saved()}; }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const MemoryFile file{{reinterpret_cast<const char*>(data), size}};
    const MemoryBound bound{(1U << 22) + 1024 * size};
    auto shop = make();
    try {
        load(shop, file.path());
        require(shop.recommend("a", {.k = 2}).size() <= 2, "what is loaded lists");
    } catch (const DataError& error) {
        require(std::string_view{error.what()}.starts_with(file.path()), "the file is named");
        require(!shop.trained(), "what was refused changes nothing");
    }
    return 0;
}
