// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// 13 numbers through 512-256-64, 26 tables of 64 columns, all pairs' dot products, 512-256-1.
#include <cstddef>
#include <utility>

#include <linnet/linnet.hpp>

namespace ln = linnet;

template <std::size_t I>
consteval ln::FixedString<4> name() {
    return {{'c', static_cast<char>('0' + I / 10), static_cast<char>('0' + I % 10), '\0'}};
}
template <std::size_t I>
using Table = ln::Embedding<ln::Categorical<name<I>(), 1000>, 64>;

template <std::size_t... I>
auto with(std::index_sequence<I...>)
    -> ln::Sequential<ln::Input<ln::Numeric<"numbers", 13>>, ln::Dense<512>, ln::ReLU, ln::Dense<256>, ln::ReLU,
                      ln::Dense<64>, ln::ReLU, ln::Concat<ln::Identity, ln::PairwiseDot<ln::Identity, Table<I>...>>,
                      ln::Dense<512>, ln::ReLU, ln::Dense<256>, ln::ReLU, ln::Dense<1>, ln::Sigmoid>;
using Network = decltype(with(std::make_index_sequence<26>{}));

int main() {
    ln::Dataset<Network::features> log;
    ln::Model<Network> model{/*seed=*/42};
    ln::fit(model, ln::BinaryCrossEntropy{}, ln::SGD{}, log, {.epochs = 1});
    return ln::predict(model, log).empty() ? 0 : 1;
}
