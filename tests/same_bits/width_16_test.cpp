// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include "../support/same_bits.hpp"

namespace width_16_test {

TEST_CASE_TEMPLATE("training 16 lanes wide gives the golden bits", T, float) {
    linnet_test::check_epoch_bits<T, 16>();
    linnet_test::check_network_bits<T, 16>();
    linnet_test::check_normed_bits<T, 16>();
}

} // namespace width_16_test
