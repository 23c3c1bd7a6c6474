// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/data/vocabularies.hpp>
#include <linnet/network/model.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// Throws SettingError unless every id of `before` has its row in `now`.
template <IdFeature F>
LINNET_COLD void check_grown(const Vocabulary& before, const Vocabulary& now) {
    for (std::size_t row = 0; row < before.size(); ++row) {
        if (row >= now.size() || before.raw(row) != now.raw(row)) {
            fail<SettingError>({"grown: feature '", F::name, "': id '", before.raw(row), "' of row ", row,
                                " has another row in the new vocabulary; copy the model's, and add to it"});
        }
    }
}

} // namespace detail

/// The model with room for more ids: vocabularies that begin like its own, and rows for what they have more. What it
/// learned and its preprocessing stay, new rows are those of a new model of that size and the same seed. A trainer goes
/// on by `Trainer{grown_model, trainer}`.
/// Throws SettingError if an id of the model's vocabularies has another row, or a vocabulary more rows than the type of
/// its feature.
/// Cost: a new model, and a copy of all parameters.
template <class Network, class T, std::size_t W>
[[nodiscard]] LINNET_COLD Model<Network, T, W>
grown(const Model<Network, T, W>& model, const Vocabularies<typename Model<Network, T, W>::features>& vocabularies) {
    const auto check = [&]<Feature... F>(TypeList<F...>) {
        const auto check_feature = [&]<class One>() {
            if constexpr (IdFeature<One>) {
                detail::check_grown<One>(model.template vocabulary<One>(), vocabularies.template of<One>());
            }
        };
        (check_feature.template operator()<F>(), ...);
    };
    check(typename Model<Network, T, W>::features{});
    Model<Network, T, W> result{model.seed(), vocabularies};
    result.preprocessing() = model.preprocessing();
    for (std::size_t i = 0; i < model.parameters().size(); ++i) {
        result.parameters()[i].values.copy_common(model.parameters()[i].values);
    }
    return result;
}

} // namespace linnet::inline LINNET_ISA
