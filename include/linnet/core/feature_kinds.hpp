// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <span>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/jagged_column.hpp>
#include <linnet/core/matrix_view.hpp>

// What a layer or a data set asks of a feature instead of its name, so that a new feature of a known kind is read by
// all that read the kind.
namespace linnet::inline LINNET_ISA {

/// One id per sample, as Categorical has it: Embedding reads it. Its store has `ids`, as IdStore does.
template <class F>
concept SingleIdFeature = IdFeature<F> && std::same_as<typename F::template column<float>, std::span<const row_id>>;

/// A list of ids per sample, as MultiCategorical and Sequence have it: EmbeddingBag reads it.
template <class F>
concept IdListFeature = IdFeature<F> && std::same_as<typename F::template column<float>, JaggedColumn<float>>;

/// A list of ids per sample, and a weight for each, as MultiCategorical has it. Its store is as ListStore is.
template <class F>
concept WeightedListFeature = IdListFeature<F> && requires(typename F::store& store) {
    store.offsets;
    store.weights;
};

/// A list of ids per sample in the order of time, as Sequence has it. Its store is as SequenceStore is.
template <class F>
concept SequenceFeature = IdListFeature<F> && requires(typename F::store& store) {
    { F::max_length } -> std::convertible_to<std::size_t>;
    store.ids;
    store.ranges;
};

/// `F::columns` numbers per sample, as Numeric has them: Input reads them. Its store has `numbers`, as NumberStore
/// does.
template <class F>
concept NumberFeature =
    Feature<F> && std::same_as<typename F::template column<float>, ConstMatrixView<float>> && requires {
        { F::columns } -> std::convertible_to<std::size_t>;
    };

} // namespace linnet::inline LINNET_ISA
