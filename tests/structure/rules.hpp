// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace structure {

namespace fs = std::filesystem;

inline constexpr std::size_t max_lines = 400;

/// Headers include only what is in folders of a lower level. The tens are the levels of the house; the folders on one
/// of them may have an order of their own.
inline const std::map<std::string, int> levels = {
    {"", 0},         {"core", 10},      {"simd", 20},       {"kernels", 30}, {"initializers", 30}, {"layers", 40},
    {"losses", 40},  {"metrics", 40},   {"optimizers", 40}, {"frame", 40},   {"log", 41},          {"samples", 42},
    {"text", 43},    {"encoders", 44},  {"network", 50},    {"trees", 50},   {"train", 60},        {"io", 60},
    {"privacy", 60}, {"recommend", 60}, {"testing", 60},    {"models", 70},  {"recommender", 70},  {"linnet", 80},
};

/// A file below `include/linnet`: its text, and what it includes of the library, as paths below `include/linnet`.
struct Header {
    std::string text;
    std::vector<std::string> includes;
};

/// A repository, or a made-up one, as the rules see it: paths are relative to its root, with forward slashes.
struct Tree {
    std::map<std::string, std::string> files;

    [[nodiscard]] std::map<std::string, Header> headers() const {
        static const std::regex include{R"(^[ \t]*#[ \t]*include[ \t]*<linnet/([^>]*)>)", std::regex::multiline};
        std::map<std::string, Header> found;
        for (const auto& [path, text] : files) {
            static const std::string root = "include/linnet/";
            if (path.starts_with(root) && path.ends_with(".hpp")) {
                Header header{text, {}};
                for (std::sregex_iterator i{text.begin(), text.end(), include}, end; i != end; ++i) {
                    header.includes.push_back((*i)[1]);
                }
                found.emplace(path.substr(root.size()), std::move(header));
            }
        }
        return found;
    }
};

/// Reads the sources of a checkout: no build folders, nothing of git.
inline Tree read_tree(const fs::path& root) {
    Tree tree;
    for (fs::recursive_directory_iterator i{root}, end; i != end; ++i) {
        const std::string name = i->path().filename().string();
        if (i->is_directory() && (name == ".git" || name == ".cache" || name == "build")) {
            i.disable_recursion_pending();
        } else if (i->is_regular_file() && name != ".git") { // a file in a work tree
            std::ifstream in{i->path(), std::ios::binary};
            std::string text{std::istreambuf_iterator<char>{in}, {}};
            tree.files.emplace(i->path().lexically_relative(root).generic_string(), std::move(text));
        }
    }
    return tree;
}

/// The folder that a header belongs to; an umbrella `layers.hpp` belongs to the folder it stands for.
inline std::string folder_of(const std::string& header) {
    const auto slash = header.find('/');
    if (slash != std::string::npos) {
        return header.substr(0, slash);
    }
    const std::string stem = header.substr(0, header.rfind('.'));
    return levels.contains(stem) ? stem : "";
}

inline bool is_umbrella(const std::string& header) {
    return header.find('/') == std::string::npos && !folder_of(header).empty();
}

using Problems = std::vector<std::string>;

inline Problems wrong_arrows(const Tree& tree) {
    Problems problems;
    for (const auto& [path, header] : tree.headers()) {
        const std::string from = folder_of(path);
        if (!levels.contains(from)) {
            problems.push_back(path + " is in a folder without a level");
            continue;
        }
        for (const auto& include : header.includes) {
            const std::string to = folder_of(include);
            if (!levels.contains(to) || (from != to && levels.at(from) <= levels.at(to))) {
                problems.push_back(path + " includes " + include + ", which is not below it");
            }
        }
        static const std::regex quoted{R"(^[ \t]*#[ \t]*include[ \t]*")", std::regex::multiline};
        if (std::regex_search(header.text, quoted)) {
            problems.push_back(path + " has an #include in quotes instead of <linnet/...>");
        }
    }
    return problems;
}

inline Problems rings(const Tree& tree) {
    enum class State { unseen, open, done };
    const auto headers = tree.headers();
    std::map<std::string, State> states;
    Problems problems;
    const std::function<void(const std::string&, const std::string&)> visit = [&](const std::string& path,
                                                                                  const std::string& trail) {
        const auto header = headers.find(path);
        if (header == headers.end() || states[path] == State::done) {
            return;
        }
        if (states[path] == State::open) {
            problems.push_back("a ring of includes: " + trail + path);
            return;
        }
        states[path] = State::open;
        for (const auto& include : header->second.includes) {
            visit(include, trail + path + " -> ");
        }
        states[path] = State::done;
    };
    for (const auto& [path, header] : headers) {
        visit(path, "");
    }
    return problems;
}

/// Headers whose `#if LINNET_DEFINES` leaves out what `compiled.cpp` does not define, as `linnet.hpp` does not include
/// them: a program with linnet::compiled that uses them would not link.
inline Problems undefined_when_compiled(const Tree& tree) {
    const auto headers = tree.headers();
    std::set<std::string> defined;
    const std::function<void(const std::string&)> visit = [&](const std::string& path) {
        const auto header = headers.find(path);
        if (header != headers.end() && defined.insert(path).second) {
            std::for_each(header->second.includes.begin(), header->second.includes.end(), visit);
        }
    };
    visit("linnet.hpp");
    Problems problems;
    for (const auto& [path, header] : headers) {
        if (header.text.find("#if LINNET_DEFINES") != std::string::npos && !defined.contains(path)) {
            problems.push_back(path + " has definitions for compiled.cpp, which does not include it");
        }
    }
    return problems;
}

inline Problems long_files(const Tree& tree) {
    Problems problems;
    for (const auto& [path, header] : tree.headers()) {
        const auto lines = static_cast<std::size_t>(std::count(header.text.begin(), header.text.end(), '\n'));
        if (lines > max_lines) {
            problems.push_back(path + " has " + std::to_string(lines) + " lines");
        }
    }
    return problems;
}

inline Problems untested_headers(const Tree& tree) {
    static const std::set<std::string> exempt = {"fwd.hpp", "version.hpp", "config.hpp"};
    Problems problems;
    for (const auto& [path, header] : tree.headers()) {
        const std::string test = "tests/" + path.substr(0, path.rfind('.')) + "_test.cpp";
        if (!is_umbrella(path) && !exempt.contains(fs::path{path}.filename().string()) && !tree.files.contains(test)) {
            problems.push_back(path + " has no " + test);
        }
    }
    return problems;
}

inline Problems stray_xsimd(const Tree& tree) {
    static const std::regex include{R"(#[ \t]*include[ \t]*[<"]xsimd)"};
    Problems problems;
    for (const auto& [path, header] : tree.headers()) {
        if (!path.starts_with("simd/") && std::regex_search(header.text, include)) {
            problems.push_back(path + " includes xsimd");
        }
    }
    return problems;
}

/// Absolute paths, and relative ones that climb out of the repository other than to `../shared`.
inline Problems foreign_paths(const Tree& tree) {
    static const std::regex absolute{R"((^|[^\w./}>-])/(home|root|tmp|work|mnt|srv|opt|usr/local|Users)/)",
                                     std::regex::multiline};
    static const std::regex climb{R"(((?:\.\./)+)(\.\.)?(\w*))"};
    Problems problems;
    for (const auto& [path, text] : tree.files) {
        if (std::smatch match; std::regex_search(text, match, absolute)) {
            problems.push_back(path + " names a path of one machine: " + match.str());
        }
        const fs::path folder = fs::path{path}.parent_path();
        for (std::sregex_iterator i{text.begin(), text.end(), climb}, end; i != end; ++i) {
            const auto before = std::string_view{text}.substr(0, static_cast<std::size_t>(i->position()));
            auto depth = std::distance(folder.begin(), folder.end()); // of what the path is relative to
            if (before.ends_with("PROJECT_SOURCE_DIR}/") || before.ends_with("LINNET_SOURCE_DIR}/")) {
                depth = 0;
            } else if (before.ends_with(".") || (before.ends_with("}/") && !before.ends_with("_CURRENT_SOURCE_DIR}/") &&
                                                 !before.ends_with("_CURRENT_LIST_DIR}/"))) {
                continue; // "..." or relative to a folder that is not known here
            }
            const auto steps = (*i)[1].length() / 3 + ((*i)[2].matched ? 1 : 0);
            if ((*i)[3] != "shared" && steps > depth) {
                problems.push_back(path + " names a path outside the repository: " + i->str());
            }
        }
    }
    return problems;
}

/// Files in which a user's own layers and features stand, and that name what is private to the library.
inline Problems private_names(const Tree& tree) {
    static const std::regex name{R"(\bdetail\b)"};
    Problems problems;
    for (const auto& [path, text] : tree.files) {
        if (path.starts_with("tests/extension/") && std::regex_search(text, name)) {
            problems.push_back(path + " names detail, which is private");
        }
    }
    return problems;
}

/// Pieces of C++ in the documents that no example holds line by line: nothing would compile them.
inline Problems uncompiled_snippets(const Tree& tree) {
    static constexpr std::string_view start = "```cpp\n";
    Problems problems;
    for (const auto& [path, text] : tree.files) {
        if (!path.ends_with(".md")) {
            continue;
        }
        for (std::size_t at = text.find(start); at != std::string::npos; at = text.find(start, at)) {
            at += start.size();
            const std::string snippet = text.substr(at, text.find("```", at) - at);
            const bool compiled = std::any_of(tree.files.begin(), tree.files.end(), [&](const auto& file) {
                return file.first.starts_with("examples/") &&
                       ("\n" + file.second).find("\n" + snippet) != std::string::npos;
            });
            if (!compiled) {
                problems.push_back(path +
                                   " shows code that is in no example: " + snippet.substr(0, snippet.find('\n')));
            }
        }
    }
    return problems;
}

} // namespace structure
