// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include <linnet/config.hpp>

namespace linnet::inline LINNET_ISA::detail {

/// A piece of a message: a text or a number. A list of pieces compiles faster at each call site than a chain of `+`.
class TextPiece {
public:
    TextPiece(std::string_view text) : text_{text} {}   // NOLINT(google-explicit-constructor)
    TextPiece(const char* text) : text_{text} {}        // NOLINT(google-explicit-constructor)
    TextPiece(const std::string& text) : text_{text} {} // NOLINT(google-explicit-constructor)
    TextPiece(std::signed_integral auto n) : integer_{static_cast<std::uint64_t>(n)}, kind_{Kind::integer} {} // NOLINT
    TextPiece(std::unsigned_integral auto n) : integer_{n}, kind_{Kind::natural} {}                           // NOLINT

    TextPiece(std::floating_point auto x) : real_{static_cast<double>(x)}, kind_{Kind::real} {} // NOLINT

    void append_to(std::string& result) const;

private:
    enum class Kind { text, integer, natural, real };

    std::string_view text_;
    std::uint64_t integer_ = 0;
    double real_ = 0.0;
    Kind kind_ = Kind::text;
};

/// Appends the pieces to a text, one after the other.
void append(std::string& result, std::initializer_list<TextPiece> pieces);

/// Joins the pieces.
[[nodiscard]] std::string text(std::initializer_list<TextPiece> pieces);

/// Throws an error with the pieces as its sentence.
template <class E>
[[noreturn]] LINNET_COLD void fail(std::initializer_list<TextPiece> pieces) {
    throw E(text(pieces));
}

/// Throws an error about a row, whose number stands between the two lists of pieces.
template <class E>
[[noreturn]] LINNET_COLD void fail_at(std::initializer_list<TextPiece> before, std::size_t row,
                                      std::initializer_list<TextPiece> after) {
    throw E(text(before), row, text(after));
}

} // namespace linnet::inline LINNET_ISA::detail

#if LINNET_DEFINES

#include <cmath>
#include <cstdio>

namespace linnet::inline LINNET_ISA::detail {

LINNET_COLD LINNET_DEFINITION void TextPiece::append_to(std::string& result) const {
    char digits[32];
    switch (kind_) {
    case Kind::text:
        result.append(text_.data(), text_.size());
        return;
    case Kind::integer:
        std::snprintf(digits, sizeof digits, "%lld", static_cast<long long>(integer_));
        break;
    case Kind::natural:
        std::snprintf(digits, sizeof digits, "%llu", static_cast<unsigned long long>(integer_));
        break;
    case Kind::real: {
        if (std::isnan(real_)) {
            result.append("nan"); // C libraries may print the sign of a NaN, which means nothing
            return;
        }
        const double size = std::abs(real_);
        const bool plain = size == 0.0 || (size >= 1e-3 && size < 1e15);
        std::snprintf(digits, sizeof digits, plain ? "%f" : "%g", real_);
        break;
    }
    }
    result.append(digits);
}

LINNET_COLD LINNET_DEFINITION void append(std::string& result, std::initializer_list<TextPiece> pieces) {
    for (const TextPiece& piece : pieces) {
        piece.append_to(result);
    }
}

LINNET_COLD LINNET_DEFINITION std::string text(std::initializer_list<TextPiece> pieces) {
    std::string result;
    append(result, pieces);
    return result;
}

} // namespace linnet::inline LINNET_ISA::detail

#endif // LINNET_DEFINES
