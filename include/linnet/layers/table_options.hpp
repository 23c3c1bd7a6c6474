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

// What the lookups, Embedding and EmbeddingBag, have in common: their options and their table.
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
                  "linnet: the options of Embedding and EmbeddingBag are an initializer, Table<\"name\"> "
                  "and, for EmbeddingBag, Sum, Mean or Max.");
};
template <class Columns>
struct LookupColumns {
    static_assert(never<Columns>, "linnet: Embedding and EmbeddingBag need at least one column.");
};

template <class... Unknown>
struct first_unknown {
    using type = void;
};
template <class First, class... Rest>
struct first_unknown<First, Rest...> : std::conditional_t<is_table<First>::value || is_initializer<First>::value,
                                                          first_unknown<Rest...>, std::type_identity<First>> {};

/// Shape<Columns>, or what is wrong with the options.
template <std::size_t Columns, class... Options>
using lookup_output =
    std::conditional_t<Columns == 0, ShapeError<LookupColumns<Shape<Columns>>>,
                       std::conditional_t<std::is_void_v<typename first_unknown<Options...>::type>, Shape<Columns>,
                                          ShapeError<LookupOption<typename first_unknown<Options...>::type>>>>;

template <class F>
consteval std::size_t rows_in_type() {
    if constexpr (requires { F::rows; }) {
        return F::rows;
    } else {
        return 0;
    }
}

template <class F, std::size_t Columns, class TableOption>
struct table_use {
    using type = TypeList<TableUse<TableOption::name, rows_in_type<F>(), Columns>>;
};
template <class F, std::size_t Columns>
struct table_use<F, Columns, OwnTable> {
    using type = TypeList<>;
};

template <class F, std::size_t Columns, class... Options>
using table_uses = typename table_use<F, Columns, option<is_table, OwnTable, Options...>>::type;

/// Asks the builder for the table of a lookup: an own one, or the one that its Table option names.
template <class F, std::size_t Columns, class... Options, class T>
std::size_t add_table(Builder<T>& builder) {
    using Named = option<is_table, OwnTable, Options...>;
    const option<is_initializer, RandomUniform<>, Options...> initialize;
    const std::size_t rows = builder.template rows_of<F>();
    if constexpr (std::is_same_v<Named, OwnTable>) {
        return builder.table(detail::text({F::name, ".embedding"}), false, rows, Columns, initialize);
    } else {
        return builder.table(Named::name.view(), true, rows, Columns, initialize);
    }
}

} // namespace linnet::inline LINNET_ISA::detail
