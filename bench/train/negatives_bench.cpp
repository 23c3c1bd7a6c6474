// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include "support/negatives.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <type_traits>

#include <linnet/losses/bpr.hpp>
#include <linnet/losses/sampled_softmax_cross_entropy.hpp>

#include "support/case.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

template <class L, NegativeSampler Negatives, class T, std::size_t W>
void add_training(const std::string& name, std::size_t negatives) {
    Workload workload{.name = "matrix factorization of 64 columns, " + name + ", negatives drawn and a step",
                      .batch = Positives::batch,
                      .unit = "positives/s"};
    add(std::make_unique<OwnNegativesCase<L, Negatives, T, W, true>>(negatives, 1), {workload}, column_of<T, W>());
    if constexpr (W == native_width<T>) {
        workload.threads = 2;
        add(std::make_unique<OwnNegativesCase<L, Negatives, T, W, true>>(negatives, 2), {workload}, column_of<T, W>());
    }
}

template <class T, std::size_t W>
void add_catalogue(const std::string& name, std::size_t negatives) {
    Workload workload{.name = "matrix factorization of 64 columns, " + name + ", drawn and a step",
                      .batch = Positives::batch,
                      .unit = "positives/s"};
    add(std::make_unique<CatalogueCase<T, W>>(negatives, 1), {workload}, column_of<T, W>());
    if constexpr (W == native_width<T>) {
        workload.threads = 2;
        add(std::make_unique<CatalogueCase<T, W>>(negatives, 2), {workload}, column_of<T, W>());
    }
}

const Cases cases{[] {
    for_each_float_width([]<class T, std::size_t W>() {
        add_training<Bpr, UniformNegatives, T, W>("Bpr with 1 negative", 1);
        add_training<SampledSoftmaxCrossEntropy, PopularityNegatives, T, W>("sampled softmax with 16 negatives", 16);
        add_catalogue<T, W>("softmax over 256 items of the batch", 256);
        add_catalogue<T, W>("softmax over all 4,000 items", CatalogueTraining<T, W>::Loss::every_item);
    });
}};

} // namespace linnet::bench
