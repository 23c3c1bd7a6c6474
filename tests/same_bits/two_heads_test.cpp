// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// A network of two heads, trained, has the same bits at every width, with any number of threads, and with g++ and
// clang.
#include <cstddef>
#include <cstdint>

#include <doctest/doctest.h>

#include <linnet/config.hpp>
#include <linnet/network/model.hpp>
#include <linnet/optimizers/adam.hpp>
#include <linnet/train/fit.hpp>

#include "../support/eager_pool.hpp"
#include "../support/reference_network.hpp"
#include "../support/two_tasks.hpp"

namespace two_heads_test {

using namespace linnet_test;

namespace {

template <class T, std::size_t W>
std::uint64_t hash_after_two_epochs(ln::Executor* executor = nullptr) {
    ln::Model<TwoTasks::network, T, W> model{11};
    ln::fit(model, TwoTasks::losses{.weights = {1.0, 0.5}}, ln::Adam{.learning_rate = 0.01}, TwoTasks::samples(300),
            {.epochs = 2, .batch_size = 42, .executor = executor});
    return hash_of(model.parameters());
}

} // namespace

TEST_CASE("training two heads gives the golden bits at every width and with any number of threads") {
    const std::uint64_t single = LINNET_HAS_FMA ? 8547902695886926155U : 11881078833656651792U;
    CHECK(hash_after_two_epochs<float, 1>() == single);
    CHECK(hash_after_two_epochs<float, 16>() == single);
#ifndef LINNET_TEST_FEW_WIDTHS
    CHECK(hash_after_two_epochs<float, 2>() == single);
    CHECK(hash_after_two_epochs<float, 4>() == single);
    CHECK(hash_after_two_epochs<float, 8>() == single);
#endif
    for (const std::size_t threads : {2U, 3U, 8U}) {
        CAPTURE(threads);
        EagerPool pool{threads};
        CHECK(hash_after_two_epochs<float, 16>(&pool) == single);
    }
    const std::uint64_t twice = LINNET_HAS_FMA ? 3740601728027114920U : 13869349694232377582U;
    CHECK(hash_after_two_epochs<double, 1>() == twice);
    CHECK(hash_after_two_epochs<double, 4>() == twice);
}

} // namespace two_heads_test
