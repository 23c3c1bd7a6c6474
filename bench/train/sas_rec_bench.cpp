// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include "support/next_item.hpp"

namespace linnet::bench {

const Cases cases{[] { add_next_item<NextItem::sas_rec>("SASRec"); }};

} // namespace linnet::bench
