// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/unpacked_file.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

#include <doctest/doctest.h>

#include "../support/archives.hpp"
#include "../support/temporary_file.hpp"

namespace unpacked_file_test {

using namespace linnet;
using linnet_test::read_all;
using linnet_test::TemporaryFile;

namespace {

/// Each byte of the file stands for two. A '!' is damage.
class Doubled final : public UnpackedFile {
public:
    explicit Doubled(std::string path) : UnpackedFile{std::move(path)} {}
    int restarts = 0;

private:
    std::size_t unpack(char* to, std::size_t size) override {
        std::size_t got = 0;
        while (got != size && !packed().empty()) {
            const char c = packed().front();
            if (c == '!') {
                refuse({"is damaged after ", got, " bytes"});
            }
            to[got++] = c;
            second_ = !second_;
            if (!second_) {
                use(1);
            }
        }
        return got;
    }
    void restart() override {
        ++restarts;
        second_ = false;
    }

    bool second_ = false;
};

} // namespace

TEST_CASE("a derived class unpacks, and the base goes to any place") {
    std::string content;
    std::string expected;
    for (int i = 0; i < 100'000; ++i) { // more than its buffer
        content.push_back(static_cast<char>('a' + i % 23));
        expected.append(2, content.back());
    }
    const TemporaryFile file{content};
    Doubled source{file.name()};
    CHECK(read_all(source) == expected);
    CHECK(read_all(source).empty());
    CHECK(source.restarts == 0);
    for (const std::size_t offset : {199'999U, 70'001U, 3U, 5U, 150'000U, 200'000U, 0U}) {
        source.go_to(offset);
        CHECK(read_all(source, 1000) == expected.substr(offset));
    }
    source.go_to(0);
    const int before = source.restarts;
    source.go_to(10); // ahead
    CHECK(source.restarts == before);
    CHECK_THROWS_WITH_AS(source.go_to(200'001), (file.name() + ": has no byte 200001 to go to, unpacked").c_str(),
                         DataError);
    CHECK(read_all(source) == expected.substr(10));
    source.go_to(199'998);
    CHECK(read_all(source) == expected.substr(199'998));
}

TEST_CASE("damage is told at each read, until the reader goes back before it") {
    const TemporaryFile file{"abc!d"};
    Doubled source{file.name()};
    for (int i = 0; i < 2; ++i) {
        CHECK_THROWS_WITH_AS(static_cast<void>(read_all(source)), (file.name() + ": is damaged after 6 bytes").c_str(),
                             DataError);
    }
    source.go_to(2);
    char bytes[4];
    CHECK(source.read(bytes, 4) == 4);
    CHECK(std::string(bytes, 4) == "bbcc");
    CHECK_THROWS_AS(source.go_to(7), DataError);
    CHECK_THROWS_WITH_AS(static_cast<void>(source.read(bytes, 1)), doctest::Contains("is damaged"), DataError);
}

} // namespace unpacked_file_test
