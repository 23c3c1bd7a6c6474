// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// keeps save FILE   trains a recommender, saves it, and prints its lists
// keeps load FILE   prints the lists of the recommender in the file, and those of its model alone
// keeps map FILE    the same, with the tables in the mapped file
// Compiled for several widths: each must print the same, whoever saved the file.
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

#include <linnet/linnet.hpp>

#if __has_include(<nlohmann/json.hpp>)

#include <linnet/io/model_file.hpp>
#include <linnet/recommender/recommender_file.hpp>

namespace ln = linnet;

namespace {

using User = ln::Categorical<"user">;
using Item = ln::Categorical<"item">;
using Network = ln::Sequential<ln::Concat<ln::Embedding<User, 12>, ln::Embedding<Item, 12>>, ln::Dense<9>, ln::ReLU,
                               ln::Dense<1>, ln::Sigmoid>;
using Model = ln::Model<Network, float, LINNET_TEST_WIDTH>;

auto untrained() {
    return ln::recommender<Network, float, LINNET_TEST_WIDTH>(ln::users<User>(), ln::items<Item>(),
                                                              {.seed = 3, .label = ln::LikedFrom{4}});
}

/// For each user the best items that they have not seen, then the best of all by the model alone, with the bits of
/// their scores.
template <class Shop>
void print_lists(const Shop& shop, const Model& model) {
    const auto print = [](const auto& list) {
        for (const auto& item : list) {
            std::printf(" %s %a", item.id.c_str(), static_cast<double>(item.score));
        }
        std::printf("\n");
    };
    for (std::size_t user = 1; user < model.rows<User>(); ++user) {
        const std::string id{model.vocabulary<User>().raw(user)};
        std::printf("%s:", id.c_str());
        print(shop.recommend(id, {.k = 5}));
        print(ln::recommend(model, user, {.k = 5}));
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        return 2;
    }
    auto shop = untrained();
    if (std::string_view{argv[1]} == "save") {
        shop.fit(ln::synthetic_log({.users = 40, .items = 60, .interactions = 2000}).interactions,
                 ln::BinaryCrossEntropy{}, ln::Adam{}, {.epochs = 2});
        ln::save(shop, argv[2]);
        print_lists(shop, shop.model());
    } else {
        const ln::LoadOptions options{.mmap = std::string_view{argv[1]} == "map"};
        ln::load(shop, argv[2], options);
        print_lists(shop, ln::load<Model>(argv[2], options));
    }
    return 0;
}

#else

int main() {
    std::printf("SKIPPED: nlohmann-json is not installed (nlohmann-json3-dev)\n");
    return 0;
}

#endif
