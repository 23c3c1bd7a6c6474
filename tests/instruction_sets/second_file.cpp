// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// A unit may have several files.
#include "unit.hpp"

#include <linnet/linnet.hpp>

void LINNET_UNIT::refuse(const std::string& reason) {
    if (reason == "linnet's own") {
        linnet::ThreadPool{0};
    }
    throw Refusal{reason};
}
