// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT

// bench_report <folder> <result.json>...: reads what the benches wrote, and writes report.json, report.md and
// report.html into the folder.
#include <cstddef>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "report/cells.hpp"
#include "report/html.hpp"
#include "report/limits.hpp"
#include "report/markdown.hpp"
#include "report/numbers.hpp"
#include "report/results.hpp"

namespace {

void write_file(const std::filesystem::path& path, const std::string& content) {
    std::ofstream stream{path};
    stream << content;
    if (!stream.flush()) {
        throw std::runtime_error("cannot write " + path.string());
    }
    std::cout << "wrote " << path.string() << '\n';
}

} // namespace

int main(int count, char** values) try {
    using namespace linnet::bench;
    if (count < 3) {
        throw std::runtime_error("usage: bench_report <folder> <result.json>...");
    }
    Results results;
    for (int i = 2; i < count; ++i) {
        read(values[i], static_cast<std::size_t>(i), results);
    }
    results.context["cpu"] = processor();
    const Limits limits{results};
    std::ostringstream markdown;
    write_markdown(markdown, results, limits);
    std::ostringstream html;
    write_html(html, results, limits);
    const std::filesystem::path folder{values[1]};
    write_file(folder / "report.json", report_json(results, limits).dump(2) + "\n");
    write_file(folder / "report.md", markdown.str());
    write_file(folder / "report.html", html.str());
    return 0;
} catch (const std::exception& error) {
    std::cerr << "bench_report: " << error.what() << '\n';
    return 1;
}
