// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/vocabulary_tensors.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <linnet/core/error.hpp>

#include "../support/temporary_file.hpp"

namespace vocabulary_tensors_test {

#if __has_include(<nlohmann/json.hpp>)

using namespace linnet;
using linnet_test::TemporaryFile;

namespace {

Vocabulary read_back(const TemporaryFile& file) {
    return VocabularyTensors::read(SafetensorsFile{file.name()}, "user");
}

/// Whether tensors of that content are refused.
bool is_damaged(std::string_view bytes, const std::vector<std::int64_t>& ends) {
    const TemporaryFile file{""};
    const std::vector<std::uint8_t> characters(bytes.begin(), bytes.end());
    SafetensorsWriter writer;
    writer.add("vocabulary/user/bytes", std::span{characters});
    writer.add("vocabulary/user/ends", std::span{ends});
    writer.write(file.name());
    try {
        static_cast<void>(read_back(file));
        return false;
    } catch (const DataError& error) {
        CHECK(error.what() == file.name() + ": 'vocabulary/user' is damaged");
        return true;
    }
}

} // namespace

TEST_CASE("a vocabulary comes back with the same rows, whatever is in its ids") {
    Vocabulary vocabulary;
    for (const std::string_view raw : {"anna", "", "[unk]", "b\xFFob", "two\nlines", "anna "}) {
        vocabulary.add(raw);
    }
    vocabulary.add(std::string_view{"a\0b", 3});
    const TemporaryFile file{""};
    const VocabularyTensors tensors{vocabulary};
    SafetensorsWriter writer;
    tensors.add_to(writer, "user");
    writer.write(file.name());
    const Vocabulary back = read_back(file);
    CHECK(back == vocabulary);
    CHECK(back.fingerprint() == vocabulary.fingerprint());
    CHECK(VocabularyTensors::read(SafetensorsFile{file.name()}, "item").size() == 1); // there is none
}

TEST_CASE("tensors that contradict themselves are refused") {
    CHECK(!is_damaged("abc", {1, 3}));
    CHECK(!is_damaged("", {}));
    CHECK(is_damaged("abc", {1, 4}));    // beyond the end
    CHECK(is_damaged("abc", {2, 1}));    // backwards
    CHECK(is_damaged("abc", {1, 2}));    // bytes are left
    CHECK(is_damaged("abc", {-1, 3}));   // negative
    CHECK(is_damaged("aa", {1, 2}));     // an id twice
    CHECK(is_damaged("[UNK]a", {5, 6})); // the unknown has row 0
    const TemporaryFile file{""};
    const std::vector<std::uint8_t> bytes{1};
    SafetensorsWriter writer;
    writer.add("vocabulary/user/bytes", std::span{bytes});
    writer.write(file.name());
    CHECK_THROWS_AS(static_cast<void>(read_back(file)), DataError);
}

#else

TEST_CASE("vocabulary_tensors") { MESSAGE("SKIPPED: nlohmann-json is not installed (nlohmann-json3-dev)"); }

#endif

} // namespace vocabulary_tensors_test
