// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/quantised_file.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/interaction_graph.hpp>
#include <linnet/layers.hpp>
#include <linnet/train/predict.hpp>

#include "../support/lanes.hpp"
#include "../support/reference_network.hpp"
#include "../support/temporary_file.hpp"

namespace quantised_file_test {

#if __has_include(<nlohmann/json.hpp>)

using namespace linnet_test;

namespace {

template <class T, std::size_t W>
using ModelOf = ln::Model<Everything, T, W>;

template <class T, std::size_t W>
ModelOf<T, W> some_model() {
    return {5, ln::Rows<User>{40}, ln::Rows<Item>{30}};
}

template <class A, class B, class Data>
std::size_t differences(const A& a, const B& b, const Data& data) {
    const auto x = ln::predict(a, data);
    const auto y = ln::predict(b, data);
    std::size_t count = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        count += same(x[i], y[i]) ? 0U : 1U;
    }
    return count;
}

} // namespace

TEST_CASE_TEMPLATE("a quantised model that is loaded predicts the same bits, at any width, also where it is mapped", T,
                   float, double) {
    const TemporaryFile file{""};
    const auto data = everything_data(60);
    for (const ln::TableFormat format : {ln::TableFormat::int8, ln::TableFormat::bfloat16}) {
        const ln::QuantisedModel small = ln::quantised(some_model<T, 4>(), {.format = format});
        ln::save(small, file.name());
        for (const bool mapped : {false, true}) {
            const auto loaded = ln::load<ln::QuantisedModel<ModelOf<T, 4>>>(file.name(), {.mmap = mapped});
            CHECK(differences(small, loaded, data) == 0);
            CHECK(differences(small, ln::load<ln::QuantisedModel<ModelOf<T, 1>>>(file.name(), {.mmap = mapped}),
                              data) == 0);
            CHECK(loaded.sizes().text() == small.sizes().text());
            REQUIRE(loaded.sizes().tables.size() == small.sizes().tables.size());
            for (std::size_t i = 0; i < small.sizes().tables.size(); ++i) {
                CHECK(loaded.sizes().tables[i].name == small.sizes().tables[i].name);
                CHECK(loaded.sizes().tables[i].bytes_before == small.sizes().tables[i].bytes_before);
                CHECK(loaded.sizes().tables[i].bytes_after == small.sizes().tables[i].bytes_after);
                CHECK(loaded.sizes().tables[i].largest_error == small.sizes().tables[i].largest_error);
            }
            const auto copy = loaded;
            CHECK(differences(small, copy, data) == 0);
        }
    }
}

TEST_CASE("of a network with GraphPropagation, what lookups read is kept") {
    using Graph = ln::GraphPropagation<2>;
    using FixedUser = ln::Categorical<"user", 9>;
    using FixedItem = ln::Categorical<"item", 7>;
    using Network = ln::Dot<ln::Embedding<FixedUser, 16, Graph>, ln::Embedding<FixedItem, 16, Graph>>;
    ln::Model<Network> model{3};
    std::vector<ln::row_id> users;
    std::vector<ln::row_id> items;
    ln::Dataset<ln::TypeList<FixedUser, FixedItem>> data;
    for (ln::row_id i = 0; i < 30; ++i) {
        users.push_back(i % 9);
        items.push_back(i * i % 7);
        data.add(0.0F, users.back(), items.back());
    }
    model.set_graph<FixedUser, FixedItem>(ln::InteractionGraph{users, items, 9, 7});
    const TemporaryFile file{""};
    for (const std::string& kept : {std::string{}, std::string{"0.user.embedding"}}) {
        const ln::QuantisedModel small = kept.empty() ? ln::quantised(model) : ln::quantised(model, {.keep = {kept}});
        ln::save(small, file.name());
        CHECK(ln::SafetensorsFile{file.name()}.find("0.user.embedding") == nullptr);
        for (const bool mapped : {false, true}) {
            const auto loaded = ln::load<ln::QuantisedModel<ln::Model<Network>>>(file.name(), {.mmap = mapped});
            CHECK(differences(small, loaded, data) == 0);
            CHECK(loaded.sizes().tables.size() == (kept.empty() ? 2 : 1));
            CHECK(loaded.sizes().bytes_after == small.sizes().bytes_after);
        }
    }
}

TEST_CASE("the file has the types that others read") {
    const TemporaryFile file{""};
    ln::save(ln::quantised(some_model<float, 4>()), file.name());
    const ln::SafetensorsFile int8{file.name()};
    const ln::FileTensor* const table = int8.find("users");
    REQUIRE(table != nullptr);
    CHECK(table->type == "I8");
    CHECK(table->shape == std::vector<std::size_t>{40, 11});
    REQUIRE(int8.find("scale/users") != nullptr);
    CHECK(int8.find("scale/users")->type == "F32");
    CHECK(int8.find("scale/users")->shape == std::vector<std::size_t>{40, 2});
    ln::save(ln::quantised(some_model<float, 4>(), {.format = ln::TableFormat::bfloat16}), file.name());
    CHECK(ln::SafetensorsFile{file.name()}.find("users")->type == "BF16");
}

TEST_CASE("other files are refused in a sentence") {
    using Quantised = ln::QuantisedModel<ModelOf<float, 4>>;
    const TemporaryFile file{""};
    ln::save(some_model<float, 4>(), file.name());
    CHECK_THROWS_WITH_AS(static_cast<void>(ln::load<Quantised>(file.name())),
                         (file.name() + ": holds no quantised model that linnet has saved").c_str(), ln::DataError);

    ln::save(ln::quantised(some_model<float, 4>()), file.name());
    CHECK_THROWS_AS(static_cast<void>(ln::load<ModelOf<float, 4>>(file.name())), ln::DataError);
    CHECK_THROWS_WITH_AS(static_cast<void>(ln::load<ln::QuantisedModel<ModelOf<double, 4>>>(file.name())),
                         (file.name() + ": holds a model of float, not of double").c_str(), ln::DataError);
    using Other = ln::Model<ln::Sequential<ln::Embedding<User, 9>, ln::Dense<1>>>;
    CHECK_THROWS_AS(static_cast<void>(ln::load<ln::QuantisedModel<Other>>(file.name())), ln::DataError);

    // Tables of another shape, and without scales.
    const auto refused = [&](std::size_t rows, bool scales, const char* sentence) {
        using Small = ln::Embedding<ln::Categorical<"word", 4>, 8>;
        ln::SafetensorsWriter writer;
        const std::vector<std::int8_t> codes(rows * 8);
        const std::vector<float> scale(8);
        for (const auto& [key, value] :
             {std::pair{"format_version", "1"}, std::pair{"seed", "1"}, std::pair{"bytes_before", "128"}}) {
            writer.set_metadata(key, value);
        }
        writer.add("word.embedding", ln::ConstMatrixView<std::int8_t>{codes.data(), rows, 8, 8});
        if (scales) {
            writer.add("scale/word.embedding", ln::ConstMatrixView<float>{scale.data(), 4, 2, 2});
        }
        writer.write(file.name());
        if (sentence == nullptr) {
            CHECK(ln::load<ln::QuantisedModel<ln::Model<Small>>>(file.name()).sizes().tables.size() == 1);
        } else {
            CHECK_THROWS_WITH_AS(static_cast<void>(ln::load<ln::QuantisedModel<ln::Model<Small>>>(file.name())),
                                 (file.name() + sentence).c_str(), ln::DataError);
        }
    };
    refused(4, true, nullptr);
    refused(5, true, ": does not fit the network: 'word.embedding' is not 4 x 8");
    refused(4, false, ": does not fit the network: it lacks F32 'scale/word.embedding'");
}

#else

TEST_CASE("quantised_file") { MESSAGE("SKIPPED: nlohmann-json is not installed (nlohmann-json3-dev)"); }

#endif

} // namespace quantised_file_test
