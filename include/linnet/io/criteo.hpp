// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include <linnet/config.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/frame_format.hpp>

namespace linnet::inline LINNET_ISA {

/// The tab-separated files of Criteo's display advertising challenge and of its 1 TB click logs. They have no header.
/// The columns are `label`, 13 counts `I1` to `I13`, which may be missing or negative, and 26 hashed categories `C1` to
/// `C26`, which may be missing. With a leading id, as in samples of the challenge's CSV, `id` comes first, as text.
/// Source: Criteo Labs, "Display advertising challenge", Kaggle 2014.
[[nodiscard]] LINNET_COLD inline FrameFormat criteo(bool leading_id = false) {
    FrameFormat format{.file = {.separator = "\t"}, .fields = leading_id ? std::size_t{41} : 40};
    const auto add = [&](std::string name, ColumnKind kind) {
        format.columns.push_back({std::move(name), format.columns.size(), kind});
    };
    if (leading_id) {
        add("id", ColumnKind::text);
    }
    add("label", ColumnKind::number);
    for (int i = 1; i <= 13; ++i) {
        add(detail::text({"I", i}), ColumnKind::number);
    }
    for (int i = 1; i <= 26; ++i) {
        add(detail::text({"C", i}), ColumnKind::text);
    }
    return format;
}

} // namespace linnet::inline LINNET_ISA
