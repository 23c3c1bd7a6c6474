// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
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

/// What `split` returns.
template <IdListFeature F>
class SplitEncoder : public detail::LearnsOnlyValues {
public:
    using features = TypeList<F>;

    LINNET_COLD SplitEncoder(std::string column, std::string_view separator, const CategorySettings& settings = {})
        : column_{std::move(column)} {
        if (separator.size() != 1) {
            detail::fail<SettingError>(
                {"split: column '", column_, "' is to be split at '", separator, "'; a separator is one character"});
        }
        options_.separator = separator[0];
        options_.min_count = settings.min_count;
    }

    [[nodiscard]] LINNET_COLD std::vector<std::string> columns() const { return {column_}; }
    [[nodiscard]] LINNET_COLD std::string text() const {
        return detail::text({detail::encoder_text("split", F::name, columns()), ", '",
                             std::string_view{&options_.separator, 1}, "', min_count ", options_.min_count, ")"});
    }
    template <class All, class Places>
    LINNET_COLD void fit(const Frame& frame, detail::VocabularySet<All, Places>& vocabularies) {
        detail::add_column_values<F>(vocabularies.template of<F>(), frame, column_, options_);
    }
    template <class All, class Places>
    LINNET_COLD void grow(const Frame& frame, detail::VocabularySet<All, Places>& vocabularies) {
        if (options_.min_count <= 1) {
            fit(frame, vocabularies);
        }
    }
    template <class One, class All, class Places>
    [[nodiscard]] LINNET_COLD ColumnStore<One> encode(const Frame& frame,
                                                      const detail::VocabularySet<All, Places>& vocabularies) const {
        return frame_column<One>(frame, vocabularies, options_, column_);
    }

private:
    std::string column_;
    SideTableOptions options_;
};

/// A column of lists, such as "Comedy|Drama", as a MultiCategorical or a Sequence: each entry gets a row; one that is
/// unknown has row 0, and a missing list is empty. Throws SettingError unless the separator is one character.
template <IdListFeature F>
[[nodiscard]] LINNET_COLD SplitEncoder<F> split(std::string column = std::string{F::name},
                                                std::string_view separator = "|",
                                                const CategorySettings& settings = {}) {
    return SplitEncoder<F>(std::move(column), separator, settings);
}

} // namespace linnet::inline LINNET_ISA
