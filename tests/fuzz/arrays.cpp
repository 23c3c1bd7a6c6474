// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// A .npy file of any content is read or refused, within the memory of the file, and what is read is written again.
#include <linnet/io/npy.hpp>

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

#include "../support/npy_file.hpp"
#include "../support/temporary_file.hpp"
#include "fuzz.hpp"

using linnet_fuzz::MemoryBound;
using linnet_fuzz::MemoryFile;
using linnet_fuzz::require;
using linnet_test::npy_file;

std::vector<std::string> linnet_fuzz::seeds() {
    const std::string numbers(8, '\1');
    return {npy_file("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }\n", numbers),
            npy_file("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }\n", numbers),
            npy_file("{'descr': '<f4', 'fortran_order': False, 'shape': (9000000000, 0), }\n", ""),
            npy_file("{'descr': '<f4', 'fortran_order': False, 'shape': (9000000000, 9000000000), }\n", numbers)};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view content{reinterpret_cast<const char*>(data), size};
    const MemoryFile file{content};
    const MemoryBound bound{(1U << 21) + 256 * size};
    try {
        const linnet::Matrix<double> matrix = linnet::read_npy<double>(file.path());
        require(matrix.columns() == 0 || matrix.rows() <= size / matrix.columns(), "numbers lie in the file");
        if (matrix.columns() == 0) {
            return 0;
        }
        const linnet_test::TemporaryFile copy{""};
        linnet::write_npy(copy.name(), matrix.view());
        const linnet::Matrix<double> again = linnet::read_npy<double>(copy.name());
        require(again.rows() == matrix.rows() && again.columns() == matrix.columns(), "a copy has the same shape");
        for (std::size_t r = 0; r < matrix.rows(); ++r) {
            require(std::memcmp(again.view().row(r), matrix.view().row(r), matrix.columns() * sizeof(double)) == 0,
                    "a copy has the same numbers");
        }
    } catch (const linnet::DataError& error) {
        require(std::string_view{error.what()}.starts_with(file.path()), "the file is named");
    }
    return 0;
}
