// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/frame_format.hpp>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/core/sequence.hpp>

#include "../support/temporary_file.hpp"

namespace frame_format_test {

using namespace linnet;

TEST_CASE("features name columns and say their kinds") {
    using Features = TypeList<Numeric<"age">, Categorical<"job">>;
    const linnet_test::TemporaryFile file{"id,job,age\n"};
    const DelimitedFormat commas{.separator = ",", .header = true};
    const DelimitedReader reader{file.path(), commas};
    const FrameFormat named = frame_format<Features>(commas);
    REQUIRE(named.columns.size() == 2);
    CHECK(named.file.separator == ",");
    CHECK(named.columns[0].name == "age");
    CHECK(named.columns[0].kind == ColumnKind::number);
    CHECK(named.columns[0].source.position_in(reader) == 2);
    CHECK(named.columns[1].name == "job");
    CHECK(named.columns[1].kind == ColumnKind::text);
    CHECK(named.columns[1].source.position_in(reader) == 1);
    CHECK(frame_format<TypeList<Sequence<"seen">>>().columns[0].kind == ColumnKind::text);
    CHECK(named.fields == 0);
    CHECK(named.on_bad_line == OnBadLine::refuse);
    const FrameFormat placed = frame_format<Features>();
    CHECK(placed.columns[0].source.position_in(reader) == 0);
    CHECK(placed.columns[1].source.position_in(reader) == 1);
}

} // namespace frame_format_test
