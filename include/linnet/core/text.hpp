// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

#include <linnet/config.hpp>

namespace linnet::detail {

/// A part of a message: text, or a number. A call site costs next to nothing to compile, unlike a chain of `+`.
class TextPiece {
public:
    TextPiece(std::string_view text) : text_{text} {}   // NOLINT(google-explicit-constructor)
    TextPiece(const char* text) : text_{text} {}        // NOLINT(google-explicit-constructor)
    TextPiece(const std::string& text) : text_{text} {} // NOLINT(google-explicit-constructor)
    TextPiece(std::integral auto n) : integer_{static_cast<long long>(n)}, kind_{Kind::integer} {} // NOLINT

    TextPiece(std::floating_point auto x) : real_{static_cast<double>(x)}, kind_{Kind::real} {} // NOLINT

    void append_to(std::string& result) const {
        switch (kind_) {
        case Kind::text:
            result.append(text_);
            break;
        case Kind::integer:
            result.append(std::to_string(integer_));
            break;
        case Kind::real:
            result.append(std::to_string(real_));
            break;
        }
    }

private:
    enum class Kind { text, integer, real };

    std::string_view text_;
    long long integer_ = 0;
    double real_ = 0.0;
    Kind kind_ = Kind::text;
};

/// The pieces one after the other.
[[nodiscard]] LINNET_COLD inline std::string text(std::initializer_list<TextPiece> pieces) {
    std::string result;
    for (const TextPiece& piece : pieces) {
        piece.append_to(result);
    }
    return result;
}

/// Throws an error that says so.
template <class E>
[[noreturn]] LINNET_COLD void fail(std::initializer_list<TextPiece> pieces) {
    throw E(text(pieces));
}

} // namespace linnet::detail
