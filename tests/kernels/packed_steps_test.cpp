// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/kernels/packed_steps.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <set>
#include <vector>

#include <doctest/doctest.h>

namespace packed_steps_test {

namespace {

using linnet::kernels::PackedSteps;

/// Offsets that do not start at 0.
std::vector<std::uint64_t> offsets_of(const std::vector<std::size_t>& lengths) {
    std::vector<std::uint64_t> offsets{7};
    for (const std::size_t length : lengths) {
        offsets.push_back(offsets.back() + length);
    }
    return offsets;
}

void check_packed(const PackedSteps& packed, const std::vector<std::size_t>& lengths) {
    const std::size_t steps = std::accumulate(lengths.begin(), lengths.end(), std::size_t{0});
    REQUIRE(packed.batch() == lengths.size());
    CHECK(packed.steps() == steps);
    CHECK(packed.longest() == (lengths.empty() ? 0 : *std::max_element(lengths.begin(), lengths.end())));
    CHECK(packed.active(packed.longest()) == 0);
    CHECK(packed.start(packed.longest()) == steps);
    std::set<std::size_t> sequences;
    std::size_t before = 0;
    for (std::size_t k = 0; k < lengths.size(); ++k) {
        const std::size_t b = packed.order(k);
        sequences.insert(b);
        if (k > 0) {
            const std::size_t last = packed.order(k - 1);
            CHECK((lengths[last] > lengths[b] || (lengths[last] == lengths[b] && last < b)));
        }
        CHECK(packed.places_below(before) <= k);
        CHECK((lengths[b] == 0 || packed.places_below(before + 1) == k + 1));
        before += lengths[b];
    }
    CHECK(sequences.size() == lengths.size());
    std::size_t row = 0;
    for (std::size_t t = 0; t < packed.longest(); ++t) {
        CHECK(packed.start(t) == row);
        const auto longer = std::count_if(lengths.begin(), lengths.end(), [&](std::size_t n) { return n > t; });
        CHECK(packed.active(t) == static_cast<std::size_t>(longer));
        row += packed.active(t);
    }
    CHECK(row == steps);
}

} // namespace

TEST_CASE("sequences are sorted by length, and their steps lie in the order of time") {
    PackedSteps packed;
    CHECK(packed.steps() == 0);
    const std::vector<std::vector<std::size_t>> batches{
        {}, {0}, {1}, {4}, {0, 0}, {2, 2, 2}, {1, 5, 0, 3, 5, 1, 0}, {1, 2, 3, 4}, {300, 1}};
    for (const auto& lengths : batches) {
        packed.pack(offsets_of(lengths));
        check_packed(packed, lengths);
    }
}

TEST_CASE("no offsets are no sequences") {
    PackedSteps packed;
    packed.pack(offsets_of({3, 1}));
    packed.pack({});
    check_packed(packed, {});
}

TEST_CASE("parts of steps cover each sequence that has some once") {
    const std::vector<std::size_t> lengths{1, 5, 0, 3, 5, 1, 0, 9};
    PackedSteps packed;
    packed.pack(offsets_of(lengths));
    for (std::size_t cut = 0; cut <= packed.steps(); ++cut) {
        CAPTURE(cut);
        CHECK(packed.places_below(0) == 0);
        CHECK(packed.places_below(cut) <= packed.active(0));
        CHECK((cut == 0 || packed.places_below(cut) >= packed.places_below(cut - 1)));
    }
    CHECK(packed.places_below(packed.steps()) == packed.active(0));
}

} // namespace packed_steps_test
