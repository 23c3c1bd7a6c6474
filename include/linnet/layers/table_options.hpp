// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/builder.hpp>
#include <linnet/core/initializer.hpp>
#include <linnet/core/option.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/table.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/initializers/random_uniform.hpp>
#include <linnet/layers/graph_propagation.hpp>

// What the lookups Embedding and EmbeddingBag have in common: their options and their table.
namespace linnet::inline LINNET_ISA::detail {

template <class Option>
struct is_table : std::false_type {};
template <FixedString Name>
struct is_table<Table<Name>> : std::true_type {};

template <class Option>
struct is_initializer : std::bool_constant<Initializer<Option>> {};

struct OwnTable {};

template <class Option>
struct LookupOption {
    static_assert(never<Option>,
                  "linnet: the options of Embedding and EmbeddingBag are an initializer, Table<\"name\">, "
                  "GraphPropagation and, for EmbeddingBag, Sum, Mean, SqrtN or Max.");
};
template <class Columns>
struct LookupColumns {
    static_assert(never<Columns>, "linnet: Embedding and EmbeddingBag need at least one column.");
};

template <class Layer>
struct LookupOptionTwice {
    static_assert(never<Layer>, "linnet: Embedding and EmbeddingBag take one initializer, one Table, one "
                                "GraphPropagation and, for EmbeddingBag, one of Sum, Mean, SqrtN and Max.");
};

template <class... Unknown>
struct first_unknown {
    using type = void;
};
template <class First, class... Rest>
struct first_unknown<First, Rest...>
    : std::conditional_t<is_table<First>::value || graph_layers_of<First> != 0 || is_initializer<First>::value,
                         first_unknown<Rest...>, std::type_identity<First>> {};

template <std::size_t Columns, class... Options>
consteval auto checked_lookup() {
    using unknown = typename first_unknown<Options...>::type;
    if constexpr (Columns == 0) {
        return ShapeError<LookupColumns<Shape<Columns>>>{};
    } else if constexpr (!std::is_void_v<unknown>) {
        return ShapeError<LookupOption<unknown>>{};
    } else if constexpr (count_options<is_table, Options...> > 1 || count_options<is_initializer, Options...> > 1 ||
                         (std::size_t{graph_layers_of<Options> != 0} + ... + 0) > 1) {
        return ShapeError<LookupOptionTwice<TypeList<Options...>>>{};
    } else {
        return Shape<Columns>{};
    }
}

/// Shape<Columns>, or the error in the options.
template <std::size_t Columns, class... Options>
using lookup_output = decltype(checked_lookup<Columns, Options...>());

template <class... Options>
using table_initializer = option<is_initializer, RandomUniform<>, Options...>;

template <class F, std::size_t Columns, class Init, class TableOption, std::size_t GraphLayers>
struct table_use {
    using type = TypeList<TableUse<TableOption::name, F, Columns, Init, GraphLayers>>;
};
template <class F, std::size_t Columns, class Init>
struct table_use<F, Columns, Init, OwnTable, 0> {
    using type = TypeList<>;
};
template <class F, std::size_t Columns, class Init, std::size_t GraphLayers>
struct table_use<F, Columns, Init, OwnTable, GraphLayers> {
    using type = TypeList<TableUse<name_of_own_table<F>(), F, Columns, Init, GraphLayers>>;
};

template <class F, std::size_t Columns, class... Options>
using table_uses = typename table_use<F, Columns, table_initializer<Options...>, option<is_table, OwnTable, Options...>,
                                      (graph_layers_of<Options> + ... + 0)>::type;

/// Asks the builder for the block that a lookup reads: a table of its own, or the one that its Table option names, or
/// what is derived from it by GraphPropagation.
template <class F, std::size_t Columns, class... Options, class T>
std::size_t add_table(Builder<T>& builder) {
    using Shared = option<is_table, OwnTable, Options...>;
    const table_initializer<Options...> initialize;
    const std::size_t rows = builder.template rows_of<F>();
    std::size_t table;
    if constexpr (std::is_same_v<Shared, OwnTable>) {
        table = builder.table(detail::text({F::name, ".embedding"}), false, rows, Columns, initialize, true);
    } else {
        table = builder.table(Shared::name.view(), true, rows, Columns, initialize, true);
    }
    if constexpr ((graph_layers_of<Options> + ... + 0) != 0) {
        table = builder.derived(table);
    }
    return table;
}

} // namespace linnet::inline LINNET_ISA::detail
