// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/block_update.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/random.hpp>

#include "../support/eager_pool.hpp"
#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace block_update_test {

using namespace linnet;
using namespace linnet_test;

namespace {

/// Adds the gradient up, moves the value by the total, and counts visits in powers of 2.
struct Rule {
    template <class P>
    void operator()(P& value, P& gradient, P& total, P& visits) const {
        total = total + gradient;
        value = value - total;
        visits = visits + visits; // 1 doubles, and the 0 of padding stays
    }
    template <class P>
    void idle(P&) const {}
};

/// A total that a gradient sets going and each step brings nearer to 0; the value moves by it. What decays meanwhile is
/// the last number.
struct Countdown {
    template <class P>
    void operator()(P& value, const P& gradient, P& total, P& decaying) const {
        using std::max;
        total = max(total - P(1), P(0)) + P(100) * gradient;
        value = value + total;
        idle(decaying);
        decaying = decaying + gradient;
    }
    template <class P>
    void idle(P& decaying) const {
        decaying = decaying * P(0.99F);
    }
};

template <class T>
ParameterBlock<T> block_of(BlockKind kind, std::size_t rows, std::size_t columns) {
    ParameterBlock<T> block{"block", kind, Matrix<T>(rows, columns)};
    const Random random{1, 2};
    for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t c = 0; c < columns; ++c) {
            block.values.view()(r, c) = GuardedMatrix<T>::away_from_zero(random.uniform(r * columns + c));
        }
    }
    return block;
}

template <class T>
GradientBlock<T> gradient_of(const ParameterBlock<T>& block) {
    if (block.kind == BlockKind::rows) {
        return {Matrix<T>{}, RowGradients<T>(block.values.rows())};
    }
    GradientBlock<T> gradient{Matrix<T>(block.values.rows(), block.values.columns()), {}};
    const Random random{3, 4};
    for (std::size_t r = 0; r < block.values.rows(); ++r) {
        for (std::size_t c = 0; c < block.values.columns(); ++c) {
            gradient.dense.view()(r, c) = static_cast<T>(random.uniform(r * block.values.columns() + c));
        }
    }
    return gradient;
}

template <class T>
bool padding_is_zero(ConstMatrixView<T> matrix) {
    for (std::size_t r = 0; r < matrix.rows; ++r) {
        for (std::size_t c = matrix.columns; c < matrix.stride; ++c) {
            if (matrix.data[r * matrix.stride + c] != T{0}) {
                return false;
            }
        }
    }
    return true;
}

/// The gradient that `contributions` give to a table: (row, scale) pairs, each with a vector of its own.
template <class T>
struct Lookups {
    std::vector<std::pair<row_id, T>> contributions;
    Matrix<T> vectors;

    Lookups(std::vector<std::pair<row_id, T>> list, std::size_t columns)
        : contributions{std::move(list)}, vectors(contributions.size(), columns) {
        const Random random{5, 6};
        for (std::size_t i = 0; i < contributions.size(); ++i) {
            for (std::size_t c = 0; c < columns; ++c) {
                vectors.view()(i, c) = GuardedMatrix<T>::away_from_zero(random.uniform(i * columns + c));
            }
        }
    }
    void add_to(RowGradients<T>& rows) const {
        for (std::size_t i = 0; i < contributions.size(); ++i) {
            rows.add(contributions[i].first, vectors.view().row(i), contributions[i].second);
        }
        rows.arrange();
    }
    /// Element c of a row's gradient; the first contribution is scaled, the others are added with one rounding.
    [[nodiscard]] T gradient(row_id row, std::size_t c) const {
        T total = 0;
        bool first = true;
        for (std::size_t i = 0; i < contributions.size(); ++i) {
            if (contributions[i].first == row) {
                const T scale = contributions[i].second;
                const T x = vectors.view()(i, c);
                total = first ? scale * x : naive_multiply_add(scale, x, total);
                first = false;
            }
        }
        return total;
    }
    [[nodiscard]] bool has(row_id row) const {
        for (const auto& contribution : contributions) {
            if (contribution.first == row) {
                return true;
            }
        }
        return false;
    }
};

} // namespace

TEST_CASE_TEMPLATE_DEFINE("a dense block is updated in every element, and its padding stays zero", L, dense) {
    using T = typename L::T;
    for (const std::size_t columns : {std::size_t{1}, std::size_t{3}, L::W, L::W + 1, 3 * L::W + 2}) {
        CAPTURE(columns);
        for (const bool all : {false, true}) {
            ParameterBlock<T> block = block_of<T>(BlockKind::dense, 5, columns);
            const ParameterBlock<T> before = block;
            const GradientBlock<T> gradient = gradient_of(block);
            kernels::BlockUpdate<T, L::W, 2> update{block, {T{1}, T{1}}};
            for (int step = 0; step < 2; ++step) {
                Executor* const executor = step == 0 ? nullptr : &three_threads();
                kernels::RestingRows none;
                all ? update.update_moving(block, gradient, Rule{}, none, 1, executor)
                    : update.update_touched(block, gradient, Rule{}, executor);
            }
            std::size_t mistakes = 0;
            for (std::size_t r = 0; r < 5; ++r) {
                for (std::size_t c = 0; c < columns; ++c) {
                    const T g = gradient.dense.view()(r, c);
                    const T want = (before.values.view()(r, c) - (T{1} + g)) - ((T{1} + g) + g);
                    mistakes += same(block.values.view()(r, c), want) ? 0U : 1U;
                    mistakes += same(update.slot(0)(r, c), (T{1} + g) + g) ? 0U : 1U;
                    mistakes += same(update.slot(1)(r, c), T{4}) ? 0U : 1U;
                }
            }
            CHECK(mistakes == 0);
            CHECK(padding_is_zero<T>(block.values.view()));
            CHECK(padding_is_zero<T>(update.slot(0)));
            CHECK(padding_is_zero<T>(update.slot(1)));
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(dense, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("a table is updated in the rows that were looked up, with summed gradients", L, rows) {
    using T = typename L::T;
    for (const std::size_t columns : {std::size_t{1}, std::size_t{3}, L::W, L::W + 1, 3 * L::W + 2}) {
        CAPTURE(columns);
        for (const bool all : {false, true}) {
            ParameterBlock<T> block = block_of<T>(BlockKind::rows, 6, columns);
            const ParameterBlock<T> before = block;
            GradientBlock<T> gradient = gradient_of(block);
            // A single one, a scaled one, and three of different scales that lie apart.
            const Lookups<T> lookups{
                {{4, T{1}}, {1, T{0.3F}}, {2, T{1}}, {5, T{1}}, {1, T{1}}, {1, T{0.7F}}, {0, T{2}}}, columns};
            lookups.add_to(gradient.rows);
            kernels::BlockUpdate<T, L::W, 2> update{block, {T{1}, T{1}}};
            Executor* const executor = columns == 3 ? nullptr : &three_threads();
            kernels::RestingRows resting(6);
            all ? update.update_moving(block, gradient, Rule{}, resting, 1, executor)
                : update.update_touched(block, gradient, Rule{}, executor);
            std::size_t mistakes = 0;
            for (row_id r = 0; r < 6; ++r) {
                const bool visited = lookups.has(r);
                for (std::size_t c = 0; c < columns; ++c) {
                    const T total = visited ? T{1} + lookups.gradient(r, c) : T{1};
                    const T old = before.values.view()(r, c);
                    mistakes += same(block.values.view()(r, c), visited ? old - total : old) ? 0U : 1U;
                    mistakes += same(update.slot(0)(r, c), total) ? 0U : 1U;
                    mistakes += same(update.slot(1)(r, c), visited ? T{2} : T{1}) ? 0U : 1U;
                }
            }
            CHECK(mistakes == 0);
            CHECK(padding_is_zero<T>(block.values.view()));
            CHECK(padding_is_zero<T>(update.slot(0)));
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(rows, EveryUserWidth);

TEST_CASE("threads update each of many rows once") {
    constexpr std::size_t rows = 3000; // more than one thread lists at a time
    ParameterBlock<float> block = block_of<float>(BlockKind::rows, rows, 2);
    const ParameterBlock<float> before = block;
    GradientBlock<float> gradient = gradient_of(block);
    const std::vector<float> slope{0.5F, 0.25F};
    for (row_id r = 0; r < rows; ++r) {
        if (r % 7 != 0) {
            gradient.rows.add(r, slope.data());
        }
    }
    for (row_id r = 0; r < rows; r += 14) {
        gradient.rows.add(r + 1, slope.data());
    }
    gradient.rows.arrange();
    kernels::BlockUpdate<float, 4, 2> update{block, {1.0F, 1.0F}};
    update.update_touched(block, gradient, Rule{}, &three_threads());
    std::size_t mistakes = 0;
    for (std::size_t r = 0; r < rows; ++r) {
        const float total = r % 7 == 0 ? 0.0F : r % 14 == 1 ? 2.0F : 1.5F;
        mistakes += same(block.values.view()(r, 0), before.values.view()(r, 0) - total) ? 0U : 1U;
        mistakes += same(update.slot(1)(r, 1), r % 7 == 0 ? 1.0F : 2.0F) ? 0U : 1U;
    }
    CHECK(mistakes == 0);
}

TEST_CASE_TEMPLATE_DEFINE("rows rest only while a step in all rows would not move them", L, resting_rows) {
    using T = typename L::T;
    constexpr std::size_t rows = 150;
    constexpr std::uint64_t last = 500;
    for (const std::size_t columns : {std::size_t{1}, L::W, 3 * L::W + 2}) {
        CAPTURE(columns);
        ParameterBlock<T> block = block_of<T>(BlockKind::rows, rows, columns);
        Matrix<T> values = block.values;
        Matrix<T> totals(rows, columns);
        Matrix<T> decaying(rows, columns);
        GradientBlock<T> gradient = gradient_of(block);
        const std::vector<T> ones(columns, T{1});
        kernels::BlockUpdate<T, L::W, 2> update{block};
        kernels::RestingRows resting(rows);
        std::size_t mistakes = 0;
        for (std::uint64_t step = 1; step <= last; ++step) {
            gradient.rows.clear();
            for (row_id r = 0; r < rows; ++r) {
                // Once, then again while it moves or after a long rest; at last all, to see what rested.
                const bool looked_up = step == last || (r % 3 == 0 && (step == r + 1 || step == 2 * r + 90));
                if (looked_up) {
                    gradient.rows.add(r, ones.data());
                }
                for (std::size_t c = 0; c < columns; ++c) {
                    Countdown{}(values.view()(r, c), looked_up ? T{1} : T{0}, totals.view()(r, c),
                                decaying.view()(r, c));
                }
            }
            update.update_moving(block, gradient, Countdown{}, resting, step,
                                 step % 2 == 0 ? nullptr : &three_threads());
            for (row_id r = 0; r < rows; ++r) {
                for (std::size_t c = 0; c < columns; ++c) {
                    mistakes += same(block.values.view()(r, c), values.view()(r, c)) ? 0U : 1U;
                    mistakes += same(update.slot(0)(r, c), totals.view()(r, c)) ? 0U : 1U;
                    mistakes += !resting.rests(r) && !same(update.slot(1)(r, c), decaying.view()(r, c)) ? 1U : 0U;
                }
                mistakes += step == last - 1 && r % 3 != 0 && !resting.rests(r) ? 1U : 0U; // never looked up
            }
            mistakes += step == last - 1 && !resting.rests(0) ? 1U : 0U;
        }
        CHECK(mistakes == 0);
        CHECK(padding_is_zero<T>(block.values.view()));
        CHECK(padding_is_zero<T>(update.slot(1)));
    }
}
TEST_CASE_TEMPLATE_APPLY(resting_rows, EveryUserWidth);

TEST_CASE("the state of an optimizer is as large as its slots, and starts where it is told") {
    const ParameterBlock<float> block = block_of<float>(BlockKind::dense, 5, 20);
    kernels::BlockUpdate<float, 8, 2> two{block};
    std::vector<std::string> names;
    two.visit({"first", "second"}, [&](std::string_view name, MatrixView<float> matrix) {
        names.emplace_back(name);
        CHECK(matrix.rows == 5);
        CHECK(matrix.columns == 20);
        CHECK(matrix.data == two.slot(names.size() - 1).data);
    });
    CHECK(names == std::vector<std::string>{"first", "second"});
    CHECK(two.slot(1)(4, 19) == 0.0F);
    const kernels::BlockUpdate<float, 8, 1> one{block, {0.5F}};
    CHECK(one.slot(0)(4, 19) == 0.5F);
    CHECK(padding_is_zero<float>(one.slot(0)));
    const kernels::BlockUpdate<float, 8, 2> apart{block, {0.5F, 2.0F}};
    CHECK(apart.slot(0)(4, 19) == 0.5F);
    CHECK(apart.slot(1)(0, 0) == 2.0F);
}

} // namespace block_update_test
