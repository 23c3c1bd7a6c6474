// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include "../support/same_bits.hpp"

namespace width_1_test {

TEST_CASE_TEMPLATE("training 1 lane wide gives the golden bits", T, float, double) {
    linnet_test::check_epoch_bits<T, 1>();
    linnet_test::check_network_bits<T, 1>();
    linnet_test::check_normed_bits<T, 1>();
}

} // namespace width_1_test
