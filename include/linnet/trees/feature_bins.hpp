// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/aligned_buffer.hpp>
#include <linnet/core/executor.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/random.hpp>

namespace linnet::inline LINNET_ISA {

/// Cuts the values of each feature into bins that hold about equally many rows, or one value each where there are no
/// more values than bins. The bin of x is the number of edges below x, so that `x > edge(t)` means `bin > t`. Missing
/// values, NaN, have a bin of their own behind those of numbers. An edge lies halfway between two values.
///
/// Edges come from all rows up to 200,000, or else from as many that are drawn at random, one from each of as many
/// equal runs of rows. O(rows log rows) for each feature. Source: `BinMapper` of scikit-learn's HistGradientBoosting.
template <class T>
class FeatureBins {
public:
    static constexpr std::size_t most_bins = 255;
    static constexpr std::size_t sampled_rows = 200'000;

    FeatureBins() = default;
    /// requires: 2 <= bins <= most_bins
    LINNET_COLD FeatureBins(ConstMatrixView<T> features, std::size_t bins, std::uint64_t seed,
                            Executor* executor = nullptr);

    [[nodiscard]] std::size_t features() const { return edges_.size(); }
    /// In rising order; fewer than there are bins of numbers by one.
    [[nodiscard]] std::span<const T> edges(std::size_t feature) const { return edges_[feature]; }
    /// How many bins there are for numbers. It is also the bin of missing values.
    [[nodiscard]] std::size_t bins(std::size_t feature) const { return edges_[feature].size() + 1; }

    /// Writes the bins of `count` values, which lie `stride` apart, `to_stride` apart.
    LINNET_HOT void write(std::size_t feature, const T* values, std::size_t stride, std::size_t count, std::uint8_t* to,
                          std::size_t to_stride) const;

private:
    std::vector<std::vector<T>> edges_;
};

namespace detail {

/// Halfway between two values, but never so high as the upper one; infinite values have no middle.
template <class T>
[[nodiscard]] T edge_between(T lower, T upper) {
    const T middle = lower + (upper - lower) / T{2};
    return middle >= lower && middle < upper ? middle : lower;
}

/// The edges of values in rising order. A bin is closed once it holds its share of the values that are left, or in
/// front of a value that fills a bin alone.
template <class T>
[[nodiscard]] LINNET_COLD std::vector<T> bin_edges(std::span<const T> sorted, std::size_t bins) {
    std::vector<T> edges;
    const auto run_end = [&](std::size_t first) {
        std::size_t end = first + 1;
        while (end < sorted.size() && sorted[end] == sorted[first]) {
            ++end;
        }
        return end;
    };
    std::size_t distinct = 0;
    for (std::size_t i = 0; i < sorted.size() && distinct <= bins; i = run_end(i)) {
        ++distinct;
    }
    std::size_t begin = 0; // of the bin
    for (std::size_t i = 0; i < sorted.size() && edges.size() + 1 < bins;) {
        const std::size_t end = run_end(i);
        if (end < sorted.size()) {
            const std::size_t left = bins - edges.size();
            const std::size_t share = (sorted.size() - begin + left - 1) / left;
            if (distinct <= bins || end - begin >= share || run_end(end) - end >= share) {
                edges.push_back(edge_between(sorted[end - 1], sorted[end]));
                begin = end;
            }
        }
        i = end;
    }
    return edges;
}

} // namespace detail

template <class T>
LINNET_COLD FeatureBins<T>::FeatureBins(ConstMatrixView<T> features, std::size_t bins, std::uint64_t seed,
                                        Executor* executor)
    : edges_(features.columns) {
    constexpr std::uint64_t stream = 0x7265'6573;
    const std::size_t count = std::min(features.rows, sampled_rows);
    std::vector<std::size_t> rows(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t first = features.rows / count * i + features.rows % count * i / count;
        const std::size_t end = features.rows / count * (i + 1) + features.rows % count * (i + 1) / count;
        rows[i] = first + (end - first > 1 ? Random{seed, stream}.below(end - first, i) : 0);
    }
    constexpr std::size_t together = 8; // features that are read row by row, as rows are far apart
    for_each_share(executor, features.columns, together, 64 * count, [&](std::size_t first, std::size_t columns) {
        std::array<std::vector<T>, together> values;
        for (std::size_t begin = first; begin < first + columns; begin += together) {
            const std::size_t n = std::min(together, first + columns - begin);
            std::for_each_n(values.begin(), n, [](std::vector<T>& column) { column.clear(); });
            for (const std::size_t row : rows) {
                for (std::size_t i = 0; i < n; ++i) {
                    if (const T x = features(row, begin + i); !std::isnan(x)) {
                        values[i].push_back(x);
                    }
                }
            }
            for (std::size_t i = 0; i < n; ++i) {
                std::sort(values[i].begin(), values[i].end());
                edges_[begin + i] = detail::bin_edges<T>(values[i], bins);
            }
        }
    });
}

template <class T>
LINNET_HOT void FeatureBins<T>::write(std::size_t feature, const T* values, std::size_t stride, std::size_t count,
                                      std::uint8_t* to, std::size_t to_stride) const {
    constexpr std::size_t side_by_side = 4; // searches, as each waits for its own comparisons
    const std::span<const T> edges = edges_[feature];
    T padded[256];
    std::fill(std::copy(edges.begin(), edges.end(), padded), padded + 256, std::numeric_limits<T>::infinity());
    const std::size_t top = edges.empty() ? 0 : std::bit_floor(edges.size()); // all edges lie below twice as many
    for (std::size_t first = 0; first < count; first += side_by_side) {
        const std::size_t n = std::min(side_by_side, count - first);
        T x[side_by_side]{};
        for (std::size_t i = 0; i < n; ++i) {
            x[i] = values[(first + i) * stride];
        }
        std::size_t a = 0;
        std::size_t b = 0;
        std::size_t c = 0;
        std::size_t d = 0;
        for (std::size_t step = top; step != 0; step /= 2) { // products, as a processor cannot guess these branches
            const T* const edge = padded + (step - 1);
            a += static_cast<std::size_t>(edge[a] < x[0]) * step;
            b += static_cast<std::size_t>(edge[b] < x[1]) * step;
            c += static_cast<std::size_t>(edge[c] < x[2]) * step;
            d += static_cast<std::size_t>(edge[d] < x[3]) * step;
        }
        const std::size_t found[side_by_side] = {a, b, c, d};
        for (std::size_t i = 0; i < n; ++i) {
            to[(first + i) * to_stride] = static_cast<std::uint8_t>(std::isnan(x[i]) ? edges.size() + 1 : found[i]);
        }
    }
}

/// The bins of all rows. The bytes of four features lie side by side for each row, as histograms of four features are
/// made at a time: that of feature f of row r is `group(f / 4)[4 r + f % 4]`.
class BinnedRows {
public:
    static constexpr std::size_t group_size = 4;

    BinnedRows() = default;
    template <class T>
    LINNET_COLD BinnedRows(const FeatureBins<T>& bins, std::type_identity_t<ConstMatrixView<T>> features,
                           Executor* executor = nullptr)
        : rows_{features.rows}, groups_{(features.columns + group_size - 1) / group_size},
          bytes_(groups_ * rows_ * group_size) {
        constexpr std::size_t block = 512; // of rows that stay in the cache while each feature reads them
        for_each_share(executor, rows_, block, 16 * features.columns, [&](std::size_t first, std::size_t count) {
            for (std::size_t begin = first; begin < first + count; begin += block) {
                const std::size_t n = std::min(block, first + count - begin);
                for (std::size_t f = 0; f < features.columns; ++f) {
                    bins.write(f, features.row(begin) + f, features.stride, n, place(f, begin), group_size);
                }
            }
        });
    }

    [[nodiscard]] std::size_t rows() const { return rows_; }
    [[nodiscard]] std::size_t groups() const { return groups_; }
    [[nodiscard]] const std::uint8_t* group(std::size_t g) const { return bytes_.data() + g * rows_ * group_size; }
    /// The bin of feature f in row r is `column(f)[4 r]`.
    [[nodiscard]] const std::uint8_t* column(std::size_t f) const { return group(f / group_size) + f % group_size; }

private:
    [[nodiscard]] std::uint8_t* place(std::size_t f, std::size_t row) {
        return bytes_.data() + (f / group_size * rows_ + row) * group_size + f % group_size;
    }

    std::size_t rows_ = 0;
    std::size_t groups_ = 0;
    AlignedBuffer<std::uint8_t> bytes_;
};

} // namespace linnet::inline LINNET_ISA
