// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include <linnet/core/categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/identity.hpp>
#include <linnet/layers/input.hpp>
#include <linnet/layers/multiply.hpp>
#include <linnet/layers/pairwise_dot.hpp>
#include <linnet/layers/relu.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/models/deep_cross_network.hpp>
#include <linnet/models/deep_fm.hpp>
#include <linnet/models/mlp.hpp>

#include "support/network_case.hpp"

// Networks of the literature, as types.
namespace linnet::bench {

/// Neural matrix factorisation: a product of two factors of 8 beside a perceptron 64-32-16-8.
/// Source: He et al., "Neural collaborative filtering", WWW 2017.
template <std::size_t Users, std::size_t Items>
struct NeuMf {
    using User = Categorical<"user", Users>;
    using Item = Categorical<"item", Items>;
    using type =
        Sequential<Concat<Multiply<Embedding<User, 8, Table<"gmf user">>, Embedding<Item, 8, Table<"gmf item">>>,
                          Sequential<Concat<Embedding<User, 32>, Embedding<Item, 32>>, Dense<32>, ReLU, Dense<16>, ReLU,
                                     Dense<8>, ReLU>>,
                   Dense<1>, Sigmoid>;
};

/// 13 numbers through 512-256-64, 26 tables of 64 columns, all pairs' dot products, 512-256-1.
/// Source: Naumov et al., "Deep learning recommendation model for personalization and recommendation systems", 2019.
template <std::size_t Rows>
struct Dlrm {
    static constexpr std::size_t tables = 26;

    template <std::size_t I>
    static consteval FixedString<4> name() {
        return {{'c', static_cast<char>('0' + I / 10), static_cast<char>('0' + I % 10), '\0'}};
    }
    template <std::size_t I>
    using Table = Embedding<Categorical<name<I>(), Rows>, 64>;

    template <std::size_t... I>
    static auto with(std::index_sequence<I...>)
        -> Sequential<Input<Numeric<"numbers", 13>>, Dense<512>, ReLU, Dense<256>, ReLU, Dense<64>, ReLU,
                      Concat<Identity, PairwiseDot<Identity, Table<I>...>>, Dense<512>, ReLU, Dense<256>, ReLU,
                      Dense<1>, Sigmoid>;
    using type = decltype(with(std::make_index_sequence<tables>{}));
};

/// Click models over 26 categories with vectors of 16, as in Criteo's data, and a perceptron 256-128.
template <std::size_t Rows>
struct Clicks {
    static constexpr std::size_t categories = 26;
    static constexpr std::size_t columns = 16;
    static constexpr std::size_t crosses = 3;
    static constexpr std::size_t inputs = categories * columns;

    template <std::size_t I>
    using Category = Categorical<Dlrm<Rows>::template name<I>(), Rows>;

    template <std::size_t... I>
    static auto deep_fm_of(std::index_sequence<I...>) -> models::DeepFM<columns, models::Mlp<256, 128>, Category<I>...>;
    template <std::size_t... I>
    static auto dcn_of(std::index_sequence<I...>)
        -> models::DCNv2<columns, crosses, models::Mlp<256, 128>, Category<I>...>;
    using deep_fm = decltype(deep_fm_of(std::make_index_sequence<categories>{}));
    using dcn = decltype(dcn_of(std::make_index_sequence<categories>{}));
    static constexpr double mlp_flops = 2.0 * (inputs * 256 + 256 * 128 + 128);
    static constexpr double deep_fm_flops = mlp_flops + 3.0 * inputs;
    static constexpr double dcn_flops = mlp_flops + 2.0 * crosses * inputs * inputs + 2.0 * inputs;
};

inline constexpr const char* deep_fm_name = "DeepFM, SGD";
inline constexpr const char* dcn_name = "DCNv2, SGD";
inline constexpr const char* neumf_name = "NeuMF, Adam";
inline constexpr const char* dlrm_name = "DLRM, SGD";

inline std::vector<NetworkRun> neumf_runs() {
    return {{256, true}, {2048, true}, {1, false}, {32, false}, {256, false}, {2048, false}};
}
inline std::vector<NetworkRun> click_runs() {
    return {{256, true}, {2048, true}, {1, false}, {256, false}, {2048, false}};
}
inline std::vector<NetworkRun> dlrm_runs() {
    return {{128, true}, {2048, true}, {1, false}, {128, false}, {2048, false}};
}

} // namespace linnet::bench
