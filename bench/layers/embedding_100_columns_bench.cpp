// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include "support/table_case.hpp"

// A program per number of columns, so that only one table of 2 GB is in memory at a time.
namespace linnet::bench {

const Cases cases{[] { add_tables<100>(); }};

} // namespace linnet::bench
