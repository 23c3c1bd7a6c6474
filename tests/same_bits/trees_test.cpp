// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// Boosted trees have the same bits at every width, with any number of threads, and with g++ and clang.
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/matrix.hpp>
#include <linnet/core/random.hpp>
#include <linnet/losses/binary_cross_entropy.hpp>
#include <linnet/trees/boosted_trees.hpp>
#include <linnet/trees/lambda_rank.hpp>

#include "../support/reference_network.hpp"
#include "../support/same_bits.hpp"

namespace trees_test {

using namespace linnet_test;

namespace {

/// FNV-1a over the bits of numbers.
template <class T>
std::uint64_t hash_of(const std::vector<T>& numbers, std::uint64_t hash) {
    for (const T x : numbers) {
        std::uint64_t bits = std::bit_cast<ln::detail::bits_of<T>>(x);
        for (std::size_t byte = 0; byte < sizeof(T); ++byte, bits >>= 8) {
            hash = (hash ^ (bits & 0xff)) * 0x100000001b3;
        }
    }
    return hash;
}

template <class T, std::size_t W>
std::uint64_t hash_after_two_fits(ln::Executor* executor) {
    constexpr std::size_t rows = 600;
    const ln::Random random{3, 3};
    ln::Matrix<T> x{rows, 7};
    std::vector<T> labels;
    std::vector<T> weights;
    std::vector<ln::row_id> groups;
    for (std::size_t i = 0; i < rows; ++i) {
        for (std::size_t f = 0; f < 7; ++f) {
            x.view()(i, f) = random.below(9, 32 * i + f + 16) == 0 ? std::numeric_limits<T>::quiet_NaN()
                                                                   : static_cast<T>(random.uniform(32 * i + f));
        }
        labels.push_back(random.uniform(32 * i + 30) < random.uniform(32 * i) ? T{1} : T{0});
        weights.push_back(static_cast<T>(random.uniform(32 * i + 31)));
        groups.push_back(static_cast<ln::row_id>(i / 15));
    }
    ln::BoostedTrees<T, W> trees{
        {.trees = 15, .depth = 5, .min_child_samples = 7, .subsample = 0.8, .feature_fraction = 0.7}};
    const ln::TreeSamples<T> samples{x.view(), labels, weights, groups};
    trees.fit(samples, ln::BinaryCrossEntropy{}, {.executor = executor});
    std::uint64_t hash = hash_of(trees.ensemble().leaves, 0xcbf29ce484222325);
    hash = hash_of(trees.predict(x.view(), executor), hash);
    trees.fit(samples, ln::LambdaRank{.k = 5}, {.executor = executor});
    return hash_of(trees.predict(x.view(), executor), hash_of(trees.ensemble().thresholds, hash));
}

} // namespace

TEST_CASE("boosted trees give the golden bits at every width and with any number of threads") {
    check_golden({13180519318667666270U, 15014782489417507316U, 5380180910621959304U, 17393074449938003721U},
                 []<class T, std::size_t W>(ln::Executor* executor) { return hash_after_two_fits<T, W>(executor); });
}

} // namespace trees_test
