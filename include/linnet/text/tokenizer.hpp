// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/frame/string_pool.hpp>

namespace linnet::inline LINNET_ISA {

/// What a Tokenizer leaves out.
struct TokenizerSettings {
    std::size_t min_length = 2;            ///< in characters; shorter tokens are left out
    std::vector<std::string> stop_words{}; ///< words that are left out; ASCII letters match in either case
};

/// Cuts a text into lower-case words. A token is a run of ASCII letters, ASCII digits and bytes from 0x80 on, so words
/// in UTF-8 stay whole. ASCII letters become lower-case; other characters stay as they are, and so does punctuation
/// outside ASCII.
/// Source: the token pattern of scikit-learn's `CountVectorizer`, words of two characters and more.
class Tokenizer {
public:
    explicit Tokenizer(const TokenizerSettings& settings = {});

    /// The tokens of a text, in order. O(length).
    [[nodiscard]] std::vector<std::string> operator()(std::string_view text) const;

private:
    [[nodiscard]] static char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

    std::size_t min_length_;
    detail::StringPool stop_words_;
};

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

LINNET_COLD LINNET_DEFINITION Tokenizer::Tokenizer(const TokenizerSettings& settings)
    : min_length_{settings.min_length} {
    for (const std::string& word : settings.stop_words) {
        std::string small;
        for (const char c : word) {
            small.push_back(lower(c));
        }
        stop_words_.add(small);
    }
}

LINNET_COLD LINNET_DEFINITION std::vector<std::string> Tokenizer::operator()(std::string_view text) const {
    std::vector<std::string> tokens;
    std::string token;
    std::size_t characters = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const char c = i < text.size() ? lower(text[i]) : ' ';
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            token.push_back(c);
            characters += (byte & 0xC0) != 0x80 ? std::size_t{1} : std::size_t{0}; // not for continuation bytes
        } else if (!token.empty()) {
            if (characters >= min_length_ && stop_words_.find(token) == detail::StringPool::none) {
                tokens.push_back(token);
            }
            token.clear();
            characters = 0;
        }
    }
    return tokens;
}

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
