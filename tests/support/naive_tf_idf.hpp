// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace linnet_test {

using NaiveWeights = std::map<std::string, double>;

/// The words of at least two characters, in lower case.
[[nodiscard]] inline std::vector<std::string> naive_words(const std::string& text) {
    std::vector<std::string> words(1);
    for (const char c : text + ".") {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80) {
            words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        } else {
            words.emplace_back();
        }
    }
    std::erase_if(words, [](const std::string& word) {
        return std::count_if(word.begin(), word.end(), [](char c) { return (c & 0xC0) != 0x80; }) < 2;
    });
    return words;
}

/// The weight of each token of each text, fitted on the same texts: of all words that are in at least `min_df` texts,
/// the `max_features` most frequent.
[[nodiscard]] inline std::vector<NaiveWeights> naive_tf_idf(const std::vector<std::string>& texts, std::size_t min_df,
                                                            std::size_t max_features) {
    std::map<std::string, double> df;
    std::map<std::string, double> total;
    for (const std::string& text : texts) {
        const auto words = naive_words(text);
        for (const std::string& word : words) {
            total[word] += 1.0;
        }
        for (const std::string& word : std::set<std::string>(words.begin(), words.end())) {
            df[word] += 1.0;
        }
    }
    std::vector<std::pair<double, std::string>> ranked;
    for (const auto& [word, count] : total) {
        if (df[word] >= static_cast<double>(min_df)) {
            ranked.emplace_back(-count, word);
        }
    }
    std::sort(ranked.begin(), ranked.end());
    ranked.resize(std::min(ranked.size(), max_features));
    std::set<std::string> kept;
    for (const auto& [count, word] : ranked) {
        kept.insert(word);
    }
    std::vector<NaiveWeights> result;
    for (const std::string& text : texts) {
        NaiveWeights weights;
        for (const std::string& word : naive_words(text)) {
            if (kept.contains(word)) {
                weights[word] += std::log((1.0 + static_cast<double>(texts.size())) / (1.0 + df[word])) + 1.0;
            }
        }
        double squares = 0.0;
        for (const auto& [word, weight] : weights) {
            squares += weight * weight;
        }
        for (auto& [word, weight] : weights) {
            weight /= std::sqrt(squares);
        }
        result.push_back(weights);
    }
    return result;
}

} // namespace linnet_test
