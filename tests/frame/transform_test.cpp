// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/frame/transform.hpp>

#include <string>

#include <doctest/doctest.h>

#include <linnet/frame/cross.hpp>
#include <linnet/frame/fill_missing.hpp>
#include <linnet/frame/log1p.hpp>
#include <linnet/frame/min_max_scaler.hpp>
#include <linnet/frame/preprocessing.hpp>
#include <linnet/frame/quantile_buckets.hpp>
#include <linnet/frame/standard_scaler.hpp>
#include <linnet/samples/hash_to_rows.hpp>

namespace transform_test {

using namespace linnet;

namespace {

struct Smallest {
    void fit(const Frame&) {}
    void apply(Frame&) const {}
    [[nodiscard]] bool reads(std::string_view) const { return false; }
    [[nodiscard]] std::string writes() const { return "a"; }
    [[nodiscard]] bool operator==(const Smallest&) const = default;
};
struct AppliesNot : Smallest {
    void apply(Frame&) const = delete;
};
struct ReadsNot : Smallest {
    void reads(std::string_view) const {}
};
struct ComparesNot {
    void fit(const Frame&) {}
    void apply(Frame&) const {}
    [[nodiscard]] bool reads(std::string_view) const { return false; }
    [[nodiscard]] std::string writes() const { return "a"; }
};
struct AppliesOnceOnly : Smallest {
    void apply(Frame&) {}
};

} // namespace

static_assert(Transform<Smallest>);
static_assert(!Transform<AppliesNot>);
static_assert(!Transform<ReadsNot>);
static_assert(!Transform<ComparesNot>);
static_assert(!Transform<AppliesOnceOnly>);
static_assert(!Transform<Preprocessing>, "or its copies would be steps");
static_assert(Transform<Cross> && Transform<FillMissing> && Transform<HashToRows> && Transform<Log1p> &&
              Transform<MinMaxScaler> && Transform<QuantileBuckets> && Transform<StandardScaler>);

TEST_CASE("a transform that was not fitted is named") {
    CHECK_NOTHROW(detail::check_fitted(true, "A", "b"));
    CHECK_THROWS_WITH_AS(detail::check_fitted(false, "A", "b"),
                         "A: column 'b' is to be transformed before fit was called", SettingError);
}

TEST_CASE("a transform sets its source, unless another column is named") {
    CHECK(detail::target("a", "") == "a");
    CHECK(detail::target("a", "b") == "b");
}

} // namespace transform_test
