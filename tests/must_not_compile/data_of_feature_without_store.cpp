// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// error: linnet: a data set needs a feature with a store
#include <span>
#include <string_view>

#include <linnet/linnet.hpp>

namespace ln = linnet;

struct Bytes {
    static constexpr std::string_view name = "bytes";
    template <class T>
    using column = std::span<const unsigned char>;
};

int main() {
    const ln::Dataset<ln::TypeList<Bytes>> data;
    return static_cast<int>(data.has_labels());
}
