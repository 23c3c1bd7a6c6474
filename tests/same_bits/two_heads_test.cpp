// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// A network of two heads, trained, has the same bits at every width, with any number of threads, and with g++ and
// clang.
#include <cstddef>
#include <cstdint>

#include <doctest/doctest.h>

#include <linnet/network/model.hpp>
#include <linnet/optimizers/adam.hpp>
#include <linnet/train/fit.hpp>

#include "../support/reference_network.hpp"
#include "../support/same_bits.hpp"
#include "../support/two_tasks.hpp"

namespace two_heads_test {

using namespace linnet_test;

namespace {

template <class T, std::size_t W>
std::uint64_t hash_after_two_epochs(ln::Executor* executor) {
    ln::Model<TwoTasks::network, T, W> model{11};
    ln::fit(model, TwoTasks::losses{.weights = {1.0, 0.5}}, ln::Adam{.learning_rate = 0.01}, TwoTasks::samples(300),
            {.epochs = 2, .batch_size = 42, .executor = executor});
    return hash_of(model.parameters());
}

} // namespace

TEST_CASE("training two heads gives the golden bits at every width and with any number of threads") {
    check_golden({8547902695886926155U, 11881078833656651792U, 3740601728027114920U, 13869349694232377582U},
                 []<class T, std::size_t W>(ln::Executor* executor) { return hash_after_two_epochs<T, W>(executor); });
}

} // namespace two_heads_test
