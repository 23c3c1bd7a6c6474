// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/encoders/category.hpp>
#include <linnet/encoders/encoder.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/samples/column_store.hpp>
#include <linnet/samples/side_table.hpp>
#include <linnet/samples/vocabularies.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class Features>
struct categories_among;
template <class... F>
struct categories_among<TypeList<F...>> {
    template <class One>
    static consteval auto if_single() {
        if constexpr (SingleIdFeature<One>) {
            return TypeList<One>{};
        } else {
            return TypeList<>{};
        }
    }
    using type = merged<decltype(if_single<F>())...>;
};

} // namespace detail

/// What `categories` returns.
template <class Features>
class CategoriesEncoder;
template <SingleIdFeature... F>
class CategoriesEncoder<TypeList<F...>> : public detail::LearnsOnlyValues {
public:
    using features = TypeList<F...>;

    explicit CategoriesEncoder(const CategorySettings& settings = {}) : settings_{settings} {}

    [[nodiscard]] LINNET_COLD std::vector<std::string> columns() const { return {std::string{F::name}...}; }
    [[nodiscard]] LINNET_COLD std::string text() const {
        return detail::text(
            {detail::encoder_text("categories", "", columns()), ", min_count ", settings_.min_count, ")"});
    }
    template <class All, class Places>
    LINNET_COLD void fit(const Frame& frame, detail::VocabularySet<All, Places>& vocabularies) {
        (detail::add_column_values<F>(vocabularies.template of<F>(), frame, F::name,
                                      {.min_count = settings_.min_count}),
         ...);
    }
    template <class All, class Places>
    LINNET_COLD void grow(const Frame& frame, detail::VocabularySet<All, Places>& vocabularies) {
        if (settings_.min_count <= 1) {
            fit(frame, vocabularies);
        }
    }
    template <class One, class All, class Places>
    [[nodiscard]] LINNET_COLD ColumnStore<One> encode(const Frame& frame,
                                                      const detail::VocabularySet<All, Places>& vocabularies) const {
        return frame_column<One>(frame, vocabularies);
    }

private:
    CategorySettings settings_;
};

/// Every Categorical of a network, each from the column of its name: a run of categories in one line. See `category`.
template <class Network>
[[nodiscard]] LINNET_COLD auto categories(const CategorySettings& settings = {}) {
    return CategoriesEncoder<typename detail::categories_among<typename Network::features>::type>(settings);
}

} // namespace linnet::inline LINNET_ISA
