// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/finite_gradients.hpp>

#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

namespace finite_gradients_test {

using namespace linnet;

namespace {

template <class T, std::size_t W>
bool holds(const std::vector<T>& numbers, T scale) {
    detail::FiniteCheck<T, W> check;
    check(numbers.data() + 1, scale, numbers.size() - 1); // unaligned
    return check.holds();
}

template <class T, std::size_t W>
void check_width() {
    using limits = std::numeric_limits<T>;
    for (const std::size_t n : {std::size_t{0}, std::size_t{1}, W - 1, W, W + 1, 3 * W + 2, 9 * W + 1}) {
        CAPTURE(W);
        CAPTURE(n);
        std::vector<T> numbers(n + 1, -limits::max());
        numbers[0] = limits::quiet_NaN(); // not looked at
        CHECK(holds<T, W>(numbers, T{1}));
        CHECK(holds<T, W>(numbers, T{-0.5}));
        CHECK(holds<T, W>(numbers, T{0}));
        for (std::size_t at = 1; at <= n; ++at) {
            for (const T bad : {limits::quiet_NaN(), limits::infinity(), -limits::infinity()}) {
                std::vector<T> spoilt = numbers;
                spoilt[at] = bad;
                CHECK_FALSE(holds<T, W>(spoilt, T{1}));
                CHECK_FALSE(holds<T, W>(spoilt, T{0}));
            }
        }
        if (n > 0) {
            CHECK_FALSE(holds<T, W>(numbers, limits::quiet_NaN()));
            CHECK_FALSE(holds<T, W>(numbers, limits::infinity()));
            CHECK_FALSE(holds<T, W>(numbers, T{2}));
        }
    }
}

template <class T>
struct Case {
    Parameters<T> parameters;
    Gradients<T> gradients;
    std::vector<T> rows = std::vector<T>(40, T{1});

    Case() {
        parameters.add({"kernel", BlockKind::dense, Matrix<T>(3, 5)});
        parameters.add({"table", BlockKind::rows, Matrix<T>(9, 5)});
        parameters.add({"mean", BlockKind::statistics, Matrix<T>(2, 5)});
        gradients = Gradients<T>(parameters);
        for (row_id i = 0; i < 8; ++i) {
            gradients[1].rows.add(1 + i % 3, rows.data() + 5 * i, T{2});
        }
    }
    std::size_t bad(bool all = true) const { return detail::first_block_not_finite<T, 4>(parameters, gradients, all); }
};

} // namespace

TEST_CASE("a number that is NaN or infinite is found at every width and place") {
    check_width<float, 1>();
    check_width<float, 2>();
    check_width<float, 4>();
    check_width<float, 8>();
    check_width<float, 16>();
    check_width<double, 1>();
    check_width<double, 4>();
    check_width<double, 8>();
}

TEST_CASE_TEMPLATE("the first block with such a gradient is named", T, float, double) {
    const T nan = std::numeric_limits<T>::quiet_NaN();
    CHECK(Case<T>{}.bad() == Parameters<T>::none);
    Case<T> dense;
    dense.gradients[0].dense.view()(2, 4) = nan;
    CHECK(dense.bad() == 0);
    for (const std::size_t at : {0U, 17U, 39U}) {
        Case<T> table;
        table.rows[at] = nan;
        CHECK(table.bad() == 1);
        table.gradients.clear();
        CHECK(table.bad() == Parameters<T>::none);
    }
    Case<T> scaled;
    scaled.rows[5] = T{2};
    scaled.gradients[1].rows.scale(std::numeric_limits<T>::max() / T{2});
    CHECK(scaled.bad() == 1);
}

TEST_CASE_TEMPLATE("next values of statistics are looked at in every step", T, float, double) {
    Case<T> spoilt;
    spoilt.gradients[0].dense.view()(2, 4) = std::numeric_limits<T>::infinity();
    spoilt.rows[17] = std::numeric_limits<T>::infinity();
    CHECK(spoilt.bad() == 0);
    CHECK(spoilt.bad(false) == Parameters<T>::none);
    spoilt.gradients[2].next()(1, 4) = std::numeric_limits<T>::infinity();
    CHECK(spoilt.bad(false) == 2);
    CHECK(spoilt.bad() == 0);
    spoilt.gradients.clear();
    CHECK(spoilt.bad(false) == Parameters<T>::none);
}

} // namespace finite_gradients_test
