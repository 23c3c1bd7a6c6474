// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <span>
#include <string>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/samples/column_store.hpp>
#include <linnet/samples/vocabularies.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

template <class E, class F>
concept Encodes =
    requires(const E& fitted, const Frame& frame, const Vocabularies<typename E::features>& vocabularies) {
        { fitted.template encode<F>(frame, vocabularies) } -> std::same_as<ColumnStore<F>>;
    };

template <class E, class Features>
inline constexpr bool encodes_each = false;
template <class E, class... F>
inline constexpr bool encodes_each<E, TypeList<F...>> = (Encodes<E, F> && ...);

} // namespace detail

/// How raw columns of a frame become features of a network: settings, and what they learned from a training frame. A
/// Recommender and a Pipeline name each raw column once, by an encoder: `category`, `split`, `bucket`, `numeric`,
/// `tf_idf`, `hashed`.
///
/// requires:
///   E::features           a TypeList of the features that it makes
///   columns()             the names of the columns that it reads
///   text()                what it reads and how, on one line; a file is refused where that differs
///   fit(frame, vocabularies)      learns numbers, and gives values their rows in the vocabularies of its features
///   grow(frame, vocabularies)     later: gives values that are new their rows, and learns nothing else
///   encode<F>(frame, vocabularies)  the column of the feature F, a sample for each row of the frame
///   learned(), set_learned(numbers)  what `fit` learned beside the vocabularies, to be kept in a file; `set_learned`
///                         throws DataError, and changes nothing, for numbers that it cannot have learned
/// Those that take vocabularies are templates, as they take those of the whole network.
/// `fit` may be called again and then forgets the numbers that it learned. If a call throws, the encoder is unchanged.
/// Source: `ColumnTransformer` of scikit-learn, `feature_column` of TensorFlow.
template <class E>
concept Encoder = std::copyable<E> &&
                  requires(E encoder, const E& fitted, const Frame& frame,
                           Vocabularies<typename E::features>& vocabularies, std::span<const double> numbers) {
                      typename E::features;
                      { fitted.columns() } -> std::same_as<std::vector<std::string>>;
                      { fitted.text() } -> std::same_as<std::string>;
                      encoder.fit(frame, vocabularies);
                      encoder.grow(frame, vocabularies);
                      { fitted.learned() } -> std::same_as<std::vector<double>>;
                      encoder.set_learned(numbers);
                  } &&
                  detail::encodes_each<E, typename E::features>;

namespace detail {

/// What an encoder is that learns nothing but values.
struct LearnsOnlyValues {
    [[nodiscard]] std::vector<double> learned() const { return {}; }
    LINNET_COLD void set_learned(std::span<const double> numbers) {
        if (!numbers.empty()) {
            fail<DataError>({numbers.size(), " numbers for an encoder that learns none"});
        }
    }
};

/// `name<feature>(first`, for the line of an encoder.
[[nodiscard]] LINNET_COLD inline std::string encoder_text(std::string_view name, std::string_view feature,
                                                          const std::vector<std::string>& columns) {
    std::string line = text({name, "<", feature, ">("});
    for (const std::string& column : columns) {
        append(line, {&column == columns.data() ? "'" : ", '", column, "'"});
    }
    return line;
}

} // namespace detail

} // namespace linnet::inline LINNET_ISA
