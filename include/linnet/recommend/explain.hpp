// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/checked_id.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/function.hpp>
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
    double standard_error = 0; ///< of a value that is a mean over drawn orders; 0 for one that is exact
};

/// How `explain` takes the mean over the orders of features where these are more than 12.
struct ExplainOptions {
    std::size_t orders =
        128; ///< how many are drawn, half of them the others reversed; with up to 2, errors are infinite
    std::uint64_t seed = 0;
};

/// A score as a sum: score = baseline + the sum of the contributions, up to rounding.
struct Explanation {
    double score;    ///< of the sample; the logit if the network ends in a Sigmoid or another activation
    double baseline; ///< of the sample that it is compared with
    std::vector<Contribution> contributions; ///< one for each feature, in the order of the network's features
};

namespace detail {

/// Sets of players, a row of 0 and 1 for each set, in one of two ways.
class PlayerSets {
public:
    /// All sets of n players. Bit f of a row's number says whether player f is in it.
    [[nodiscard]] static PlayerSets all(std::size_t n);
    /// The sets that grow by one player at a time, from the empty one to that of all, in an order of the players.
    [[nodiscard]] static PlayerSets growing(std::span<const std::size_t> order);

    [[nodiscard]] std::size_t size() const { return has_.size() / players_; }
    [[nodiscard]] bool has(std::size_t set, std::size_t player) const { return has_[set * players_ + player] != 0; }

private:
    PlayerSets(std::size_t sets, std::size_t players) : players_{players}, has_(sets * players) {}

    std::size_t players_;
    std::vector<char> has_;
};

/// The values of the players, each with its standard error.
struct ShapleyValues {
    std::vector<double> values;
    std::vector<double> errors;
    double nobody;
    double everybody;
};

/// Shapley values from the worth of every set of n players, as `PlayerSets::all` orders them.
[[nodiscard]] std::vector<double> shapley_values(std::size_t n, const std::vector<double>& worth);

/// The same of up to 12 players, or else the mean of what each player adds in orders that are drawn. `worth_of(sets)`
/// is the worth of each set. Throws SettingError if no order is to be drawn.
[[nodiscard]] ShapleyValues shapley_values(std::size_t n, const ExplainOptions& options,
                                           const Function<std::vector<double>(const PlayerSets&)>& worth_of);

template <class ModelType, Feature... F, class Data>
LINNET_COLD Explanation explain_sample(TypeList<F...>, const ModelType& model, const Data& data, std::size_t row,
                                       std::size_t baseline_row, const ExplainOptions& options) {
    using T = typename ModelType::scalar;
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
    typename ModelType::Workspace workspace;
    const auto worth_of = [&](const PlayerSets& sets) {
        batch.rows = sets.size();
        std::size_t f = 0;
        ((batch.template column<F>() = std::get<index_of<F, F...>()>(buffers).gather(
              data.template column<F>(), sets.size(),
              [&, player = f++](std::size_t set) { return sets.has(set, player) ? row : baseline_row; })),
         ...);
        const ConstMatrixView<T> scores = model.logits(batch, workspace);
        std::vector<double> worth(sets.size());
        for (std::size_t set = 0; set < worth.size(); ++set) {
            worth[set] = static_cast<double>(scores(set, 0));
        }
        return worth;
    };
    const ShapleyValues shapley = shapley_values(sizeof...(F), options, worth_of);
    Explanation result{shapley.everybody, shapley.nobody, {}};
    std::size_t f = 0;
    const auto append_next = [&](std::string_view feature) {
        result.contributions.push_back({std::string{feature}, shapley.values[f], shapley.errors[f]});
        ++f;
    };
    (append_next(F::name), ...);
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
/// Of up to 12 features they are exact. Of more, they are means over orders that are drawn, each with its reverse, as
/// `options` say, and have standard errors; their sum is exact all the same.
/// Throws SettingError if the data set does not have these samples, or was encoded by other vocabularies than the
/// model's, or no order is to be drawn; and what the layers throw.
/// Cost: 2^features predictions up to 12 features, otherwise orders (features + 1).
/// Source: Lundberg, Lee, "A unified approach to interpreting model predictions", NeurIPS 2017, equation 4; drawn
/// orders: Mitchell, Cooper, Frank, Holmes, "Sampling permutations for Shapley value estimation", JMLR 23, 2022.
template <class ModelType, class Data>
[[nodiscard]] Explanation explain(const ModelType& model, const Data& data, std::size_t row, std::size_t baseline_row,
                                  const ExplainOptions& options = {}) {
    static_assert(ModelType::output_columns == 1, "linnet: explain needs a network with one output.");
    return detail::explain_sample(typename ModelType::features{}, model, data, row, baseline_row, options);
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

#if LINNET_DEFINES

#include <algorithm>
#include <cmath>

#include <linnet/core/random.hpp>
#include <linnet/core/shuffle.hpp>

namespace linnet::inline LINNET_ISA::detail {

LINNET_COLD LINNET_DEFINITION PlayerSets PlayerSets::all(std::size_t n) {
    PlayerSets sets{std::size_t{1} << n, n};
    for (std::size_t i = 0; i < sets.has_.size(); ++i) {
        sets.has_[i] = (i / n >> i % n & 1) != 0 ? 1 : 0;
    }
    return sets;
}

LINNET_COLD LINNET_DEFINITION PlayerSets PlayerSets::growing(std::span<const std::size_t> order) {
    PlayerSets sets{order.size() + 1, order.size()};
    for (std::size_t place = 0; place < order.size(); ++place) {
        for (std::size_t set = place + 1; set < sets.size(); ++set) {
            sets.has_[set * order.size() + order[place]] = 1;
        }
    }
    return sets;
}

LINNET_COLD LINNET_DEFINITION std::vector<double> shapley_values(std::size_t n, const std::vector<double>& worth) {
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

LINNET_COLD LINNET_DEFINITION ShapleyValues shapley_values(
    std::size_t n, const ExplainOptions& options, const Function<std::vector<double>(const PlayerSets&)>& worth_of) {
    constexpr std::size_t most_exact = 12;
    if (options.orders == 0) {
        fail<SettingError>({"explain: 0 orders of features have no mean"});
    }
    if (n <= most_exact) {
        const std::vector<double> worth = worth_of(PlayerSets::all(n));
        return {shapley_values(n, worth), std::vector<double>(n), worth.front(), worth.back()};
    }
    const std::size_t pairs = (options.orders + 1) / 2;
    ShapleyValues result{std::vector<double>(n), std::vector<double>(n), 0.0, 0.0};
    std::vector<double> squares(n);
    std::vector<std::size_t> order(n);
    for (std::size_t pair = 0; pair < pairs; ++pair) {
        shuffled_order(Random{options.seed, pair}, order);
        std::vector<double> added(n); // by each player, the mean of an order and its reverse
        for (std::size_t twice = 0; twice < 2; ++twice) {
            const std::vector<double> worth = worth_of(PlayerSets::growing(order));
            for (std::size_t place = 0; place < n; ++place) {
                added[order[place]] += (worth[place + 1] - worth[place]) / 2.0;
            }
            result.nobody = worth.front();
            result.everybody = worth.back();
            std::reverse(order.begin(), order.end());
        }
        // Welford's mean and sum of squares about it.
        for (std::size_t f = 0; f < n; ++f) {
            const double beyond = added[f] - result.values[f];
            result.values[f] += beyond / static_cast<double>(pair + 1);
            squares[f] += beyond * (added[f] - result.values[f]);
        }
    }
    for (std::size_t f = 0; f < n; ++f) {
        const auto count = static_cast<double>(pairs);
        result.errors[f] = pairs < 2 ? HUGE_VAL : std::sqrt(squares[f] / (count - 1.0) / count);
    }
    return result;
}

} // namespace linnet::inline LINNET_ISA::detail

#endif // LINNET_DEFINES
