// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstdio>

#include <linnet/simd/pack.hpp>
#include <linnet/version.hpp>

int main() {
    int unused; // would not compile if linnet's own warnings reached its users
    const float values[4] = {1, 2, 3, 4};
    float twice[4];
    const auto pack = linnet::pack<float, 4>::load(values);
    (pack + pack).store(twice);
    std::printf("linnet %d.%d.%d: %g\n", LINNET_VERSION_MAJOR, LINNET_VERSION_MINOR, LINNET_VERSION_PATCH,
                static_cast<double>(twice[3]));
    return twice[3] == 8 ? 0 : 1;
}
