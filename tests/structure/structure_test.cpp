// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <string>

#include <doctest/doctest.h>

#include "structure/rules.hpp"

using namespace structure;

namespace {

const Tree& repository() {
    static const Tree tree = read_tree(LINNET_SOURCE_DIR);
    return tree;
}

void check_none(const Problems& problems) {
    for (const auto& problem : problems) {
        FAIL_CHECK(problem);
    }
}

std::string include(const std::string& header) { return "#include <linnet/" + header + ">\n"; }

} // namespace

TEST_CASE("the repository was read") {
    CHECK(repository().files.contains("CMakeLists.txt"));
    CHECK(repository().headers().at("linnet.hpp").includes.size() > 5);
}

TEST_CASE("includes point to lower levels only") {
    check_none(wrong_arrows(repository()));

    CHECK(
        wrong_arrows({{{"include/linnet/layers/a.hpp", include("kernels/b.hpp") + include("layers/c.hpp")}}}).empty());
    CHECK(wrong_arrows({{{"include/linnet/layers.hpp", include("layers/a.hpp")}}}).empty());
    CHECK(wrong_arrows({{{"include/linnet/kernels/a.hpp", include("layers/b.hpp")}}}).size() == 1);
    CHECK(wrong_arrows({{{"include/linnet/layers/a.hpp", include("losses/b.hpp")}}}).size() == 1);
    CHECK(wrong_arrows({{{"include/linnet/layers/a.hpp", include("linnet.hpp")}}}).size() == 1);
    CHECK(wrong_arrows({{{"include/linnet/core/a.hpp", include("layers.hpp")}}}).size() == 1);
    CHECK(wrong_arrows({{{"include/linnet/elsewhere/a.hpp", ""}}}).size() == 1);
    CHECK(wrong_arrows({{{"include/linnet/core/a.hpp", "  #include \"b.hpp\"\n"}}}).size() == 1);
}

TEST_CASE("no header includes itself in a ring") {
    check_none(rings(repository()));

    CHECK(rings({{{"include/linnet/core/a.hpp", include("core/b.hpp") + include("core/c.hpp")},
                  {"include/linnet/core/b.hpp", include("core/c.hpp")},
                  {"include/linnet/core/c.hpp", ""}}})
              .empty());
    CHECK(rings({{{"include/linnet/core/a.hpp", include("core/b.hpp")},
                  {"include/linnet/core/b.hpp", include("core/c.hpp")},
                  {"include/linnet/core/c.hpp", include("core/a.hpp")}}})
              .size() == 1);
}

TEST_CASE("linnet::compiled defines what the headers leave to it") {
    check_none(undefined_when_compiled(repository()));
    CHECK(repository().files.at("include/linnet/compiled.cpp").find(include("linnet.hpp")) != std::string::npos);

    const std::string definitions = "#if LINNET_DEFINES\n#endif\n";
    CHECK(undefined_when_compiled({{{"include/linnet/linnet.hpp", include("core/a.hpp")},
                                    {"include/linnet/core/a.hpp", include("core/b.hpp")},
                                    {"include/linnet/core/b.hpp", definitions}}})
              .empty());
    CHECK(undefined_when_compiled({{{"include/linnet/linnet.hpp", include("core/a.hpp")},
                                    {"include/linnet/core/a.hpp", ""},
                                    {"include/linnet/core/b.hpp", definitions}}})
              .size() == 1);
}

TEST_CASE("no library file is longer than 400 lines") {
    check_none(long_files(repository()));

    CHECK(long_files({{{"include/linnet/core/a.hpp", std::string(400, '\n')}}}).empty());
    CHECK(long_files({{{"include/linnet/core/a.hpp", std::string(401, '\n')}}}).size() == 1);
}

TEST_CASE("every header has a test of its name in the mirrored place") {
    check_none(untested_headers(repository()));

    CHECK(untested_headers({{{"include/linnet/core/a.hpp", ""}, {"tests/core/a_test.cpp", ""}}}).empty());
    CHECK(untested_headers({{{"include/linnet/core.hpp", ""}, {"include/linnet/core/fwd.hpp", ""}}}).empty());
    CHECK(untested_headers({{{"include/linnet/core/a.hpp", ""}, {"tests/simd/a_test.cpp", ""}}}).size() == 1);
    CHECK(untested_headers({{{"include/linnet/a.hpp", ""}}}).size() == 1);
}

TEST_CASE("only simd/ includes xsimd") {
    check_none(stray_xsimd(repository()));

    CHECK(stray_xsimd({{{"include/linnet/simd/a.hpp", "#include <xsimd/xsimd.hpp>\n"}}}).empty());
    CHECK(stray_xsimd({{{"include/linnet/core/a.hpp", "#include <xsimd/xsimd.hpp>\n"}}}).size() == 1);
}

TEST_CASE("no file names a path outside the repository but ../shared") {
    check_none(foreign_paths(repository()));

    const std::string up = "..";
    const std::string slash = "/";
    CHECK(foreign_paths({{{"README.md", "Data lies in " + up + "/shared/data, see https://a.org" + slash + "home/x"},
                          {"tests/core/a.cpp", "\"" + up + "/b.cpp\""},
                          {"tests/c/CMakeLists.txt", "${CMAKE_CURRENT_SOURCE_DIR}/" + up + "/" + up + "/include"}}})
              .empty());
    CHECK(foreign_paths({{{"README.md", "see " + slash + "home/me/x"}}}).size() == 1);
    CHECK(foreign_paths({{{"README.md", "see " + up + "/other/x"}}}).size() == 1);
    CHECK(foreign_paths({{{"tests/a.cpp", "\"" + up + "/" + up + "/x\""}}}).size() == 1);
    CHECK(foreign_paths({{{"tests/a/CMakeLists.txt", "${PROJECT_SOURCE_DIR}/" + up + "/x"}}}).size() == 1);
}

TEST_CASE("a user's own layer, feature, loss, optimizer and metric need public names only") {
    check_none(private_names(repository()));
    CHECK(repository().files.contains("tests/extension/shop/hour.hpp"));

    CHECK(private_names({{{"tests/extension/a.hpp", "ln::never<T>; // in detail?"}}}).size() == 1);
    CHECK(private_names({{{"tests/extension/a.hpp", "ln::detail::text()"}}}).size() == 1);
    CHECK(private_names({{{"tests/extension/a.hpp", "detailed"}, {"tests/core/a.hpp", "ln::detail::text()"}}}).empty());
}

TEST_CASE("the documents show code that an example compiles") {
    check_none(uncompiled_snippets(repository()));
    CHECK(repository().files.at("README.md").find("```cpp\n") != std::string::npos);

    const std::string document = "```cpp\n    a();\n    b();\n```\n```cpp\nc();\n```\n";
    CHECK(uncompiled_snippets({{{"README.md", document}, {"examples/a.cpp", "c();\n    a();\n    b();\n"}}}).empty());
    CHECK(uncompiled_snippets({{{"README.md", document}, {"tests/a.cpp", "c();\n    a();\n    b();\n"}}}).size() == 2);
    CHECK(uncompiled_snippets({{{"README.md", document}, {"examples/a.cpp", "a();\nb();\nc();\n"}}}).size() == 1);
    CHECK(uncompiled_snippets({{{"docs/a.md", "```cpp\nc()\n```\n"}, {"examples/a.cpp", "c();\n"}}}).size() == 1);
}
