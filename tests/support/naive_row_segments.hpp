// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include <linnet/core/random.hpp>
#include <linnet/core/row_segments.hpp>
#include <linnet/testing/guarded_matrix.hpp>

#include "naive_kernels.hpp"

namespace linnet_test {

/// RowSegments of random numbers: tables of 7 rows that ids name, except for every second segment, whose rows are in
/// order.
template <class T, std::size_t... Columns>
class NaiveRowSegments {
    static constexpr std::size_t count = sizeof...(Columns);

public:
    explicit NaiveRowSegments(std::size_t rows) : segments{rows, {}} {
        tables_.reserve(count); // views stay valid
        for (std::size_t p = 0; p < count; ++p) {
            const bool in_order = p % 2 == 1;
            tables_.push_back(random_matrix<T>(in_order ? rows : 7, segments.columns[p], p + 1));
            for (std::size_t i = 0; i < rows; ++i) {
                ids_[p].push_back(static_cast<linnet::row_id>(linnet::Random{p, 3}.below(7, i)));
            }
            segments.segments[p] = {tables_[p].view(), in_order ? nullptr : ids_[p].data()};
        }
    }

    /// Row i, assembled.
    [[nodiscard]] std::vector<T> row(std::size_t i) const {
        std::vector<T> whole;
        for (std::size_t p = 0; p < count; ++p) {
            const T* const segment = tables_[p].view().row(p % 2 == 1 ? i : ids_[p][i]);
            whole.insert(whole.end(), segment, segment + segments.columns[p]);
        }
        return whole;
    }

    linnet::RowSegments<T, Columns...> segments;

private:
    std::vector<linnet::GuardedMatrix<T>> tables_;
    std::array<std::vector<linnet::row_id>, count> ids_;
};

} // namespace linnet_test
