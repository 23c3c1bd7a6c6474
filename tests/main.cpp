// SPDX-FileCopyrightText: 2026 The linnet authors
// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

namespace {

std::vector<std::string> skips; // of test cases that said "SKIPPED: why" in a message

/// Collects the skips, as doctest itself knows of none at run time.
class Skips : public doctest::IReporter {
public:
    explicit Skips(const doctest::ContextOptions&) {}

    void report_query(const doctest::QueryData&) override {}
    void test_run_start() override {}
    void test_run_end(const doctest::TestRunStats&) override {}
    void test_case_start(const doctest::TestCaseData& test) override { name_ = test.m_name; }
    void test_case_reenter(const doctest::TestCaseData&) override {}
    void test_case_end(const doctest::CurrentTestCaseStats&) override {}
    void test_case_exception(const doctest::TestCaseException&) override {}
    void subcase_start(const doctest::SubcaseSignature&) override {}
    void subcase_end() override {}
    void log_assert(const doctest::AssertData&) override {}
    void log_message(const doctest::MessageData& message) override {
        const std::string_view text = message.m_string.c_str();
        if (text.starts_with("SKIPPED")) {
            const std::lock_guard lock{mutex_};
            skips.push_back("\"" + name_ + "\" " + std::string{text});
        }
    }
    void test_case_skipped(const doctest::TestCaseData&) override {}

private:
    std::mutex mutex_;
    std::string name_;
};

} // namespace

REGISTER_LISTENER("skips", 1, Skips);

/// Runs the tests. If LINNET_SKIPS names a file, writes the skips into it, one a line.
int main(int argc, char** argv) {
    doctest::Context context{argc, argv};
    const int result = context.run();
    if (const char* const path = std::getenv("LINNET_SKIPS"); path != nullptr) {
        std::ofstream file{path};
        for (const std::string& skip : skips) {
            file << skip << "\n";
        }
        if (!file.flush()) {
            return EXIT_FAILURE;
        }
    }
    return result;
}
