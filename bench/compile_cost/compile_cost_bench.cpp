// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
// peers: xsimd

// What it costs to compile small programs at -O3 with the compiler of this build: the seconds that the processor works,
// and the memory that the largest of its processes takes. xsimd's header alone is part of each.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linnet/config.hpp>

#include "support/case.hpp"

namespace linnet::bench {

namespace {

namespace fs = std::filesystem;

/// The build folder's own settings, so that the compiler is the one that built this program.
class Build {
public:
    Build() {
        for (fs::path folder = fs::read_symlink("/proc/self/exe"); folder.has_relative_path();) {
            folder = folder.parent_path();
            if (std::ifstream cache{folder / "CMakeCache.txt"}) {
                text_.assign(std::istreambuf_iterator<char>{cache}, {});
                return;
            }
        }
        throw std::runtime_error("CMakeCache.txt is not found above this program");
    }
    /// The value of a line `name:TYPE=value`, or nothing.
    [[nodiscard]] std::string setting(const std::string& name) const {
        const std::size_t line = text_.find("\n" + name + ":");
        if (line == std::string::npos) {
            return "";
        }
        const std::size_t start = text_.find('=', line) + 1;
        return text_.substr(start, text_.find('\n', start) - start);
    }

private:
    std::string text_;
};

struct Cost {
    double seconds;
    double megabytes;
};

/// Runs a command and waits for it. Throws if it fails.
Cost run_command(const std::vector<std::string>& words) {
    std::vector<char*> arguments;
    for (const std::string& word : words) {
        arguments.push_back(const_cast<char*>(word.c_str()));
    }
    arguments.push_back(nullptr);
    const pid_t child = fork();
    if (child == 0) {
        execvp(arguments[0], arguments.data());
        std::_Exit(127);
    }
    int status = 0;
    rusage usage{};
    if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0) {
        throw std::runtime_error("'" + words.front() + "' does not compile '" + words.back() + "'");
    }
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return {seconds(usage.ru_utime) + seconds(usage.ru_stime), 1e-3 * static_cast<double>(usage.ru_maxrss)};
}

/// `source` comes last and is relative to the project.
Cost compile(const std::vector<std::string>& source) {
    const Build build;
    const std::string project = build.setting("CMAKE_HOME_DIRECTORY");
    const std::string xsimd = build.setting("LINNET_XSIMD_INCLUDE_DIR");
    std::vector<std::string> command{
        build.setting("CMAKE_CXX_COMPILER"), "-std=c++20", "-O3", "-march=native", "-ffp-contract=off", "-xc++", "-c"};
    command.push_back("-I" + project + "/include");
    if (!xsimd.empty()) {
        command.push_back("-I" + xsimd);
    }
    command.insert(command.end(), {"-o", "/dev/null"});
    command.insert(command.end(), source.begin(), source.end());
    command.back() = fs::path{project} / command.back();
    return run_command(command);
}

/// Both numbers are results, not rates: the report takes what stands in `items_per_second`, in the unit of the label.
void add_program(const std::string& name, const std::vector<std::string>& source) {
    const std::string column = "/float/width:" + std::to_string(native_width<float>) + "/batch:1";
    const auto last = std::make_shared<std::optional<Cost>>();
    const auto add_result = [&](const std::string& what, const char* unit, double Cost::* member, bool again) {
        const auto run = [=](benchmark::State& state) {
            for ([[maybe_unused]] auto iteration : state) {
                if (again || !*last) { // the memory hardly varies
                    *last = compile(source);
                }
            }
            state.SetLabel(unit);
            state.counters["items_per_second"] = **last.*member;
        };
        benchmark::RegisterBenchmark((what + " " + name + column).c_str(), run)->Unit(benchmark::kSecond);
    };
    add_result("Compile", "s", &Cost::seconds, true);
    add_result("Memory to compile", "MB", &Cost::megabytes, false);
}

} // namespace

const Cases cases{[] {
    add_program("quickstart", {"examples/quickstart.cpp"});
    add_program("quickstart with linnet::compiled", {"-DLINNET_COMPILED", "examples/quickstart.cpp"});
    add_program("NeuMF", {"tests/compile_cost/neumf.cpp"});
    add_program("DLRM", {"tests/compile_cost/dlrm.cpp"});
    add_program("xsimd alone", {"-include", "xsimd/xsimd.hpp", "/dev/null"});
}};

} // namespace linnet::bench
