// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/samples/user_lists.hpp>

#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/multi_categorical.hpp>

namespace user_lists_test {

using namespace linnet;

namespace {

using Had = MultiCategorical<"had">;

Vocabulary items() {
    Vocabulary vocabulary;
    for (int item = 1; item <= 4; ++item) {
        vocabulary.add(item);
    }
    return vocabulary;
}

} // namespace

TEST_CASE("user_lists lists what each user had, without what is unknown") {
    const std::vector<row_id> users{2, 1, 2, 0, 2, 2};
    const std::vector<row_id> of_users{4, 0, 1, 3, 0, 4};
    const Vocabulary vocabulary = items();
    const ColumnStore<Had> lists = user_lists<Had>(UserItems{users, of_users, 4, 5}, vocabulary);
    CHECK(lists.offsets == std::vector<std::uint64_t>{0, 0, 0, 2, 2});
    CHECK(lists.ids == std::vector<row_id>{1, 4});
    CHECK(lists.weights.empty());
    CHECK(lists.encoded_by == vocabulary.fingerprint());
    lists.check();
}

TEST_CASE("user_lists refuses a log of more items than the vocabulary has") {
    const std::vector<row_id> none;
    CHECK_THROWS_WITH_AS(static_cast<void>(user_lists<Had>(UserItems{none, none, 2, 6}, items())),
                         "user_lists: the log has 6 rows of items, and the vocabulary of 'had' has 5", SettingError);
}

} // namespace user_lists_test
