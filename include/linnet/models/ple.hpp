// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/identity.hpp>
#include <linnet/layers/mixture.hpp>
#include <linnet/layers/outputs.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/slice.hpp>
#include <linnet/layers/softmax.hpp>
#include <linnet/models/cgc.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

/// One level of PLE: `Own` copies of `Expert` for each head, and `Shared` ones of all heads.
template <std::size_t Own, std::size_t Shared, class Expert>
struct Extraction {};

namespace detail {

/// The layers of one level. After the first, those of each head read `Width` columns of their own, and the shared ones
/// those behind these; all of the first level, whose `Width` is 0, read all columns.
template <class Level, class Heads, std::size_t Width>
struct extraction;
template <std::size_t Own, std::size_t Shared, class Expert, class... Head, std::size_t Width>
struct extraction<Extraction<Own, Shared, Expert>, Outputs<Head...>, Width> {
    static constexpr std::size_t heads = sizeof...(Head);
    using all = own_and_shared_experts<Outputs<Head...>, Expert, std::make_index_sequence<Own>,
                                       std::make_index_sequence<Shared>>;

    template <std::size_t Part, class Layer>
    using reading = std::conditional_t<Width == 0, Layer, Sequential<Slice<Part * Width, Width>, Layer>>;

    template <template <class...> class AllGates, class... SharedGate, std::size_t... Task, std::size_t... E>
    static Mixture<AllGates<reading<Task, typename all::template gate<Task>>..., SharedGate...>,
                   reading<(E < all::shared_from ? E / Own : heads), Expert>...>
        mixture(std::index_sequence<Task...>, std::index_sequence<E...>);

    template <template <class...> class AllGates, class... SharedGate>
    using mixture_with = decltype(mixture<AllGates, SharedGate...>(std::index_sequence_for<Head...>{},
                                                                   std::make_index_sequence<all::experts>{}));
    using last = mixture_with<Gates>;
    using inner = mixture_with<JoinedGates, reading<heads, Sequential<Dense<all::experts>, Softmax>>>;

    template <class In>
    static constexpr std::size_t width = output_of<Expert, In>::columns;
};

/// The levels from one on that reads `In`.
template <class In, std::size_t Width, class Heads, class... Levels>
struct extractions;
template <class In, std::size_t Width, class Heads, class Last>
struct extractions<In, Width, Heads, Last> {
    using type = typename extraction<Last, Heads, Width>::last;
};
template <class In, std::size_t Width, class Heads, class First, class... Rest>
struct extractions<In, Width, Heads, First, Rest...> {
    using level = extraction<First, Heads, Width>;
    static constexpr std::size_t width = level::template width<In>;
    using type = Sequential<typename level::inner, typename extractions<Shape<width>, width, Heads, Rest...>::type>;
};

template <class Levels, class Heads, class In>
struct progressive_extraction {
    static_assert(never<Levels>, "linnet: PLE takes a TypeList of at least one Extraction, each with at least one "
                                 "expert for each head and one for all, and then Outputs.");
    using type = Identity;
};
template <std::size_t... Own, std::size_t... Shared, class... Expert, class... Head, class In>
    requires(sizeof...(Own) > 0 && ((Own > 0 && Shared > 0) && ...))
struct progressive_extraction<TypeList<Extraction<Own, Shared, Expert>...>, Outputs<Head...>, In>
    : extractions<In, 0, Outputs<Head...>, Extraction<Own, Shared, Expert>...> {};

} // namespace detail

/// Progressive layered extraction: levels of experts, `Levels` = TypeList<Extraction<Own, Shared, Expert>, ...> from
/// the features up. In each, a head has experts and a gate of its own, which mixes these with the shared experts. In
/// all but the last, the shared experts have a gate, too, over all experts of the level. What a gate has mixed is what
/// its experts and its gate on the next level read; `Heads`, which are Outputs, read the last. Trained by Losses.
/// With one level it is CGC. Source: Tang, Liu, Zhao, Gong, "Progressive layered extraction (PLE): a novel multi-task
/// learning (MTL) model for personalized recommendations", RecSys 2020.
template <std::size_t Columns, class Levels, class Heads, class... Features>
using PLE =
    Sequential<FieldVectors<Columns, Features...>,
               typename detail::progressive_extraction<Levels, Heads,
                                                       output_of<FieldVectors<Columns, Features...>, NoInput>>::type,
               Heads>;

} // namespace linnet::inline LINNET_ISA::models
