// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>

#include <linnet/config.hpp>
#include <linnet/io/delimited_reader.hpp>
#include <linnet/io/file_column.hpp>
#include <linnet/io/read_report.hpp>

namespace linnet::inline LINNET_ISA {

/// Where a text file keeps its interactions.
struct InteractionFormat {
    DelimitedFormat file{};
    FileColumn user = 0;
    FileColumn item = 1;
    std::optional<FileColumn> rating{}; ///< read as float; if none, `Interactions::ratings` stays empty
    /// Integers, decimal seconds and dates of ISO 8601, as `parse_timestamp` reads them; if none, `timestamps` stays
    /// empty. Integers are kept in the unit of the file, all else becomes whole seconds since 1970.
    std::optional<FileColumn> timestamp{};
    std::size_t columns = 0; ///< in each line; 0: as many as are needed, or more
    OnBadLine on_bad_line = OnBadLine::refuse;
};

} // namespace linnet::inline LINNET_ISA
