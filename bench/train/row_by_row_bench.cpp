// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include "support/negatives.hpp"

#include <cstddef>
#include <memory>
#include <string>

#include <linnet/losses/bpr.hpp>
#include <linnet/losses/sampled_softmax_cross_entropy.hpp>

#include "support/case.hpp"
#include "support/widths.hpp"

namespace linnet::bench {

// The tower of the user runs once for a positive and its negatives. Beside it, in turn: once for each row.
template <class L, NegativeSampler Negatives>
void add_pair(const std::string& name, std::size_t negatives) {
    constexpr std::size_t width = native_width<float>;
    const Workload workload{.name = "matrix factorization of 64 columns, " + name + ", in groups",
                            .batch = Positives::batch,
                            .unit = "positives/s"};
    add(std::make_unique<OwnNegativesCase<L, Negatives, float, width, true>>(negatives, 1), {workload},
        column_of<float, width>());
    Column row_by_row = column_of<float, width>();
    row_by_row.name = "peer:row by row";
    add(std::make_unique<OwnNegativesCase<L, Negatives, float, width, false>>(negatives, 1), {workload}, row_by_row);
}

const Cases cases{[] {
    add_pair<Bpr, UniformNegatives>("Bpr with 1 negative", 1);
    add_pair<SampledSoftmaxCrossEntropy, PopularityNegatives>("sampled softmax with 16 negatives", 16);
}};

} // namespace linnet::bench
