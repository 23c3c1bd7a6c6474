// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>

// Layers that differ in nothing but the feature that they read do the same, and are compiled once: as the layer that
// reads a stand-in below, whose bound node learns from the builder what the type of the feature would have said.
namespace linnet::inline LINNET_ISA {

template <class T>
class Builder;

namespace detail {

/// Stands for any feature of one id per sample.
template <UnknownId OnUnknown>
struct AnyIds {
    static constexpr std::string_view name = "any ids";
    static constexpr std::size_t rows = dynamic;
    static constexpr UnknownId unknown = OnUnknown;
    template <class T>
    using column = std::span<const row_id>;
};

/// Stands for any feature of `Columns` numbers per sample.
template <std::size_t Columns>
struct AnyNumbers {
    static constexpr std::string_view name = "any numbers";
    static constexpr std::size_t columns = Columns;
    template <class T>
    using column = ConstMatrixView<T>;
};

/// The feature that a stand-in stands for.
template <class T>
struct StandsFor {
    std::string_view name;
    std::size_t rows = 0;                               ///< of ids; may be dynamic
    std::size_t (*add_table)(Builder<T>& at) = nullptr; ///< of a lookup
};

/// The name of the feature that a node reads, where errors and summaries need it.
template <class F>
struct NameOf {
    template <class T>
    explicit NameOf(const Builder<T>&) {}
    static constexpr std::string_view get() { return F::name; }
};
struct GivenName {
    template <class T>
    explicit GivenName(const Builder<T>& builder) : name{builder.feature().name} {}
    [[nodiscard]] std::string_view get() const { return name; }

    std::string_view name;
};
template <UnknownId OnUnknown>
struct NameOf<AnyIds<OnUnknown>> : GivenName {
    using GivenName::GivenName;
};
template <std::size_t Columns>
struct NameOf<AnyNumbers<Columns>> : GivenName {
    using GivenName::GivenName;
};

/// The layer with a stand-in for its feature. Specializations say `opens`, the `type` of that layer, and `feature`, a
/// function that returns the StandsFor of a layer. Only for a layer that reads one feature, and no input.
template <class L>
struct open_layer {
    static constexpr bool opens = false;
    using type = L;
};

} // namespace detail

} // namespace linnet::inline LINNET_ISA
