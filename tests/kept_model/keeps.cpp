// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// keeps save FILE   trains a model, saves it, and prints the lists that it recommends
// keeps load FILE   prints the lists of the model in the file
// keeps map FILE    the same, with the tables in the mapped file
// Compiled for several widths: each must print the same, whoever saved the file.
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

#include <linnet/linnet.hpp>

#if __has_include(<nlohmann/json.hpp>)

#include <linnet/io/model_file.hpp>

namespace ln = linnet;

namespace {

using User = ln::Categorical<"user">;
using Item = ln::Categorical<"item">;
using Network = ln::Sequential<ln::Concat<ln::Embedding<User, 12>, ln::Embedding<Item, 12>>, ln::Dense<9>, ln::ReLU,
                               ln::Dense<1>, ln::Sigmoid>;
using Model = ln::Model<Network, float, LINNET_TEST_WIDTH>;

Model trained() {
    const ln::SyntheticLog log = ln::synthetic_log({.users = 40, .items = 60, .interactions = 2000});
    ln::Vocabularies<Network> vocabularies;
    vocabularies.add<User, Item>(log.interactions);
    Model model{3, vocabularies};
    ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam{},
            ln::encode<User, Item>(log.interactions, vocabularies, ln::LikedFrom{4}), {.epochs = 2});
    return model;
}

/// The best items of each user, and the bits of their scores.
void print_lists(const Model& model) {
    for (std::size_t user = 1; user < model.rows<User>(); ++user) {
        std::printf("%s:", std::string{model.vocabulary<User>().raw(user)}.c_str());
        for (const auto& item : ln::recommend(model, user, {.k = 5})) {
            std::printf(" %s %a", item.id.c_str(), static_cast<double>(item.score));
        }
        std::printf("\n");
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        return 2;
    }
    if (std::string_view{argv[1]} == "save") {
        const Model model = trained();
        ln::save(model, argv[2]);
        print_lists(model);
    } else {
        print_lists(ln::load<Model>(argv[2], {.mmap = std::string_view{argv[1]} == "map"}));
    }
    return 0;
}

#else

int main() {
    std::printf("SKIPPED: nlohmann-json is not installed (nlohmann-json3-dev)\n");
    return 0;
}

#endif
