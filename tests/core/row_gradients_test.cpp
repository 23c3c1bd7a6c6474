// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/core/row_gradients.hpp>

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/random.hpp>

namespace row_gradients_test {

using namespace linnet;

namespace {

template <class T>
using Contributions = std::vector<std::pair<const T*, T>>;

template <class T>
Contributions<T> contributions(const RowGradients<T>& rows, std::size_t group) {
    Contributions<T> all;
    for (const auto& part : rows.of(group)) {
        CHECK(part.group == group);
        all.emplace_back(part.gradient, part.scale);
    }
    return all;
}

} // namespace

TEST_CASE_TEMPLATE("contributions are grouped by row, in the order in which they were added", T, float, double) {
    RowGradients<T> rows(5);
    CHECK(rows.size() == 0);
    CHECK(rows.group_of(3) == RowGradients<T>::none);
    const T vectors[4] = {};
    rows.add(3, &vectors[0]);
    rows.add(0, &vectors[1], T{2});
    rows.add(3, &vectors[2], T{4});
    rows.add(3, &vectors[3]);
    rows.arrange();
    CHECK(rows.size() == 2);
    CHECK(rows.row(0) == 3);
    CHECK(rows.row(1) == 0);
    CHECK(rows.group_of(3) == 0);
    CHECK(rows.group_of(0) == 1);
    CHECK(rows.group_of(4) == RowGradients<T>::none);
    CHECK(contributions(rows, 0) == Contributions<T>{{&vectors[0], T{1}}, {&vectors[2], T{4}}, {&vectors[3], T{1}}});
    CHECK(contributions(rows, 1) == Contributions<T>{{&vectors[1], T{2}}});
}

TEST_CASE_TEMPLATE("clearing forgets the batch", T, float, double) {
    RowGradients<T> rows(3);
    const T vectors[2] = {};
    rows.add(2, &vectors[0]);
    rows.add(1, &vectors[0]);
    rows.clear();
    CHECK(rows.size() == 0);
    CHECK(rows.group_of(2) == RowGradients<T>::none);
    rows.add(1, &vectors[1]);
    CHECK(rows.size() == 1);
    CHECK(rows.group_of(1) == 0);
    CHECK(contributions(rows, 0) == Contributions<T>{{&vectors[1], T{1}}});
}

TEST_CASE("a large batch is grouped as a map would group it") {
    constexpr std::size_t table_rows = 50;
    const Random random{1, 2};
    RowGradients<double> rows(table_rows);
    const std::vector<double> vectors(1000);
    for (int batch = 0; batch < 3; ++batch) {
        rows.clear();
        std::map<row_id, Contributions<double>> want;
        for (std::size_t i = 0; i < vectors.size(); ++i) {
            const auto row = static_cast<row_id>(random.below(table_rows, i));
            const double scale = random.uniform(i);
            rows.add(row, &vectors[i], scale);
            want[row].emplace_back(&vectors[i], scale);
        }
        rows.arrange();
        REQUIRE(rows.size() == want.size());
        for (std::size_t group = 0; group < rows.size(); ++group) {
            CHECK(rows.group_of(rows.row(group)) == group);
            CHECK(contributions(rows, group) == want.at(rows.row(group)));
        }
    }
}

TEST_CASE("rows stay seen once a batch has looked them up, unless it was dropped") {
    RowGradients<float> rows(4);
    const float vector = 1;
    rows.add(1, &vector);
    CHECK(rows.seen(1));
    CHECK_FALSE(rows.seen(2));
    rows.clear();
    CHECK(rows.seen(1));
    CHECK(rows.group_of(1) == RowGradients<float>::none);
    rows.add(1, &vector);
    rows.add(2, &vector);
    rows.drop();
    CHECK(rows.size() == 0);
    CHECK(rows.seen(1));
    CHECK_FALSE(rows.seen(2));
    CHECK(rows.group_of(2) == RowGradients<float>::none);

    RowGradients<float> grown(6);
    grown.take_over(rows);
    CHECK(grown.seen(1));
    CHECK_FALSE(grown.seen(2));
    CHECK_FALSE(grown.seen(5));
}

TEST_CASE("contributions are replaced by their sums, and more can be added to them") {
    RowGradients<float> rows(4);
    const float vectors[3] = {1, 2, 4};
    rows.add(3, &vectors[0]);
    rows.add(1, &vectors[1]);
    rows.add(3, &vectors[2]);
    CHECK(rows.all().size() == 3);
    const float sums[2] = {5, 2};
    rows.replace_by([&](std::size_t group) { return &sums[group]; });
    CHECK(contributions(rows, 0) == Contributions<float>{{&sums[0], 1.0F}});
    CHECK(contributions(rows, 1) == Contributions<float>{{&sums[1], 1.0F}});
    rows.add(3, &vectors[1]);
    rows.arrange();
    CHECK(contributions(rows, 0) == Contributions<float>{{&sums[0], 1.0F}, {&vectors[1], 1.0F}});
    CHECK(contributions(rows, 1) == Contributions<float>{{&sums[1], 1.0F}});
}

TEST_CASE("contributions are arranged again when more were added, and only read arranged") {
    RowGradients<double> rows(9);
    const double vectors[6] = {};
    rows.add(4, &vectors[0]);
    rows.add(2, &vectors[1]);
    CHECK(contributions(rows, 1) ==
          Contributions<double>{{&vectors[1], 1.0}}); // one for each row: in order as they are
    rows.add(4, &vectors[2]);
    const char* const sentence = "RowGradients: arrange() has to be called between add and of";
    CHECK_THROWS_WITH_AS(static_cast<void>(rows.of(0)), sentence, SettingError);
    rows.arrange();
    rows.add(7, &vectors[3]);
    CHECK_THROWS_WITH_AS(static_cast<void>(rows.of(0)), sentence, SettingError);
    rows.add(2, &vectors[4], 3.0);
    rows.arrange();
    rows.scale(2.0);
    CHECK(contributions(rows, 0) == Contributions<double>{{&vectors[0], 2.0}, {&vectors[2], 2.0}});
    CHECK(contributions(rows, 1) == Contributions<double>{{&vectors[1], 2.0}, {&vectors[4], 6.0}});
    CHECK(contributions(rows, 2) == Contributions<double>{{&vectors[3], 2.0}});
    REQUIRE(rows.all().size() == 5);
    CHECK(rows.all()[3].gradient == &vectors[3]); // in the order of adding
    CHECK(rows.all()[3].scale == 2.0);
    rows.clear();
    rows.add(1, &vectors[5]);
    CHECK(contributions(rows, 0) == Contributions<double>{{&vectors[5], 1.0}});
}

} // namespace row_gradients_test
