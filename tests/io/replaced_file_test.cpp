// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <linnet/io/replaced_file.hpp>

#include <csignal>
#include <cstddef>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <span>
#include <sstream>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <linnet/core/error.hpp>
#include <linnet/core/random.hpp>

#include "../support/temporary_file.hpp"

namespace replaced_file_test {

using linnet::ReplacedFile;
using linnet_test::TemporaryFile;

namespace {

std::string content_of(const std::filesystem::path& path) {
    std::ostringstream content;
    content << std::ifstream{path, std::ios::binary}.rdbuf();
    return content.str();
}

void replace(const std::string& path, std::string_view content) {
    ReplacedFile file{path};
    file.write(std::as_bytes(std::span{content.substr(0, content.size() / 2)}));
    file.write(std::as_bytes(std::span{content.substr(content.size() / 2)}));
    file.commit();
}

/// The files that begin with that name.
std::size_t files_of(const TemporaryFile& file) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator{file.path().parent_path()}) {
        count += entry.path().string().starts_with(file.name()) ? 1U : 0U;
    }
    return count;
}

} // namespace

TEST_CASE("a file is replaced when it is committed, and only then") {
    const TemporaryFile file{"old"};
    {
        ReplacedFile replaced{file.name()};
        replaced.write(std::as_bytes(std::span{std::string_view{"new content"}}));
        CHECK(content_of(file.path()) == "old");
        CHECK(files_of(file) == 2);
    }
    CHECK(content_of(file.path()) == "old"); // it was not committed
    CHECK(files_of(file) == 1);
    replace(file.name(), "new content");
    CHECK(content_of(file.path()) == "new content");
    replace(file.name(), "");
    CHECK(content_of(file.path()).empty());
    const std::string large = std::string(3'000'000, 'a') + "b";
    replace(file.name(), large);
    CHECK(content_of(file.path()) == large);
    CHECK(files_of(file) == 1);
}

TEST_CASE("where nothing can be written, the file is named with the reason") {
    CHECK_THROWS_WITH_AS(ReplacedFile{"/no/such/file"}, "/no/such/file: cannot be written: No such file or directory",
                         linnet::DataError);
    const TemporaryFile file{"old"};
    const std::string folder = file.name() + ".folder";
    std::filesystem::create_directories(folder + "/in it");
    CHECK_THROWS_AS(replace(folder, "new"), linnet::DataError);
    CHECK(files_of(file) == 2);
    std::filesystem::remove_all(folder);
}

TEST_CASE("a process that is killed while it saves leaves the old content or the new one, whole") {
    const TemporaryFile file{"old"};
    const std::string one(200'000, '1');
    const std::string two(150'000, '2');
    std::size_t seen_old = 0;
    for (std::size_t kill = 0; kill < 100; ++kill) {
        replace(file.name(), one);
        const ::pid_t child = ::fork();
        if (child == 0) {
            for (;;) {
                replace(file.name(), two);
                replace(file.name(), one);
            }
        }
        REQUIRE(child > 0);
        const linnet::Random random{1, 2};
        const ::timespec moment{0, static_cast<long>(random.below(5'000'000, kill))};
        ::nanosleep(&moment, nullptr);
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        REQUIRE(WIFSIGNALED(status));
        const std::string content = content_of(file.path());
        CHECK((content == one || content == two));
        seen_old += content == one ? 1U : 0U;
    }
    CHECK(seen_old > 0);
    for (const auto& entry : std::filesystem::directory_iterator{file.path().parent_path()}) {
        if (entry.path() != file.path() && entry.path().string().starts_with(file.name())) {
            std::filesystem::remove(entry.path());
        }
    }
}

} // namespace replaced_file_test
