// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/core/random.hpp>
#include <linnet/layers.hpp>
#include <linnet/network/model.hpp>
#include <linnet/samples/dataset.hpp>

// The networks that several tests train, and a hash to compare trained parameters.
namespace linnet_test {

namespace ln = linnet;

using User = ln::Categorical<"user">;
using Item = ln::Categorical<"item">;
using Genres = ln::MultiCategorical<"genres", 12>;
using Numbers = ln::Numeric<"numbers", 5>;

using Reference =
    ln::Sequential<ln::Concat<ln::Embedding<User, 100>, ln::Embedding<Item, 100>>, ln::Dense<1>, ln::Sigmoid>;

/// Every layer there is, at widths that are not multiples of anything.
using Everything = ln::Sequential<
    ln::Concat<ln::Embedding<User, 9>, ln::EmbeddingBag<Genres, 7>, ln::EmbeddingBag<Genres, 5, ln::Mean>,
               ln::EmbeddingBag<Genres, 3, ln::Max>, ln::Input<Numbers>,
               ln::Dot<ln::Embedding<User, 6>, ln::Embedding<Item, 6>>,
               ln::Multiply<ln::Embedding<User, 11, ln::Table<"users">>, ln::Embedding<Item, 11>>,
               ln::Add<ln::Embedding<User, 11, ln::Table<"users">>, ln::Embedding<Item, 11, ln::GlorotNormal>>>,
    ln::Dense<33>, ln::ReLU, ln::Dropout<ln::percent<20>>, ln::Dense<19, ln::HeNormal>, ln::Tanh,
    ln::Concat<ln::Sequential<ln::Dense<4>, ln::Softmax>, ln::Dense<3, ln::NoBias>, ln::Identity,
               ln::PairwiseDot<ln::Dense<5>, ln::Dense<5>, ln::Dense<5>>>,
    ln::Dense<1>, ln::Sigmoid>;

/// Samples for `Everything` whose label depends on user, item and numbers.
inline ln::Dataset<Everything::features> everything_data(std::size_t samples) {
    ln::Dataset<Everything::features> data;
    const ln::Random random{17, 4};
    for (std::size_t n = 0; n < samples; ++n) {
        const auto draw = [&](std::uint64_t below, std::uint64_t place) { return random.below(below, n * 32 + place); };
        const auto user = static_cast<ln::row_id>(draw(40, 0));
        const auto item = static_cast<ln::row_id>(draw(30, 1));
        std::vector<ln::row_id> genres;
        for (std::uint64_t i = 0; i < draw(4, 2); ++i) {
            genres.push_back(static_cast<ln::row_id>(draw(12, 3 + i)));
        }
        std::vector<float> numbers;
        for (std::uint64_t i = 0; i < 5; ++i) {
            numbers.push_back(static_cast<float>(random.uniform(n * 32 + 10 + i) - 0.5));
        }
        data.add(static_cast<float>(user % 3 + item % 4) * 0.2F + numbers[0] > 0.6F ? 1.0F : 0.0F, user, genres,
                 numbers, item);
    }
    return data;
}

/// FNV-1a over the bits of all parameters.
template <class T>
std::uint64_t hash_of(const ln::Parameters<T>& parameters) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const auto& block : parameters) {
        for (std::size_t r = 0; r < block.values.rows(); ++r) {
            for (std::size_t c = 0; c < block.values.columns(); ++c) {
                std::uint64_t bits = std::bit_cast<ln::detail::bits_of<T>>(block.values.view()(r, c));
                for (std::size_t byte = 0; byte < sizeof(T); ++byte, bits >>= 8) {
                    hash = (hash ^ (bits & 0xff)) * 0x100000001b3;
                }
            }
        }
    }
    return hash;
}

} // namespace linnet_test
