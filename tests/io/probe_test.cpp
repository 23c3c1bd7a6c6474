// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/probe.hpp>

#include <cstddef>

#include <doctest/doctest.h>

#include <linnet/core/categorical.hpp>
#include <linnet/core/multi_categorical.hpp>
#include <linnet/core/numeric.hpp>
#include <linnet/core/sequence.hpp>
#include <linnet/layers.hpp>
#include <linnet/network/model.hpp>

namespace probe_test {

using namespace linnet;

using User = Categorical<"user">;
using Words = MultiCategorical<"words", 7>;
using Seen = Sequence<"seen", 9, 4>;
using Age = Numeric<"age", 3>;
using Network =
    Sequential<Concat<Embedding<User, 4>, EmbeddingBag<Words, 3>, Sequential<Embedding<Seen, 2>, Mean>, Input<Age>>,
               Dense<2>>;

TEST_CASE("a probe has values for every kind of feature, within the rows of the model, and always the same") {
    static_assert(detail::Probe<Model<Network, float, 1>>::possible);
    const Model<Network, float, 1> model{1, Rows<User>{2}};
    const detail::Probe<Model<Network, float, 1>> probe{model};
    const auto& batch = probe.batch();
    REQUIRE(batch.rows == 3);
    CHECK(batch.column<User>().size() == 3);
    for (const row_id id : batch.column<User>()) {
        CHECK(id < 2);
    }
    CHECK(batch.column<Words>().offsets.back() == 3);
    for (const row_id id : batch.column<Words>().ids) {
        CHECK(id < 7);
    }
    CHECK(batch.column<Seen>().offsets.back() == 3);
    CHECK(batch.column<Age>().columns == 3);
    const Model<Network, double, 4> other{2, Rows<User>{2}};
    const detail::Probe<Model<Network, double, 4>> again{other};
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(batch.column<User>()[i] == again.batch().column<User>()[i]);
        CHECK(batch.column<Seen>().ids[i] == again.batch().column<Seen>().ids[i]);
        CHECK(static_cast<double>(batch.column<Age>()(i, 2)) == again.batch().column<Age>()(i, 2));
    }
    typename Model<Network, float, 1>::Workspace workspace;
    CHECK(model.predict(batch, workspace).rows == 3);
}

} // namespace probe_test
