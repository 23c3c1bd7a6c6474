// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommender/pipeline_file.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/encoders.hpp>
#include <linnet/layers.hpp>
#include <linnet/losses.hpp>
#include <linnet/optimizers.hpp>

#include "../support/temporary_file.hpp"

namespace pipeline_file_test {

#if __has_include(<nlohmann/json.hpp>)

using namespace linnet;
using linnet_test::TemporaryFile;

using Colour = Categorical<"colour">;
using Width = Numeric<"width">;
using Network = Sequential<Concat<Embedding<Colour, 3>, Input<Width>>, Dense<1>, Sigmoid>;

namespace {

Frame rows(std::size_t count) {
    StringColumn colour;
    std::vector<float> width;
    std::vector<float> label;
    for (std::size_t row = 0; row < count; ++row) {
        colour.push_back("c" + std::to_string(row % 4));
        width.push_back(static_cast<float>(10 + row % 7));
        label.push_back(row % 3 == 0 ? 1.0F : 0.0F);
    }
    Frame frame;
    frame.set("colour", colour);
    frame.set("width", width);
    frame.set("label", label);
    return frame;
}

template <std::size_t W>
auto make(bool log1p = false) {
    return pipeline<Network, float, W>({.seed = 5}, category<Colour>(), numeric<Width>({"width"}, {.log1p = log1p}));
}

} // namespace

TEST_CASE("a pipeline comes back with what its encoders learned") {
    const TemporaryFile file{""};
    auto first = make<16>();
    first.fit(rows(50), BinaryCrossEntropy{}, Adam{}, {.epochs = 2, .batch_size = 8});
    save(first, file.name());
    for (const bool mmap : {false, true}) {
        auto loaded = make<1>();
        load(loaded, file.name(), {.mmap = mmap});
        CHECK(loaded.predict(rows(9)) == first.predict(rows(9)));
    }
}

TEST_CASE("columns may have names that are not UTF-8") {
    const TemporaryFile file{""};
    const auto latin1 = [] { return pipeline<Network>({}, category<Colour>("f\xE4rg"), numeric<Width>()); };
    Frame frame = rows(20);
    frame.set("f\xE4rg", frame.strings("colour"));
    auto first = latin1();
    first.fit(frame, BinaryCrossEntropy{}, Adam{}, {.epochs = 1});
    save(first, file.name());
    auto loaded = latin1();
    load(loaded, file.name());
    CHECK(loaded.predict(frame) == first.predict(frame));
}

TEST_CASE("another pipeline, and no pipeline, are refused, and change nothing") {
    const TemporaryFile file{""};
    const TemporaryFile model{""};
    auto first = make<16>();
    CHECK_THROWS_AS(save(first, file.name()), SettingError);
    first.fit(rows(50), BinaryCrossEntropy{}, Adam{}, {.epochs = 2, .batch_size = 8});
    save(first, file.name());
    save(first.model(), model.name());
    auto other = make<16>(true);
    try {
        load(other, file.name());
        FAIL("nothing was thrown");
    } catch (const DataError& error) {
        CHECK(std::string_view{error.what()} == file.name() +
                                                    ": holds another pipeline: it reads 'numeric<width>('width', "
                                                    "standardise, missing 0)' where this one reads "
                                                    "'numeric<width>('width', log1p, standardise, missing 0)'");
    }
    CHECK(!other.trained());
    CHECK_THROWS_WITH_AS(load(first, model.name()), (model.name() + ": holds no pipeline").c_str(), DataError);
    CHECK(first.trained());
}

#endif

} // namespace pipeline_file_test
