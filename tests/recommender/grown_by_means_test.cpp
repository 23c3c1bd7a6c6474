// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/recommender/grown_by_means.hpp>

#include <cstddef>

#include <doctest/doctest.h>

#include <linnet/network/model.hpp>
#include <linnet/samples/vocabularies.hpp>

#include "../support/lanes.hpp"
#include "../support/small_town.hpp"

namespace grown_by_means_test {

using namespace linnet;
using namespace linnet_test;

TEST_CASE("rows of new ids are that of the unknown id, and all others stay") {
    Vocabularies<BookFactors> vocabularies;
    vocabularies.add<Reader, Book>(book_log());
    const Model<BookFactors, double, 4> model{5, vocabularies};
    Vocabularies<BookFactors> more = vocabularies;
    more.of<Book>().add("b100");
    more.of<Book>().add("b101");
    const auto larger = detail::grown_by_means(model, more);
    CHECK(larger->vocabulary<Book>().contains("b101"));
    for (std::size_t block = 0; block < model.parameters().size(); ++block) {
        const auto before = model.parameters()[block].values.view();
        const auto after = std::as_const(*larger).parameters()[block].values.view();
        CHECK(after.rows == before.rows + (block == 0 ? 0 : 2)); // the first is that of the readers
        for (std::size_t row = 0; row < after.rows; ++row) {
            for (std::size_t c = 0; c < after.columns; ++c) {
                CHECK(same(after(row, c), before(row < before.rows ? row : 0, c)));
            }
        }
    }
    CHECK(detail::grown_by_means(model, vocabularies)->vocabularies() == vocabularies);
}

} // namespace grown_by_means_test
