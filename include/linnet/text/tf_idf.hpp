// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/frame/string_pool.hpp>
#include <linnet/samples/vocabulary.hpp>
#include <linnet/samples/weighted_rows.hpp>
#include <linnet/simd/log.hpp>
#include <linnet/simd/pack.hpp>
#include <linnet/text/tokenizer.hpp>

namespace linnet::inline LINNET_ISA {

/// Which tokens a TfIdf keeps.
struct TfIdfSettings {
    std::size_t min_df = 1;       ///< tokens in fewer texts are left out
    std::size_t max_features = 0; ///< keep only this many, the most frequent; 0: all
    TokenizerSettings tokenizer{};
};

/// Weighs the words of a text: `w(t) = tf(t) * idf(t) / length`. `tf` counts the token in the text; `idf(t) = ln((1 +
/// n) / (1 + df(t))) + 1`, where `n` is the number of training texts and `df` the number of those that have the token;
/// `length` makes the squares of a text's weights sum to 1. Tokens get rows 1, 2, ... in alphabetical order, byte by
/// byte; tokens that were not in the training texts are left out. Fit it on training texts only, so that nothing of the
/// test leaks into training.
/// Source: `TfidfVectorizer` of scikit-learn with its defaults; Salton, Buckley, "Term-weighting approaches in
/// automatic text retrieval", Information Processing & Management 24, 1988.
class TfIdf {
public:
    /// Fits on the rows of a column; equal texts count as often as they occur. Among equally frequent tokens the first
    /// in the alphabet are kept. O(characters + tokens log tokens). Throws SettingError if `min_df` is 0.
    explicit TfIdf(const StringColumn& texts, const TfIdfSettings& settings = {});

    /// One that was fitted before: its tokens and the inverse document frequency of each row.
    /// Throws SettingError if they differ in number.
    LINNET_COLD TfIdf(Vocabulary tokens, std::vector<double> idf, const TokenizerSettings& tokenizer = {})
        : tokenizer_{tokenizer}, vocabulary_{std::move(tokens)}, idf_{std::move(idf)} {
        if (vocabulary_.size() != idf_.size()) {
            detail::fail<SettingError>({"TfIdf: ", idf_.size(), " frequencies for ", vocabulary_.size(), " rows"});
        }
    }

    /// The rows of the tokens of a text, in rising order, and their weights. Empty for a text without a known token.
    [[nodiscard]] WeightedRows operator()(std::string_view text) const;

    /// The vocabulary of the tokens; row 0 stands for all others.
    [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }
    /// The inverse document frequency of the token of a row, 0 for row 0. Throws IdError if there is no such row.
    [[nodiscard]] double idf(std::size_t row) const;

private:
    /// The numbers of the tokens to keep, in alphabetical order.
    [[nodiscard]] static std::vector<std::uint32_t> chosen(const detail::StringPool& tokens,
                                                           const std::vector<std::size_t>& texts_with,
                                                           const std::vector<std::size_t>& occurrences,
                                                           const TfIdfSettings& settings);

    Tokenizer tokenizer_;
    Vocabulary vocabulary_;
    std::vector<double> idf_;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

#include <algorithm>
#include <numeric>

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION TfIdf::TfIdf(const StringColumn& texts, const TfIdfSettings& settings)
    : tokenizer_{settings.tokenizer} {
    if (settings.min_df == 0) {
        detail::fail<SettingError>({"TfIdf: min_df must be at least 1"});
    }
    std::vector<std::size_t> rows_of_text(texts.distinct());
    for (const std::uint32_t code : texts.codes()) {
        ++rows_of_text[code];
    }
    detail::StringPool tokens;
    std::vector<std::size_t> texts_with;  // for each token
    std::vector<std::size_t> occurrences; // for each token
    for (std::uint32_t code = 0; code < texts.distinct(); ++code) {
        std::vector<row_id> numbers;
        for (const std::string& token : tokenizer_(texts.string(code))) {
            numbers.push_back(tokens.add(token));
        }
        texts_with.resize(tokens.size());
        occurrences.resize(tokens.size());
        const detail::RowCounts counts = detail::counts_of(numbers);
        for (std::size_t i = 0; i < counts.rows.size(); ++i) {
            texts_with[counts.rows[i]] += rows_of_text[code];
            occurrences[counts.rows[i]] += rows_of_text[code] * counts.counts[i];
        }
    }
    const std::vector<std::uint32_t> kept = chosen(tokens, texts_with, occurrences, settings);
    idf_ = std::vector<double>(kept.size() + 1); // 0 for the unknown row, which no text has
    for (const std::uint32_t number : kept) {
        const row_id row = vocabulary_.add(tokens[number]);
        const double rarity = static_cast<double>(1 + texts.size()) / static_cast<double>(1 + texts_with[number]);
        idf_[row] = log(pack<double, 1>(rarity)).value() + 1.0;
    }
}

LINNET_COLD LINNET_DEFINITION WeightedRows TfIdf::operator()(std::string_view text) const {
    std::vector<row_id> rows;
    for (const std::string& token : tokenizer_(text)) {
        const row_id row = vocabulary_.find(token);
        if (row != 0) {
            rows.push_back(row);
        }
    }
    detail::RowCounts counts = detail::counts_of(rows);
    std::vector<float> weights = detail::of_unit_length(counts, idf_.data());
    return {std::move(counts.rows), std::move(weights)};
}

LINNET_COLD LINNET_DEFINITION double TfIdf::idf(std::size_t row) const {
    if (row >= idf_.size()) {
        detail::fail<IdError>({"row ", row, " of a vocabulary of ", idf_.size(), " rows"});
    }
    return idf_[row];
}

LINNET_DEFINITION std::vector<std::uint32_t> TfIdf::chosen(const detail::StringPool& tokens,
                                                           const std::vector<std::size_t>& texts_with,
                                                           const std::vector<std::size_t>& occurrences,
                                                           const TfIdfSettings& settings) {
    std::vector<std::uint32_t> kept(tokens.size());
    std::iota(kept.begin(), kept.end(), 0U);
    std::erase_if(kept, [&](std::uint32_t number) { return texts_with[number] < settings.min_df; });
    bool by_frequency = settings.max_features != 0 && settings.max_features < kept.size();
    const auto sort = [&] {
        std::sort(kept.begin(), kept.end(), [&](std::uint32_t a, std::uint32_t b) {
            return by_frequency && occurrences[a] != occurrences[b] ? occurrences[a] > occurrences[b]
                                                                    : tokens[a] < tokens[b];
        });
    };
    if (by_frequency) {
        sort();
        kept.resize(settings.max_features);
        by_frequency = false;
    }
    sort();
    return kept;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
