// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// Training gives the same bits at every width, and, as the golden hashes say, with g++ and clang, with AVX2 and
// AVX-512. Builds without FMA have bits of their own.

#include <filesystem>

#include <doctest/doctest.h>

#include <linnet/data/encode.hpp>
#include <linnet/io/interaction_reader.hpp>
#include <linnet/io/movielens.hpp>
#include <linnet/losses.hpp>
#include <linnet/optimizers.hpp>
#include <linnet/train/fit.hpp>

#include "../support/lanes.hpp"
#include "../support/reference_network.hpp"

using namespace linnet_test;

namespace {

struct Golden {
    std::uint64_t with_fma;
    std::uint64_t without_fma;
    [[nodiscard]] std::uint64_t here() const { return LINNET_HAS_FMA ? with_fma : without_fma; }
};

template <class Case>
Golden pick(Golden single, Golden real) {
    return sizeof(typename Case::T) == 4 ? single : real;
}

struct MovieLens {
    ln::Vocabularies<Reference::features> vocabularies;
    ln::Dataset<ln::TypeList<User, Item>> train;
};

/// The chronological split's training part, or nothing where the data is not there.
const MovieLens* movielens() {
    static const auto data = [] {
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

template <class Case, class O>
std::uint64_t after_an_epoch(const O& optimizer) {
    const MovieLens& data = *movielens();
    ln::Model<Reference, typename Case::T, Case::W> model{11, data.vocabularies};
    ln::fit(model, ln::BinaryCrossEntropy{}, optimizer, data.train, {.epochs = 1, .batch_size = 32});
    return hash_of(model.parameters());
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("an epoch on MovieLens-100K gives the same bits at every width", Case, epoch_bits) {
    if (movielens() == nullptr) {
        MESSAGE("SKIPPED: there is no " LINNET_SHARED_DIR "/data/ml-100k");
        return;
    }
    const Golden adam =
        pick<Case>({15356283132687077277U, 13446894725524295168U}, {2574407569742698300U, 5739451802862073143U});
    const Golden lazy =
        pick<Case>({2497628769332779679U, 13111161763852286459U}, {3681857023340102828U, 10669169112023131738U});
    CHECK(after_an_epoch<Case>(ln::Adam{}) == adam.here());
    CHECK(after_an_epoch<Case>(ln::LazyAdam{}) == lazy.here());
}
TEST_CASE_TEMPLATE_APPLY(epoch_bits, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("a network of every layer trains to the same bits at every width", Case, network_bits) {
    const auto data = everything_data(300);
    ln::Model<Everything, typename Case::T, Case::W> model{11, ln::Rows<User>{40}, ln::Rows<Item>{30}};
    ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam{.learning_rate = 0.01}, data, {.epochs = 2, .batch_size = 13});
    const Golden golden =
        pick<Case>({4754969753332802447U, 13202200133033848551U}, {13719535931679886299U, 16139663588398556527U});
    CHECK(hash_of(model.parameters()) == golden.here());
}
TEST_CASE_TEMPLATE_APPLY(network_bits, EveryUserWidth);
