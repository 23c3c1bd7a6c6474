// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/quantised_rows.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace quantised_rows_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// What the codes of a row stand for.
template <class T>
std::vector<T> round_trip(const std::vector<T>& x, TableFormat format) {
    QuantisedTable<T> table(format, 1, x.size());
    kernels::quantise_row(x.data(), 0, table);
    std::vector<T> back(x.size());
    kernels::dequantise_rows<T, 1>(
        table, [](std::size_t) { return std::size_t{0}; }, MatrixView<T>{back.data(), 1, x.size(), x.size()});
    return back;
}

/// The largest error of a row in int8, in halves of its scale, which is rounded up. Half the smallest double is a
/// long double.
template <class T>
double error_in_half_scales(const std::vector<T>& x) {
    using Wide = long double;
    const auto [low, high] = std::minmax_element(x.begin(), x.end());
    const Wide half = (static_cast<Wide>(*high) - static_cast<Wide>(*low)) / 508 +
                      static_cast<Wide>(std::numeric_limits<T>::denorm_min()) / 2;
    const std::vector<T> back = round_trip(x, TableFormat::int8);
    Wide most = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        CHECK(std::isfinite(back[i]));
        most = std::max(most, std::abs(static_cast<Wide>(back[i]) - static_cast<Wide>(x[i])) / half);
    }
    return static_cast<double>(most);
}

} // namespace

TEST_CASE_TEMPLATE("int8 moves no number by more than half a scale", T, float, double) {
    const T most = std::numeric_limits<T>::max();
    const T least = std::numeric_limits<T>::denorm_min();
    const T normal = std::numeric_limits<T>::min();
    for (const std::size_t n : {2U, 3U, 64U, 1000U}) {
        for (const T size : {T{1}, static_cast<T>(1e-30), static_cast<T>(1e30), normal, least * T{1000}, most}) {
            CAPTURE(n);
            CAPTURE(size);
            auto x = random_values<T>(n, T{-1}, T{1}, 5);
            for (T& number : x) {
                number *= size;
            }
            CHECK(error_in_half_scales(x) < 1.001);
        }
    }
    CHECK(error_in_half_scales<T>({-most, most}) < 1.001);
    CHECK(error_in_half_scales<T>({-most, T{0}, T{1}, most}) < 1.001);
    CHECK(error_in_half_scales<T>({T{0}, most}) < 1.001);
    CHECK(error_in_half_scales<T>({-most, T{0}}) < 1.001);
    CHECK(error_in_half_scales<T>({least, most}) < 1.001);
    CHECK(error_in_half_scales<T>({T{0}, least}) < 1.001);
    CHECK(error_in_half_scales<T>({least * T{4}, least * T{5}}) < 1.001);   // halves of doubles are equal there
    CHECK(error_in_half_scales<T>({-least, least * T{300}, T{0}}) < 1.001); // a scale that is rounded to two of them
}

TEST_CASE_TEMPLATE("rows of equal numbers are kept exactly in int8", T, float, double) {
    for (const T x : special_values<T>()) {
        if (std::isfinite(x)) {
            CAPTURE(x);
            for (const T back : round_trip<T>({x, x, x}, TableFormat::int8)) {
                CHECK(back == x);
            }
            CHECK(round_trip<T>({x}, TableFormat::int8)[0] == x);
        }
    }
    CHECK(round_trip<T>({T{0}, T{-0.0}}, TableFormat::int8) == std::vector<T>{T{0}, T{0}});
    CHECK(round_trip<T>({}, TableFormat::int8).empty());
}

TEST_CASE("codes, scale and offset are those of the formula") {
    const std::vector<float> x{-1.0F, 1.54F, 0.0F, 0.0051F, 0.0049F, 0.0151F};
    std::vector<std::int8_t> codes(x.size());
    const RowScale<float> row = kernels::quantise_row(x.data(), x.size(), codes.data());
    CHECK(row.scale == doctest::Approx(0.01));
    CHECK(row.offset == doctest::Approx(0.27));
    CHECK(codes == std::vector<std::int8_t>{-127, 127, -27, -26, -27, -25});
}

TEST_CASE_TEMPLATE("bfloat16 is the nearest, and of two the even one", T, float, double) {
    // Every bfloat16 with a number a little off it, half way to the next, and a little off that.
    std::size_t mistakes = 0;
    for (std::uint32_t code = 0; code < 0x7F80U; ++code) {
        const auto here = static_cast<T>(std::bit_cast<float>(code << 16));
        const T next = code == 0x7F7FU ? static_cast<T>(std::numeric_limits<float>::max())
                                       : static_cast<T>(std::bit_cast<float>((code + 1) << 16));
        const T middle = here + (next - here) / T{2};
        const auto rounded = [&](T x, std::uint32_t want) {
            want = std::min(want, 0x7F7FU);
            mistakes += kernels::to_bfloat16(x) == want ? 0U : 1U;
            mistakes += kernels::to_bfloat16(-x) == (want | 0x8000U) ? 0U : 1U;
        };
        rounded(here, code);
        rounded(std::nextafter(here, next), code);
        rounded(std::nextafter(middle, here), code);
        rounded(middle, code + code % 2);
        rounded(std::nextafter(middle, next), code + 1);
        rounded(std::nextafter(next, here), code + 1);
    }
    CHECK(mistakes == 0);
    CHECK(kernels::to_bfloat16(T{-0.0}) == 0x8000U);
    CHECK(kernels::to_bfloat16(static_cast<T>(std::numeric_limits<float>::max())) == 0x7F7FU); // not an infinity
    const std::vector<T> x{T{1}, T{-0.0}, T{-2.5}};
    const auto back = round_trip(x, TableFormat::bfloat16);
    CHECK((same(back[0], x[0]) && same(back[1], x[1]) && same(back[2], x[2])));
}

TEST_CASE_TEMPLATE_DEFINE("a gather dequantises the rows that ids name, with the bits of width 1", L, rows) {
    using T = typename L::T;
    for (const TableFormat format : {TableFormat::int8, TableFormat::bfloat16}) {
        for (const std::size_t columns : lengths_around_packs<L::W>()) {
            CAPTURE(columns);
            constexpr std::size_t count = 7;
            auto values = random_matrix<T>(count, columns, 1);
            QuantisedTable<T> table(format, count, columns);
            for (std::size_t r = 0; r < count; ++r) {
                kernels::quantise_row<T>(values.view().row(r), r, table);
            }
            for (const std::size_t batch : {0U, 1U, 20U}) {
                std::vector<row_id> ids;
                for (std::size_t i = 0; i < batch; ++i) {
                    ids.push_back(static_cast<row_id>(i * 3 % count));
                }
                GuardedMatrix<T> got{batch, columns};
                kernels::gather<T, L::W>(table, ids, got.view());
                CHECK(got.intact());
                std::size_t mistakes = 0;
                for (std::size_t i = 0; i < batch; ++i) {
                    for (std::size_t c = 0; c < columns; ++c) {
                        const T want = format == TableFormat::int8
                                           ? naive_multiply_add(table.scale(ids[i]).scale,
                                                                static_cast<T>(table.int8_row(ids[i])[c]),
                                                                table.scale(ids[i]).offset)
                                           : static_cast<T>(std::bit_cast<float>(
                                                 static_cast<std::uint32_t>(table.bfloat16_row(ids[i])[c]) << 16));
                        mistakes += same(got.view()(i, c), want) ? 0U : 1U;
                    }
                }
                CHECK(mistakes == 0);
            }
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(rows, EveryUserWidth);

TEST_CASE("a gather from a table past the cache reads ahead and dequantises the same") {
    for (const TableFormat format : {TableFormat::int8, TableFormat::bfloat16}) {
        constexpr std::size_t columns = 70;
        QuantisedTable<float> table(format, 20'000, columns);
        REQUIRE(table.bytes() > std::size_t{1} << 20);
        const auto value = [](std::size_t r, std::size_t c) {
            return static_cast<float>(r % 100) - static_cast<float>(c % 2);
        };
        std::vector<float> row(columns);
        for (std::size_t r = 0; r < table.rows(); ++r) {
            for (std::size_t c = 0; c < columns; ++c) {
                row[c] = value(r, c);
            }
            kernels::quantise_row(row.data(), r, table);
        }
        for (const std::size_t batch : {1U, 16U, 17U, 200U}) {
            std::vector<row_id> ids;
            for (std::size_t i = 0; i < batch; ++i) {
                ids.push_back(static_cast<row_id>(19'999 - i * 97));
            }
            GuardedMatrix<float> got{batch, columns};
            kernels::gather<float, 16>(table, ids, got.view());
            std::size_t mistakes = 0;
            for (std::size_t i = 0; i < batch; ++i) {
                for (std::size_t c = 0; c < columns; ++c) {
                    mistakes += std::abs(got.view()(i, c) - value(ids[i], c)) < 1e-5F ? 0U : 1U;
                }
            }
            CHECK(mistakes == 0);
        }
    }
}

} // namespace quantised_rows_test
