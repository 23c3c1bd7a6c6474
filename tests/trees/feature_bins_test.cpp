// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/trees/feature_bins.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/matrix.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"

namespace feature_bins_test {

using namespace linnet;
using namespace linnet_test;

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();

FeatureBins<float> bins_of(const std::vector<float>& column, std::size_t bins) {
    return {ConstMatrixView<float>{column.data(), column.size(), 1, 1}, bins, 0};
}
std::vector<float> edges_of(const std::vector<float>& column, std::size_t bins) {
    const auto made = bins_of(column, bins);
    return {made.edges(0).begin(), made.edges(0).end()};
}

} // namespace

TEST_CASE("few values have a bin each, with edges halfway between them") {
    CHECK(edges_of({3, 1, 2, 1, nan, 3}, 255) == std::vector<float>{1.5F, 2.5F});
    CHECK(edges_of({3, 1, 2, 1, 3}, 3) == std::vector<float>{1.5F, 2.5F});
    CHECK(edges_of({7, 7, nan}, 255).empty());
    CHECK(edges_of({nan, nan}, 255).empty());
    CHECK(edges_of({}, 255).empty());
    CHECK(edges_of({-infinity, 0, 4, infinity}, 255) == std::vector<float>{-infinity, 2, 4});
    CHECK(edges_of({0.0F, -0.0F}, 255).empty());
    const float next = std::nextafter(1.0F, 2.0F);
    CHECK(edges_of({1.0F, next}, 255) == std::vector<float>{1.0F});      // and `next` is above it
    CHECK(edges_of({-3e38F, 3e38F}, 255) == std::vector<float>{-3e38F}); // their difference overflows
}

TEST_CASE("many values are shared out evenly, and one that fills a bin is alone in it") {
    std::vector<float> column;
    for (int i = 0; i < 1000; ++i) {
        column.push_back(static_cast<float>(i * 7 % 1000));
    }
    const std::vector<float> edges = edges_of(column, 10);
    REQUIRE(edges.size() == 9);
    for (std::size_t i = 0; i < 9; ++i) {
        CHECK(edges[i] == static_cast<float>(100 * (i + 1)) - 0.5F);
    }
    column.insert(column.end(), 5000, 500.0F);
    const std::vector<float> uneven = edges_of(column, 10);
    CHECK(uneven.size() <= 9);
    CHECK(std::find(uneven.begin(), uneven.end(), 499.5F) != uneven.end());
    CHECK(std::find(uneven.begin(), uneven.end(), 500.5F) != uneven.end());
    CHECK(edges_of(column, 2).size() == 1);
}

TEST_CASE("the bin of a number is how many edges lie below it, for any number and number of edges") {
    for (const std::size_t distinct : {1U, 2U, 3U, 4U, 5U, 8U, 9U, 100U, 128U, 129U, 254U, 255U, 400U}) {
        CAPTURE(distinct);
        std::vector<float> column;
        for (std::size_t i = 0; i < distinct; ++i) {
            column.push_back(std::sqrt(static_cast<float>(i)));
        }
        const FeatureBins<float> bins = bins_of(column, 255);
        CHECK(bins.bins(0) == std::min<std::size_t>(distinct, 255));
        std::vector<float> asked = random_values<float>(150, -1.0F, 20.0F, 3);
        asked.insert(asked.end(), column.begin(), column.end());
        asked.insert(asked.end(), bins.edges(0).begin(), bins.edges(0).end());
        asked.insert(asked.end(), {nan, infinity, -infinity, 0.0F, -0.0F});
        std::vector<std::uint8_t> found(asked.size());
        bins.write(0, asked.data(), 1, asked.size(), found.data(), 1);
        for (std::size_t i = 0; i < asked.size(); ++i) {
            CAPTURE(asked[i]);
            const auto below =
                std::count_if(bins.edges(0).begin(), bins.edges(0).end(), [&](float edge) { return edge < asked[i]; });
            CHECK(found[i] == (std::isnan(asked[i]) ? bins.bins(0) : static_cast<std::size_t>(below)));
        }
    }
}

TEST_CASE("rows lie in groups of four features, with any number of threads") {
    for (const std::size_t columns : {1U, 3U, 4U, 5U, 9U}) {
        for (const std::size_t rows : {1U, 63U, 64U, 65U, 1300U}) {
            Matrix<double> x{rows, columns};
            const auto values = random_values<double>(rows * columns, 0.0, 1.0, 8);
            for (std::size_t i = 0; i < values.size(); ++i) {
                x.view()(i / columns, i % columns) = values[i] < 0.1 ? std::nan("") : values[i];
            }
            const FeatureBins<double> bins{x.view(), 20, 0};
            const FeatureBins<double> with_threads{x.view(), 20, 0, &three_threads()};
            const BinnedRows binned{bins, x.view(), &three_threads()};
            CHECK(binned.rows() == rows);
            CHECK(binned.groups() == (columns + 3) / 4);
            std::size_t wrong = 0;
            for (std::size_t f = 0; f < columns; ++f) {
                CHECK(std::equal(bins.edges(f).begin(), bins.edges(f).end(), with_threads.edges(f).begin(),
                                 with_threads.edges(f).end()));
                for (std::size_t r = 0; r < rows; ++r) {
                    std::uint8_t want = 0;
                    bins.write(f, x.view().row(r) + f, 1, 1, &want, 1);
                    wrong += binned.column(f)[4 * r] != want || binned.group(f / 4)[4 * r + f % 4] != want ? 1 : 0;
                }
            }
            CHECK(wrong == 0);
        }
    }
}

TEST_CASE("edges of very many rows come from a sample that depends on the seed alone") {
    const std::size_t rows = FeatureBins<float>::sampled_rows + 77'777;
    std::vector<float> column(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        column[i] = static_cast<float>(i);
    }
    const ConstMatrixView<float> view{column.data(), rows, 1, 1};
    const FeatureBins<float> bins{view, 100, 1};
    const FeatureBins<float> again{view, 100, 1};
    const FeatureBins<float> other{view, 100, 2};
    REQUIRE(bins.bins(0) == 100);
    CHECK(std::equal(bins.edges(0).begin(), bins.edges(0).end(), again.edges(0).begin()));
    CHECK_FALSE(std::equal(bins.edges(0).begin(), bins.edges(0).end(), other.edges(0).begin()));
    for (std::size_t i = 0; i < 99; ++i) {
        CHECK(std::abs(static_cast<double>(bins.edges(0)[i]) - static_cast<double>((i + 1) * rows) / 100) < 10);
    }
}

} // namespace feature_bins_test
