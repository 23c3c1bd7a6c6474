// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/byte_source.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>
#include <linnet/io/block_reader.hpp>
#include <linnet/io/interaction_reader.hpp>
#include <linnet/io/libsvm.hpp>
#include <linnet/io/user_lists.hpp>

namespace byte_source_test {

using namespace linnet;

namespace {

/// A file that is no file: its name is its content, which cannot be read from a '!' on.
class NamedContent final : public ByteSource {
public:
    explicit NamedContent(std::string content) : content_{std::move(content)} {}
    static inline bool dead = false;

    std::size_t read(char* to, std::size_t size) override {
        const std::size_t got = std::min(size, content_.size() - at_);
        if (dead || content_.find('!', at_) < at_ + got) {
            throw DataError("the line is dead");
        }
        content_.copy(to, got, at_);
        at_ += got;
        return got;
    }
    void go_to(std::uint64_t offset) override { at_ = static_cast<std::size_t>(offset); }

private:
    std::string content_;
    std::size_t at_ = 0;
};

std::unique_ptr<ByteSource> by_name(const std::string& path) { return std::make_unique<NamedContent>(path); }

} // namespace

TEST_CASE("a reader reads what the format opens, and blocks of it") {
    const DelimitedFormat file{.separator = ",", .header = true, .open = by_name};
    const auto log = read_interactions("u,i\n1,2\n3,4\n", {.file = file, .user = "u", .item = "i"});
    CHECK(log.size() == 2);
    CHECK(log.items[1] == "4");
    const BlockReader blocks{"u,i\n1,2\n3,4\n5,6", {.file = file}, 2};
    CHECK(blocks.rows() == 3);
    CHECK(blocks.read(1).strings("i")[0] == "6");
    CHECK(blocks.read(0).strings("i")[1] == "4");
    CHECK(read_libsvm("1 2:3", OnBadLine::refuse, nullptr, by_name).indices.size() == 1);
    CHECK(read_user_lists("u a b\n", {.open = by_name}).size() == 2);
    const auto line_end_of_the_file = read_interactions("", {.file = {.open = by_name}});
    CHECK(line_end_of_the_file.empty());
}

TEST_CASE("a source that cannot be read any further says so each time, also when bad lines are skipped") {
    const DelimitedFormat file{.separator = ",", .open = by_name};
    CHECK_THROWS_WITH_AS(
        static_cast<void>(read_interactions("1,2\n3,4\n!", {.file = file, .on_bad_line = OnBadLine::skip})),
        "the line is dead", DataError);
    const std::string good(100, '1');
    DelimitedReader reader{good + "," + good + "\n" + good + "!", file, 128};
    REQUIRE(reader.next());
    CHECK_THROWS_AS(reader.next(), DataError);
    CHECK_THROWS_AS(reader.next(), DataError);
    reader.go_to(0, 0);
    CHECK(reader.next());

    DelimitedReader to_the_end{"1,2\n", file};
    while (to_the_end.next()) {
    }
    NamedContent::dead = true;
    CHECK_THROWS_AS(to_the_end.go_to(0, 0), DataError);
    CHECK_THROWS_AS(to_the_end.next(), DataError);
    NamedContent::dead = false;
    CHECK(to_the_end.next());
}

TEST_CASE("a format that opens nothing is refused") {
    const DelimitedFormat file{.open = [](const std::string&) { return std::unique_ptr<ByteSource>{}; }};
    CHECK_THROWS_WITH_AS(DelimitedReader("name", file),
                         "name: the function of its format that is to open it (open) returned nothing", SettingError);
}

} // namespace byte_source_test
