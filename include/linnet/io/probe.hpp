// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/random.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/samples/batch_buffer.hpp>
#include <linnet/samples/dataset.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// A few made-up samples, the same for every model of a network with as many rows, to compare what two of them predict.
template <class ModelType>
class Probe {
    using features = typename ModelType::features;

    template <class F>
    static constexpr bool is_drawn = SingleIdFeature<F> || IdListFeature<F> || NumberFeature<F> ||
                                     requires(const Random& random) { F::random_value(random, std::size_t{}); };

public:
    static constexpr std::size_t rows = 3;
    /// Whether every feature is of a kind that values can be made up for.
    static constexpr bool possible = []<Feature... F>(TypeList<F...>) { return (is_drawn<F> && ...); }(features{});

    /// Whether there are values: an id needs a row.
    [[nodiscard]] LINNET_COLD static bool fits(const ModelType& model) {
        const auto has_values = [&model]<class F>() {
            if constexpr (IdFeature<F>) {
                return model.template rows<F>() != 0;
            } else {
                return true;
            }
        };
        return [&]<Feature... F>(TypeList<F...>) { return (has_values.template operator()<F>() && ...); }(features{});
    }

    /// requires: `possible` and `fits(model)`
    LINNET_COLD explicit Probe(const ModelType& model) {
        [&]<Feature... F>(TypeList<F...>) { (fill<F>(model), ...); }(features{});
        buffer_.reserve(rows);
        buffer_.fill(data_, rows, [](std::size_t row) { return row; });
    }

    [[nodiscard]] const typename ModelType::batch_type& batch() const { return buffer_.batch(); }

private:
    template <class F>
    void fill(const ModelType& model) {
        const Random random{20240229, index_of_feature<F>(features{})};
        auto& column = data_.template column<F>();
        for (std::size_t row = 0; row < rows; ++row) {
            if constexpr (SingleIdFeature<F>) {
                column.add(random.below(model.template rows<F>(), row));
            } else if constexpr (IdListFeature<F>) {
                // Lists of 0, 1 and 2 ids; sequences, which may have to be as long as others, of one.
                std::vector<row_id> ids(SequenceFeature<F> ? 1 : row);
                for (std::size_t i = 0; i < ids.size(); ++i) {
                    ids[i] = static_cast<row_id>(random.below(model.template rows<F>(), 2 * row + i));
                }
                column.add(ids);
            } else if constexpr (NumberFeature<F>) {
                std::vector<float> numbers(F::columns);
                for (std::size_t c = 0; c < numbers.size(); ++c) {
                    numbers[c] = static_cast<float>(random.uniform(row * numbers.size() + c));
                }
                column.add(numbers);
            } else {
                column.add(F::random_value(random, row));
            }
        }
    }
    template <class F, Feature... All>
    static consteval std::size_t index_of_feature(TypeList<All...>) {
        return index_of<F, All...>();
    }

    Dataset<features> data_;
    BatchBuffer<typename ModelType::scalar, features, 1> buffer_;
};

} // namespace linnet::inline LINNET_ISA::detail
