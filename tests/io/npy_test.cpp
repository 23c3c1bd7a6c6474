// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/npy.hpp>

#include <cstddef>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/core/matrix.hpp>

#include "../support/npy_file.hpp"
#include "../support/temporary_file.hpp"

namespace npy_test {

using namespace linnet;
using linnet_test::npy_file;
using linnet_test::TemporaryFile;

namespace {

std::string problem_of(const std::string& content) {
    const TemporaryFile file{content};
    try {
        static_cast<void>(read_npy<float>(file.name()));
        return "none";
    } catch (const DataError& error) {
        return std::string{error.what()}.substr(file.name().size() + 2);
    }
}

} // namespace

TEST_CASE_TEMPLATE("a matrix that was written is read again, without its padding", T, float, double) {
    Matrix<T> matrix(3, 5);
    for (std::size_t r = 0; r < 3; ++r) {
        for (std::size_t c = 0; c < 5; ++c) {
            matrix.view()(r, c) = static_cast<T>(10 * r + c) / 3;
        }
    }
    const TemporaryFile file{"old"};
    write_npy(file.name(), matrix.view());
    const Matrix<T> read = read_npy<T>(file.name());
    REQUIRE(read.rows() == 3);
    REQUIRE(read.columns() == 5);
    for (std::size_t r = 0; r < 3; ++r) {
        for (std::size_t c = 0; c < 5; ++c) {
            CHECK(read.view()(r, c) == matrix.view()(r, c));
        }
    }
    CHECK(static_cast<float>(read_npy<double>(file.name()).view()(2, 4)) == static_cast<float>(matrix.view()(2, 4)));
    write_npy(file.name(), Matrix<T>(0, 5).view());
    CHECK(read_npy<T>(file.name()).rows() == 0);
}

TEST_CASE("what numpy writes is read, in one dimension or two, by either version of the format") {
    const std::string two(8, '\0');
    CHECK(problem_of(npy_file("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }   \n", two)) == "none");
    CHECK(problem_of(npy_file("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }\n", two)) == "none");
    CHECK(problem_of(npy_file("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), }\n", two)) == "none");
    std::string second{"\x93NUMPY\2\0\100\0\0\0", 12};
    second += "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }    \n" + two;
    CHECK(problem_of(second) == "none");
}

TEST_CASE("other files are refused in a sentence") {
    const std::string two(8, '\0');
    CHECK(problem_of("") == "is not a .npy file");
    CHECK(problem_of("PK\3\4, an archive of arrays") == "is not a .npy file");
    const std::string whole = npy_file("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }\n", two);
    CHECK(problem_of(whole.substr(0, 40)) == "was cut off in its header");
    CHECK(problem_of(whole.substr(0, whole.size() - 4)) == "holds another number of bytes than its shape says");
    CHECK(problem_of(whole.substr(0, whole.size() - 1)) == "holds another number of bytes than its shape says");
    CHECK(problem_of(whole + "1234") == "holds another number of bytes than its shape says");
    CHECK(problem_of(npy_file("{'descr': '>f4', 'fortran_order': False, 'shape': (2, 1), }\n", two)) ==
          "holds neither float32 nor float64, little-endian");
    CHECK(problem_of(npy_file("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 1), }\n", two)) ==
          "holds its array column by column");
    CHECK(problem_of(npy_file("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1, 1), }\n", two)) ==
          "holds an array of more than two dimensions");
    CHECK(problem_of(npy_file("{'descr': '<f4', 'fortran_order': False, 'shape': (), }\n", two)) ==
          "holds a single number");
    CHECK(problem_of(npy_file("{'descr': '<f4', 'fortran_order': False, 'shape': (x), }\n", two)) ==
          "has a shape of no numbers");
    CHECK(problem_of(npy_file("{'descr': '<f4', 'fortran_order': False}\n", two)) == "has no shape");
    CHECK(
        problem_of(npy_file("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387905, 2), }\n", two)) ==
        "holds another number of bytes than its shape says"); // would wrap to two numbers
    CHECK(problem_of(npy_file("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387905, 0), }\n", "")) ==
          "none"); // rows of no columns take no memory
}

} // namespace npy_test
