// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/data/frame_samples.hpp>

#include <cmath>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>

namespace frame_samples_test {

using namespace linnet;
using Age = Numeric<"age">;
using Job = Categorical<"job">;
using Tags = MultiCategorical<"tags">;
using All = TypeList<Age, Job, Tags>;

namespace {

StringColumn words(std::initializer_list<const char*> list) {
    StringColumn column;
    for (const char* word : list) {
        column.push_back(word);
    }
    return column;
}

Frame people() {
    Frame frame;
    frame.set("age", std::vector<float>{30, std::nanf(""), 50});
    frame.set("job", words({"cook", "smith", ""}));
    frame.set("tags", words({"a,b", "", "b"}));
    frame.set("label", std::vector<float>{1, 0, 1});
    frame.set("clicks", std::vector<float>{3, 0, std::nanf("")});
    return frame;
}

} // namespace

TEST_CASE("each row is a sample") {
    Vocabularies<All> vocabularies;
    add_values<All>(vocabularies, people(), {.separator = ','});
    const auto data =
        frame_samples<All>(people(), vocabularies, {.columns = {.separator = ',', .missing_number = -1.0F}});
    CHECK(data.size() == 3);
    CHECK_NOTHROW(data.check());
    CHECK(data.labels == std::vector<float>{1, 0, 1});
    CHECK(data.column<Age>().numbers == std::vector<float>{30, -1, 50});
    CHECK(data.column<Job>().ids == std::vector<row_id>{1, 2, 0});
    CHECK(data.column<Tags>().offsets == std::vector<std::uint64_t>{0, 2, 2, 3});
    CHECK(data.column<Tags>().ids == std::vector<row_id>{1, 2, 2});
}

TEST_CASE("labels come from the column named, which lacks none, or there are none") {
    const Vocabularies<All> vocabularies;
    const auto labels = [&](const char* name) {
        return frame_samples<TypeList<Age>>(people(), vocabularies, {.label = name}).labels;
    };
    CHECK(labels("").empty());
    CHECK_THROWS_WITH_AS(labels("clicks"), "column 'clicks', row 2: a sample has no label", DataError);
    CHECK_THROWS_WITH_AS(labels("job"), doctest::Contains("a frame has no column of numbers 'job'"), DataError);
}

} // namespace frame_samples_test
