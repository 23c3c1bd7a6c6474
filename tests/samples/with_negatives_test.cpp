// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/samples/with_negatives.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <type_traits>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/numeric.hpp>

namespace with_negatives_test {

using namespace linnet;

namespace {

using User = Categorical<"user", 20>;
using Item = Categorical<"item", 30>;
using Year = Numeric<"year", 1>;
using Positives = Dataset<TypeList<User, Item>>;
using Features = TypeList<User, Item>;

/// User u had items u + 1, u + 2 ... u + 5.
Positives some_positives() {
    Positives data;
    for (row_id user = 0; user < 20; ++user) {
        for (row_id n = 1; n <= 5; ++n) {
            data.add(1.0F, user, user + n);
        }
    }
    return data;
}

UserItems log_of(const Positives& data) { return {data.column<User>().ids, data.column<Item>().ids, 20, 30}; }

template <class Source>
struct Seen {
    std::vector<row_id> users;
    std::vector<row_id> items;
    std::vector<float> labels;
    std::vector<float> log_q;

    [[nodiscard]] bool operator==(const Seen&) const = default;

    static Seen of(const Source& source, const std::vector<std::size_t>& rows, std::uint64_t epoch) {
        typename Source::template Batches<float, Features> buffer;
        buffer.fill(source, rows.size(), [&](std::size_t i) { return rows[i]; }, epoch);
        const auto users = buffer.batch().template column<User>();
        const auto items = buffer.batch().template column<Item>();
        const auto targets = buffer.targets();
        Seen seen{{users.begin(), users.end()}, {items.begin(), items.end()}, {}, {}};
        REQUIRE(buffer.batch().rows == seen.items.size());
        for (std::size_t i = 0; i < seen.items.size(); ++i) {
            seen.labels.push_back(targets.labels(i, 0));
        }
        seen.log_q.assign(targets.log_q.begin(), targets.log_q.end());
        return seen;
    }
};

} // namespace

TEST_CASE("the labels of a batch are those of its groups, whatever was gathered before") {
    const Positives data = some_positives();
    const UserItems known = log_of(data);
    const auto two = with_negatives<User, Item>(data, known, UniformNegatives{.count = 2});
    const auto one = with_negatives<User, Item>(data, known, UniformNegatives{.count = 1});
    decltype(two)::Batches<float, Features> buffer;
    const auto check_labels = [&](const auto& source, std::size_t positives, std::size_t group) {
        buffer.fill(source, positives, [](std::size_t i) { return i; });
        REQUIRE(buffer.batch().rows == positives * group);
        for (std::size_t i = 0; i < positives * group; ++i) {
            CHECK(buffer.labels()(i, 0) == (i % group == 0 ? 1.0F : 0.0F));
        }
    };
    check_labels(two, 8, 3);
    check_labels(one, 5, 2); // smaller, with other groups
    check_labels(one, 20, 2);
    check_labels(two, 3, 3);
}

TEST_CASE_TEMPLATE("each positive is followed by negatives that its user did not have", Negatives, UniformNegatives,
                   PopularityNegatives, InBatchNegatives) {
    const Positives data = some_positives();
    const UserItems known = log_of(data);
    const auto source = with_negatives<User, Item>(data, known, Negatives{.count = 3}, {.seed = 7});
    CHECK(source.size() == 100);
    CHECK_NOTHROW(source.check());
    const std::vector<std::size_t> rows{17, 3, 99, 50, 22, 71};
    const auto seen = Seen<std::remove_const_t<decltype(source)>>::of(source, rows, 1);
    REQUIRE(seen.items.size() == 24);
    for (std::size_t i = 0; i < 24; ++i) {
        const std::size_t row = rows[i / 4];
        CHECK(seen.users[i] == data.column<User>().ids[row]);
        CHECK(seen.labels[i] == (i % 4 == 0 ? 1.0F : 0.0F));
        if (i % 4 == 0) {
            CHECK(seen.items[i] == data.column<Item>().ids[row]);
        } else {
            CHECK(!known.contains(seen.users[i], seen.items[i]));
            CHECK(seen.items[i] != 0);
        }
    }
    CHECK(seen.log_q.size() == (Negatives::corrects ? 24 : 0));
}

TEST_CASE("what is drawn depends on seed, epoch and row alone") {
    const Positives data = some_positives();
    const UserItems known = log_of(data);
    const auto source = with_negatives<User, Item>(data, known, UniformNegatives{.count = 2}, {.seed = 7});
    using S = Seen<std::remove_const_t<decltype(source)>>;
    const S both = S::of(source, {17, 3}, 1);
    const S other_way = S::of(source, {3, 17}, 1);
    CHECK(std::equal(both.items.begin(), both.items.begin() + 3, other_way.items.begin() + 3));
    CHECK(std::equal(both.items.begin() + 3, both.items.end(), other_way.items.begin()));
    CHECK(S::of(source, {17, 3}, 1) == both);
    std::vector<std::size_t> all(100);
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i] = i;
    }
    CHECK(!(S::of(source, all, 2) == S::of(source, all, 1)));
    CHECK(!(S::of(with_negatives<User, Item>(data, known, UniformNegatives{.count = 2}, {.seed = 8}), all, 1) ==
            S::of(source, all, 1)));
}

TEST_CASE("negatives from the batch are items of its positives, while there are any to be had") {
    const Positives data = some_positives();
    const UserItems known = log_of(data);
    const auto source = with_negatives<User, Item>(data, known, InBatchNegatives{.count = 8});
    using S = Seen<std::remove_const_t<decltype(source)>>;
    const S seen = S::of(source, {0, 50, 99}, 1); // items 1, 11 and 24
    for (std::size_t i = 0; i < seen.items.size(); ++i) {
        CHECK((seen.items[i] == 1 || seen.items[i] == 11 || seen.items[i] == 24));
    }
    const S alone = S::of(source, {0}, 1);
    CHECK(alone.items[1] > 5); // user 0 had items 1 to 5: the next one is taken
}

TEST_CASE("a user who had nearly everything gets what is left, one who had everything a sentence") {
    Positives data;
    for (row_id item = 1; item < 30; ++item) {
        if (item != 23) {
            data.add(1.0F, 4, item);
        }
    }
    const UserItems known = log_of(data);
    const auto source = with_negatives<User, Item>(data, known, UniformNegatives{.count = 5});
    using S = Seen<std::remove_const_t<decltype(source)>>;
    for (const row_id item : S::of(source, {2}, 1).items) {
        CHECK((item == 3 || item == 23));
    }
    data.add(1.0F, 4, 23);
    const UserItems everything = log_of(data);
    const auto none = with_negatives<User, Item>(data, everything, UniformNegatives{});
    CHECK_THROWS_WITH_AS(S::of(none, {2}, 1), "with_negatives: user 4 had every item, so none can be drawn",
                         SettingError);
}

TEST_CASE("features of the item change with it, weights are those of the positive") {
    Positives data = some_positives();
    for (std::size_t i = 0; i < data.size(); ++i) {
        data.weights.push_back(static_cast<float>(i));
    }
    Dataset<TypeList<Year>> side;
    for (std::size_t item = 0; item < 30; ++item) {
        side.column<Year>().numbers.push_back(1990.0F + static_cast<float>(item));
    }
    const UserItems known = log_of(data);
    const auto source = with_negatives<User, Item>(data, known, UniformNegatives{.count = 2},
                                                   NegativesOptions<Dataset<TypeList<Year>>>{.item_side = &side});
    using Source = std::remove_const_t<decltype(source)>;
    Source::Batches<double, TypeList<Item, Year, User>> buffer;
    buffer.fill(source, 2, [](std::size_t i) { return 40 + i; }, 1);
    for (std::size_t i = 0; i < 6; ++i) {
        CHECK(buffer.batch().column<Year>()(i, 0) == 1990.0 + buffer.batch().column<Item>()[i]);
        CHECK(buffer.weights()[i] == 40.0 + static_cast<double>(i / 3));
    }
}

TEST_CASE("users and items without a row are refused before they are drawn") {
    Positives data = some_positives();
    const UserItems known = log_of(data);
    const UserItems few{std::vector<row_id>{0}, std::vector<row_id>{1}, 19, 30};
    CHECK_THROWS_WITH_AS((with_negatives<User, Item>(data, few, UniformNegatives{}).check()),
                         "with_negatives: feature 'user', row 95: id 19 is not below 19", IdError);
    data.add(1.0F, 0, 31);
    CHECK_THROWS_WITH_AS((with_negatives<User, Item>(data, known, UniformNegatives{}).check()),
                         "with_negatives: feature 'item', row 100: id 31 is not below 30", IdError);
}

TEST_CASE_TEMPLATE("no positive is its own negative, whether the log of known ones has it or not", Negatives,
                   UniformNegatives, PopularityNegatives, InBatchNegatives) {
    Positives data;
    Positives others; // of users 10 to 19 alone: nothing is known of those who are trained on
    for (row_id user = 0; user < 10; ++user) {
        for (row_id item = 1; item <= 6; ++item) {
            data.add(1.0F, user, item);
            others.add(1.0F, user + 10, item);
        }
    }
    const UserItems known = log_of(others);
    const auto source = with_negatives<User, Item>(data, known, Negatives{.count = 8}, {.seed = 3});
    using S = Seen<std::remove_const_t<decltype(source)>>;
    std::vector<std::size_t> rows(60);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i] = i;
    }
    std::size_t clashes = 0;
    for (std::uint64_t epoch = 1; epoch <= 5; ++epoch) {
        const S seen = S::of(source, rows, epoch);
        for (std::size_t i = 0; i < seen.items.size(); ++i) {
            clashes += i % 9 != 0 && seen.items[i] == seen.items[i - i % 9] ? std::size_t{1} : std::size_t{0};
        }
    }
    CHECK(clashes == 0);
    // A batch of one item, which is everybody's: the next one is taken.
    const S same = S::of(source, {5, 11, 17}, 1);
    CHECK(same.items[0] == 6);
    CHECK(same.items[1] != 6);
}

TEST_CASE("a catalogue whose only item is the positive gets a sentence before training") {
    Positives data;
    data.add(1.0F, 3, 1);
    const UserItems two{std::vector<row_id>{0}, std::vector<row_id>{1}, 20, 2};
    CHECK_THROWS_WITH_AS((with_negatives<User, Item>(data, two, UniformNegatives{}).check()),
                         "with_negatives: user 3 had every item, so none can be drawn", SettingError);
}

TEST_CASE("a user who had every item is found before training") {
    Positives data;
    for (row_id item = 1; item < 30; ++item) {
        data.add(1.0F, 4, item);
    }
    data.add(1.0F, 5, 1);
    const UserItems known = log_of(data);
    CHECK_THROWS_WITH_AS((with_negatives<User, Item>(data, known, UniformNegatives{}).check()),
                         "with_negatives: user 4 had every item, so none can be drawn", SettingError);
}

TEST_CASE("samples that are no positives are refused") {
    Positives data = some_positives();
    const UserItems known = log_of(data);
    data.labels[7] = 0.0F;
    CHECK_THROWS_WITH_AS((with_negatives<User, Item>(data, known, UniformNegatives{}).check()),
                         "with_negatives: row 7 has the label 0.000000; each sample must be a positive, with a label "
                         "above 0 or none",
                         SettingError);
    data.labels.clear();
    CHECK_NOTHROW((with_negatives<User, Item>(data, known, UniformNegatives{}).check()));
}

TEST_CASE("settings that draw nothing are refused") {
    const Positives data = some_positives();
    const UserItems known = log_of(data);
    CHECK_THROWS_WITH_AS((void)(with_negatives<User, Item>(data, known, InBatchNegatives{.count = 0})),
                         "with_negatives: the count of negatives must be at least 1", SettingError);
    CHECK_THROWS_WITH_AS((void)(with_negatives<User, Item>(data, known, PopularityNegatives{.alpha = 2000})),
                         "popularity: alpha is 2000.000000, beyond which counts are no numbers", SettingError);
    CHECK_THROWS_AS((void)(with_negatives<User, Item>(data, known, PopularityNegatives{.alpha = std::nan("")})),
                    SettingError);
}

TEST_CASE("each column tells the vocabulary that encoded it, in the positives or on the item side") {
    using Kind = Categorical<"kind", 5>;
    auto data = some_positives();
    data.column<Item>().encoded_by = {30, 1};
    const auto log = log_of(data);
    Dataset<TypeList<Item, Kind>> side;
    side.column<Item>().encoded_by = {30, 2};
    side.column<Kind>().encoded_by = {5, 3};
    const auto source = with_negatives<User, Item>(data, log, UniformNegatives{},
                                                   NegativesOptions<Dataset<TypeList<Item, Kind>>>{.item_side = &side});
    CHECK(source.encoded_by<Item>() == Fingerprint{30, 1});
    CHECK(source.encoded_by<Kind>() == Fingerprint{5, 3});
    CHECK_FALSE(source.encoded_by<User>());
}

} // namespace with_negatives_test
