// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/trees_file.hpp>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <functional>
#include <iterator>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/matrix.hpp>
#include <linnet/losses.hpp>

#include "../support/lanes.hpp"
#include "../support/temporary_file.hpp"

namespace trees_file_test {

#if __has_include(<nlohmann/json.hpp>)

using namespace linnet;
using namespace linnet_test;

namespace {

template <class T>
struct Data {
    Matrix<T> x{200, 5};
    std::vector<T> labels;

    Data() {
        const Random random{1, 1};
        for (std::size_t i = 0; i < 200; ++i) {
            for (std::size_t f = 0; f < 5; ++f) {
                x.view()(i, f) = random.below(6, 10 * i + f + 5000) == 0 ? std::numeric_limits<T>::quiet_NaN()
                                                                         : static_cast<T>(random.uniform(10 * i + f));
            }
            labels.push_back(x.view()(i, 0) > x.view()(i, 1) ? T{1} : T{0});
        }
    }
};

template <class T, std::size_t W, class L>
BoostedTrees<T, W> fitted(const L& loss) {
    const Data<T> data;
    BoostedTrees<T, W> trees{{.trees = 7, .depth = 3, .min_child_samples = 2}};
    trees.fit({.features = data.x.view(), .labels = data.labels}, loss);
    return trees;
}

} // namespace

TEST_CASE_TEMPLATE("trees that are loaded predict the same bits, at any width", T, float, double) {
    const TemporaryFile file{""};
    const Data<T> data;
    const auto check = [&](const auto& loss) {
        const auto trees = fitted<T, 4>(loss);
        save(trees, file.name());
        BoostedTrees<T, 1> loaded{{.trees = 99}};
        load(loaded, file.name());
        CHECK(loaded.predict(data.x.view()) == trees.predict(data.x.view()));
        CHECK(loaded.predict_scores(data.x.view()) == trees.predict_scores(data.x.view()));
        CHECK(loaded.feature_importances() == trees.feature_importances());
        CHECK(loaded.settings().trees == 99);
    };
    check(BinaryCrossEntropy{});
    check(MeanSquaredError{});
}

TEST_CASE("a mean without any tree is kept, too") {
    const TemporaryFile file{""};
    const std::vector<float> zeros(30);
    BoostedTrees<float> trees;
    CHECK_THROWS_WITH_AS(save(trees, file.name()), "BoostedTrees: save before fit", SettingError);
    trees.fit({{zeros.data(), 30, 1, 1}, std::vector<float>(30, 4.0F)}, MeanSquaredError{});
    save(trees, file.name());
    BoostedTrees<float> loaded;
    load(loaded, file.name());
    CHECK(loaded.size() == 0);
    CHECK(loaded.predict({zeros.data(), 1, 1, 1}) == std::vector<float>{4.0F});
}

TEST_CASE("other and damaged files are refused in a sentence, and the object stays as it was") {
    const TemporaryFile file{""};
    const Data<float> data;
    auto trees = fitted<float, 8>(BinaryCrossEntropy{});
    const auto before = trees.predict(data.x.view());
    const auto refuse = [&](const std::string& sentence) {
        CHECK_THROWS_WITH_AS(load(trees, file.name()), (file.name() + sentence).c_str(), DataError);
        CHECK(trees.predict(data.x.view()) == before);
    };
    refuse(": is shorter than any safetensors file");
    save(fitted<double, 4>(BinaryCrossEntropy{}), file.name());
    refuse(": holds trees of double, not of float");
    {
        SafetensorsWriter writer;
        writer.set_metadata("format", "linnet");
        writer.write(file.name());
    }
    refuse(": holds no trees that linnet has saved");
    {
        SafetensorsWriter writer;
        writer.set_metadata("format", "linnet trees");
        writer.set_metadata("trees_format_version", "2");
        writer.write(file.name());
    }
    refuse(": was written by a later linnet, in format 2; this one reads up to 1");

    // One thing wrong at a time. `set_ensemble` takes them as they are.
    const std::string damaged = ": its trees are damaged: features, splits and leaves do not fit each other";
    const auto spoil = [&](const std::function<void(TreeEnsemble<float>&)>& change) {
        TreeEnsemble<float> changed = trees.ensemble();
        change(changed);
        BoostedTrees<float, 8> wrong;
        wrong.set_ensemble(changed);
        save(wrong, file.name());
        refuse(damaged);
    };
    spoil([](auto& e) { e.depths.back() = 17; });
    spoil([](auto& e) { e.depths.pop_back(); });
    spoil([](auto& e) { e.split_features[2] = 5; });
    spoil([](auto& e) { e.split_features.pop_back(); });
    spoil([](auto& e) { e.thresholds[1] = std::numeric_limits<float>::quiet_NaN(); });
    spoil([](auto& e) { e.thresholds.push_back(1); });
    spoil([](auto& e) { e.missing_right[0] = 2; });
    spoil([](auto& e) { e.missing_right.pop_back(); });
    spoil([](auto& e) { e.gains.pop_back(); });
    spoil([](auto& e) { e.leaves.pop_back(); });
    spoil([](auto& e) { e.leaves[0] = std::numeric_limits<float>::infinity(); });
    spoil([](auto& e) { e.first_score = std::numeric_limits<float>::quiet_NaN(); });
    spoil([](auto& e) { e.features = std::size_t{1} << 40; });

    save(trees, file.name());
    std::string bytes;
    {
        std::ifstream in{file.path(), std::ios::binary};
        bytes.assign(std::istreambuf_iterator<char>{in}, {});
    }
    for (std::size_t length = 0; length < bytes.size(); length += 97) { // cut off anywhere
        std::ofstream{file.path(), std::ios::binary} << bytes.substr(0, length);
        CHECK_THROWS_AS(load(trees, file.name()), DataError);
    }
    for (std::size_t at = 0; at < bytes.size(); at += 3) { // or with another byte: refused, or trees that predict
        std::string other = bytes;
        other[at] = static_cast<char>(other[at] ^ 0x55);
        std::ofstream{file.path(), std::ios::binary} << other;
        auto loaded = trees;
        try {
            load(loaded, file.name());
            if (loaded.ensemble().features == 5) {
                CHECK(loaded.predict(data.x.view()).size() == 200);
            }
        } catch (const DataError&) {
            CHECK(loaded.predict(data.x.view()) == before);
        }
    }
}

#else

TEST_CASE("trees_file") { MESSAGE("SKIPPED: nlohmann-json is not installed (nlohmann-json3-dev)"); }

#endif

} // namespace trees_file_test
