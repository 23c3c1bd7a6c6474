// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>

#include <linnet/config.hpp>
#include <linnet/core/parameters.hpp>
#include <linnet/network/grown.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// The model with rows for more ids, which get the mean of the trained rows, as row 0 is: until they are trained, they
/// are nobody in particular.
template <class ModelType, class Vocabularies>
[[nodiscard]] LINNET_COLD std::shared_ptr<ModelType> grown_by_means(const ModelType& model,
                                                                    const Vocabularies& vocabularies) {
    auto larger = std::make_shared<ModelType>(grown(model, vocabularies));
    auto& parameters = larger->parameters();
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const auto values = parameters[i].values.view();
        for (std::size_t row = model.parameters()[i].values.rows(); row < values.rows; ++row) {
            std::copy_n(values.row(0), values.columns, values.row(row));
        }
    }
    return larger;
}

} // namespace linnet::inline LINNET_ISA::detail
