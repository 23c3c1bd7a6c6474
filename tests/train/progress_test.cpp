// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/progress.hpp>

#include <doctest/doctest.h>

namespace progress_test {

TEST_CASE("progress within an epoch has no record yet") {
    const linnet::Progress progress{
        .epoch = 1, .epochs = 2, .samples = 3, .samples_per_epoch = 4, .loss = 0.5, .seconds = 1};
    CHECK(progress.record == nullptr);
}

} // namespace progress_test
