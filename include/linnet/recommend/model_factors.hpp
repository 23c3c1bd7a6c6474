// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <type_traits>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/description.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/layers/activation.hpp>
#include <linnet/layers/add.hpp>
#include <linnet/layers/dot.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/named.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/recommend/factor_scorer.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// A term of the sum that a dot-product model computes: which of `Factors` it is, and whether the table of the item
/// comes first in it.
struct FactorTerm {
    bool fits = false;
    int kind = 0;
    bool item_first = false;
};

template <class Layer, class User, class Item>
inline constexpr FactorTerm factor_term{};
template <class User, class Item, std::size_t N, class... A, class... B>
inline constexpr FactorTerm factor_term<Dot<Embedding<User, N, A...>, Embedding<Item, N, B...>>, User, Item>{true, 0};
template <class User, class Item, std::size_t N, class... A, class... B>
inline constexpr FactorTerm factor_term<Dot<Embedding<Item, N, A...>, Embedding<User, N, B...>>, User, Item>{true, 0,
                                                                                                             true};
template <class User, class Item, class... A>
inline constexpr FactorTerm factor_term<Embedding<User, 1, A...>, User, Item>{true, 1};
template <class User, class Item, class... A>
inline constexpr FactorTerm factor_term<Embedding<Item, 1, A...>, User, Item>{true, 2};

/// The terms of a network, if it is a product of an embedding of the user and one of the item, with at most one bias of
/// either.
template <class Network, class User, class Item>
struct factor_terms {
    static constexpr std::array terms{factor_term<Network, User, Item>};
    static constexpr bool fits = terms[0].fits && terms[0].kind == 0;
};
template <class... Layers, class User, class Item>
struct factor_terms<Add<Layers...>, User, Item> {
    static constexpr std::array<FactorTerm, sizeof...(Layers)> terms{factor_term<Layers, User, Item>...};
    static constexpr bool fits = [] {
        int count[3] = {};
        for (const FactorTerm& term : terms) {
            ++count[term.kind];
        }
        return (factor_term<Layers, User, Item>.fits && ...) && count[0] == 1 && count[1] <= 1 && count[2] <= 1;
    }();
};

/// A network without its closing activation.
template <class Network>
struct without_closing {
    using body = Network;
    using closing = NoClosing;
};
template <class Body>
struct without_closing<Sequential<Body>> {
    using body = Body;
    using closing = NoClosing;
};
template <class Body, class Last>
    requires requires { typename Last::function; }
struct without_closing<Sequential<Body, Last>> {
    using body = Body;
    using closing = typename Last::function;
};

template <class Network, class Features = typename Network::features>
struct network_factors {
    static constexpr bool fits = false;
    using closing = NoClosing;
};
template <class Network, class User, class Item>
struct network_factors<Network, TypeList<User, Item>>
    : factor_terms<typename without_closing<Network>::body, User, Item> {
    using closing = typename without_closing<Network>::closing;
};

} // namespace detail

/// Whether the output of a model is the inner product of an embedding of the user, the network's first feature, and one
/// of the item, its second, optionally with biases of one column added and an activation applied. For example:
/// `Sequential<Add<Dot<Embedding<User, 64>, Embedding<Item, 64>>, Embedding<Item, 1>>, Sigmoid>`.
template <class ModelType>
inline constexpr bool has_factors = detail::network_factors<detail::without_names<typename ModelType::network>>::fits;

namespace detail {

/// The parameter blocks of a dot-product model by what they are in its sum; `none` for a bias that it has not.
template <class T>
struct FactorBlocks {
    std::size_t users = Parameters<T>::none;
    std::size_t items = Parameters<T>::none;
    std::size_t user_bias = Parameters<T>::none;
    std::size_t item_bias = Parameters<T>::none;
    typename Factors<T>::Term last = Factors<T>::Term::item_bias;
};

template <class ModelType>
[[nodiscard]] LINNET_COLD FactorBlocks<typename ModelType::scalar> factor_blocks(const ModelType& model) {
    static_assert(
        has_factors<ModelType>,
        "linnet: a model has factors if its network is a Dot of a user's and an item's Embedding, with a bias "
        "of each and an activation if wanted; ModelScorer takes any network.");
    using T = typename ModelType::scalar;
    Description description;
    model.describe(description);
    std::vector<std::size_t> blocks; // in the order of the network's type
    for (const LayerDescription& line : description.lines()) {
        blocks.insert(blocks.end(), line.blocks.begin(), line.blocks.end());
    }
    FactorBlocks<T> factors;
    std::size_t next = 0;
    constexpr auto terms = [] {
        if constexpr (has_factors<ModelType>) {
            return network_factors<without_names<typename ModelType::network>>::terms;
        } else {
            return std::array<FactorTerm, 0>{}; // so that the static_assert above is the only error
        }
    }();
    for (const FactorTerm& term : terms) {
        factors.last = static_cast<typename Factors<T>::Term>(term.kind);
        if (term.kind == 0) {
            factors.users = blocks[next + (term.item_first ? 1 : 0)];
            factors.items = blocks[next + (term.item_first ? 0 : 1)];
            ++next;
        } else {
            (term.kind == 1 ? factors.user_bias : factors.item_bias) = blocks[next];
        }
        ++next;
    }
    return factors;
}

/// Whether the tables of a model are views of numbers, as those of a quantised model are not.
template <class ModelType>
inline constexpr bool has_factor_views =
    has_factors<ModelType> && requires(const ModelType& model) { model.current_parameters(); };

template <class ModelType>
[[nodiscard]] Factors<typename ModelType::scalar> factors_in(const ModelType& model,
                                                             const FactorBlocks<typename ModelType::scalar>& blocks) {
    using T = typename ModelType::scalar;
    const auto& parameters = model.current_parameters();
    const auto view = [&](std::size_t block) {
        return block == Parameters<T>::none ? ConstMatrixView<T>{} : parameters[block].values.view();
    };
    return {view(blocks.users), view(blocks.items), view(blocks.user_bias), view(blocks.item_bias), blocks.last};
}

/// What adds up the factors of a model, as `type`.
template <class ModelType>
struct scorer_by_factors {
    using type = FactorScorer<typename ModelType::scalar, ModelType::width,
                              typename network_factors<without_names<typename ModelType::network>>::closing>;
};

} // namespace detail

/// The tables of a dot-product model. Views into the model, which must outlive them. With GraphPropagation they are
/// what is derived from the tables, as of this call or a later prediction; throws SettingError if the model has no
/// graph.
template <class ModelType>
[[nodiscard]] LINNET_COLD Factors<typename ModelType::scalar> model_factors(const ModelType& model) {
    constexpr bool has_views = requires { model.current_parameters(); };
    static_assert(has_views, "linnet: the tables of a quantised model are no views of numbers; its factor_scorer reads "
                             "them as they are.");
    if constexpr (has_views) {
        return detail::factors_in(model, detail::factor_blocks(model));
    } else {
        return {};
    }
}

/// Deleted, because the views would outlive a temporary model.
template <class ModelType>
Factors<typename ModelType::scalar> model_factors(const ModelType&& model) = delete;

/// A dot-product model as a scorer that runs at the speed of its products and has the bits of `predict`. The model must
/// outlive it.
template <class ModelType>
[[nodiscard]] auto factor_scorer(const ModelType& model) {
    return typename detail::scorer_by_factors<ModelType>::type(model_factors(model));
}
template <class ModelType>
auto factor_scorer(const ModelType&& model) = delete;

} // namespace linnet::inline LINNET_ISA
