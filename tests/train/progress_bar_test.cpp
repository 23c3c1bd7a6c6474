// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/train/progress_bar.hpp>

#include <sstream>

#include <doctest/doctest.h>

namespace progress_bar_test {

namespace {

const linnet::EpochRecord record{2, 0.5, 0.25, {{"auc", 0.75}}, 2.0};

} // namespace

TEST_CASE("a file gets one line per epoch") {
    std::ostringstream out;
    linnet::ProgressBar bar{out, false};
    CHECK(bar({2, 5, 500, 1000, 0.6, 1.0, nullptr}));
    CHECK(out.str().empty());
    CHECK(bar({2, 5, 1000, 1000, 0.5, 2.0, &record}));
    CHECK(out.str() == "epoch 2/5  loss 0.5000  validation loss 0.2500  auc 0.7500  500 samples/s  6.0 s left\n");
}

TEST_CASE("a terminal gets a bar that the line replaces") {
    std::ostringstream out;
    linnet::ProgressBar bar{out, true};
    bar({2, 5, 500, 1000, 0.6, 1.0, nullptr});
    CHECK(out.str() == "\repoch 2/5 [############............] loss 0.6000  500 samples/s  7.0 s left");
    bar({2, 5, 501, 1000, 0.6, 1.05, nullptr}); // too soon to draw again
    CHECK(out.str().ends_with("7.0 s left"));
    bar({2, 5, 1000, 1000, 0.5, 2.0, &record});
    CHECK(out.str().find("\r\033[Kepoch 2/5  loss 0.5000") != std::string::npos);
}

TEST_CASE("large rates are written short") {
    std::ostringstream out;
    linnet::ProgressBar bar{out, false};
    bar({1, 1, 3'000'000, 3'000'000, 0.5, 2.0, &record});
    CHECK(out.str().find("1.50M samples/s") != std::string::npos);
    bar({1, 1, 3'000, 3'000, 0.5, 2.0, &record});
    CHECK(out.str().find("1.5k samples/s") != std::string::npos);
}

} // namespace progress_bar_test
