// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

#include <doctest/doctest.h>

#include <linnet/config.hpp>
#include <linnet/io/interaction_reader.hpp>
#include <linnet/io/movielens.hpp>
#include <linnet/losses.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/samples/encode.hpp>
#include <linnet/train/fit.hpp>

#include "eager_pool.hpp"
#include "reference_network.hpp"

// Training gives the same bits at every width and, as the golden hashes show, with g++ and clang, and with AVX2 and
// AVX-512. Builds without FMA have bits of their own. Each width has a file in tests/same_bits; one build tests
// some, and one that defines LINNET_TEST_OTHER_WIDTHS the others.
namespace linnet_test {

struct Golden {
    std::uint64_t single_with_fma, single_without_fma, double_with_fma, double_without_fma;

    template <class T>
    [[nodiscard]] std::uint64_t of() const {
        return LINNET_HAS_FMA ? (sizeof(T) == 4 ? single_with_fma : double_with_fma)
                              : (sizeof(T) == 4 ? single_without_fma : double_without_fma);
    }
};

/// What `hash.operator()<T, W>(executor)` computes has these bits at every width, with any number of threads.
template <class Hash>
LINNET_COLD void check_golden(const Golden& golden, const Hash& hash) {
    const std::uint64_t single = golden.of<float>();
    CHECK(hash.template operator()<float, 1>(nullptr) == single);
    CHECK(hash.template operator()<float, 16>(nullptr) == single);
#ifdef LINNET_TEST_OTHER_WIDTHS
    CHECK(hash.template operator()<float, 8>(nullptr) == single);
#else
    CHECK(hash.template operator()<float, 4>(nullptr) == single);
#endif
    for (const std::size_t threads : {2U, 3U, 8U}) {
        CAPTURE(threads);
        EagerPool pool{threads};
        CHECK(hash.template operator()<float, 16>(&pool) == single);
    }
    CHECK(hash.template operator()<double, 1>(nullptr) == golden.of<double>());
    CHECK(hash.template operator()<double, 4>(nullptr) == golden.of<double>());
}

struct MovieLens {
    ln::Vocabularies<Reference> vocabularies;
    ln::Dataset<ln::TypeList<User, Item>> train;
};

/// The training set of the chronological split of MovieLens-100K, or nothing if the data is not there.
LINNET_COLD inline const MovieLens* movielens() {
    static const MovieLens data = [] {
        MovieLens result;
        const std::filesystem::path file = LINNET_SHARED_DIR "/data/ml-100k/splits/ctr_train.tsv";
        if (std::filesystem::exists(file)) {
            const auto log = ln::read_interactions(file, ln::movielens_100k());
            result.vocabularies.add<User, Item>(log);
            result.train = ln::encode<User, Item>(log, result.vocabularies, ln::RatingAsLabel{});
        }
        return result;
    }();
    return data.train.size() != 0 ? &data : nullptr;
}

template <class T, std::size_t W, class O>
LINNET_COLD std::uint64_t hash_after_an_epoch(const O& optimizer) {
    ln::Model<Reference, T, W> model{11, movielens()->vocabularies};
    ln::fit(model, ln::BinaryCrossEntropy{}, optimizer, movielens()->train,
            {.epochs = 1, .batch_size = 32, .average_unknown_rows = false});
    return hash_of(model.parameters());
}

/// The reference network after an epoch on MovieLens-100K.
template <class T, std::size_t W>
LINNET_COLD void check_epoch_bits() {
    if (movielens() == nullptr) {
        MESSAGE("SKIPPED: there is no " LINNET_SHARED_DIR "/data/ml-100k");
        return;
    }
    CHECK(hash_after_an_epoch<T, W>(ln::Adam{}) ==
          Golden{15229361645888632140U, 13446894725524295168U, 17168764191979872299U, 5739451802862073143U}.of<T>());
    CHECK(hash_after_an_epoch<T, W>(ln::LazyAdam{}) ==
          Golden{760348965151929277U, 13111161763852286459U, 2393943162973525565U, 10669169112023131738U}.of<T>());
}

/// A network of every layer after two epochs on made-up data.
template <class T, std::size_t W>
LINNET_COLD void check_network_bits() {
    ln::Model<Everything, T, W> model{11, ln::Rows<User>{40}, ln::Rows<Item>{30}};
    ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.01}, everything_data(300),
            {.epochs = 2, .batch_size = 13});
    CHECK(hash_of(model.parameters()) ==
          Golden{2645596486316334586U, 6330178729168196919U, 10266866538116221394U, 817034741942437775U}.of<T>());
}

/// A network that normalizes by the moments of its batches, the last of which has one row. Its statistics count.
template <class T, std::size_t W>
LINNET_COLD void check_normed_bits() {
    using Normed = ln::Sequential<ln::Concat<ln::Embedding<User, 9>, ln::Embedding<Item, 7>>, ln::Dense<21, ln::NoBias>,
                                  ln::BatchNorm<>, ln::ReLU, ln::Dense<1>, ln::Sigmoid>;
    ln::Dataset<ln::TypeList<User, Item>> data;
    for (ln::row_id i = 0; i < 66; ++i) {
        data.add(i % 3 == 0 ? 1.0F : 0.0F, i * 7 % 40, i * 11 % 30);
    }
    ln::Model<Normed, T, W> model{11, ln::Rows<User>{40}, ln::Rows<Item>{30}};
    ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.01}, data, {.epochs = 2, .batch_size = 13});
    CHECK(hash_of(model.parameters()) ==
          Golden{4518313847165362562U, 4211284308038877633U, 15190722734905783215U, 9797840338508137289U}.of<T>());
}

} // namespace linnet_test
