// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/samples/frame_samples.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/frame/fill_missing.hpp>
#include <linnet/frame/log1p.hpp>
#include <linnet/frame/preprocessing.hpp>
#include <linnet/log/select_rows.hpp>
#include <linnet/samples/align.hpp>
#include <linnet/samples/hash_to_rows.hpp>

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

TEST_CASE("labels and numbers without end are refused") {
    Frame frame;
    frame.set("label", std::vector<float>{1, -INFINITY});
    frame.set("age", std::vector<float>{INFINITY, 3});
    const auto samples = [&](const char* label) {
        return frame_samples<TypeList<Age>>(frame, Vocabularies<All>{}, {.label = label});
    };
    CHECK_THROWS_WITH_AS((void)samples("label"), "column 'label', row 1: the label is infinite", DataError);
    CHECK_THROWS_WITH_AS((void)samples(""), "column 'age', row 0: the number is infinite", DataError);
}

TEST_CASE("a vocabulary that nothing was added to is refused, unless there is nothing to look up") {
    const Vocabularies<All> vocabularies;
    const char* const sentence =
        "feature 'job' has values, and its vocabulary is empty; call add_values, or fit of its encoder, first";
    CHECK_THROWS_WITH_AS((void)(frame_samples<TypeList<Job>>(people(), vocabularies)), sentence, SettingError);
    CHECK_THROWS_WITH_AS(
        (void)(frame_samples<TypeList<Tags>>(people(), vocabularies)),
        "feature 'tags' has values, and its vocabulary is empty; call add_values, or fit of its encoder, first",
        SettingError);
    Frame frame;
    frame.set("job", std::vector<float>{7, std::nanf("")});
    CHECK_THROWS_WITH_AS((void)(frame_column<Job>(frame, vocabularies)), sentence, SettingError);
    frame.set("job", std::vector<float>{std::nanf("")});
    CHECK(frame_column<Job>(frame, vocabularies).ids == std::vector<row_id>{0});
    frame.set("job", words({""}));
    CHECK(frame_column<Job>(frame, vocabularies).ids == std::vector<row_id>{0});
    frame.set("tags", words({""}));
    CHECK(frame_column<Tags>(frame, vocabularies).offsets == std::vector<std::uint64_t>{0, 0});
}

namespace {

using HashedJob = Categorical<"job", 64>;

Frame jobs(std::initializer_list<const char*> list) {
    Frame frame;
    frame.set("job", words(list));
    return frame;
}

/// The rows of jobs by what was learned from "cook" and "smith".
template <class Job>
std::vector<row_id> hashed_jobs(std::initializer_list<const char*> list, const Vocabularies<TypeList<Job>>& known) {
    Frame frame = jobs(list);
    HashToRows{.column = "job", .rows = 64}.apply(frame);
    return frame_samples<TypeList<Job>>(frame, known, {.label = ""}).template column<Job>().ids;
}

} // namespace

TEST_CASE("hashed keys keep their rows, those never seen before included") {
    const std::vector<row_id> rows{hashed_row("smith", 64), hashed_row("baker", 64), 0, hashed_row("cook", 64)};
    CHECK(hashed_jobs<HashedJob>({"smith", "baker", "", "cook"}, {}) == rows);

    Frame train = jobs({"cook", "smith"});
    HashToRows{.column = "job", .rows = 64}.apply(train);
    Vocabularies<TypeList<HashedJob>> fixed;
    add_values<TypeList<HashedJob>>(fixed, train);
    CHECK(hashed_jobs<HashedJob>({"smith", "baker", "", "cook"}, fixed) == rows);

    Vocabularies<TypeList<Job>> free; // its size is that of the table
    add_values<TypeList<Job>>(free, train);
    add_values<TypeList<Job>>(free, train);
    CHECK(free.of<Job>().size() == 64);
    CHECK(hashed_jobs<Job>({"smith", "baker", "", "cook"}, free) == rows);
    CHECK(hashed_jobs<Job>({}, free).empty());
}

TEST_CASE("hashed keys are the entries of lists, too") {
    using Jobs = MultiCategorical<"job", 64>;
    Frame frame = jobs({"cook", "", "smith"});
    HashToRows{.column = "job", .rows = 64}.apply(frame);
    const auto lists =
        frame_samples<TypeList<Jobs>>(frame, Vocabularies<TypeList<Jobs>>{}, {.label = ""}).column<Jobs>();
    CHECK(lists.offsets == std::vector<std::uint64_t>{0, 1, 1, 2});
    CHECK(lists.ids == std::vector<row_id>{hashed_row("cook", 64), hashed_row("smith", 64)});
}

TEST_CASE("hashed rows stay rows where frames are cut, aligned and preprocessed") {
    Frame frame = jobs({"cook", "smith", "baker"});
    frame.set("id", words({"1", "2", "3"}));
    Preprocessing{HashToRows{.column = "job", .rows = 64}}.apply(frame);
    const std::vector<std::size_t> second{1};
    const auto rows = [](const Frame& of) {
        return frame_column<HashedJob>(of, Vocabularies<TypeList<HashedJob>>{}).ids;
    };
    CHECK(rows(select_rows(frame, second)) == std::vector<row_id>{hashed_row("smith", 64)});
    Vocabulary ids;
    ids.add(3);
    ids.add(9);
    CHECK(rows(align(frame, "id", ids)) == std::vector<row_id>{0, hashed_row("baker", 64), 0});
    // A step that fails gives the column back as it was.
    const Preprocessing fails{FillMissing{.column = "job", .with = FillWith::own_category, .fitted = true},
                              Log1p{.column = "nothing"}};
    CHECK_THROWS_AS(fails.apply(frame), DataError);
    CHECK(rows(frame)[2] == hashed_row("baker", 64));
    frame.set("job", words({"cook", "smith", "baker"}));
    CHECK_THROWS_AS(rows(frame), SettingError); // no rows any more, but keys
}

TEST_CASE("a table too small for the hashed rows is refused") {
    CHECK_THROWS_WITH_AS((hashed_jobs<Categorical<"job", 63>>({"cook"}, {})),
                         "feature 'job' has 63 rows, and its column holds rows of a table of 64", SettingError);
    CHECK(hashed_jobs<Job>({"cook"}, {}) == std::vector<row_id>{hashed_row("cook", 64)}); // the model knows its rows
    Vocabularies<TypeList<Job>> other;
    other.of<Job>().add("cook");
    Frame train = jobs({"cook"});
    HashToRows{.column = "job", .rows = 64}.apply(train);
    CHECK_THROWS_WITH_AS((add_values<TypeList<Job>>(other, train)),
                         "feature 'job' has other ids in its vocabulary, and its column holds rows of a table of 64",
                         SettingError);
    CHECK_THROWS_WITH_AS((hashed_jobs<Job>({"cook"}, other)),
                         "feature 'job' has other ids in its vocabulary, and its column holds rows of a table of 64",
                         SettingError);
    CHECK(other.of<Job>().size() == 2);
    train.set("job", words({"64"}), 64);
    CHECK_THROWS_WITH_AS((void)(frame_column<HashedJob>(train, Vocabularies<TypeList<HashedJob>>{})),
                         "column 'job': '64' is no row of a table of 64", DataError);
}

} // namespace frame_samples_test
