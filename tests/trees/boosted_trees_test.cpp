// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/trees/boosted_trees.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/matrix.hpp>
#include <linnet/metrics/auc.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"

namespace boosted_trees_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// Labels that depend on two of the features and on whether a third is missing.
template <class T>
struct Data {
    Matrix<T> x;
    std::vector<T> labels;
    std::vector<T> weights;

    explicit Data(std::size_t rows, std::uint64_t seed = 1, std::size_t columns = 6) : x{rows, columns} {
        const Random random{seed, 5};
        for (std::size_t i = 0; i < rows; ++i) {
            for (std::size_t f = 0; f < columns; ++f) {
                x.view()(i, f) = static_cast<T>(random.uniform(i * 64 + f));
            }
            const bool missing = random.below(4, i * 64 + 50) == 0;
            const double score =
                6 * (static_cast<double>(x.view()(i, 0)) - 0.5) * (static_cast<double>(x.view()(i, 1)) > 0.5 ? 1 : -1) +
                (missing ? 2 : -0.5);
            if (missing) {
                x.view()(i, 2) = std::numeric_limits<T>::quiet_NaN();
            }
            labels.push_back(random.uniform(i * 64 + 51) < 1 / (1 + std::exp(-score)) ? T{1} : T{0});
            weights.push_back(static_cast<T>(0.5 + random.uniform(i * 64 + 52)));
        }
    }
    [[nodiscard]] TreeSamples<T> samples() const { return {x.view(), labels}; }
    [[nodiscard]] TreeSamples<T> weighted() const { return {x.view(), labels, weights}; }
};

template <class T>
std::vector<std::uint64_t> bits_of_all(const TreeEnsemble<T>& trees) {
    std::vector<std::uint64_t> bits(trees.split_features.begin(), trees.split_features.end());
    const auto add = [&](const auto& numbers) {
        for (const auto x : numbers) {
            bits.push_back(std::bit_cast<std::uint64_t>(static_cast<double>(x)));
        }
    };
    add(trees.depths);
    add(trees.thresholds);
    add(trees.missing_right);
    add(trees.gains);
    add(trees.leaves);
    add(std::array{trees.first_score});
    return bits;
}

/// A loss of a user: absolute error, whose curvature is taken as 1.
struct AbsoluteError {
    static constexpr std::string_view name = "absolute error";

    template <class T, std::size_t W>
    class Boosted {
    public:
        static constexpr bool predicts_probabilities = false;
        explicit Boosted(const TreeSamples<T>& samples) : labels_{samples.labels} {}
        [[nodiscard]] T first_score() const { return T{0.5}; }
        void write(std::span<const T> scores, T* gradients, T* curvatures, Executor*) {
            for (std::size_t i = 0; i < scores.size(); ++i) {
                gradients[i] = scores[i] > labels_[i] ? T{1} : T{-1};
                curvatures[i] = T{1};
            }
        }
        [[nodiscard]] double value(std::span<const T> scores) const {
            double total = 0;
            for (std::size_t i = 0; i < scores.size(); ++i) {
                total += std::abs(static_cast<double>(scores[i]) - static_cast<double>(labels_[i]));
            }
            return total;
        }

    private:
        std::span<const T> labels_;
    };
};

/// One whose gradients are not finite.
struct Broken {
    static constexpr std::string_view name = "broken loss";

    template <class T, std::size_t W>
    class Boosted : public AbsoluteError::Boosted<T, W> {
    public:
        using AbsoluteError::Boosted<T, W>::Boosted;
        void write(std::span<const T> scores, T* gradients, T* curvatures, Executor* executor) {
            AbsoluteError::Boosted<T, W>::write(scores, gradients, curvatures, executor);
            gradients[0] = std::numeric_limits<T>::infinity();
        }
    };
};

} // namespace

TEST_CASE("stumps predict what scikit-learn's predict") {
    // HistGradientBoosting of scikit-learn 1.2.1: max_iter=20, max_depth=1, learning_rate=.3, l2_regularization=.5,
    // min_samples_leaf=5; the first 14 rows of predict_proba[:, 1] and predict.
    const std::array probabilities{0.215847592, 0.747683940, 0.224061897, 0.847435506, 0.771868347,
                                   0.217210269, 0.847435506, 0.847435506, 0.217210269, 0.768235640,
                                   0.315662232, 0.224061897, 0.747683940, 0.197481765};
    const std::array predictions{3.158519509, 4.718907392, 2.399084551, 5.850739830, 3.586808589,
                                 2.113522558, 5.448818924, 4.064476732, 1.123508450, 7.197599842,
                                 2.937105772, 1.601176594, 4.364551768, 2.506860347};
    Matrix<double> x{60, 3};
    std::vector<double> labels;
    std::vector<double> numbers;
    for (std::size_t i = 0; i < 60; ++i) {
        double* const row = x.view().row(i);
        row[0] = static_cast<double>(i * 7 % 11);
        row[1] = i % 9 == 0 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(i * i % 13);
        row[2] = static_cast<double>(i * 5 % 4);
        labels.push_back((row[0] > 4) != (i % 5 == 0) ? 1 : 0);
        numbers.push_back(row[0] * 0.5 + (i % 9 == 0 ? 3 : static_cast<double>(i * i % 13 % 3)) +
                          static_cast<double>(i % 2));
    }
    BoostedTrees<double> trees{{.trees = 20, .depth = 1, .learning_rate = 0.3, .l2 = 0.5, .min_child_samples = 5}};
    trees.fit({.features = x.view(), .labels = labels}, BinaryCrossEntropy{});
    const auto p = trees.predict(x.view());
    trees.fit({.features = x.view(), .labels = numbers}, MeanSquaredError{});
    const auto y = trees.predict(x.view());
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        CAPTURE(i);
        CHECK(p[i] == doctest::Approx(probabilities[i]).epsilon(1e-5)); // it sums in float
        CHECK(y[i] == doctest::Approx(predictions[i]).epsilon(1e-5));
    }
}

TEST_CASE_TEMPLATE("trees learn what is planted, and nothing from noise is better than that", T, float, double) {
    const Data<T> train{3000};
    const Data<T> test{2000, 2};
    BoostedTrees<T> trees{{.trees = 60, .depth = 4}};
    CHECK_FALSE(trees.fitted());
    const TreeFitHistory history = trees.fit(train.samples(), BinaryCrossEntropy{});
    CHECK(history.trees == 60);
    CHECK(history.validation_loss.empty());
    const auto p = trees.predict(test.x.view());
    CHECK(Auc{}(std::span<const T>{p}, std::span<const T>{test.labels}) > 0.83); // the best possible is about 0.86
    const auto shares = trees.feature_importances();
    REQUIRE(shares.size() == 6);
    CHECK(shares[0] + shares[1] + shares[2] > 0.8);
    double total = 0;
    for (const double share : shares) {
        total += share;
    }
    CHECK(total == doctest::Approx(1.0));
    const auto scores = trees.predict_scores(test.x.view());
    for (std::size_t i = 0; i < 20; ++i) {
        CHECK(static_cast<double>(p[i]) ==
              doctest::Approx(1 / (1 + std::exp(-static_cast<double>(scores[i])))).epsilon(1e-6));
    }
}

TEST_CASE_TEMPLATE("the bits are the same at every width and with any number of threads", T, float, double) {
    const Data<T> train{700};
    const Data<T> valid{300, 4};
    const TreeSamples<T> watched = valid.weighted();
    const BoostedTreesSettings settings{
        .trees = 12, .depth = 5, .min_child_samples = 4, .subsample = 0.7, .feature_fraction = 0.6, .seed = 3};
    const auto bits = [&]<std::size_t W>(const auto& loss, Executor* executor) {
        BoostedTrees<T, W> trees{settings};
        const auto history = trees.fit(train.weighted(), loss,
                                       {.validation = &watched, .early_stopping_rounds = 4, .executor = executor});
        auto all = bits_of_all(trees.ensemble());
        for (const double value : history.validation_loss) {
            all.push_back(std::bit_cast<std::uint64_t>(value));
        }
        for (const T p : trees.predict(valid.x.view(), executor)) {
            all.push_back(std::bit_cast<std::uint64_t>(static_cast<double>(p)));
        }
        return all;
    };
    const auto check = [&](const auto& loss) {
        const auto want = bits.template operator()<1>(loss, nullptr);
        CHECK(bits.template operator()<2>(loss, nullptr) == want);
        CHECK(bits.template operator()<4>(loss, nullptr) == want);
        CHECK(bits.template operator()<8>(loss, nullptr) == want);
        CHECK(bits.template operator()<16>(loss, nullptr) == want);
        for (const std::size_t threads : {2U, 3U, 8U}) {
            EagerPool pool{threads};
            CHECK(bits.template operator()<8>(loss, &pool) == want);
        }
    };
    check(BinaryCrossEntropy{});
    check(MeanSquaredError{});
}

TEST_CASE("the scores of the fit are those of the prediction, to the bit") {
    const Data<float> train{500};
    BoostedTrees<float> trees{{.trees = 30, .depth = 6, .min_child_samples = 1}};
    const TreeSamples<float> watched = train.samples();
    const auto history = trees.fit(train.samples(), MeanSquaredError{}, {.validation = &watched});
    const auto predictions = trees.predict(train.x.view());
    detail::BoostedSquaredError<float, 8> loss{train.samples()};
    REQUIRE(history.validation_loss.size() == 30);
    CHECK(loss.value(predictions) == history.validation_loss.back());
    CHECK(history.validation_loss.back() < history.validation_loss.front());
}

TEST_CASE("early stopping keeps the trees of the lowest validation loss") {
    const Data<float> train{300};
    const Data<float> valid{300, 9};
    const TreeSamples<float> watched = valid.samples();
    BoostedTrees<float> trees{{.trees = 200, .depth = 6, .learning_rate = 0.3, .min_child_samples = 1}};
    const auto history =
        trees.fit(train.samples(), BinaryCrossEntropy{}, {.validation = &watched, .early_stopping_rounds = 7});
    REQUIRE(history.trees == trees.size());
    REQUIRE(history.validation_loss.size() == history.trees + 7);
    for (const double loss : history.validation_loss) {
        CHECK(loss >= history.validation_loss[history.trees - 1]);
    }
    detail::BoostedCrossEntropy<float, 8> loss{valid.samples()};
    CHECK(loss.value(trees.predict_scores(valid.x.view())) == history.validation_loss[history.trees - 1]);
    // Without it, all trees stay, and the losses are the same.
    const auto all = trees.fit(train.samples(), BinaryCrossEntropy{}, {.validation = &watched});
    CHECK(trees.size() == 200);
    CHECK(all.validation_loss[10] == history.validation_loss[10]);
}

TEST_CASE("weights count as copies of rows") {
    const Data<float> train{300};
    std::vector<float> twice(300, 1.0F);
    Matrix<float> copies{450, 6};
    std::vector<float> labels;
    for (std::size_t i = 0; i < 450; ++i) {
        std::copy_n(train.x.view().row(i % 300), 6, copies.view().row(i));
        labels.push_back(train.labels[i % 300]);
    }
    std::fill_n(twice.begin(), 150, 2.0F);
    const BoostedTreesSettings settings{.trees = 5, .depth = 3, .min_child_samples = 0, .min_child_weight = 1.0};
    BoostedTrees<float> weighted{settings};
    BoostedTrees<float> copied{settings};
    weighted.fit({train.x.view(), train.labels, twice}, BinaryCrossEntropy{});
    copied.fit({copies.view(), labels}, BinaryCrossEntropy{});
    CHECK(weighted.ensemble().split_features == copied.ensemble().split_features);
    CHECK(weighted.ensemble().thresholds == copied.ensemble().thresholds);
    for (std::size_t i = 0; i < weighted.ensemble().leaves.size(); ++i) {
        CHECK(weighted.ensemble().leaves[i] == doctest::Approx(copied.ensemble().leaves[i]).epsilon(1e-4));
    }
}

TEST_CASE("each tree draws rows and features of its own, by the seed") {
    const Data<float> train{400};
    const auto fitted = [&](const BoostedTreesSettings& settings) {
        BoostedTrees<float> trees{settings};
        trees.fit(train.samples(), BinaryCrossEntropy{});
        return bits_of_all(trees.ensemble());
    };
    const BoostedTreesSettings half{.trees = 5, .depth = 3, .subsample = 0.5, .seed = 1};
    CHECK(fitted(half) == fitted(half));
    CHECK(fitted(half) != fitted({.trees = 5, .depth = 3, .subsample = 0.5, .seed = 2}));
    CHECK(fitted(half) != fitted({.trees = 5, .depth = 3, .seed = 1}));
    BoostedTrees<float> trees{{.trees = 30, .depth = 4, .min_child_samples = 1, .feature_fraction = 0.1}};
    trees.fit(train.samples(), BinaryCrossEntropy{});
    std::vector<bool> used(6);
    std::size_t split = 0;
    for (const std::uint8_t depth : trees.ensemble().depths) {
        for (std::size_t d = 0; d < depth; ++d) {
            CHECK(trees.ensemble().split_features[split + d] == trees.ensemble().split_features[split]);
            used[trees.ensemble().split_features[split]] = true;
        }
        split += depth;
    }
    CHECK(used == std::vector<bool>(6, true));
}

TEST_CASE("where nothing is to be learned there are no trees, and the mean is predicted") {
    const std::vector<float> zeros(30);
    std::vector<float> labels(30);
    labels[0] = 3.0F;
    BoostedTrees<float> trees{{.trees = 10}};
    CHECK(trees.fit({{zeros.data(), 30, 1, 1}, labels}, MeanSquaredError{}).trees == 0);
    CHECK(trees.fitted());
    CHECK(trees.predict({zeros.data(), 2, 1, 1}) == std::vector<float>(2, 0.1F));
    CHECK(trees.feature_importances() == std::vector<double>{0.0});
    CHECK(trees.predict({zeros.data(), 0, 1, 1}).empty());
    // One row, and rows of which all numbers are missing.
    CHECK(trees.fit({{zeros.data(), 1, 1, 1}, {labels.data(), 1}}, MeanSquaredError{}).trees == 0);
    const std::vector<float> missing(30, std::numeric_limits<float>::quiet_NaN());
    CHECK(trees.fit({{missing.data(), 30, 1, 1}, labels}, MeanSquaredError{}).trees == 0);
}

TEST_CASE("a loss of a user is lowered as well") {
    const Data<float> train{500};
    BoostedTrees<float> trees{{.trees = 20, .depth = 3}};
    const TreeSamples<float> watched = train.samples();
    const auto history = trees.fit(train.samples(), AbsoluteError{}, {.validation = &watched});
    CHECK(history.validation_loss.back() < 0.8 * history.validation_loss.front());
}

TEST_CASE("errors are sentences, and the trees of before stay") {
    const Data<float> train{100};
    const Data<float> narrow{100, 1, 5};
    BoostedTrees<float> trees{{.trees = 3}};
    CHECK_THROWS_WITH_AS((void)trees.predict(train.x.view()), "BoostedTrees: predict before fit", SettingError);
    CHECK_THROWS_WITH_AS((void)trees.feature_importances(), "BoostedTrees: feature_importances before fit",
                         SettingError);
    CHECK_THROWS_AS((BoostedTrees<float>{BoostedTreesSettings{.depth = 0}}), SettingError);
    trees.fit(train.samples(), BinaryCrossEntropy{});
    const auto before = bits_of_all(trees.ensemble());
    const auto refuse = [&]<class E>(const TreeSamples<float>& samples, const auto& loss,
                                     const TreeFitOptions<float>& options, const char* text, const E*) {
        CHECK_THROWS_WITH_AS(trees.fit(samples, loss, options), text, E);
        CHECK(bits_of_all(trees.ensemble()) == before);
    };
    const SettingError* const setting = nullptr;
    const LabelError* const label = nullptr;
    const DivergenceError* const divergence = nullptr;
    std::vector<float> labels = train.labels;
    labels[7] = 0.5F;
    const TreeSamples<float> of_narrow = narrow.samples();
    refuse({train.x.view(), std::span{labels}.first(99)}, BinaryCrossEntropy{}, {},
           "trees: 100 rows of features have 99 labels", setting);
    refuse({train.x.view().top(0), {}}, BinaryCrossEntropy{}, {},
           "BoostedTrees: cannot be fitted on 0 rows of 6 features", setting);
    refuse({train.x.view().slice(0, 0), labels}, BinaryCrossEntropy{}, {},
           "BoostedTrees: cannot be fitted on 100 rows of 0 features", setting);
    refuse(train.samples(), BinaryCrossEntropy{}, {.early_stopping_rounds = 5},
           "BoostedTrees: early stopping needs validation samples", setting);
    refuse(train.samples(), BinaryCrossEntropy{}, {.validation = &of_narrow},
           "BoostedTrees: the validation samples have 5 features, those of the fit 6", setting);
    labels[7] = std::numeric_limits<float>::quiet_NaN();
    refuse({train.x.view(), labels}, BinaryCrossEntropy{}, {},
           "binary cross-entropy, row 7: the label nan is not from 0 to 1", label);
    refuse(train.samples(), Broken{}, {}, "BoostedTrees, tree 0: a gradient of the broken loss is NaN or infinite",
           divergence);
    CHECK_THROWS_WITH_AS((void)trees.predict(narrow.x.view()),
                         "BoostedTrees: fitted on 6 features, and cannot predict from rows of 5", SettingError);
    // And another fit starts anew.
    trees.fit(train.samples(), BinaryCrossEntropy{});
    CHECK(bits_of_all(trees.ensemble()) == before);
    trees.fit(narrow.samples(), BinaryCrossEntropy{});
    CHECK(trees.predict(narrow.x.view()).size() == 100);
}

} // namespace boosted_trees_test
