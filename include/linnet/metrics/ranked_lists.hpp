// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/feature.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>

namespace linnet::inline LINNET_ISA {

/// The lists recommended to users: one for each user, of item rows with the best first. They may differ in length.
class RankedLists {
public:
    /// Appends the list of the next user.
    void add(std::span<const row_id> list) {
        rows_.insert(rows_.end(), list.begin(), list.end());
        ends_.push_back(rows_.size());
    }

    /// The number of lists.
    [[nodiscard]] std::size_t size() const { return ends_.size(); }
    [[nodiscard]] std::span<const row_id> operator[](std::size_t user) const {
        const std::size_t first = user == 0 ? 0 : ends_[user - 1];
        return std::span<const row_id>(rows_).subspan(first, ends_[user] - first);
    }
    /// The rows of all lists, one list after the other.
    [[nodiscard]] std::span<const row_id> rows() const { return rows_; }

private:
    std::vector<row_id> rows_;
    std::vector<std::size_t> ends_;
};

/// What is known about the items that could have been recommended.
struct Catalogue {
    std::size_t items = 0;                      ///< how many can be recommended, without the row of unknown ids
    std::span<const std::uint32_t> counts = {}; ///< for each item row, how many users had it in the training log
    std::size_t users = 0;                      ///< in the training log
    ConstMatrixView<float> vectors = {};        ///< a row for each item row, such as genre flags or learned factors
    const RankedLists* seen = nullptr;          ///< for each list, what its user had and so could not get, in any order
    const RankedLists* relevant = nullptr;      ///< for each list, what its user liked, in any order
};

namespace detail {

/// Throws IdError unless every recommended row is below `rows`, the number of `what` in the catalogue.
inline void check_rows(std::string_view metric, const RankedLists& lists, std::size_t rows, std::string_view what) {
    for (std::size_t user = 0; user < lists.size(); ++user) {
        for (const row_id row : lists[user]) {
            if (row >= rows) {
                fail<IdError>({"metric '", metric, "', list ", user, ": item ", row, " is not below the ", rows, " ",
                               what, " of the catalogue"});
            }
        }
    }
}

/// The mean of `value_of(user, list)` over the lists of at least `shortest` rows; NaN if there are none.
template <class ValueOf>
[[nodiscard]] double mean_over_lists(const RankedLists& lists, std::size_t shortest, ValueOf value_of) {
    double sum = 0.0;
    std::size_t counted = 0;
    for (std::size_t user = 0; user < lists.size(); ++user) {
        if (const std::span<const row_id> list = lists[user]; list.size() >= shortest) {
            sum += value_of(user, list);
            ++counted;
        }
    }
    return counted != 0 ? sum / static_cast<double>(counted) : std::numeric_limits<double>::quiet_NaN();
}

} // namespace detail
} // namespace linnet::inline LINNET_ISA
