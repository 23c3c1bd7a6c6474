// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include "support/ffm.hpp"

namespace linnet::bench {

const Cases cases{[] { add_network<Ffm<10'000>::type, Ffm<20>::type>(ffm_name, ffm_optimizer(), 0, ffm_runs()); }};

} // namespace linnet::bench
