// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/gather.hpp>

#include <cstddef>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/matrix.hpp>

#include "../support/lanes.hpp"
#include "../support/naive_kernels.hpp"

namespace gather_test {

using namespace linnet;
using namespace linnet_test;

namespace {

template <class L, std::size_t Columns = dynamic>
void check_gather(ConstMatrixView<typename L::T> table, std::size_t count) {
    using T = typename L::T;
    CAPTURE(count);
    const Random random{3, 4};
    std::vector<row_id> ids;
    for (std::size_t i = 0; i < count; ++i) {
        ids.push_back(static_cast<row_id>(random.below(table.rows, i)));
    }
    GuardedMatrix<T> to{count, table.columns};
    kernels::gather<T, L::W, Columns>(table, ids, to.view());
    CHECK(to.intact());
    std::size_t mistakes = 0;
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t c = 0; c < table.columns; ++c) {
            mistakes += same(to.view()(i, c), table(ids[i], c)) ? 0U : 1U;
        }
    }
    CHECK(mistakes == 0);
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("a gather copies the rows that ids name, at every width and size", L, small) {
    for (const std::size_t columns : lengths_around_packs<L::W>()) {
        CAPTURE(columns);
        auto table = random_matrix<typename L::T>(7, columns, 1);
        for (const std::size_t count : {0U, 1U, 12U, 13U, 40U}) {
            check_gather<L>(table.view(), count);
        }
    }
}
TEST_CASE_TEMPLATE_APPLY(small, EveryUserWidth);

TEST_CASE_TEMPLATE_DEFINE("a gather of columns known to the compiler copies the same, at every width", L, fixed) {
    const auto check = [](auto columns) {
        auto table = random_matrix<typename L::T>(7, columns, 1);
        check_gather<L, columns>(table.view(), 40);
    };
    check(std::integral_constant<std::size_t, 1>{});
    check(std::integral_constant<std::size_t, L::W>{});
    check(std::integral_constant<std::size_t, L::W + 1>{});
    check(std::integral_constant<std::size_t, 3 * L::W + 2>{});
}
TEST_CASE_TEMPLATE_APPLY(fixed, EveryUserWidth);

TEST_CASE_TEMPLATE("a gather from a table past the cache reads ahead and copies the same", L, Lanes<float, 16>,
                   Lanes<double, 2>) {
    using T = typename L::T;
    Matrix<T> table(20'000, 33); // over 1 MB, rows over a cache line: prefetched
    REQUIRE(table.bytes() > std::size_t{1} << 20);
    for (std::size_t r = 0; r < table.rows(); ++r) {
        for (std::size_t c = 0; c < 33; ++c) {
            table.view()(r, c) = static_cast<T>(r * 33 + c);
        }
    }
    for (const std::size_t count : {0U, 1U, 12U, 13U, 200U}) {
        check_gather<L>(table.view(), count);
    }
}

} // namespace gather_test
