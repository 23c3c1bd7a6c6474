// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/plain_file.hpp>

#include <cstdint>
#include <limits>
#include <string>

#include <doctest/doctest.h>

#include "../support/archives.hpp"
#include "../support/temporary_file.hpp"

namespace plain_file_test {

using namespace linnet;
using linnet_test::read_all;
using linnet_test::TemporaryFile;

TEST_CASE("a plain file is read from any place, to its end") {
    const TemporaryFile file{"one two"};
    PlainFile source{file.name()};
    CHECK(read_all(source, 3) == "one two");
    CHECK(read_all(source).empty());
    source.go_to(4);
    CHECK(read_all(source) == "two");
    source.go_to(0);
    CHECK(read_all(source) == "one two");
    source.go_to(100);
    CHECK(read_all(source).empty());
    CHECK_THROWS_WITH_AS(source.go_to(std::numeric_limits<std::uint64_t>::max()),
                         (file.name() + ": has no byte 18446744073709551615 to go to").c_str(), DataError);
    source.go_to(0);
    CHECK(read_all(source) == "one two");
    const TemporaryFile empty{""};
    CHECK(read_all(*std::make_unique<PlainFile>(empty.name())).empty());
}

TEST_CASE("what is no file is refused with the reason, each time") {
    CHECK_THROWS_WITH_AS(PlainFile{"no/such/file"}, "no/such/file: cannot be opened: No such file or directory",
                         DataError);
    PlainFile folder{"/"};
    CHECK_THROWS_WITH_AS(static_cast<void>(read_all(folder)), "/: cannot be read: Is a directory", DataError);
    CHECK_THROWS_AS(static_cast<void>(read_all(folder)), DataError);
}

} // namespace plain_file_test
