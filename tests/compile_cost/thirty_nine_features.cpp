// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// Two networks after DeepFM of the 39 features of Criteo's log, 26 categorical and 13 numeric: trained, evaluated,
// asked.
#include <cstddef>
#include <utility>

#include <linnet/linnet.hpp>

namespace ln = linnet;

template <char Kind, std::size_t I>
consteval ln::FixedString<4> name() {
    return {{Kind, static_cast<char>('0' + I / 10), static_cast<char>('0' + I % 10), '\0'}};
}
template <std::size_t I>
using Category = ln::Categorical<name<'c', I>(), 1000>;
template <std::size_t I>
using Number = ln::Numeric<name<'n', I>()>;

template <std::size_t Width, class Categories, class Numbers>
struct DeepFm;
template <std::size_t Width, std::size_t... C, std::size_t... N>
struct DeepFm<Width, std::index_sequence<C...>, std::index_sequence<N...>> {
    using Linear = ln::Add<ln::Embedding<Category<C>, 1>..., ln::Sequential<ln::Input<Number<N>>, ln::Dense<1>>...>;
    using Pairs = ln::PairwiseDot<ln::Embedding<Category<C>, Width, ln::Table<name<'t', C>()>>...>;
    using Deep = ln::Sequential<
        ln::Concat<ln::Embedding<Category<C>, Width, ln::Table<name<'t', C>()>>..., ln::Input<Number<N>>...>,
        ln::Dense<128>, ln::ReLU, ln::Dense<64>, ln::ReLU, ln::Dense<1>>;
    using type = ln::Sequential<ln::Add<Linear, ln::Sequential<Pairs, ln::Dense<1>>, Deep>, ln::Sigmoid>;
};
template <std::size_t Width>
using Network = typename DeepFm<Width, std::make_index_sequence<26>, std::make_index_sequence<13>>::type;

template <std::size_t Width>
bool run() {
    ln::Dataset<typename Network<Width>::features> log;
    ln::Model<Network<Width>> model{/*seed=*/42};
    ln::fit(model, ln::BinaryCrossEntropy{}, ln::Adam{}, log, {.epochs = 1});
    const auto evaluation = ln::evaluate(model, ln::BinaryCrossEntropy{}, log, {ln::Auc{}});
    return evaluation.loss > 0.0 && !ln::predict(model, log).empty();
}

int main() { return run<16>() && run<8>() ? 0 : 1; }
