// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/trees/tree_samples.hpp>

namespace linnet::inline LINNET_ISA {

/// The numbers of a data set side by side in a matrix, with its labels and weights, for trees: `const FeatureTable<>
/// table{data}; trees.fit(table.samples(), loss)`. The columns are those of its features in the order of its TypeList,
/// and all of them must be numbers, such as Numeric. NaN means that a value is missing.
template <class T = float>
class FeatureTable {
public:
    /// Throws SettingError if the columns of the data set do not have the same number of rows.
    template <class... Features>
    LINNET_COLD explicit FeatureTable(const Dataset<TypeList<Features...>>& data) {
        if constexpr ((NumberFeature<Features> && ...)) {
            data.check();
            features_ = Matrix<T>{data.size(), (Features::columns + ...)};
            std::size_t first = 0;
            (copy(data.template column<Features>().numbers, Features::columns, first), ...);
            labels_.assign(data.labels.begin(), data.labels.end());
            weights_.assign(data.weights.begin(), data.weights.end());
        } else {
            static_assert(never<T>,
                          "linnet: trees read numbers, and the data set has a feature that is none, such as an id.");
        }
    }

    [[nodiscard]] ConstMatrixView<T> features() const { return features_.view(); }
    [[nodiscard]] TreeSamples<T> samples() const& {
        return {.features = features(), .labels = labels_, .weights = weights_};
    }
    TreeSamples<T> samples() const&& = delete; // they would be gone

private:
    LINNET_COLD void copy(const std::vector<float>& numbers, std::size_t columns, std::size_t& first) {
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            features_.view()(i / columns, first + i % columns) = static_cast<T>(numbers[i]);
        }
        first += columns;
    }

    Matrix<T> features_;
    std::vector<T> labels_;
    std::vector<T> weights_;
};

} // namespace linnet::inline LINNET_ISA
