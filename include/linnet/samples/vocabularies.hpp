// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/shape.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/log/interactions.hpp>
#include <linnet/samples/vocabulary.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// `Vocabularies` as the compiler knows them: `Places` has a number for each feature, which is equal for features that
/// share a vocabulary.
template <class Features, class Places>
class VocabularySet;

template <Feature... Features, std::size_t... Places>
class VocabularySet<TypeList<Features...>, std::index_sequence<Places...>> {
public:
    template <IdFeature F>
    [[nodiscard]] Vocabulary& of() {
        return vocabularies_[place<F>()];
    }
    template <IdFeature F>
    [[nodiscard]] const Vocabulary& of() const {
        return vocabularies_[place<F>()];
    }

    /// Gives a row to every user and item of the log, or only to the frequent ones: `{.min_count = 5}`. To use
    /// different counts for users and items, add the columns one by one: `of<Item>().add(log.items, {.min_count = 5})`.
    /// Throws SettingError if no user or no item is frequent enough.
    template <IdFeature User, IdFeature Item>
    LINNET_COLD void add(const Interactions& log, const VocabularySettings& settings = {}) {
        of<User>().add(log.users, settings);
        of<Item>().add(log.items, settings);
    }

    /// Names and numbers of rows of the features with ids, from which a model with `dynamic` vocabularies is made.
    [[nodiscard]] LINNET_COLD std::vector<std::pair<std::string, std::size_t>> rows() const {
        std::vector<std::pair<std::string, std::size_t>> result((std::size_t{IdFeature<Features>} + ... + 0));
        std::size_t next = 0;
        const auto add_rows = [&]<class F>() {
            if constexpr (IdFeature<F>) {
                result[next].first = F::name;
                result[next].second = of<F>().size();
                ++next;
            }
        };
        (add_rows.template operator()<Features>(), ...);
        return result;
    }

    [[nodiscard]] bool operator==(const VocabularySet&) const = default;

private:
    template <class F>
    static consteval std::size_t place() {
        constexpr bool known = is_one_of<F, Features...>;
        static_assert(known, "linnet: these vocabularies have none for that feature; the network does not read it.");
        return known ? std::array{Places..., std::size_t{0}}[index_of<F, Features...>()] : 0;
    }

    std::array<Vocabulary, sizeof...(Features)> vocabularies_;
};

template <class Features>
inline constexpr bool is_type_list = false;
template <class... Features>
inline constexpr bool is_type_list<TypeList<Features...>> = true;

template <class Features, class Tables>
struct FeaturesAndTables {
    using features = Features;
    using tables = Tables;
};
/// The features of a TypeList, or those of a network with the tables that they share. A function, because a class
/// template that failed would have no features, and more errors would follow.
template <class Of>
consteval auto features_and_tables() {
    if constexpr (is_type_list<Of>) {
        return FeaturesAndTables<Of, TypeList<>>{};
    } else {
        constexpr bool is_network = requires {
            typename Of::features;
            typename Of::tables;
        };
        static_assert(is_network, "linnet: Vocabularies are those of a network, or of a TypeList of features.");
        if constexpr (is_network) {
            return FeaturesAndTables<typename Of::features, typename Of::tables>{};
        } else {
            return FeaturesAndTables<TypeList<>, TypeList<>>{};
        }
    }
}

/// For each feature the place of its vocabulary: its own, or that of the first feature with which it shares a table,
/// directly or through others.
template <class... Features, class... Uses>
consteval auto vocabulary_places(TypeList<Features...>, TypeList<Uses...>) {
    std::array<std::size_t, sizeof...(Features) + 1> places{}; // one more, because no array may be empty
    for (std::size_t i = 0; i < places.size(); ++i) {
        places[i] = i;
    }
    [[maybe_unused]] const auto join = [&](std::size_t a, std::size_t b) {
        const std::size_t from = places[a] < places[b] ? places[b] : places[a];
        const std::size_t to = places[a] < places[b] ? places[a] : places[b];
        for (std::size_t& place : places) {
            place = place == from ? to : place;
        }
    };
    const std::array<std::string_view, sizeof...(Uses)> tables{Uses::name.view()...};
    const std::array<std::size_t, sizeof...(Uses)> users{index_of<typename Uses::feature, Features...>()...};
    for (std::size_t i = 0; i < tables.size(); ++i) {
        for (std::size_t j = 0; j < tables.size(); ++j) {
            if (tables[i] == tables[j]) {
                join(users[i], users[j]);
            }
        }
    }
    return places;
}

template <class Of>
struct vocabularies_of {
    using source = decltype(features_and_tables<Of>());
    using features = typename source::features;
    static constexpr auto places = vocabulary_places(features{}, typename source::tables{});
    template <class Indices>
    struct set;
    template <std::size_t... I>
    struct set<std::index_sequence<I...>> {
        using type = VocabularySet<features, std::index_sequence<places[I]...>>;
    };
    using type = typename set<std::make_index_sequence<features::size>>::type;
};

} // namespace detail

/// The vocabularies of a network, `Vocabularies<Network>`. Each feature has its own, except that features that share a
/// table have one together, because a row of the table stands for the same id whoever looks it up. The features of a
/// `TypeList` share nothing. Features without ids have a vocabulary, too, which stays empty.
template <class Of>
using Vocabularies = typename detail::vocabularies_of<Of>::type;

} // namespace linnet::inline LINNET_ISA
