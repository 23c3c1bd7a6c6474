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
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/text.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/encoders/encoder.hpp>
#include <linnet/frame/frame.hpp>
#include <linnet/frame/string_column.hpp>
#include <linnet/samples/align.hpp>
#include <linnet/samples/column_store.hpp>
#include <linnet/samples/hash_to_rows.hpp>
#include <linnet/samples/vocabularies.hpp>
#include <linnet/samples/vocabulary.hpp>

namespace linnet::inline LINNET_ISA {

/// What `hashed` returns.
template <IdListFeature F>
class HashedEncoder : public detail::LearnsOnlyValues {
public:
    using features = TypeList<F>;

    LINNET_COLD explicit HashedEncoder(std::vector<std::string> columns) : columns_{std::move(columns)} {
        detail::check_hashed_rows("feature ", F::name, F::rows);
    }

    [[nodiscard]] std::vector<std::string> columns() const { return columns_; }
    [[nodiscard]] LINNET_COLD std::string text() const {
        return detail::text({detail::encoder_text("hashed", F::name, columns_), ", rows ", std::size_t{F::rows}, ")"});
    }
    template <class All, class Places>
    LINNET_COLD void fit(const Frame& frame, detail::VocabularySet<All, Places>&) {
        for (const std::string& column : columns_) {
            static_cast<void>(frame.is_numeric(column)); // throws where there is none
        }
    }
    template <class All, class Places>
    void grow(const Frame&, detail::VocabularySet<All, Places>&) {}
    template <class One, class All, class Places>
    [[nodiscard]] LINNET_COLD ColumnStore<One> encode(const Frame& frame,
                                                      const detail::VocabularySet<All, Places>&) const {
        std::vector<std::vector<row_id>> lists(frame.size());
        for (const std::string& column : columns_) {
            const std::string key = column + "=";
            if (frame.is_numeric(column) || frame.is_integer(column)) {
                std::vector<row_id> rows(frame.size(), hashed_row(key, F::rows));
                detail::for_each_whole_number(frame, column, [&](std::size_t row, std::int64_t number) {
                    rows[row] = hashed_row(key + std::string{detail::Digits{number}.view()}, F::rows);
                });
                for (std::size_t row = 0; row < rows.size(); ++row) {
                    lists[row].push_back(rows[row]);
                }
                continue;
            }
            const StringColumn& strings = frame.strings(column);
            std::vector<row_id> row_of_code(strings.distinct());
            for (std::uint32_t code = 0; code < strings.distinct(); ++code) {
                row_of_code[code] = hashed_row(key + std::string{strings.string(code)}, F::rows);
            }
            for (std::size_t row = 0; row < strings.size(); ++row) {
                lists[row].push_back(row_of_code[strings.code(row)]);
            }
        }
        ColumnStore<One> store;
        for (const std::vector<row_id>& list : lists) {
            store.add(list);
        }
        return store;
    }

private:
    std::vector<std::string> columns_;
};

/// Columns of strings or whole numbers as one MultiCategorical without a vocabulary: each sample has an entry for each
/// column, `hashed_row` of "column=value". A missing value is a value of its own. Nothing is learned, so values that
/// were never seen have a row, too. Throws SettingError unless the feature's type says 2 to 2^32 rows.
template <IdListFeature F>
[[nodiscard]] LINNET_COLD HashedEncoder<F> hashed(std::vector<std::string> columns) {
    return HashedEncoder<F>(std::move(columns));
}

} // namespace linnet::inline LINNET_ISA
