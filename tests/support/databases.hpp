// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// Databases of their own for tests: SQLite in a file, and PostgreSQL on a server that the tests start.

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <fcntl.h>
#include <pwd.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include <linnet/io/soci.hpp>

namespace linnet_test {

/// A folder that is removed together with the object.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "linnet_XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) {
            throw std::filesystem::filesystem_error("cannot make", name, {});
        }
        path_ = name;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

#if LINNET_HAS_SOCI

/// A server of PostgreSQL in a temporary folder, which only a socket there leads to. It does not run as root, so root
/// runs it as the user `postgres`.
class PostgresServer {
public:
    PostgresServer() {
        std::error_code none;
        for (const auto& version : std::filesystem::directory_iterator{"/usr/lib/postgresql", none}) {
            if (std::filesystem::exists(version.path() / "bin/initdb")) {
                programs_ = std::max(programs_, version.path() / "bin");
            }
        }
        const ::passwd* const owner = ::getpwnam("postgres");
        if (programs_.empty() || (::geteuid() == 0 && owner == nullptr)) {
            why_not_ = "PostgreSQL is not installed (postgresql)";
            return;
        }
        const std::string data = (folder_.path() / "data").string();
        if (::geteuid() == 0 && ::chown(folder_.path().c_str(), owner->pw_uid, owner->pw_gid) != 0) {
            why_not_ = "PostgreSQL gets no folder";
        } else if (!run("initdb",
                        {"-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"}) ||
                   !run("pg_ctl",
                        {"-D", data, "-w", "-l", data + "/log", "-o",
                         "-F -c listen_addresses='' -c unix_socket_directories='" + folder_.path().string() + "'",
                         "start"})) {
            std::ifstream log{folder_.path() / "out"};
            why_not_ = "PostgreSQL does not start: " + std::string{std::istreambuf_iterator<char>{log}, {}};
        }
    }
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;
    ~PostgresServer() {
        if (why_not_.empty()) {
            run("pg_ctl", {"-D", (folder_.path() / "data").string(), "-m", "immediate", "stop"});
        }
    }

    /// Why there is no server; empty if there is one.
    [[nodiscard]] const std::string& why_not() const { return why_not_; }
    [[nodiscard]] std::string connection() const {
        return "host=" + folder_.path().string() +
               " user=tester dbname=postgres options='-c client_min_messages=warning'";
    }

private:
    bool run(const std::string& program, std::initializer_list<std::string> arguments) {
        std::vector<std::string> words;
        if (::geteuid() == 0) {
            words = {"runuser", "-u", "postgres", "--"};
        }
        words.push_back((programs_ / program).string());
        words.insert(words.end(), arguments);
        std::vector<char*> pointers;
        for (std::string& word : words) {
            pointers.push_back(word.data());
        }
        pointers.push_back(nullptr);
        const std::string out = (folder_.path() / "out").string();
        ::posix_spawn_file_actions_t actions{};
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
        ::posix_spawn_file_actions_adddup2(&actions, 1, 2);
        ::pid_t process = 0;
        int status = -1;
        const bool started = ::posix_spawnp(&process, pointers[0], &actions, nullptr, pointers.data(), environ) == 0;
        ::posix_spawn_file_actions_destroy(&actions);
        return started && ::waitpid(process, &status, 0) == process && status == 0;
    }

    TemporaryFolder folder_;
    std::filesystem::path programs_;
    std::string why_not_;
};

/// The server of all tests of a program.
inline const PostgresServer& postgres_server() {
    static const PostgresServer server;
    return server;
}

/// Calls `test` with a session of an empty SQLite database, and one of an empty PostgreSQL database, if there is one.
template <class Test>
void with_each_database(const Test& test) {
    {
        const TemporaryFolder folder;
        soci::session session{"sqlite3", "db=" + (folder.path() / "log.sqlite").string()};
        test(session);
    }
    const PostgresServer& server = postgres_server();
    if (!server.why_not().empty()) {
        MESSAGE("SKIPPED: " << server.why_not());
        return;
    }
    soci::session session{"postgresql", server.connection()};
    session << "DROP SCHEMA public CASCADE";
    session << "CREATE SCHEMA public";
    test(session);
}

#endif

} // namespace linnet_test
