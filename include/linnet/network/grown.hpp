// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/network/model.hpp>
#include <linnet/samples/vocabularies.hpp>
#include <linnet/samples/vocabulary.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// Throws SettingError unless every id of `before` has the same row in `now`.
LINNET_COLD inline void check_grown_ids(std::string_view feature, const Vocabulary& before, const Vocabulary& now) {
    for (std::size_t row = 0; row < before.size(); ++row) {
        if (row >= now.size() || before.raw(row) != now.raw(row)) {
            fail<SettingError>({"grown: feature '", feature, "': id '", before.raw(row), "' of row ", row,
                                " has another row in the new vocabulary; copy the model's, and add to it"});
        }
    }
}

/// Throws SettingError if a feature loses rows.
LINNET_COLD inline void check_grown_rows(std::string_view feature, std::size_t before, std::size_t now) {
    if (now < before) {
        fail<SettingError>({"grown: feature '", feature, "' has ", before, " rows, and would have ", now});
    }
}

template <class Features>
struct dynamic_of;
template <class... F>
struct dynamic_of<TypeList<F...>> {
    template <class One>
    static consteval auto if_dynamic() {
        if constexpr (IdFeature<One>) {
            return std::conditional_t<One::rows == dynamic, TypeList<One>, TypeList<>>{};
        } else {
            return TypeList<>{};
        }
    }
    using type = merged<decltype(if_dynamic<F>())...>;
};
/// The features whose type does not say their number of rows.
template <class Features>
using dynamic_features = typename dynamic_of<Features>::type;

/// Copies what `model` learned into `larger`, a new model.
template <class ModelType>
LINNET_COLD ModelType take_over(ModelType larger, const ModelType& model) {
    [&]<Feature... F>(TypeList<F...>) {
        const auto check = [&]<class One>() {
            if constexpr (IdFeature<One>) {
                check_grown_rows(One::name, model.template rows<One>(), larger.template rows<One>());
            }
        };
        (check.template operator()<F>(), ...);
    }(typename ModelType::features{});
    larger.preprocessing() = model.preprocessing();
    for (std::size_t i = 0; i < model.parameters().size(); ++i) {
        larger.parameters()[i].values.copy_common(model.parameters()[i].values);
    }
    return larger;
}

} // namespace detail

/// A copy of the model with room for more ids: the new vocabularies begin like those of the model, and their further
/// ids get rows. The copy keeps what the model learned and its preprocessing; new rows start as those of a new model
/// with that size and the same seed. To go on training, make a `Trainer{grown_model, trainer}`. Data that was encoded
/// before the growth also fits the copy.
/// Throws SettingError if an id of the model's vocabularies has another row, if a feature would lose rows, or if a
/// vocabulary has more rows than the type of its feature.
/// Cost: a new model, and a copy of all parameters.
template <class Network, class T, std::size_t W, class All, class Places>
[[nodiscard]] LINNET_COLD Model<Network, T, W> grown(const Model<Network, T, W>& model,
                                                     const detail::VocabularySet<All, Places>& vocabularies) {
    Model<Network, T, W> larger{model.seed(), vocabularies};
    [&]<Feature... F>(TypeList<F...>) {
        const auto check = [&]<class One>() {
            if constexpr (IdFeature<One>) {
                detail::check_grown_ids(One::name, model.template vocabulary<One>(), larger.template vocabulary<One>());
            }
        };
        (check.template operator()<F>(), ...);
    }(typename Model<Network, T, W>::features{});
    return detail::take_over(std::move(larger), model);
}

/// As above, for a model that was made with numbers of rows: `grown(model, Rows<Item>{2000})`. Features that are not
/// named keep their rows. Throws SettingError if a feature would lose rows, or has a vocabulary.
template <class Network, class T, std::size_t W, class... Features>
    requires(sizeof...(Features) > 0)
[[nodiscard]] LINNET_COLD Model<Network, T, W> grown(const Model<Network, T, W>& model, Rows<Features>... rows) {
    using features = typename Model<Network, T, W>::features;
    static_assert(((list_contains<features, Features> && Features::rows == dynamic) && ...),
                  "linnet: Rows is for the features of the network whose vocabulary is dynamic.");
    const auto rows_of = [&]<class F>() {
        if (model.template vocabulary<F>().fingerprint()) {
            detail::fail<SettingError>({"grown: feature '", F::name, "' has a vocabulary; give one that has grown"});
        }
        std::size_t count = model.template rows<F>();
        static_cast<void>(((F::name == Features::name ? (count = rows.count, true) : false) || ...));
        return Rows<F>{count};
    };
    return [&]<class... F>(TypeList<F...>) {
        return detail::take_over(Model<Network, T, W>{model.seed(), rows_of.template operator()<F>()...}, model);
    }(detail::dynamic_features<features>{});
}

} // namespace linnet::inline LINNET_ISA
