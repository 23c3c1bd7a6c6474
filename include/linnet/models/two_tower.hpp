// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/layers/dot.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/models/field_vectors.hpp>

namespace linnet::inline LINNET_ISA::models {

namespace detail {

template <std::size_t Columns, class Features, class... Layers>
struct tower_over;
template <std::size_t Columns, class... Features, class... Layers>
struct tower_over<Columns, TypeList<Features...>, Layers...> {
    using type = Sequential<FieldVectors<Columns, Features...>, Layers...>;
};

} // namespace detail

/// The vectors of the features of a user and those of the features of an item, each through layers of their own, times
/// each other. `Layers` are those of one tower, such as `Mlp<64>, Dense<32>`; with L2Normalization as the last one the
/// score is a cosine. Both lists of features are TypeLists. Trained by InBatchSoftmax, whose temperature is near .1 for
/// cosines, with the counts of the items as probabilities of sampling.
/// Source: Yi et al., "Sampling-bias-corrected neural modeling for large corpus item recommendations", RecSys 2019; the
/// cosine of Huang, He, Gao, Deng, Acero, Heck, "Learning deep structured semantic models for web search using
/// clickthrough data", CIKM 2013.
template <std::size_t Columns, class UserFeatures, class ItemFeatures, class... Layers>
using TwoTower = Dot<typename detail::tower_over<Columns, UserFeatures, Layers...>::type,
                     typename detail::tower_over<Columns, ItemFeatures, Layers...>::type>;

} // namespace linnet::inline LINNET_ISA::models
