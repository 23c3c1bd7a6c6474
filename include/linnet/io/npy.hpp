// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Not in io.hpp, as few programs need it.

#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

#include <linnet/config.hpp>
#include <linnet/core/error.hpp>
#include <linnet/core/matrix.hpp>
#include <linnet/core/matrix_view.hpp>
#include <linnet/core/text.hpp>
#include <linnet/io/mapped_file.hpp>
#include <linnet/io/replaced_file.hpp>

namespace linnet::inline LINNET_ISA {

namespace detail {

/// The array that a .npy file holds, as its header says.
struct NpyHeader {
    std::size_t element; ///< 4 or 8 bytes, of a float or a double
    std::size_t rows;
    std::size_t columns;
    std::size_t begin; ///< of the numbers
};

/// Throws DataError unless the file holds floats or doubles, row by row, in one or two dimensions, whole.
[[nodiscard]] LINNET_COLD inline NpyHeader npy_header(const std::string& path, std::span<const std::byte> bytes) {
    const auto check = [&path](bool holds, std::string_view problem) {
        if (!holds) {
            fail<DataError>({path, ": ", problem});
        }
    };
    const std::string_view all{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    check(all.starts_with("\x93NUMPY") && all.size() >= 12, "is not a .npy file");
    const bool old = all[6] == '\1'; // the length of the header then has 2 bytes instead of 4
    std::size_t length = 0;
    for (std::size_t i = 0; i < (old ? 2U : 4U); ++i) {
        length |= std::size_t{static_cast<unsigned char>(all[8 + i])} << 8 * i;
    }
    NpyHeader result{0, 0, 1, (old ? 10U : 12U) + length};
    check(result.begin <= all.size(), "was cut off in its header");
    const std::string_view header = all.substr(old ? 10 : 12, length);
    result.element = header.find("'descr': '<f4'") != header.npos   ? 4
                     : header.find("'descr': '<f8'") != header.npos ? 8
                                                                    : 0;
    check(result.element != 0, "holds neither float32 nor float64, little-endian");
    check(header.find("'fortran_order': False") != header.npos, "holds its array column by column");
    std::size_t at = header.find("'shape': (");
    check(at != header.npos, "has no shape");
    at += 10;
    std::array<std::size_t*, 2> extents{&result.rows, &result.columns};
    std::size_t dimensions = 0;
    while (at < header.size() && header[at] != ')') {
        check(dimensions < 2, "holds an array of more than two dimensions");
        const auto [end, problem] =
            std::from_chars(header.data() + at, header.data() + header.size(), *extents[dimensions]);
        check(problem == std::errc{}, "has a shape of no numbers");
        ++dimensions;
        at = static_cast<std::size_t>(end - header.data());
        while (at < header.size() && (header[at] == ',' || header[at] == ' ')) {
            ++at;
        }
    }
    check(dimensions != 0, "holds a single number");
    const std::size_t numbers = (all.size() - result.begin) / result.element;
    check((all.size() - result.begin) % result.element == 0 &&
              (result.columns == 0 || result.rows == 0
                   ? numbers == 0
                   : numbers % result.columns == 0 && numbers / result.columns == result.rows),
          "holds another number of bytes than its shape says");
    return result;
}

} // namespace detail

/// Writes a matrix as `numpy.load` reads it, such as a table: `write_npy("items.npy", parameters[i].values.view())`.
/// The file is replaced at once and whole. Throws DataError, naming the file and the reason, if it cannot be written.
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html.
template <class T>
LINNET_COLD void write_npy(const std::string& path, const MatrixView<T>& matrix) {
    constexpr std::string_view type = sizeof(T) == 4 ? "<f4" : "<f8";
    std::string header{"\x93NUMPY\1\0\0\0", 10};
    detail::append(header, {"{'descr': '", type, "', 'fortran_order': False, 'shape': (", matrix.rows, ", ",
                            matrix.columns, "), }"});
    header.resize((header.size() + 64) / 64 * 64, ' '); // the numbers begin on a cache line
    header.back() = '\n';
    header[8] = static_cast<char>(header.size() - 10);
    ReplacedFile file{path};
    file.write(std::as_bytes(std::span{header}));
    for (std::size_t r = 0; r < matrix.rows; ++r) {
        file.write(std::as_bytes(std::span<const T>{matrix.row(r), matrix.columns}));
    }
    file.commit();
}

/// The array of a .npy file, of float32 or float64, row by row; an array of one dimension has one column.
/// Throws DataError, naming the file, if it cannot be read or holds something else.
template <std::floating_point T>
[[nodiscard]] LINNET_COLD Matrix<T> read_npy(const std::string& path) {
    const MappedFile file{path};
    const detail::NpyHeader header = detail::npy_header(path, file.bytes());
    Matrix<T> result(header.rows, header.columns);
    const auto copy = [&](auto number) {
        const std::byte* next = file.bytes().data() + header.begin;
        for (std::size_t r = 0; r < header.rows && header.columns != 0; ++r) {
            for (std::size_t c = 0; c < header.columns; ++c) {
                std::memcpy(&number, next, sizeof(number));
                result.view()(r, c) = static_cast<T>(number);
                next += sizeof(number);
            }
        }
    };
    if (header.element == sizeof(float)) {
        copy(float{});
    } else {
        copy(double{});
    }
    return result;
}

} // namespace linnet::inline LINNET_ISA
