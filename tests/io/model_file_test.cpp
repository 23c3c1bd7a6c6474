// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/model_file.hpp>

#include <cstddef>
#include <fstream>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core.hpp>
#include <linnet/layers.hpp>
#include <linnet/losses/binary_cross_entropy.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers/adam.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/train/fit.hpp>
#include <linnet/train/predict.hpp>

#include "../support/same_parameters.hpp"
#include "../support/temporary_file.hpp"

namespace model_file_test {

#if __has_include(<nlohmann/json.hpp>)

using namespace linnet;
using linnet_test::check_same_parameters;
using linnet_test::TemporaryFile;

namespace {

using User = Categorical<"user">;
using Item = Categorical<"item">;
using Seen = Sequence<"seen", dynamic, 5>;
using Age = Numeric<"age", 2>;
template <class Function = ReLU>
using NetworkWith = Sequential<Concat<Embedding<User, 5>, Embedding<Item, 16, Table<"items">>,
                                      Sequential<Embedding<Seen, 16, Table<"items">>, GRU<6>, Last>, Input<Age>>,
                               Dense<7>, BatchNorm<>, Function, Named<"out", Dense<1>>, Sigmoid>;
using Network = NetworkWith<>;
template <std::size_t W = 4, class T = float>
using ModelOf = Model<Network, T, W>;

Vocabularies<Network> vocabularies() {
    Vocabularies<Network> result;
    for (int i = 0; i < 20; ++i) {
        result.of<User>().add("user " + std::to_string(i));
        result.of<Item>().add(i * i);
    }
    return result;
}

Dataset<Network::features> samples() {
    Dataset<Network::features> data;
    const Random random{3, 4};
    for (std::size_t i = 0; i < 100; ++i) {
        const auto id = [&](std::size_t k) { return static_cast<row_id>(random.below(21, 7 * i + k)); };
        const float age = static_cast<float>(random.uniform(i));
        data.add(static_cast<float>(i % 2), id(0), id(1), {id(2), id(3), id(4)}, {age, 1.0F - age});
    }
    return data;
}

template <class ModelType>
ModelType trained() {
    ModelType model{11, vocabularies()};
    fit(model, BinaryCrossEntropy{}, Adam{.learning_rate = 0.01}, samples(), {.epochs = 2, .batch_size = 16});
    return model;
}

template <class A, class B>
void check_same(const A& a, const B& b) {
    check_same_parameters(a, b);
    CHECK(a.vocabularies() == b.vocabularies());
    CHECK(a.seed() == b.seed());
    CHECK(predict(a, samples()) == predict(b, samples()));
}

/// What loading the file is refused for, without its name.
template <class ModelType>
std::string problem_of(const TemporaryFile& file) {
    try {
        static_cast<void>(load<ModelType>(file.name()));
        return "none";
    } catch (const DataError& error) {
        const std::string_view sentence = error.what();
        CHECK(sentence.starts_with(file.name() + ": "));
        return std::string{sentence.substr(file.name().size() + 2)};
    }
}

} // namespace

TEST_CASE_TEMPLATE("a model that was saved is loaded with the same bits, at every width, copied or in place", T, float,
                   double) {
    const auto model = trained<ModelOf<4, T>>();
    const TemporaryFile file{""};
    save(model, file.name());
    check_same(model, load<ModelOf<4, T>>(file.name()));
    check_same(model, load<ModelOf<1, T>>(file.name()));
    check_same(model, load<ModelOf<8, T>>(file.name(), {.mmap = true}));
    const auto in_place = load<ModelOf<1, T>>(file.name(), {.mmap = true});
    CHECK(in_place.parameters()[0].values.borrowed());
    CHECK(in_place.template vocabulary<Seen>().find(49) == 8); // shares the vocabulary of items
    check_same(model, in_place);

    const TemporaryFile again{""};
    save(in_place, again.name());
    check_same(load<ModelOf<4, T>>(again.name()), model);
    save(in_place, file.name()); // over the file that its tables lie in
    check_same(model, in_place);
    check_same(load<ModelOf<4, T>>(file.name()), model);
}

TEST_CASE("a model whose tables lie in a file is trained like any other, and the file stays") {
    const auto model = trained<ModelOf<>>();
    const TemporaryFile file{""};
    save(model, file.name());
    auto copied = load<ModelOf<>>(file.name());
    auto in_place = load<ModelOf<>>(file.name(), {.mmap = true});
    CHECK_THROWS_WITH_AS((Adam::State<float, 4>{Adam{}, in_place.parameters()[0]}),
                         "'0.0.user.embedding' is read from a file in place; a copy of the model can be trained",
                         SettingError);
    fit(copied, BinaryCrossEntropy{}, Adam{}, samples(), {.epochs = 1, .batch_size = 16});
    fit(in_place, BinaryCrossEntropy{}, Adam{}, samples(), {.epochs = 1, .batch_size = 16});
    check_same(copied, in_place);
    check_same(load<ModelOf<>>(file.name()), model);
}

TEST_CASE("a model without vocabularies keeps its numbers of rows") {
    const ModelOf<> model{5, Rows<User>{3}, Rows<Item>{9}, Rows<Seen>{9}};
    const TemporaryFile file{""};
    save(model, file.name());
    const auto back = load<ModelOf<>>(file.name());
    CHECK(back.rows<User>() == 3);
    CHECK(back.rows<Seen>() == 9);
    CHECK(back.vocabulary<User>().size() == 1);
}

TEST_CASE("a file of another network, scalar or version is refused in a sentence") {
    const TemporaryFile file{""};
    save(ModelOf<>{1, vocabularies()}, file.name());
    CHECK(problem_of<ModelOf<>>(file) == "none");
    CHECK(problem_of<ModelOf<4, double>>(file) == "holds a model of float, not of double");
    CHECK(problem_of<Model<NetworkWith<Tanh>, float, 4>>(file) ==
          "holds another network: it has 'ReLU 7' where this one has 'Tanh 7'");
    using Shallow = Sequential<Concat<Embedding<User, 6>, Embedding<Item, 16, Table<"items">>>, Named<"out", Dense<1>>>;
    CHECK(
        problem_of<Model<Shallow, float, 4>>(file) ==
        "does not fit the network: '0.0.user.embedding' is F32 21 x 5, not F32 21 x 6, 'out.kernel' is F32 7 x 1, not "
        "F32 22 x 1; the network has no '0.2.1.kernel', '0.2.1.recurrent_kernel', '0.2.1.bias', "
        "'0.2.1.recurrent_bias', '1.kernel', '1.bias', '2.gamma', '2.beta', '2.moving_mean', '2.moving_variance'");

    SafetensorsWriter newer;
    newer.set_metadata("format_version", "2");
    newer.write(file.name());
    CHECK(problem_of<ModelOf<>>(file) == "was written by a later linnet, in format 2; this one reads up to 1");
    SafetensorsWriter{}.write(file.name());
    CHECK(problem_of<ModelOf<>>(file) == "is not a model that linnet has saved: it has no number 'format_version'");
}

TEST_CASE("rows that do not fit a vocabulary are refused with the file's name, and a model may have none") {
    const TemporaryFile file{""};
    save(ModelOf<>{1, vocabularies()}, file.name());
    using FewUsers = Sequential<Embedding<Categorical<"user", 3>, 5>, Dense<1>>;
    CHECK(problem_of<Model<FewUsers, float, 4>>(file) ==
          "does not fit the network: feature 'user' has 3 rows, but its vocabulary needs 21");
    using Users = Sequential<Embedding<User, 5>, Dense<1>>;
    save(Model<Users, float, 4>{1, Rows<User>{0}}, file.name());
    CHECK(load<Model<Users, float, 4>>(file.name()).rows<User>() == 0);
}

TEST_CASE("a file whose numbers have changed is refused by what it predicts") {
    auto model = trained<ModelOf<>>();
    const TemporaryFile file{""};
    save(model, file.name());
    std::fstream stream{file.path(), std::ios::in | std::ios::out | std::ios::binary};
    const SafetensorsFile read{file.name()};
    const std::size_t at =
        static_cast<std::size_t>(reinterpret_cast<const char*>(read.find("out.kernel")->bytes.data()) -
                                 reinterpret_cast<const char*>(read.tensors().front().bytes.data()));
    stream.seekg(0);
    std::uint64_t header = 0;
    stream.read(reinterpret_cast<char*>(&header), 8);
    const float other = 9.0F;
    stream.seekp(static_cast<std::streamoff>(8 + header + at));
    stream.write(reinterpret_cast<const char*>(&other), 4);
    stream.close();
    const std::string problem = problem_of<ModelOf<>>(file);
    CHECK_MESSAGE(problem.find("where the model that was saved predicted") != problem.npos, problem);
    CHECK_THROWS_WITH_AS(save(model, "/no/such/file"), "/no/such/file: cannot be written: No such file or directory",
                         DataError);
    CHECK(problem_of<ModelOf<>>(TemporaryFile{"not a file of numbers"}).starts_with("is not a safetensors file"));
}

#else

TEST_CASE("model_file") { MESSAGE("SKIPPED: nlohmann-json is not installed (nlohmann-json3-dev)"); }

#endif

} // namespace model_file_test
