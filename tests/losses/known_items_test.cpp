// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/losses/known_items.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/feature.hpp>
#include <linnet/log/user_items.hpp>

namespace known_items_test {

using namespace linnet;

TEST_CASE("what a user had is left out of a row of candidates, wherever it is in it") {
    const UserItems log(std::vector<row_id>{1, 1, 2}, std::vector<row_id>{4, 2, 3}, 4, 6);
    const detail::KnownItems known{&log};
    CHECK_FALSE(known.empty());
    CHECK(known.items() == 6);
    const std::vector<row_id> candidates{2, 5, 4, 2, 3, 77}; // 77 came after the log
    std::vector<std::uint32_t> memory;
    const detail::KnownRows rows(known, candidates, 2, memory);
    const auto left = [&](std::size_t row, row_id user, std::size_t share) {
        std::vector<float> logits{1, 2, 3, 4, 5, 6};
        rows.leave_out(row, user, share, -1.0F, logits.data());
        return logits;
    };
    CHECK(left(0, 1, 0) == std::vector<float>{-1, 2, -1, -1, 5, 6});
    CHECK(left(1, 2, 0) == std::vector<float>{1, 2, 3, 4, -1, 6}); // without what the first user had
    CHECK(left(2, 1, 1) == std::vector<float>{-1, 2, -1, -1, 5, 6});
    CHECK(left(3, 3, 1) == std::vector<float>{1, 2, 3, 4, 5, 6});
}

TEST_CASE("without a log nothing is left out") {
    const detail::KnownItems nothing;
    CHECK(nothing.empty());
    CHECK(nothing.items() == 0);
    std::vector<std::uint32_t> memory;
    const std::vector<row_id> candidates{1, 2};
    const detail::KnownRows rows(nothing, candidates, 1, memory);
    float logits[] = {1, 2};
    rows.leave_out(0, 1, 0, -1.0F, logits);
    CHECK(logits[0] == 1.0F);
    CHECK(memory.empty());
}

} // namespace known_items_test
