// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/type_list.hpp>

// What the layers have in common that let fields of their input interact: vectors of one width that lie side by side,
// as a Concat of embeddings puts them out.
namespace linnet::inline LINNET_ISA::detail {

template <class Layer>
struct FieldsInput {
    static_assert(never<Layer>, "linnet: this layer needs fields to interact: put it behind a Concat of Embeddings.");
};
template <class Layer>
struct FieldsWithoutColumns {
    static_assert(never<Layer>, "linnet: the fields of this layer need at least one column.");
};
template <class Layer>
struct FieldsOfOtherWidth {
    static_assert(never<Layer>, "linnet: the input of this layer must be made of fields of as many columns as it says: "
                                "its width is no multiple of that.");
};
template <class Layer>
struct FieldsOfOne {
    static_assert(never<Layer>, "linnet: this layer needs at least two fields, and its input is one.");
};

/// The input of `Layer` if it is made of fields of `Columns` columns, or what is wrong with it.
template <class Layer, std::size_t Columns, class In>
consteval auto input_of_fields() {
    if constexpr (is_shape_error<In>) {
        return In{};
    } else if constexpr (Columns == 0) {
        return ShapeError<FieldsWithoutColumns<Layer>>{};
    } else if constexpr (!is_shape<In>) {
        return ShapeError<FieldsInput<Layer>>{};
    } else if constexpr (In::columns % Columns != 0) {
        return ShapeError<FieldsOfOtherWidth<Layer>>{};
    } else {
        return In{};
    }
}

/// The output of `Layer` for fields of `Columns` columns, of which there are m > 1: `Shape<Layer::columns_of(m)>`, or
/// what is wrong with the input.
template <class Layer, std::size_t Columns, class In>
consteval auto output_of_fields() {
    using input = decltype(input_of_fields<Layer, Columns, In>());
    if constexpr (is_shape_error<input>) {
        return input{};
    } else if constexpr (In::columns / Columns < 2) {
        return ShapeError<FieldsOfOne<Layer>>{};
    } else {
        return Shape<Layer::columns_of(In::columns / Columns)>{};
    }
}

/// The parts of a layer of fields that are the same for all.
struct LayerOfFields {
    static constexpr bool reads_input = true;
    static constexpr bool per_row = true;
    using features = TypeList<>;
    using tables = TypeList<>;
};

/// Calls `body(b, i)` for each of `Fields` fields i of each row b. A row costs about `cost`.
template <std::size_t Fields, class Body>
void for_each_field(Executor* executor, std::size_t rows, std::size_t cost, const Body& body) {
    for_each_share(executor, rows, 1, cost, [&](std::size_t first, std::size_t count) {
        for (std::size_t b = first; b < first + count; ++b) {
            for (std::size_t i = 0; i < Fields; ++i) {
                body(b, i);
            }
        }
    });
}

/// The number of pairs of m fields.
[[nodiscard]] constexpr std::size_t pairs_of_fields(std::size_t m) { return m * (m - 1) / 2; }

} // namespace linnet::inline LINNET_ISA::detail
