// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#pragma once

// The examples are tests, too: each says what it must reach, and fails with a sentence if it does not.
#include <cmath>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <utility>

class Gates {
public:
    explicit Gates(std::string example) : example_{std::move(example)} {}

    void at_least(const std::string& what, double value, double bound) {
        check(what, value, value >= bound, "at least", bound);
    }
    void at_most(const std::string& what, double value, double bound) {
        check(what, value, value <= bound, "at most", bound);
    }
    void equal(const std::string& what, double value, double expected, double tolerance) {
        check(what, value, std::abs(value - expected) <= tolerance + 1e-9, "equal to", expected);
    }

    /// What `main` returns.
    [[nodiscard]] int exit_code() const { return missed_ ? 1 : 0; }

private:
    void check(const std::string& what, double value, bool holds, const char* relation,
               double bound) { // NaN never holds
        std::fprintf(holds ? stdout : stderr, "%s: %s is %.4f and should be %s %.4f\n", example_.c_str(), what.c_str(),
                     value, relation, bound);
        missed_ = missed_ || !holds;
    }

    std::string example_;
    bool missed_ = false;
};

/// What `main` returns if there is no data to run on. CTest then counts the test as skipped.
inline constexpr int skipped = 77;

/// Whether the data of an example is there. Says so if it is not.
inline bool is_there(const std::filesystem::path& data) {
    const bool there = std::filesystem::exists(data);
    if (!there) {
        std::printf("SKIPPED: there is no %s; name the data as the first argument\n", data.c_str());
    }
    return there;
}

/// Runs an example on the data that its first argument names, or on made-up data if there is none. Skips it where the
/// data is not there, and shows what went wrong.
template <class Run>
int run_example(const std::string& name, int argc, char** argv, const Run& run) {
    if (argc > 1 && !is_there(argv[1])) {
        return skipped;
    }
    try {
        Gates gates{name};
        run(argc > 1 ? argv[1] : "", gates);
        return gates.exit_code();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s: %s\n", name.c_str(), error.what());
        return 1;
    }
}
