// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/layers/graph_propagation.hpp>
#include <linnet/models/matrix_factorization.hpp>

namespace linnet::inline LINNET_ISA::models {

/// Matrix factorization over vectors that are propagated along the graph of who had what. Trained by Bpr; the model
/// needs its graph, `set_graph`. Social LightGCN is the same network with a graph that also joins users, who follow,
/// trust or are friends of each other, by their rows:
///
///     model.set_graph<User, Item>(user_items<User, Item>(log, model.vocabularies()), followers, followed);
///
/// Trust is read as undirected, and both kinds of edges weigh alike.
/// Source: He et al., "LightGCN: simplifying and powering graph convolution network for recommendation", SIGIR 2020.
template <std::size_t Columns, std::size_t Layers, class User, class Item, class... Options>
using LightGCN = MF<Columns, User, Item, GraphPropagation<Layers>, Options...>;

} // namespace linnet::inline LINNET_ISA::models
