// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/encoders/encoder.hpp>
#include <linnet/frame/bucket.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/samples/column_store.hpp>
#include <linnet/samples/encode.hpp>
#include <linnet/samples/side_table.hpp>
#include <linnet/samples/vocabularies.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// A column of numbers or integers as numbers.
[[nodiscard]] LINNET_COLD inline std::vector<float> column_of_numbers(const Frame& frame, const std::string& name) {
    if (!frame.is_integer(name)) {
        return frame.numbers(name);
    }
    std::vector<float> numbers;
    for (const std::int64_t integer : frame.integers(name)) {
        numbers.push_back(integer == Frame::missing_integer ? std::numeric_limits<float>::quiet_NaN()
                                                            : static_cast<float>(integer));
    }
    return numbers;
}

} // namespace detail

/// What `bucket` of a feature returns.
template <SingleIdFeature F>
class BucketEncoder : public detail::LearnsOnlyValues {
public:
    using features = TypeList<F>;

    LINNET_COLD BucketEncoder(std::string column, std::vector<float> edges)
        : column_{std::move(column)}, edges_{std::move(edges)}, names_{bucket_names(edges_)} {}

    [[nodiscard]] LINNET_COLD std::vector<std::string> columns() const { return {column_}; }
    [[nodiscard]] LINNET_COLD std::string text() const {
        std::string line = detail::encoder_text("bucket", F::name, columns());
        for (const float edge : edges_) {
            detail::append(line, {", ", detail::shortest_text(edge)});
        }
        return line + ")";
    }
    template <class All, class Places>
    LINNET_COLD void fit(const Frame& frame, detail::VocabularySet<All, Places>& vocabularies) {
        static_cast<void>(detail::column_of_numbers(frame, column_)); // throws where there is none
        for (const std::string& name : names_) { // of all buckets, so that the numbering depends on no data
            vocabularies.template of<F>().add(name);
        }
    }
    template <class All, class Places>
    void grow(const Frame&, detail::VocabularySet<All, Places>&) {}
    template <class One, class All, class Places>
    [[nodiscard]] LINNET_COLD ColumnStore<One> encode(const Frame& frame,
                                                      const detail::VocabularySet<All, Places>& vocabularies) const {
        const Vocabulary& vocabulary = vocabularies.template of<One>();
        ColumnStore<One> store;
        store.encoded_by = vocabulary.fingerprint();
        store.ids = detail::find_rows(bucket(detail::column_of_numbers(frame, column_), edges_), vocabulary);
        detail::check_values_known(frame, One::name, vocabulary, column_);
        return store;
    }

private:
    std::string column_;
    std::vector<float> edges_;
    std::vector<std::string> names_;
};

/// A column of numbers as a Categorical of the buckets between edges: `bucket<AgeGroup>("age", {18, 25, 56})`; see
/// `bucket` of values. A missing number has row 0. Throws SettingError if there are no edges, one is not finite, or
/// they do not rise.
template <SingleIdFeature F>
[[nodiscard]] LINNET_COLD BucketEncoder<F> bucket(std::string column, std::vector<float> edges) {
    return BucketEncoder<F>(std::move(column), std::move(edges));
}

} // namespace linnet::inline LINNET_ISA
