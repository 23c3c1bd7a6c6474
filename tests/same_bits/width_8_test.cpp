// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include "../support/same_bits.hpp"

namespace width_8_test {

#if defined LINNET_TEST_OTHER_WIDTHS && !defined LINNET_TEST_FEW_BITS
TEST_CASE_TEMPLATE("training 8 lanes wide gives the golden bits", T, float, double) {
    linnet_test::check_epoch_bits<T, 8>();
    linnet_test::check_network_bits<T, 8>();
    linnet_test::check_normed_bits<T, 8>();
}
#endif

} // namespace width_8_test
