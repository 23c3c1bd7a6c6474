// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/libsvm.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>

#include "../support/naive_records.hpp"
#include "../support/temporary_file.hpp"

namespace libsvm_test {

using namespace linnet;
using linnet_test::TemporaryFile;
using Rows = std::vector<row_id>;
using Offsets = std::vector<std::uint64_t>;

TEST_CASE("lines of LIBSVM are labels and pairs") {
    const TemporaryFile file{"# heights\n+1 1:0.5 4:-2e1\n\n-1\n0.25  3:+1\t4294967295:0 # last: 9:9\n \n1 2:3#9:9\n"};
    ReadReport report;
    const SparseSamples samples = read_libsvm(file.path(), OnBadLine::refuse, &report);
    const SparseSamples expected{.labels = {1, -1, 0.25F, 1},
                                 .offsets = {0, 2, 2, 4, 5},
                                 .fields = {},
                                 .indices = {1, 4, 3, 4294967295U, 2},
                                 .values = {0.5F, -20, 1, 0, 3}};
    CHECK(samples == expected);
    CHECK(!samples.has_fields());
    CHECK(report.lines == 7);
    CHECK(report.rows == 4);
    CHECK(report.empty_lines == 3);
}

TEST_CASE("lines of LIBFFM have fields") {
    const TemporaryFile file{"1 0:1:0.5 1:4:1\n0 1:5:2\n"};
    const SparseSamples samples = read_libsvm(file.path());
    const SparseSamples expected{
        .labels = {1, 0}, .offsets = {0, 2, 3}, .fields = {0, 1, 1}, .indices = {1, 4, 5}, .values = {0.5F, 1, 2}};
    CHECK(samples == expected);
}

TEST_CASE("a bad line is refused with file, line and entry") {
    const auto refused = [](const std::string& line, const std::string& what, const std::string& before = "1 1:1") {
        const TemporaryFile file{before + "\n\n" + line + "\n0 2:2\n"};
        CHECK_THROWS_WITH_AS(static_cast<void>(read_libsvm(file.path())), (file.name() + ":3: " + what).c_str(),
                             BadLine);
    };
    for (const std::string label : {"x", "1:2", "nan", "+-1", "++1", "+"}) {
        refused(label, "the label '" + label + "' is not a finite number");
    }
    for (const std::string entry : {"5", "qid:1", "1:", ":1", "1:x", "-1:1", "1.5:1", "4294967296:1", "1:inf",
                                    "1:2:3:4", "x:1:1", ":1:1", "1::1", "1:1:"}) {
        refused("1 1:1 " + entry, "the entry '" + entry +
                                      "' is neither index:value nor field:index:value, of whole numbers and a "
                                      "finite one");
    }
    refused("1 1:1:1", "the entry '1:1:1' has a field, unlike those before");
    refused("1 1:1", "the entry '1:1' has no field, unlike those before", "1 1:1:1");
}

TEST_CASE("bad lines may be skipped and leave nothing behind") {
    const TemporaryFile file{"1 0:1:1 x\n1 1:1\n1 2:2 0:1:1\nbad\n0 3:3\n"};
    ReadReport report;
    const SparseSamples samples = read_libsvm(file.path(), OnBadLine::skip, &report);
    const SparseSamples expected{
        .labels = {1, 0}, .offsets = {0, 1, 2}, .fields = {}, .indices = {1, 3}, .values = {1, 3}};
    CHECK(samples == expected);
    CHECK(report.skipped == 3);
    CHECK(report.problems[1] == file.name() + ":3: the entry '0:1:1' has a field, unlike those before");
}

TEST_CASE("random files never crash, and every line is accounted for") {
    std::size_t rows = 0;
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        const std::string text = linnet_test::random_text("1122::  \n\n#", seed);
        const TemporaryFile file{text};
        ReadReport report;
        const SparseSamples samples = read_libsvm(file.path(), OnBadLine::skip, &report);
        CHECK(report.lines == linnet_test::lines_of(text));
        CHECK(report.lines == report.rows + report.skipped + report.empty_lines);
        CHECK(samples.size() == report.rows);
        CHECK(samples.offsets.size() == samples.size() + 1);
        CHECK(samples.offsets.back() == samples.indices.size());
        CHECK(samples.values.size() == samples.indices.size());
        CHECK(samples.fields.size() == (samples.has_fields() ? samples.indices.size() : 0));
        rows += report.rows;
    }
    CHECK(rows > 100);
}

} // namespace libsvm_test
