// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/predict.hpp>

#include <doctest/doctest.h>

#include "../support/reference_network.hpp"

namespace predict_test {

using namespace linnet_test;

TEST_CASE("predictions come in the order of the samples, with the same bits at every batch size") {
    using User3 = ln::Categorical<"user", 20>;
    using Network = ln::Sequential<ln::Embedding<User3, 5>, ln::Dense<3>, ln::Softmax>;
    const ln::Model<Network, float, 4> model{2};
    ln::Dataset<ln::TypeList<User3>, 3> data;
    for (ln::row_id i = 0; i < 17; ++i) {
        data.column<User3>().add(i);
    }
    const auto all = ln::predict(model, data);
    REQUIRE(all.size() == 17 * 3);
    for (std::size_t i = 0; i < 17; ++i) {
        CHECK(all[3 * i] + all[3 * i + 1] + all[3 * i + 2] == doctest::Approx(1));
    }
    CHECK(ln::predict(model, data, 1) == all);
    CHECK(ln::predict(model, data, 7) == all);
    CHECK(ln::predict(model, decltype(data){}).empty());
    CHECK_THROWS_WITH_AS(static_cast<void>(ln::predict(model, data, 0)), "predict: the batch size must not be 0",
                         ln::SettingError);
}

} // namespace predict_test
