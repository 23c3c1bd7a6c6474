// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>

#include <linnet/core/categorical.hpp>
#include <linnet/layers/field_aware_factorization.hpp>
#include <linnet/layers/sequential.hpp>
#include <linnet/layers/sigmoid.hpp>
#include <linnet/models/field_vectors.hpp>
#include <linnet/optimizers/adagrad.hpp>

#include "support/network_case.hpp"
#include "support/networks.hpp"

namespace linnet::bench {

/// A field-aware factorization machine over 39 fields, 26 of `Rows` ids and 13 of 100, with 4 columns for each pair, as
/// libffm trains it: by Adagrad, without linear terms.
template <std::size_t Rows>
struct Ffm {
    static constexpr std::size_t columns = 4;
    static constexpr std::size_t fields = 39;
    static constexpr std::size_t row_columns = fields * columns; ///< of an id: a vector for each field that it meets
    static constexpr std::size_t rows_of(std::size_t field) { return field < 26 ? Rows : 100; }

    template <std::size_t I>
    using Field = Categorical<Dlrm<Rows>::template name<I>(), rows_of(I)>;
    template <std::size_t... I>
    static auto with(std::index_sequence<I...>)
        -> Sequential<models::FieldVectors<row_columns, Field<I>...>, FieldAwareFactorization<columns>, Sigmoid>;
    using type = decltype(with(std::make_index_sequence<fields>{}));
};

inline constexpr const char* ffm_name = "FFM of 39 fields, 4 columns, Adagrad";
inline Adagrad ffm_optimizer() { return {.learning_rate = 0.2, .initial_accumulator = 1}; }
inline std::vector<NetworkRun> ffm_runs() { return {{256, true}, {2048, true}}; }

} // namespace linnet::bench
