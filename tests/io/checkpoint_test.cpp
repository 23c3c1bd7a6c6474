// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/checkpoint.hpp>

#include <cstddef>
#include <string>

#include <doctest/doctest.h>

#include <linnet/core.hpp>
#include <linnet/layers.hpp>
#include <linnet/losses/binary_cross_entropy.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/train/fit.hpp>

#include "../support/same_parameters.hpp"
#include "../support/temporary_file.hpp"

namespace checkpoint_test {

#if __has_include(<nlohmann/json.hpp>)

using namespace linnet;
using linnet_test::check_same_parameters;
using linnet_test::TemporaryFile;

namespace {

using User = Categorical<"user">;
using Item = Categorical<"item", 30>;
using Network = Sequential<Concat<Named<"users", Embedding<User, 3>>, Embedding<Item, 8>>, Dense<5>, BatchNorm<>, ReLU,
                           Dropout<std::ratio<1, 4>>, Named<"out", Dense<1>>, Sigmoid>;
template <std::size_t W>
using ModelOf = Model<Network, float, W>;

Vocabularies<Network> vocabularies() {
    Vocabularies<Network> result;
    for (int i = 0; i < 9; ++i) {
        result.of<User>().add(i);
    }
    return result;
}

/// Few of the rows come in every part, so that others rest. The users of part 8 come in no other.
Dataset<Network::features> part(std::size_t number) {
    Dataset<Network::features> data;
    const Random random{7, number};
    for (std::size_t i = 0; i < 40; ++i) {
        data.add(static_cast<float>(i % 2), number == 8 ? 7 + random.below(3, i) : 1 + random.below(6, i),
                 3 * number + random.below(4, 100 + i));
    }
    return data;
}

template <class TrainerType>
void train(TrainerType& trainer, std::size_t from, std::size_t to) {
    for (std::size_t number = from; number < to; ++number) {
        trainer.fit(part(number), {.epochs = 2, .batch_size = 7});
    }
}

/// N + M rounds are N rounds, save, load with another width, and M rounds.
template <class O>
void check_resumes(const O& optimizer) {
    ModelOf<4> whole{5, vocabularies()};
    Trainer trainer{whole, BinaryCrossEntropy{}, optimizer};
    train(trainer, 0, 5);
    const TemporaryFile file{""};
    save_checkpoint(trainer, file.name());
    train(trainer, 5, 8);

    ModelOf<16> other{6, vocabularies()};
    Trainer resumed{other, BinaryCrossEntropy{}, optimizer};
    train(resumed, 8, 9); // on rows that the other never sees, which the checkpoint makes good
    load_checkpoint(resumed, file.name());
    train(resumed, 5, 8);
    CHECK(resumed.steps() == trainer.steps());
    CHECK(resumed.epochs == trainer.epochs);
    check_same_parameters(whole, other);
}

} // namespace

TEST_CASE("training that was interrupted goes on with the same bits, for every optimizer") {
    check_resumes(SGD{.learning_rate = 0.1});
    check_resumes(SGD{.learning_rate = 0.1, .momentum = 0.9});
    check_resumes(SGD{.learning_rate = 0.1, .momentum = 0.9, .nesterov = true});
    check_resumes(Adagrad{});
    check_resumes(RowwiseAdagrad{});
    check_resumes(RMSprop{});
    check_resumes(FTRL{});
    check_resumes(Adam{.learning_rate = 0.01});
    check_resumes(AdamW{.learning_rate = 0.01});
    check_resumes(LazyAdam{.learning_rate = 0.01});
    check_resumes(PerPart{Rule<"out", Adam>{}, Rule<Tables, RowwiseAdagrad>{}, SGD{}});
}

TEST_CASE("a checkpoint is a model, too, and one of another trainer changes nothing") {
    ModelOf<4> model{5, vocabularies()};
    Trainer trainer{model, BinaryCrossEntropy{}, Adam{}};
    train(trainer, 0, 2);
    const TemporaryFile file{""};
    save_checkpoint(trainer, file.name());
    check_same_parameters(load<ModelOf<4>>(file.name()), model);

    const auto problem_with = [&](auto& other, const auto& optimizer) {
        Trainer unlike{other, BinaryCrossEntropy{}, optimizer};
        train(unlike, 3, 4);
        const auto before = other;
        std::string problem = "none";
        try {
            load_checkpoint(unlike, file.name());
        } catch (const DataError& error) {
            problem = std::string{error.what()}.substr(file.name().size() + 2);
            check_same_parameters(before, other);
            CHECK(unlike.epochs == 2);
        }
        return problem;
    };
    ModelOf<4> same{5, vocabularies()};
    CHECK(problem_with(same, Adam{}) == "none");
    CHECK(problem_with(same, Adagrad{}) == "is no checkpoint of a trainer with this optimizer: it lacks "
                                           "'optimizer/users.user.embedding/accumulator'");
    ModelOf<4> larger{5, Rows<User>{11}};
    CHECK(problem_with(larger, Adam{}) == "feature 'user' has 10 rows, and in the model 11");
    ModelOf<4> unnamed{5, Rows<User>{10}};
    CHECK(problem_with(unnamed, Adam{}) == "feature 'user' has another vocabulary than in the model");
    save(model, file.name());
    CHECK(problem_with(same, Adam{}) == "holds a model without what trains it, which save_checkpoint writes, too");
}

#else

TEST_CASE("checkpoint") { MESSAGE("SKIPPED: nlohmann-json is not installed (nlohmann-json3-dev)"); }

#endif

} // namespace checkpoint_test
