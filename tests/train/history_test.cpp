// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/history.hpp>

#include <doctest/doctest.h>

namespace history_test {

TEST_CASE("a record without a validation set has no validation loss") {
    linnet::History history;
    history.epochs.push_back({1, 0.5, {}, {{"auc", 0.7}}, 2.0});
    CHECK_FALSE(history.epochs[0].validation_loss.has_value());
    CHECK(history.epochs[0].metrics == linnet::MetricValues{{"auc", 0.7}});
}

} // namespace history_test
