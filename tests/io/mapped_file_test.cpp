// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/mapped_file.hpp>

#include <cstddef>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>

#include "../support/temporary_file.hpp"

namespace mapped_file_test {

using linnet::MappedFile;
using linnet_test::TemporaryFile;

TEST_CASE("what is written to the bytes of a mapped file does not reach the file") {
    const TemporaryFile file{"abc"};
    const MappedFile mapped{file.name()};
    REQUIRE(mapped.bytes().size() == 3);
    CHECK(mapped.bytes()[1] == std::byte{'b'});
    mapped.bytes()[1] = std::byte{'x'};
    CHECK(mapped.bytes()[1] == std::byte{'x'});
    std::ostringstream content;
    content << std::ifstream{file.path()}.rdbuf();
    CHECK(content.str() == "abc");
}

TEST_CASE("the bytes live as long as their owner, also where the file is gone") {
    std::optional<TemporaryFile> file{"abc"};
    std::optional<MappedFile> mapped{file->name()};
    const std::shared_ptr<const void> owner = mapped->owner();
    const std::byte* const bytes = mapped->bytes().data();
    mapped.reset();
    file.reset();
    CHECK(bytes[2] == std::byte{'c'});
}

TEST_CASE("an empty file has no bytes; a folder and what is not there are refused by name") {
    const TemporaryFile empty{""};
    CHECK(MappedFile{empty.name()}.bytes().empty());
    CHECK_THROWS_WITH_AS(MappedFile{"/no/such"}, "/no/such: cannot be opened: No such file or directory",
                         linnet::DataError);
    CHECK_THROWS_WITH_AS(MappedFile{"/"}, "/: is not a file of which parts can be read", linnet::DataError);
}

} // namespace mapped_file_test
