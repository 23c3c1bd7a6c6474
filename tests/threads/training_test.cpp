// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// Training, evaluation and prediction with 1, 2, 3 and 8 threads give the bits of the caller's thread alone.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/losses.hpp>
#include <linnet/metrics.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/train/fit.hpp>
#include <linnet/train/predict.hpp>

#include "../support/eager_pool.hpp"
#include "../support/reference_network.hpp"

namespace training_test {

using namespace linnet_test;

namespace {

/// Parameters, losses, metrics and predictions of a training with threads, or without.
template <class T, std::size_t W, class O>
std::vector<std::uint64_t> trained(const O& optimizer, ln::Executor* executor) {
    const auto data = everything_data(300);
    ln::Model<Everything, T, W> model{11, ln::Rows<User>{40}, ln::Rows<Item>{30}};
    constexpr std::size_t batch_size = 42; // whose last share is of 2 samples
    const auto history = ln::fit(
        model, ln::BinaryCrossEntropy{}, optimizer, data,
        {.epochs = 2, .batch_size = batch_size, .validation = &data, .metrics = {ln::Auc{}}, .executor = executor});
    std::vector<std::uint64_t> bits{hash_of(model.parameters())};
    for (const auto& epoch : history.epochs) {
        bits.push_back(std::bit_cast<std::uint64_t>(epoch.loss));
        bits.push_back(std::bit_cast<std::uint64_t>(epoch.validation_loss.value()));
        bits.push_back(std::bit_cast<std::uint64_t>(epoch.metrics["auc"]));
    }
    for (const T prediction : ln::predict(model, data, 64, executor)) {
        bits.push_back(std::bit_cast<std::uint64_t>(static_cast<double>(prediction)));
    }
    return bits;
}

template <class T, std::size_t W, class O>
void check_threads(const O& optimizer) {
    const auto want = trained<T, W>(optimizer, nullptr);
    for (const std::size_t threads : {1U, 2U, 3U, 8U}) {
        CAPTURE(threads);
        EagerPool pool{threads};
        CHECK(trained<T, W>(optimizer, &pool) == want);
    }
}

} // namespace

TEST_CASE("a network of every layer gives the same bits with any number of threads") {
    check_threads<float, 8>(ln::Adam{.learning_rate = 0.01});
    check_threads<float, 8>(ln::LazyAdam{.learning_rate = 0.01});
    check_threads<float, 8>(ln::SGD{.learning_rate = 0.01});
    check_threads<float, 8>(ln::RowwiseAdagrad{.learning_rate = 0.01});
    check_threads<double, 4>(ln::Adam{.learning_rate = 0.01});
}

TEST_CASE("with threads, what is thrown is the error of the first batch that has one") {
    using Small = ln::Categorical<"small", 10>;
    using Network = ln::Sequential<ln::Embedding<Small, 3>, ln::Dense<1>, ln::Sigmoid>;
    ln::Dataset<ln::TypeList<Small>> data;
    for (ln::row_id i = 0; i < 100; ++i) {
        data.add(1.0F, i < 35 ? i % 10 : i);
    }
    const ln::Model<Network, float, 4> model{1};
    for (const std::size_t threads : {1U, 2U, 3U, 8U}) {
        CAPTURE(threads);
        EagerPool pool{threads};
        CHECK_THROWS_WITH_AS(static_cast<void>(ln::predict(model, data, 10, &pool)),
                             "feature 'small', row 35: id 35 is not below 10", ln::IdError);
        CHECK_THROWS_AS(static_cast<void>(ln::evaluate(model, ln::BinaryCrossEntropy{}, data, {}, 10, &pool)),
                        ln::IdError);
    }
}

} // namespace training_test
