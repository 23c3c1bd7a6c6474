// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/fingerprint.hpp>
#include <linnet/core/hash.hpp>
#include <linnet/core/text.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/frame/string_pool.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// Integers that stand for their decimal digits: neither booleans nor characters.
template <class I>
concept RawInteger =
    std::integral<I> && !std::same_as<I, bool> && !std::same_as<I, char> && !std::same_as<I, wchar_t> &&
    !std::same_as<I, char8_t> && !std::same_as<I, char16_t> && !std::same_as<I, char32_t>;

/// The decimal digits of an integer.
class Digits {
public:
    template <RawInteger I>
    explicit Digits(I value) {
        const char* end = std::to_chars(text_.data(), text_.data() + text_.size(), value).ptr;
        size_ = static_cast<std::size_t>(end - text_.data());
    }

    [[nodiscard]] std::string_view view() const { return {text_.data(), size_}; }

private:
    std::array<char, 24> text_{};
    std::size_t size_ = 0;
};

} // namespace detail

/// Which ids of a column a Vocabulary adds.
struct VocabularySettings {
    std::size_t min_count = 1; ///< ids that occur less often in the column get no row of their own and are unknown
};

/// Maps the ids of a data set, strings or integers, to the rows of a table: 1, 2, ... in the order in which they were
/// added. Row 0 stands for all other ids. Its name is "[UNK]", and an id of that name maps to it. An integer and its
/// decimal digits are the same id. A const vocabulary is frozen.
/// Source: `StringLookup` of Keras.
class Vocabulary {
public:
    static constexpr std::string_view unknown = "[UNK]";

    /// The row of the id, which is added if it is new. Invalidates views from `raw`.
    /// Throws DataError beyond 2^32 - 2 rows.
    row_id add(std::string_view raw);
    template <detail::RawInteger I>
    row_id add(I raw) {
        return add(detail::Digits{raw}.view());
    }

    /// Gives a row to every id of a column, in order of first appearance, or only to the frequent ones.
    /// Throws SettingError if none is frequent enough, and what `add` of a single id throws.
    /// Source: `min_count` of word2vec, `min_df` of scikit-learn.
    void add(const StringColumn& column, const VocabularySettings& settings = {});

    /// The row of the id, or 0 if it has none.
    [[nodiscard]] row_id find(std::string_view raw) const {
        const row_id number = strings_.find(raw);
        return number == detail::StringPool::none ? 0 : number + 1;
    }
    template <detail::RawInteger I>
    [[nodiscard]] row_id find(I raw) const {
        return find(detail::Digits{raw}.view());
    }

    /// Whether the id has a row of its own.
    [[nodiscard]] bool contains(std::string_view raw) const { return find(raw) != 0; }
    template <detail::RawInteger I>
    [[nodiscard]] bool contains(I raw) const {
        return find(raw) != 0;
    }

    /// The id of a row, "[UNK]" for row 0. Throws IdError if there is no such row. Valid until the next `add`.
    [[nodiscard]] std::string_view raw(std::size_t row) const;

    /// The number of rows, including row 0: what a table for these ids needs.
    [[nodiscard]] std::size_t size() const { return strings_.size() + 1; }

    /// Whether both have the same ids in the same rows.
    [[nodiscard]] bool operator==(const Vocabulary& other) const { return strings_ == other.strings_; }

    [[nodiscard]] Fingerprint fingerprint() const {
        return strings_.size() == 0 ? Fingerprint{} : Fingerprint{size(), hash_};
    }
    /// Whether this vocabulary begins with all ids of the one with that fingerprint, so that the rows of that one stand
    /// for the same ids here. O(1) if they are equal, else O(ids of that one).
    [[nodiscard]] bool continues(const Fingerprint& other) const;

private:
    [[nodiscard]] static std::uint64_t hash_with(std::uint64_t before, std::string_view raw) {
        return (before ^ detail::stable_hash(raw)) * 0x9E3779B97F4A7C15U + 1; // odd, so that no information is lost
    }

    detail::StringPool strings_;
    std::uint64_t hash_ = 0;
};

namespace detail {

/// Throws SettingError unless the rows in a column stand for the same ids in the vocabulary of a model: the vocabulary
/// that gave the rows, possibly with more ids added. A column of rows that no vocabulary gave is always accepted, and a
/// model without ids accepts every column.
void check_encoding(std::string_view where, std::string_view feature, const Vocabulary& of_model,
                    const Fingerprint& of_column);

/// Gives one vocabulary the ids of another, in its rows. They may be the same.
LINNET_COLD inline void share_ids(const Vocabulary& from, Vocabulary& to) {
    if (&from != &to) {
        to = from;
    }
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#if LINNET_DEFINES

namespace linnet::inline LINNET_ISA {

LINNET_DEFINITION row_id Vocabulary::add(std::string_view raw) {
    if (raw == unknown) {
        return 0;
    }
    const std::size_t before = strings_.size();
    const row_id row = strings_.add(raw) + 1;
    if (strings_.size() != before) {
        hash_ = hash_with(before == 0 ? 0 : hash_, raw); // a vocabulary that was moved from starts again
    }
    return row;
}

LINNET_COLD LINNET_DEFINITION void Vocabulary::add(const StringColumn& column, const VocabularySettings& settings) {
    std::vector<std::size_t> counts(column.distinct());
    for (const std::uint32_t code : column.codes()) {
        ++counts[code];
    }
    std::size_t most = 0;
    for (std::uint32_t code = 0; code < column.distinct(); ++code) {
        if (counts[code] >= settings.min_count) {
            add(column.string(code));
        }
        most = column.string(code) != unknown && counts[code] > most ? counts[code] : most;
    }
    if (most != 0 && most < settings.min_count) {
        detail::fail<SettingError>({"no id comes ", settings.min_count,
                                    " times, the min_count of a vocabulary; "
                                    "the most frequent comes ",
                                    most, " times"});
    }
}

LINNET_DEFINITION std::string_view Vocabulary::raw(std::size_t row) const {
    if (row >= size()) {
        detail::fail<IdError>({"row ", row, " of a vocabulary of ", size(), " rows"});
    }
    return row == 0 ? unknown : strings_[static_cast<row_id>(row - 1)];
}

LINNET_COLD LINNET_DEFINITION bool Vocabulary::continues(const Fingerprint& other) const {
    if (other.rows >= size()) {
        return other == fingerprint();
    }
    std::uint64_t hash = 0;
    for (std::size_t row = 1; row < other.rows; ++row) {
        hash = hash_with(hash, raw(row));
    }
    return hash == other.hash;
}

namespace detail {

LINNET_COLD LINNET_DEFINITION void check_encoding(std::string_view where, std::string_view feature,
                                                  const Vocabulary& of_model, const Fingerprint& of_column) {
    if (of_column && of_model.fingerprint() && !of_model.continues(of_column)) {
        fail<SettingError>({where, ": feature '", feature, "' was encoded by a vocabulary of ", of_column.rows,
                            " rows that is not the model's, of ", of_model.size(),
                            "; encode it by model.vocabularies(), or let the model grow to those of the data"});
    }
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA

#endif // LINNET_DEFINES
