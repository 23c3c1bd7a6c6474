// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include "support/next_item.hpp"

namespace linnet::bench {

const Cases cases{[] { add_next_item<NextItem::gru4rec>("GRU4Rec"); }};

} // namespace linnet::bench
