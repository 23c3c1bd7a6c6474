// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include <linnet/core/categorical.hpp>
#include <linnet/layers/concat.hpp>
#include <linnet/layers/dense.hpp>
#include <linnet/layers/embedding.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>

#include "support/naive_network.hpp"

namespace linnet::bench {

/// Two tables, whose rows side by side go through one unit.
template <std::size_t TableRows, std::size_t Columns>
struct TwoTables {
    using User = Categorical<"user", TableRows>;
    using Item = Categorical<"item", TableRows>;
    using type = Sequential<Concat<Embedding<User, Columns>, Embedding<Item, Columns>>, Dense<1>, Sigmoid>;
};

using Reference = TwoTables<NaiveNetwork::rows, NaiveNetwork::columns>;
using ReferenceNetwork = Reference::type;

/// Tables that no cache holds; with the moments of Adam 1.5 GB.
struct Large : TwoTables<1'000'000, 64> {
    static constexpr std::size_t rows = 1'000'000;
    static constexpr std::size_t columns = 64;
    static constexpr const char* name = "Two tables of 1M x 64, LazyAdam, training step";
    static constexpr std::size_t samples = std::size_t{1} << 20; ///< that look up more rows than the caches hold

    static std::vector<std::size_t> batches() { return {256, 2048}; }
    static std::vector<Workload> workloads() {
        std::vector<Workload> all;
        for (const std::size_t batch : batches()) {
            all.push_back(two_tables_workload(name, rows, columns, true, batch));
        }
        return all;
    }
};

} // namespace linnet::bench
