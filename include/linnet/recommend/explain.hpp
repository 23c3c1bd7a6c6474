// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/checked_id.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/samples/column_store.hpp>
#include <linnet/samples/dataset.hpp>
#include <linnet/samples/vocabulary.hpp>

namespace linnet::inline LINNET_ISA {

/// What one feature adds to a score.
struct Contribution {
    std::string feature;
    double value;
};

/// A score as a sum: score = baseline + the sum of the contributions, up to rounding.
struct Explanation {
    double score;    ///< of the sample; the logit if the network ends in a Sigmoid or another activation
    double baseline; ///< of the sample that it is compared with
    std::vector<Contribution> contributions; ///< one for each feature, in the order of the network's features
};

namespace detail {

/// Shapley values from the worth of every set of n players. Bit f of a set says whether player f is in it.
[[nodiscard]] LINNET_COLD inline std::vector<double> shapley_values(std::size_t n, const std::vector<double>& worth) {
    std::vector<double> weight(n); // of a set of other players, by its size: size! (n - size - 1)! / n!
    for (std::size_t size = 0; size < n; ++size) {
        double w = 1.0 / static_cast<double>(n);
        for (std::size_t i = 1; i <= size; ++i) { // over the binomial coefficient (n - 1, size)
            w *= static_cast<double>(i) / static_cast<double>(n - i);
        }
        weight[size] = w;
    }
    std::vector<double> values(n);
    for (std::size_t f = 0; f < n; ++f) {
        for (std::size_t set = 0; set < worth.size(); ++set) {
            if ((set >> f & 1) == 0) {
                const auto size = static_cast<std::size_t>(__builtin_popcountll(set));
                values[f] += weight[size] * (worth[set | std::size_t{1} << f] - worth[set]);
            }
        }
    }
    return values;
}

template <class ModelType, Feature... F, class Data>
LINNET_COLD Explanation explain_sample(TypeList<F...>, const ModelType& model, const Data& data, std::size_t row,
                                       std::size_t baseline_row) {
    using T = typename ModelType::scalar;
    constexpr std::size_t n = sizeof...(F);
    static_assert(n <= 12, "linnet: explain compares every set of features, so it takes no more than 12 of them.");
    constexpr std::size_t sets = std::size_t{1} << n;
    if (row >= data.size() || baseline_row >= data.size()) {
        fail<SettingError>({"explain: sample ", row, " or ", baseline_row, " of a data set of ", data.size()});
    }
    const auto check = [&]<class One>() {
        if constexpr (IdFeature<One>) {
            check_encoding("explain", One::name, model.template vocabulary<One>(), data.template encoded_by<One>());
        }
    };
    (check.template operator()<F>(), ...);
    std::tuple<typename ColumnStore<F>::template Buffer<T>...> buffers;
    typename ModelType::batch_type batch;
    batch.rows = sets;
    std::size_t f = 0;
    ((batch.template column<F>() = std::get<index_of<F, F...>()>(buffers).gather(
          data.template column<F>(), sets,
          [&, bit = f++](std::size_t set) { return (set >> bit & 1) != 0 ? row : baseline_row; })),
     ...);
    typename ModelType::Workspace workspace;
    const ConstMatrixView<T> scores = model.logits(batch, workspace);
    std::vector<double> worth(sets);
    for (std::size_t set = 0; set < sets; ++set) {
        worth[set] = static_cast<double>(scores(set, 0));
    }
    const std::vector<double> values = shapley_values(n, worth);
    Explanation result{worth[sets - 1], worth[0], {}};
    f = 0;
    (result.contributions.push_back({std::string{F::name}, values[f++]}), ...);
    return result;
}

template <class ModelType, IdFeature User, IdFeature Item>
LINNET_COLD std::pair<row_id, row_id> checked_pair(TypeList<User, Item>, const ModelType& model,
                                                   std::integral auto user, std::integral auto item) {
    const auto checked = [](std::string_view feature, row_id row, std::size_t rows) {
        if (row >= rows) {
            fail<IdError>({"feature '", feature, "': row ", row, " is not below ", rows});
        }
        return row;
    };
    return {checked(User::name, checked_id(User::name, user), model.template rows<User>()),
            checked(Item::name, checked_id(Item::name, item), model.template rows<Item>())};
}

} // namespace detail

/// Explains the score of a sample in a data set by the contribution of each feature, compared with another sample. Such
/// a baseline may have ids of row 0, empty lists and zeros: after `fit`, row 0 of a table is the mean of the trained
/// rows. The contributions are Shapley values: what the change of a feature adds, averaged over all orders in which the
/// features may change from the baseline to the sample one by one. In a sum of terms that each read one feature, it is
/// the difference in the term of that feature.
/// Throws SettingError if the data set does not have these samples, or was encoded by other vocabularies than the
/// model's; and what the layers throw.
/// Cost: 2^features predictions.
/// Source: Lundberg, Lee, "A unified approach to interpreting model predictions", NeurIPS 2017, equation 4.
template <class ModelType, class Data>
[[nodiscard]] Explanation explain(const ModelType& model, const Data& data, std::size_t row, std::size_t baseline_row) {
    static_assert(ModelType::output_columns == 1, "linnet: explain needs a network with one output.");
    return detail::explain_sample(typename ModelType::features{}, model, data, row, baseline_row);
}

/// Explains the score of an item for a user, compared with row 0 of both, the unknown ids. `fit` makes these rows the
/// mean of the rows that it trained, so the baseline is the average user and item.
/// Throws IdError if user or item is not a row.
template <class ModelType>
[[nodiscard]] Explanation explain(const ModelType& model, std::integral auto user, std::integral auto item) {
    const auto [user_row, item_row] = detail::checked_pair(typename ModelType::features{}, model, user, item);
    Dataset<typename ModelType::features> samples;
    samples.add(0.0F, 0, 0);
    samples.add(0.0F, user_row, item_row);
    return explain(model, samples, 1, 0);
}

} // namespace linnet::inline LINNET_ISA
