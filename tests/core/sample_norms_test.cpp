// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/sample_norms.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/parameters.hpp>

namespace sample_norms_test {

using namespace linnet;

namespace {

Parameters<float> two_tables() {
    Parameters<float> parameters;
    parameters.add({"a", BlockKind::rows, Matrix<float>(4, 2)});
    parameters.add({"b", BlockKind::rows, Matrix<float>(4, 2)});
    return parameters;
}

/// The numbers of the lookups of a sample.
std::vector<std::size_t> numbers(SampleNorms<float>& norms, std::size_t sample) {
    std::vector<std::size_t> found;
    for (const auto& lookup : norms.of_sample(sample)) {
        CHECK(lookup.sample == sample);
        found.push_back(lookup.number);
    }
    return found;
}

} // namespace

TEST_CASE("norms of samples add up until they are cleared") {
    SampleNorms<float> norms{two_tables()};
    CHECK(norms.blocks() == 2);
    norms.clear(3);
    CHECK(norms.samples() == 3);
    norms.add(1, 2.0);
    norms.add(1, 0.5);
    CHECK(norms.square(0) == 0.0);
    CHECK(norms.square(1) == 2.5);
    norms.clear(2);
    CHECK(norms.samples() == 2);
    CHECK(norms.square(1) == 0.0);
}

TEST_CASE("what rounding makes negative counts as 0, and no number stays none") {
    SampleNorms<double> norms;
    norms.clear(2);
    norms.add(0, -1e-20);
    CHECK(norms.square(0) == 0.0);
    norms.add(1, std::numeric_limits<double>::quiet_NaN());
    CHECK(std::isnan(norms.square(1)));
}

TEST_CASE("lookups of a table are sorted by sample, and stay in order within one") {
    SampleNorms<float> norms{two_tables()};
    norms.clear(4);
    const float gradient[2] = {1, 2};
    for (const std::size_t sample : {3U, 1U, 1U, 3U, 0U, 1U}) {
        norms.add_lookup(1, sample, static_cast<row_id>(sample), gradient, 2.0F);
    }
    norms.add_lookup(0, 2, 1, gradient);
    CHECK(norms.lookups(0).size() == 1);
    CHECK(norms.lookups(1).size() == 6);
    CHECK(norms.lookups(0)[0].scale == 1.0F);
    CHECK(norms.lookups(1)[5].gradient == gradient);
    norms.sort_by_sample(1);
    CHECK(numbers(norms, 0) == std::vector<std::size_t>{4});
    CHECK(numbers(norms, 1) == std::vector<std::size_t>{1, 2, 5});
    CHECK(numbers(norms, 2).empty());
    CHECK(numbers(norms, 3) == std::vector<std::size_t>{0, 3});
    norms.sort_by_sample(0);
    CHECK(numbers(norms, 2) == std::vector<std::size_t>{0});
    CHECK(numbers(norms, 3).empty());
    norms.clear_lookups();
    CHECK(norms.lookups(1).empty());
}

TEST_CASE("scratch of one size is not moved by a smaller one") {
    SampleNorms<float> norms;
    const MatrixView<float> large = norms.scratch(3, 2, 17);
    CHECK(large.rows == 6);
    CHECK(large.columns == 17);
    CHECK(large.stride >= 17);
    const MatrixView<float> small = norms.scratch(2, 1, 5);
    CHECK(small.data == large.data);
    CHECK(small.rows == 2);
}

} // namespace sample_norms_test
