// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/heads.hpp>
#include <linnet/core/layer.hpp>
#include <linnet/core/layer_traits.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/steps.hpp>
#include <linnet/core/table.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/layers/graph_propagation.hpp>
#include <linnet/layers/named.hpp>
#include <linnet/layers/outputs.hpp>
#include <linnet/network/closing_layer.hpp>

// Every rule that a network must keep, checked on its type before any of it is bound, so that a mistake costs one
// sentence.
namespace linnet::inline LINNET_ISA::detail {

template <class F>
struct FeatureNameTwice {
    static_assert(never<F>, "linnet: two different features of the network have the same name.");
};
template <class Use, class Other>
struct TableShapesDiffer {
    static_assert(never<Use, Other>, "linnet: lookups that share a table must agree in rows and columns.");
};

template <class Use, class Other>
struct TableInitializersDiffer {
    static_assert(never<Use, Other>, "linnet: lookups that share a table must have the same initializer, as the table "
                                     "is filled once.");
};

template <class Uses>
struct GraphTablesAreTwo {
    static_assert(never<Uses>, "linnet: GraphPropagation moves vectors between two tables, one of users and one of "
                               "items: give it to the lookups of both, and of no third table.");
};
template <class Uses>
struct GraphTablesDiffer {
    static_assert(never<Uses>,
                  "linnet: lookups with GraphPropagation must agree in columns and layers, and so must all "
                  "lookups that share their tables.");
};

template <class Network>
struct NetworkPutsOutSteps {
    static_assert(never<Network>, "linnet: a network puts out a matrix, and this one a batch of sequences: pool the "
                                  "steps with Sum, Mean, Max or Last.");
};

template <class Network>
struct HeadsWithoutOutputs {
    static_assert(never<Network>, "linnet: a Mixture with several Gates mixes for the heads of Outputs: put Outputs "
                                  "behind it.");
};

template <class Last>
inline constexpr bool is_outputs = false;
template <class... Layers>
inline constexpr bool is_outputs<Outputs<Layers...>> = true;
/// Whether the layer that puts out a network's heads is Outputs.
template <class Network>
inline constexpr bool ends_in_outputs = is_outputs<typename close_at<TypeList<>, Place<>, Network>::last>;

template <class Path>
struct NameTwice {
    static_assert(never<Path>, "linnet: two parts of the network are Named alike; give each a name of its own.");
};

/// Whether no two of these names are the same. That is the usual case, which needs no look at pairs of types.
template <std::size_t Count>
consteval bool all_differ(const std::array<std::string_view, Count>& names) {
    for (std::size_t i = 0; i < Count; ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (names[i] == names[j]) {
                return false;
            }
        }
    }
    return true;
}

template <class List>
struct repeated_feature {
    using type = void;
};
template <class... Features>
    requires(!all_differ(std::array<std::string_view, sizeof...(Features)>{Features::name...}))
struct repeated_feature<TypeList<Features...>> {
    template <class F>
    static constexpr bool repeats = (std::size_t{Features::name == F::name} + ...) > 1;
    using type = typename first_error<
        std::conditional_t<repeats<Features>, ShapeError<FeatureNameTwice<Features>>, Features>...>::type;
};

template <class Paths>
struct repeated_name;
template <class... Paths>
struct repeated_name<TypeList<Paths...>> {
    template <class Path>
    static constexpr bool repeats = (std::size_t{std::is_same_v<Path, Paths>} + ...) > 1;
    using type = typename first_error<std::conditional_t<repeats<Paths>, ShapeError<NameTwice<Paths>>, Paths>...>::type;
};

/// The error in two lookups in tables, or no error.
template <class Use, class Other>
using clash = std::conditional_t<
    Use::name != Other::name, Use,
    std::conditional_t<Use::rows != Other::rows || Use::columns != Other::columns,
                       ShapeError<TableShapesDiffer<Use, Other>>,
                       std::conditional_t<!std::is_same_v<typename Use::initializer, typename Other::initializer>,
                                          ShapeError<TableInitializersDiffer<Use, Other>>, Use>>>;

template <class Use, class... Others>
using clash_with = typename first_error<clash<Use, Others>...>::type;

template <class List>
struct clashing_table {
    using type = void;
};
template <class... Uses>
    requires(!all_differ(std::array<std::string_view, sizeof...(Uses)>{Uses::name.view()...}) &&
             (Uses::graph_layers + ... + 0) == 0)
struct clashing_table<TypeList<Uses...>> {
    using type = typename first_error<clash_with<Uses, Uses...>...>::type;
};
template <class... Uses>
    requires((Uses::graph_layers + ... + 0) > 0)
struct clashing_table<TypeList<Uses...>> {
    using graph = GraphTables<TypeList<Uses...>>;
    using type = typename first_error<
        clash_with<Uses, Uses...>...,
        std::conditional_t<graph::are_two, void, ShapeError<GraphTablesAreTwo<TypeList<Uses...>>>>,
        std::conditional_t<graph::agree, void, ShapeError<GraphTablesDiffer<TypeList<Uses...>>>>>::type;
};

/// The output Shape of the network, or the ShapeError of the first rule that it breaks.
template <class Network>
consteval auto network_verdict() {
    using output = output_of<Network, NoInput>;
    if constexpr (is_shape_error<output>) {
        return output{};
    } else if constexpr (is_steps<output>) {
        return ShapeError<NetworkPutsOutSteps<Network>>{};
    } else if constexpr (is_heads<output> && !ends_in_outputs<Network>) {
        return ShapeError<HeadsWithoutOutputs<Network>>{};
    } else {
        using repeated = typename repeated_feature<typename Network::features>::type;
        using clash = typename clashing_table<typename Network::tables>::type;
        using alike = typename repeated_name<typename name_paths<TypeList<>, Network>::type>::type;
        if constexpr (!std::is_void_v<repeated>) {
            return repeated{};
        } else if constexpr (!std::is_void_v<alike>) {
            return alike{};
        } else if constexpr (!std::is_void_v<clash>) {
            return clash{};
        } else {
            return output{};
        }
    }
}

template <class Verdict>
struct report {
    static constexpr bool fits = true;
};
/// Instantiates the reason, whose static_assert is the error. `fits` must not depend on it: for clang, a member of a
/// class that failed is not a constant, and everything that follows from it would be reported, too.
template <class Reason>
struct report<ShapeError<Reason>> {
    static constexpr bool fits = false;
    static_assert(sizeof(Reason) != 0);
};

/// What a model is made of if the user's network does not fit. It lets the rest of the program compile, so that the one
/// sentence stands alone.
struct Standin {
    static constexpr std::string_view name = "Standin";
    static constexpr bool reads_input = false;
    using features = TypeList<>;
    using tables = TypeList<>;
    template <class>
    using output = Shape<1>;

    template <class T, std::size_t W, class In>
    struct Node {
        static constexpr bool trainable = false;
        struct Workspace {
            void reserve(std::size_t) {}
        };
        explicit Node(Builder<T>&) {}
        template <class Context>
        void forward(const Context&, ConstMatrixView<T>, MatrixView<T>, Workspace&) const {}
        template <class Context>
        void backward(Context&, ConstMatrixView<T>, ConstMatrixView<T>, ConstMatrixView<T>, MatrixView<T>,
                      Workspace&) const {}
        void describe(Description&) const {}
    };
};

} // namespace linnet::inline LINNET_ISA::detail
