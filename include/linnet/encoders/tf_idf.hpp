// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/encoders/encoder.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/samples/column_store.hpp>
#include <linnet/samples/vocabularies.hpp>
#include <linnet/text/tf_idf.hpp>

namespace linnet::inline LINNET_ISA {

/// What `tf_idf` returns.
template <WeightedListFeature F>
class TfIdfEncoder {
public:
    using features = TypeList<F>;

    LINNET_COLD TfIdfEncoder(std::string column, TfIdfSettings settings)
        : column_{std::move(column)}, settings_{std::move(settings)} {}

    [[nodiscard]] LINNET_COLD std::vector<std::string> columns() const { return {column_}; }
    [[nodiscard]] LINNET_COLD std::string text() const {
        std::string line =
            detail::text({detail::encoder_text("tf_idf", F::name, columns()), ", min_df ", settings_.min_df,
                          ", max_features ", settings_.max_features, ", min_length ", settings_.tokenizer.min_length});
        for (const std::string& word : settings_.tokenizer.stop_words) {
            detail::append(line, {", without '", word, "'"});
        }
        return line + ")";
    }
    /// Replaces the vocabulary of the feature by that of the words.
    template <class All, class Places>
    LINNET_COLD void fit(const Frame& frame, detail::VocabularySet<All, Places>& vocabularies) {
        const TfIdf words{frame.strings(column_), settings_};
        std::vector<double> idf;
        for (std::size_t row = 0; row < words.vocabulary().size(); ++row) {
            idf.push_back(words.idf(row));
        }
        vocabularies.template of<F>() = words.vocabulary();
        idf_ = std::move(idf);
    }
    /// Words that are new stay unknown, as nothing says how rare they are.
    template <class All, class Places>
    void grow(const Frame&, detail::VocabularySet<All, Places>&) {}
    template <class One, class All, class Places>
    [[nodiscard]] LINNET_COLD ColumnStore<One> encode(const Frame& frame,
                                                      const detail::VocabularySet<All, Places>& vocabularies) const {
        return text_column<One>(TfIdf{vocabularies.template of<One>(), idf_, settings_.tokenizer},
                                frame.strings(column_));
    }
    [[nodiscard]] std::vector<double> learned() const { return idf_; }
    LINNET_COLD void set_learned(std::span<const double> numbers) {
        constexpr double most = 46.0; // more than ln(2^64) + 1
        for (std::size_t row = 0; row < numbers.size(); ++row) {
            const double number = numbers[row];
            if (row == 0 ? number != 0.0 : !(number >= 1.0 && number <= most)) {
                detail::fail<DataError>({"an inverse document frequency of ", number, " for row ", row});
            }
        }
        idf_.assign(numbers.begin(), numbers.end());
    }

private:
    std::string column_;
    TfIdfSettings settings_;
    std::vector<double> idf_;
};

/// A column of texts as a MultiCategorical of their words, weighted by TfIdf: `tf_idf<Title>("title", {.min_df = 2})`.
template <WeightedListFeature F>
[[nodiscard]] LINNET_COLD TfIdfEncoder<F> tf_idf(std::string column = std::string{F::name},
                                                 TfIdfSettings settings = {}) {
    return TfIdfEncoder<F>(std::move(column), std::move(settings));
}

} // namespace linnet::inline LINNET_ISA
