// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/hash.hpp>
#include <linnet/core/text.hpp>
#include <linnet/samples/weighted_rows.hpp>
#include <linnet/text/tokenizer.hpp>

namespace linnet::inline LINNET_ISA {

/// How a HashingVectorizer maps tokens to rows.
struct HashingSettings {
    std::size_t rows = std::size_t{1} << 16; ///< of the table, including row 0
    TokenizerSettings tokenizer{};
};

/// Weighs the words of a text without a vocabulary. Token `t` gets row `1 + hash(t) mod (rows - 1)`, while row 0
/// remains the unknown one. Its weight is its count in the text, scaled so that the squares of a text's weights sum to
/// 1. Tokens that share a row add up. It is not fitted, so it takes any text, and its memory does not grow.
/// Source: Weinberger, Dasgupta, Langford, Smola, Attenberg, "Feature hashing for large scale multitask learning", ICML
/// 2009, without its signs; `HashingVectorizer(alternate_sign=False)` of scikit-learn with another hash.
class HashingVectorizer {
public:
    /// Throws SettingError unless there are 2 to 2^32 rows.
    LINNET_COLD explicit HashingVectorizer(const HashingSettings& settings = {})
        : tokenizer_{settings.tokenizer}, rows_{settings.rows} {
        if (rows_ < 2 || rows_ - 1 > std::numeric_limits<row_id>::max()) {
            detail::fail<SettingError>({"HashingVectorizer: ", rows_, " rows are not 2 to 2^32"});
        }
    }

    /// The rows of the tokens of a text, in rising order, and their weights. Empty for a text without tokens.
    [[nodiscard]] LINNET_COLD WeightedRows operator()(std::string_view text) const {
        std::vector<row_id> rows;
        for (const std::string& token : tokenizer_(text)) {
            rows.push_back(static_cast<row_id>(1 + detail::stable_hash(token) % (rows_ - 1)));
        }
        detail::RowCounts counts = detail::counts_of(rows);
        std::vector<float> weights = detail::of_unit_length(counts);
        return {std::move(counts.rows), std::move(weights)};
    }

    /// The number of rows of the table.
    [[nodiscard]] std::size_t rows() const { return rows_; }

private:
    Tokenizer tokenizer_;
    std::size_t rows_;
};

} // namespace linnet::inline LINNET_ISA
