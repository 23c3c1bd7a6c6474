// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: two encoders make the same feature
#include <linnet/linnet.hpp>

namespace ln = linnet;

using Town = ln::Categorical<"town">;

int main() {
    const ln::EncoderList encoders{ln::category<Town>("town"), ln::category<Town>("city")};
    return static_cast<int>(encoders.text().size());
}
