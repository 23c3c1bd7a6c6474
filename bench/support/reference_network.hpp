// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/core/categorical.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/network/model.hpp>

#include "support/naive_network.hpp"

namespace linnet::bench {

using User = Categorical<"user", NaiveNetwork::rows>;
using Item = Categorical<"item", NaiveNetwork::rows>;
using ReferenceNetwork =
    Sequential<Concat<Embedding<User, NaiveNetwork::columns>, Embedding<Item, NaiveNetwork::columns>>, Dense<1>,
               Sigmoid>;

/// Gives the model the parameters of the naive network.
template <class T>
void copy_parameters(const NaiveNetwork& from, Parameters<T>& to) {
    auto value = from.values().begin();
    for (auto& block : to) {
        for (std::size_t r = 0; r < block.values.rows(); ++r) {
            for (T& number : block.values.view().row_span(r)) {
                number = static_cast<T>(*value++);
            }
        }
    }
}

} // namespace linnet::bench
