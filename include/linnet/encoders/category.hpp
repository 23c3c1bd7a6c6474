// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/encoders/encoder.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/samples/column_store.hpp>
#include <linnet/samples/side_table.hpp>
#include <linnet/samples/vocabularies.hpp>

namespace linnet::inline LINNET_ISA {

/// Which values of a column get a row of their own.
struct CategorySettings {
    std::size_t min_count = 1; ///< rarer values are unknown; above 1, no value is added later
};

/// What `category` and `categories` return: a column for each feature.
template <SingleIdFeature... F>
class CategoryEncoder : public detail::LearnsOnlyValues {
public:
    using features = TypeList<F...>;

    LINNET_COLD CategoryEncoder(std::vector<std::string> columns, const CategorySettings& settings)
        : columns_{std::move(columns)}, settings_{settings} {}

    [[nodiscard]] std::vector<std::string> columns() const { return columns_; }
    [[nodiscard]] LINNET_COLD std::string text() const {
        std::string names;
        (detail::append(names, {names.empty() ? "" : ", ", F::name}), ...);
        return detail::text(
            {detail::encoder_text("category", names, columns_), ", min_count ", settings_.min_count, ")"});
    }
    template <class All, class Places>
    LINNET_COLD void fit(const Frame& frame, detail::VocabularySet<All, Places>& vocabularies) {
        (detail::add_column_values<F>(vocabularies.template of<F>(), frame, column_of<F>(),
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
        return frame_column<One>(frame, vocabularies, {}, column_of<One>());
    }

private:
    template <class One>
    [[nodiscard]] const std::string& column_of() const {
        return columns_[index_of<One, F...>()];
    }

    std::vector<std::string> columns_;
    CategorySettings settings_;
};

/// A column of strings or whole numbers as a Categorical: each value gets a row, in order of appearance; a missing or
/// an unknown one has row 0. The column is that of the feature's name, unless another is named.
template <SingleIdFeature F>
[[nodiscard]] LINNET_COLD CategoryEncoder<F> category(std::string column = std::string{F::name},
                                                      const CategorySettings& settings = {}) {
    return CategoryEncoder<F>({std::move(column)}, settings);
}

} // namespace linnet::inline LINNET_ISA
