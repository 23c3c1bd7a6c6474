// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/data/interactions.hpp>
#include <linnet/data/vocabulary.hpp>

namespace linnet::inline LINNET_ISA {

/// A vocabulary for each feature of a `TypeList`; those of features without ids stay empty.
template <class Features>
class Vocabularies;

template <Feature... Features>
class Vocabularies<TypeList<Features...>> {
public:
    template <IdFeature F>
    [[nodiscard]] Vocabulary& of() {
        return vocabularies_[index<F>()];
    }
    template <IdFeature F>
    [[nodiscard]] const Vocabulary& of() const {
        return vocabularies_[index<F>()];
    }

    /// Gives every user and item of the log a row, or every one that is frequent enough: `{.min_count = 5}`. For other
    /// counts of users than of items, add the columns one by one: `of<Item>().add(log.items, {.min_count = 5})`.
    /// Throws SettingError if no user or no item is frequent enough.
    template <IdFeature User, IdFeature Item>
    LINNET_COLD void add(const Interactions& log, const VocabularySettings& settings = {}) {
        of<User>().add(log.users, settings);
        of<Item>().add(log.items, settings);
    }

    /// Names and rows of the features with ids: what a model with `dynamic` vocabularies is made from.
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

    [[nodiscard]] bool operator==(const Vocabularies&) const = default;

private:
    template <class F>
    static consteval std::size_t index() {
        static_assert(detail::is_one_of<F, Features...>,
                      "linnet: these vocabularies have none for that feature; the network does not read it.");
        return detail::index_of<F, Features...>();
    }

    std::array<Vocabulary, sizeof...(Features)> vocabularies_;
};

} // namespace linnet::inline LINNET_ISA
