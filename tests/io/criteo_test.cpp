// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/criteo.hpp>

#include <cmath>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>

#include <doctest/doctest.h>

#include <linnet/io/frame_reader.hpp>

#include "../support/temporary_file.hpp"

namespace criteo_test {

using namespace linnet;

TEST_CASE("missing and negative counts, and missing categories") {
    const std::string line = "1\t-2\t" + std::string(12, '\t') + "68fd1e64" + std::string(25, '\t');
    const linnet_test::TemporaryFile file{line + "\n"};
    const Frame frame = read_frame(file.path(), criteo());
    REQUIRE(frame.size() == 1);
    CHECK(frame.names().size() == 40);
    CHECK(frame.numbers("label")[0] == 1);
    CHECK(frame.numbers("I1")[0] == -2);
    CHECK(std::isnan(frame.numbers("I2")[0]));
    CHECK(std::isnan(frame.numbers("I13")[0]));
    CHECK(frame.strings("C1")[0] == "68fd1e64");
    CHECK(frame.strings("C26")[0].empty());
    CHECK_THROWS_WITH_AS(static_cast<void>(read_frame(file.path(), criteo(true))),
                         doctest::Contains(":1: 40 fields where 41 are needed"), BadLine);
}

TEST_CASE("the sample of 6,435 rows") {
    const std::filesystem::path path = LINNET_SHARED_DIR "/data/criteo-6k/criteo.tsv";
    if (!std::filesystem::exists(path)) {
        MESSAGE("SKIPPED: there is no " << path.string());
        return;
    }
    ReadReport report;
    const Frame frame = read_frame(path, criteo(true), &report);
    REQUIRE(frame.size() == 6435);
    CHECK(report.lines == 6435);
    std::size_t positive = 0;
    std::size_t early = 0;
    for (std::size_t row = 0; row < frame.size(); ++row) {
        positive += frame.numbers("label")[row] == 1.0F ? 1 : 0;
        early += std::stol(std::string{frame.strings("id")[row]}) < 49000000 ? 1 : 0;
    }
    CHECK(positive == 1506);
    CHECK(static_cast<double>(positive) / 6435 == doctest::Approx(0.2340).epsilon(2e-4));
    CHECK(early == 4371);

    std::ifstream file{path};
    bool same = true;
    bool negative = false;
    for (std::size_t row = 0; row < frame.size(); ++row) {
        std::string line;
        std::getline(file, line);
        line += '\t';
        for (const std::string& name : frame.names()) {
            const std::string field = line.substr(0, line.find('\t'));
            line.erase(0, field.size() + 1);
            if (frame.is_numeric(name)) {
                const float number = frame.numbers(name)[row];
                same = same && (field.empty() ? std::isnan(number) : number == std::stof(field));
                negative = negative || number < 0;
            } else {
                same = same && frame.strings(name)[row] == field;
            }
        }
        same = same && line.empty();
    }
    CHECK(same);
    CHECK(negative);
}

} // namespace criteo_test
