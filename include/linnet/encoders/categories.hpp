// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <linnet/config.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/encoders/category.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Features>
struct categories_among;
template <class... F>
struct categories_among<TypeList<F...>> {
    template <class One>
    static consteval auto if_single() {
        if constexpr (SingleIdFeature<One>) {
            return TypeList<One>{};
        } else {
            return TypeList<>{};
        }
    }
    using type = merged<decltype(if_single<F>())...>;
};

} // namespace detail

/// Every Categorical of a network, each from the column of its name: a run of categories in one line. See `category`.
template <class Network>
[[nodiscard]] LINNET_COLD auto categories(const CategorySettings& settings = {}) {
    return []<class... F>(TypeList<F...>, const CategorySettings& of_all) {
        return CategoryEncoder<F...>({std::string{F::name}...}, of_all);
    }(typename detail::categories_among<typename Network::features>::type{}, settings);
}

} // namespace linnet::inline LINNET_ISA
