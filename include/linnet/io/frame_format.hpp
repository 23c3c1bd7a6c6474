// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <linnet/config.hpp>
#include <linnet/core/feature_kinds.hpp>
#include <linnet/core/type_list.hpp>
#include <linnet/io/delimited_reader.hpp>
#include <linnet/io/file_column.hpp>
#include <linnet/io/read_report.hpp>

namespace linnet::inline LINNET_ISA {

/// How the fields of a column are read.
enum class ColumnKind {
    text,     ///< as strings
    number,   ///< as float, which has seven digits; an empty field is NaN
    integer,  ///< as 64-bit integer, such as an id; an empty field is `Frame::missing_integer`
    timestamp ///< as 64-bit integer, also from decimal seconds and dates; see `parse_timestamp`
};

/// A column of a frame and the column of a file that it comes from.
struct FrameColumn {
    std::string name;
    FileColumn source;
    ColumnKind kind = ColumnKind::text;
};

/// Where a text file keeps the columns of a frame.
struct FrameFormat {
    DelimitedFormat file{};
    std::vector<FrameColumn> columns{}; ///< empty: all that the header names, as text
    std::size_t fields = 0; ///< in each line; 0: at least those that are read, and if all are read, exactly those
    OnBadLine on_bad_line = OnBadLine::refuse;
};

/// The columns of a file that holds the features of a list: numbers for a Numeric of one column, text for all others,
/// each of the feature's name. The file's header names them; without one, they are its first columns, in order.
template <class Features>
[[nodiscard]] LINNET_COLD FrameFormat frame_format(DelimitedFormat file = {}) {
    FrameFormat format{.file = std::move(file)};
    const auto add = [&]<class F>() {
        if constexpr (NumberFeature<F>) {
            static_assert(F::columns == 1, "linnet: a column of a file fills a Numeric of one column.");
        }
        const std::string name{F::name};
        FileColumn source{format.columns.size()};
        if (format.file.header) {
            source = FileColumn{name};
        }
        format.columns.push_back({name, source, NumberFeature<F> ? ColumnKind::number : ColumnKind::text});
    };
    [&]<class... Fs>(TypeList<Fs...>) { (add.template operator()<Fs>(), ...); }(Features{});
    return format;
}

} // namespace linnet::inline LINNET_ISA
